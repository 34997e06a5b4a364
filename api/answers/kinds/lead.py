"""The lead: the two lines that say most in short, the newest and most independent of those that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from api.answers.lines import AnswerLine
from indexer.documents import DocumentKind

LINES = 2  # lines of a lead; by judgement: more is no longer in short
_FEWEST = 3
"""Lines of an answer from which on a lead is of use."""
_SAME = 0.6
"""Cosine from which two lines say the same of a subject. By judgement."""
_INDEPENDENT = frozenset(
    {DocumentKind.LEARNING_REVIEW, DocumentKind.INSPECTION, DocumentKind.AUDIT, DocumentKind.CHILD_DEATH}
)
_WORTH = 1.5
"""Years by which a board's own words must be newer than an independent finding to stand before it. By judgement."""


def lead_of(lines: Sequence[AnswerLine]) -> tuple[int, ...]:
    """The numbers, from 0, of the lines that lead; none where an answer is short enough to be its own lead."""
    if len(lines) < _FEWEST:
        return ()
    chosen: list[int] = []
    left = list(range(len(lines)))
    while left and len(chosen) < LINES:
        first = lines[left[0]]
        same = [n for n in left if n == left[0] or float(lines[n].vector @ first.vector) >= _SAME]
        chosen.append(max(same, key=lambda n: (_standing(lines[n]), -n)))
        left = [n for n in left if n not in same]
    return tuple(chosen)


def _standing(line: AnswerLine) -> float:
    """How new a line is; that of a review, an inspection or an audit counts as somewhat newer."""
    card = line.candidate.found.document
    return (card.year or 0) + _WORTH * (card.kind in _INDEPENDENT)
