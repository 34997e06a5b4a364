"""Listed items: the recommendations, findings or actions of a document, whole and in order, where a question asks for
them all or for one by its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from api.query.numbered import listed, noun_in, numbers_of
from api.query.question import Concept, Question
from api.query.terms import Wanted
from api.query.understanding import HintKind
from api.retrieval.candidates import Candidate
from indexer.passages import Passage, PassageRole, Span
from indexer.text.terms import terms

MOST = 40
"""Items an answer lists."""

_FEWEST_WORDS = 4
_ON_TOPIC = 0.5
"""Part of what the best item says of a topic that another must say."""
_NO_TOPIC = frozenset({HintKind.CASE, HintKind.AREA, HintKind.YEARS, HintKind.KIND, HintKind.WANTED, HintKind.ITEM})
_SORTS = re.compile(r"reviews?|reports?|cases?|scr|l?cspr|summary|learning|practice|serious|all|audits?", re.IGNORECASE)

Place = tuple[Candidate, Span]


def asked_items(question: Question, candidates: Sequence[Candidate]) -> list[Place]:
    """The items that a question asks for among the passages of the documents it is bound to, in their order.

    Empty where it asks for none, or where no document is named that they could be of. All items where the number asked
    for is not among them.
    """
    asked = question.understanding
    noun = asked.items[0].noun if asked.items else _listed_noun(question)
    if noun is None or not question.documents:
        return []
    numbers = {number for item in asked.items for number in item.numbers}
    bound = [c for c in candidates if c.found.document.id in question.documents and not c.found.passage.by_service]
    ordered = sorted(bound, key=lambda c: (question.documents.index(c.found.document.id), c.found.passage.position))
    found = [(c, span, told) for c in ordered for span, told in items_in(noun, c.found.passage)]
    if not found and noun == "recommendation":
        found = [(c, span, set()) for c in ordered for span in _recommended(c.found.passage)]
    numbered = [(c, span) for c, span, told in found if told & numbers]
    return (numbered or _on_topic(question, [(c, span) for c, span, _ in found]))[:MOST]


def _on_topic(question: Question, items: list[Place]) -> list[Place]:
    """The items that speak of what the question asks beside its terms ("recommendations about GPs"); all, where it
    asks nothing beside, or none of them speaks of it."""
    spans = [h.typed.casefold() for h in question.understanding.hints if h.kind in _NO_TOPIC]
    topic = [c for c in question.concepts if not any(c.typed.casefold() in typed for typed in spans) and not _named(c)]
    if not topic or question.understanding.items:
        return items
    shares = [sum(c.weight * c.cover(set(terms(_text(item)))) for c in topic) for item in items]
    most = max(shares, default=0.0)
    return [item for item, share in zip(items, shares, strict=True) if share >= _ON_TOPIC * most]


def _named(concept: Concept) -> bool:
    """Whether words only say what sort of document or item is asked for."""
    return _SORTS.fullmatch(concept.typed) is not None or noun_in(concept.typed) is not None


def _text(item: Place) -> str:
    return item[0].found.passage.text[slice(*item[1])]


def _recommended(passage: Passage) -> list[Span]:
    """The sentences of a passage that recommends, in a review that does not call it so ("Learning for practice")."""
    return _whole(passage) if passage.role is PassageRole.RECOMMENDATION else []


def _whole(passage: Passage) -> list[Span]:
    return [span for span in passage.sentences if len(passage.text[slice(*span)].split()) >= _FEWEST_WORDS]


def _listed_noun(question: Question) -> str | None:
    """The sort of item whose whole list is wanted."""
    hints = [h for h in question.understanding.hints if h.kind is HintKind.WANTED and h.term is Wanted.LIST]
    return noun_in(hints[0].typed) if hints else None


def items_in(noun: str, passage: Passage) -> Iterator[tuple[Span, set[str]]]:
    """The items of a passage, each from its first sentence to its last, with the numbers it stands under."""
    under = listed(noun, passage.headings)
    told = [(span, frozenset(numbers_of(noun, passage, span, mentions=False))) for span in passage.sentences]
    for numbers, group in groupby(told, key=lambda pair: pair[1]):
        spans = [span for span, _ in group]
        if numbers:
            yield (spans[0][0], spans[-1][1]), set(numbers)
        elif under:
            yield from ((span, set()) for span in _whole(passage) if span in spans)
