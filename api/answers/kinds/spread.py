"""The spread of an answer: a line for each year held where change is asked for, for each area where areas are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import groupby

from api.answers.kinds.values import Spread
from api.query.hints import HintKind
from api.query.question import Question
from api.retrieval.candidates import Candidate
from api.terms.values import Wanted
from indexer.documents import DocumentCard

YEAR, AREA = "year", "area"
_AREAS = re.compile(
    r"\b(?:which|what|how many) (?:\w+ )?(?:areas?|authorit(?:y|ies)|boards?|places|councils?|partnerships?)\b",
    re.IGNORECASE,
)


def divided_by(question: Question) -> str | None:
    """Whether an answer has a line for each year or for each area; None where it need not."""
    hints = {hint.kind for hint in question.understanding.hints}
    if Wanted.CHANGE in question.understanding.wanted and HintKind.YEARS not in hints:
        return YEAR
    return AREA if _AREAS.search(question.text) and HintKind.AREA not in hints else None


def part_of(card: DocumentCard, by: str) -> str:
    """The year or area of a document, as text; empty where it has none."""
    return str(card.year or "") if by == YEAR else card.area or ""


def grouped(by: str, candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Candidates of each year or area, the newest years first; those of none are left out."""
    ordered = sorted(candidates, key=lambda candidate: part_of(candidate.found.document, by), reverse=True)
    groups = groupby(ordered, key=lambda candidate: part_of(candidate.found.document, by))
    return [list(group) for part, group in groups if part]


def spread_for(question: Question, told: Iterable[DocumentCard], held: Collection[DocumentCard]) -> Spread | None:
    """Of which years or areas held an answer has a line, and of which it says nothing; None where neither is asked."""
    by = divided_by(question)
    if by is None:
        return None
    said = {part_of(card, by) for card in told} - {""}
    others = {part_of(card, by) for card in held} - said - {""}
    return Spread(by, tuple(sorted(said)), tuple(sorted(others)))
