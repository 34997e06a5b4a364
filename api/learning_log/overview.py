"""The annual overview: what audits and reviews of a year found, by theme, beside the learning points."""

from __future__ import annotations

from dataclasses import dataclass

from api.learning_log.learning_points import LearningPoint
from api.themes.service import Item
from indexer.documents import DocumentCard, DocumentKind

JUDGING = frozenset(
    {DocumentKind.AUDIT, DocumentKind.LEARNING_REVIEW, DocumentKind.INSPECTION, DocumentKind.CHILD_DEATH}
)
"""Kinds of documents whose findings the annual overview brings together."""


@dataclass(frozen=True, slots=True)
class ThemeOverview:
    """A theme in the overview: what audits and reviews of the year found, and the learning points on it of any year."""

    theme: str
    label: str
    weaknesses: tuple[Item, ...]
    strengths: tuple[Item, ...]
    points: tuple[LearningPoint, ...]

    @property
    def weak_in(self) -> int:
        """In how many documents it was found weak."""
        return len({item.document.id for item in self.weaknesses})

    @property
    def strong_in(self) -> int:
        """In how many documents it was found strong."""
        return len({item.document.id for item in self.strengths})


@dataclass(frozen=True, slots=True)
class Overview:
    """Findings of the audits and reviews of an area and a year by theme, the most often weak first."""

    area: str
    year: int
    documents: tuple[DocumentCard, ...]
    themes: tuple[ThemeOverview, ...]
