"""Listed items: the recommendations, findings or actions of a document, whole and in order, where a question asks for
them all or for one by its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.query.concepts import Concept
from api.query.hints import HintKind
from api.query.question import Question
from api.retrieval.candidates import Candidate
from api.terms.numbered import listed, noun_in, numbers_of
from api.terms.values import Wanted
from indexer.passages import Passage, PassageRole, Span
from indexer.text.terms import terms

MOST = 40
"""Items an answer lists."""

_FEWEST_WORDS = 4
"""Words from which a sentence is an item; shorter ones are labels."""
_ON_TOPIC = 0.5
"""Part of what the best item says of a topic that another must say."""
_NO_TOPIC = frozenset({HintKind.CASE, HintKind.AREA, HintKind.YEARS, HintKind.KIND, HintKind.WANTED, HintKind.ITEM})
_SORTS = re.compile(r"reviews?|reports?|cases?|scr|l?cspr|summary|learning|practice|serious|all|audits?", re.IGNORECASE)

Place = tuple[Candidate, Span]


@dataclass(frozen=True, slots=True)
class Asked:
    """The items a question asks for, in their order; `counted` where their list prints no numbers, so that the one
    asked for was found by counting."""

    places: list[Place]
    counted: bool = False


def asked_items(question: Question, candidates: Sequence[Candidate]) -> Asked:
    """The items that a question asks for among the passages of the documents it is bound to, in their order.

    None where it asks for none, or where no document is named that they could be of. All items where the number asked
    for is not among them.
    """
    asked = question.understanding
    noun = asked.items[0].noun if asked.items else _listed_noun(question)
    if noun is None or not question.documents:
        return Asked([])
    numbers = {number for item in asked.items for number in item.numbers}
    found = _found(noun, question, candidates)
    numbered = [(c, span) for c, span, told in found if told & numbers]
    if numbered:
        return Asked(numbered[:MOST])
    one = len({c.found.document.id for c, _, _ in found}) == 1
    if numbers and one and not any(told for _, _, told in found):
        counted = [(c, span) for place, (c, span, _) in enumerate(_blocks(found), start=1) if str(place) in numbers]
        if counted:
            return Asked(counted, counted=True)
    return Asked(_on_topic(question, [(c, span) for c, span, _ in found])[:MOST])


def _found(noun: str, question: Question, candidates: Sequence[Candidate]) -> list[tuple[Candidate, Span, set[str]]]:
    """All items of a sort in the documents a question is bound to, with the numbers they stand under."""
    bound = [c for c in candidates if c.found.document.id in question.documents and not c.found.passage.by_service]
    ordered = sorted(bound, key=lambda c: (question.documents.index(c.found.document.id), c.found.passage.position))
    found = [(c, span, told) for c in ordered for span, told in items_in(noun, c.found.passage)]
    if not found and noun == "recommendation":
        found = [(c, span, set()) for c in ordered for span in _recommended(c.found.passage)]
    return found


def _blocks(items: Sequence[tuple[Candidate, Span, set[str]]]) -> list[tuple[Candidate, Span, set[str]]]:
    """The items of a list without numbers, sentences of the same paragraph as one."""
    joined: list[tuple[Candidate, Span, set[str]]] = []
    for candidate, span, told in items:
        last = joined[-1] if joined else None
        if last and last[0] is candidate and "\n" not in candidate.found.passage.text[last[1][1] : span[0]]:
            joined[-1] = (candidate, (last[1][0], span[1]), told)
        else:
            joined.append((candidate, span, told))
    return joined


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
