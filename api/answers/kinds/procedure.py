"""The procedure in force: which one a question about what to do is answered from, and which of its sections."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.answers.answer import Statement, state
from api.answers.fulfilment import fulfilment
from api.answers.kinds.quotable import is_quotable
from api.answers.kinds.sections import DocumentSection, sections, steps
from api.answers.kinds.values import ProcedureInForce, ProcedureSection
from api.answers.term_states import broken
from api.query.hints import HintKind, Holdings
from api.query.question import Asking, Question
from api.retrieval.candidates import Candidate
from api.retrieval.search import Ranking, search
from api.shared.citations import cite
from api.terms.figures import gives
from api.terms.procedural import asks_for_steps, asks_what_to_do
from api.terms.values import Wanted
from indexer.documents import Clearance, DocumentCard, DocumentKind
from indexer.passages import Filters, Span, StoredPassage
from indexer.store.passage_store import PassageStore

KINDS = (DocumentKind.PROCEDURE, DocumentKind.GUIDANCE)
"""Kinds of document that say what to do."""
_NEAR = 0.85
"""Part of the cosine of the best passage of all that the best of a procedure must have, to answer before it."""
_CLOSE = 0.3
"""Cosine from which a procedure is close to a question. By judgement."""
_OTHER_QUESTION = frozenset({HintKind.CASE, HintKind.ITEM})
"""What a question names that asks for something else than a procedure: a review, an item of a list."""
_PLACE = frozenset({HintKind.AREA, HintKind.YEARS, HintKind.DOCUMENTS, HintKind.KIND})
"""Terms that a procedure must not break."""
_SENTENCE, _ACTS, _HEADED = 0.5, 0.2, 0.1
"""What the best sentence of a section, the share of its steps and, where steps are asked for, a heading that announces
them count beside its best passage; by `python -m evaluation lay`."""
_STEP = re.compile(
    r"\b(?:must|should)\b|^\W*(?:\d+[.)]\s*)?(?:Do not|Never|Always|If|[A-Z][a-z]+ (?:the|an?|your|it|them|"
    r"him|her|whether|what|at|in|with|for)\b)"
)
"""A sentence that tells somebody to do something."""
_ANNOUNCES = re.compile(
    r"\b(?:must|to) (?:do|ask|say|write|record)\b|^\W*[\d.]*\s*(?:how|when|whom|who|what) to\b|\bsteps?\b|\bstages?\b",
    re.IGNORECASE,
)
_FEW = 3
"""Sentences from which on a section is taken for a list of steps."""
_SECTIONS = 3
"""Sections of a procedure that an answer shows at most; as for the words."""
_WORDS = 350
"""Words from which on no further section is shown. By judgement: what is read at one sight."""
_MOST_STEPS = 40
"""Steps of a section that are shown; of a longer one it is said that it goes on. By judgement."""
_FIRST = 3
"""Passages by which it is told how well a document fits as a whole, or how near the nearest of all are."""


@dataclass(frozen=True, slots=True)
class FoundProcedure:
    """A procedure with the same as lines of an answer, a line a passage, and the passages that these quote."""

    procedure: ProcedureInForce
    statements: tuple[Statement, ...]
    passages: frozenset[str]

    def leaves(self, found: StoredPassage) -> bool:
        """Whether a passage may be quoted beside it: it neither repeats it nor is of what it superseded."""
        superseded = {card.id for card in self.procedure.superseded}
        return found.passage.id not in self.passages and found.document.id not in superseded


def procedure_for(
    question: Question, ranking: Ranking, store: PassageStore, filters: Filters, clearance: Clearance, asking: Asking
) -> FoundProcedure | None:
    """The procedure that answers a question about what to do; None where it asks for something else, or where other
    documents are much nearer to it."""
    if not _asks(question) or not ranking.best or question.absent:
        return None
    kinds = tuple(kind for kind in KINDS if not filters.kinds or kind in filters.kinds)
    if not kinds:
        return None
    found = search(question, store, replace(filters, kinds=kinds), clearance)
    fitting = [c for c in found.best if _keeps_to_place(question, c.found)]
    nearest = max(c.scores.dense for c in ranking.best[:_FIRST])
    if not fitting or max(c.scores.dense for c in fitting) < _NEAR * nearest:
        return None
    best = _in_force(_best(fitting), question, asking.holdings)
    within = search(question, store, replace(filters, kinds=(), documents=(best.id,)), clearance).best
    parts = sections(store.passages(best.id, clearance=clearance))
    chosen = _chosen(parts, within, asks_for_steps(question.text))
    if max((c.scores.dense for c in within), default=0.0) < _CLOSE:
        return None
    return _told(question, best, chosen, asking.holdings)


def _asks(question: Question) -> bool:
    kinds = question.understanding.of(HintKind.KIND)
    named = {hint.kind for hint in question.understanding.hints}
    other = bool(kinds) and kinds.isdisjoint(KINDS)
    return asks_what_to_do(question.text) and not other and not named & _OTHER_QUESTION


def _keeps_to_place(question: Question, found: StoredPassage) -> bool:
    """Whether a passage is of the place, time and kind that the question names."""
    keys = {hint.key for hint in question.understanding.hints if hint.kind in _PLACE}
    return not keys or not keys & broken(fulfilment(question.understanding, found, found.passage.sentences[0]))


def _best(candidates: Sequence[Candidate]) -> DocumentCard:
    """The document whose best passages fit best together: one passage alone may fit by chance."""
    scores: dict[str, list[float]] = defaultdict(list)
    cards: dict[str, DocumentCard] = {}
    for candidate in candidates:
        card = candidate.found.document
        cards[card.id] = card
        scores[card.id].append(candidate.score)
    return cards[max(scores, key=lambda document: sum(sorted(scores[document])[-_FIRST:]))]


def _in_force(card: DocumentCard, question: Question, holdings: Holdings) -> DocumentCard:
    """The procedure that stands in the place of one; itself, where the question is about another time."""
    if question.understanding.periods:
        return card
    cards, newer = {held.id: held for held in holdings.cards}, dict(holdings.newer)
    seen = {card.id}
    while (following := cards.get(newer.get(card.id, ""))) and following.id not in seen:
        card = following
        seen.add(card.id)
    return card


def _chosen(
    found: Sequence[DocumentSection], candidates: Sequence[Candidate], wants_steps: bool
) -> list[DocumentSection]:
    """The sections that answer, best first, as many as are read at one sight; at least one."""
    scores = {c.found.passage.id: c for c in candidates}
    worth = {section.headings: _worth(section, scores, wants_steps) for section in found}
    ranked = sorted((s for s in found if worth[s.headings] > 0), key=lambda section: -worth[section.headings])
    chosen: list[DocumentSection] = []
    for section in ranked[:_SECTIONS]:
        if chosen and sum(s.words for s in chosen) + section.words > _WORDS:
            break
        chosen.append(section)
    return chosen


def _worth(section: DocumentSection, scores: dict[str, Candidate], wants_steps: bool) -> float:
    """How well a section answers: what it is about, its nearest sentence, and how much of it says what to do."""
    held = [scores[found.passage.id].scores for found in section.passages if found.passage.id in scores]
    if not held:
        return 0.0
    near = max(s.dense for s in held) + _SENTENCE * max(s.sentence for s in held)
    texts = [found.passage.text[slice(*span)] for found in section.passages for span in found.passage.sentences]
    if not wants_steps:
        return near + _ACTS * sum(gives(text, Wanted.STEP) for text in texts) / len(texts)
    acts = sum(_STEP.search(text) is not None for text in texts) / max(_FEW, len(texts))
    return near + _ACTS * acts + _HEADED * (_ANNOUNCES.search(" ".join(section.headings[-1:])) is not None)


def _told(
    question: Question, card: DocumentCard, chosen: Sequence[DocumentSection], holdings: Holdings
) -> FoundProcedure | None:
    """The sections as quotations, and as lines of the answer: a line is all that a passage holds of a section."""
    told: list[ProcedureSection] = []
    lines: list[Statement] = []
    for section in chosen:
        places = [(found, span) for found in section.passages for span in steps(found) if is_quotable(found, span)]
        shown = places[:_MOST_STEPS]
        if shown:
            quoted = tuple(cite(found, span) for found, span in shown)
            told.append(ProcedureSection(section.headings, quoted, len(shown) == len(places)))
            lines.extend(_lines(question, shown))
    if not told:
        return None
    procedure = ProcedureInForce(card, tuple(told), _superseded(card, holdings), len(lines))
    quoted_passages = frozenset(step.passage_id for section in told for step in section.steps)
    return FoundProcedure(procedure, tuple(lines), quoted_passages)


def _lines(question: Question, places: Sequence[tuple[StoredPassage, Span]]) -> list[Statement]:
    """The steps of each passage as one line, from the first to the last."""
    spans: dict[str, list[Span]] = defaultdict(list)
    passages = {found.passage.id: found for found, _ in places}
    for found, span in places:
        spans[found.passage.id].append(span)
    whole = {key: (within[0][0], within[-1][1]) for key, within in spans.items()}
    terms = {key: fulfilment(question.understanding, passages[key], span) for key, span in whole.items()}
    return [state(passages[key], span, terms=terms[key]) for key, span in whole.items()]


def _superseded(card: DocumentCard, holdings: Holdings) -> tuple[DocumentCard, ...]:
    """The procedures that one replaced, and those that they replaced, newest first."""
    older: set[str] = {card.id}
    for _ in holdings.newer:
        older |= {old for old, new in holdings.newer if new in older}
    found = [held for held in holdings.cards if held.id in older and held.id != card.id]
    return tuple(sorted(found, key=lambda held: -(held.year or 0)))
