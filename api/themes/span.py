"""What themes are looked at in: a span of years, areas, publishers and kinds, and the side they are found on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indexer.documents import Clearance, DocumentCard, DocumentKind
from indexer.passages import PassageRole

FINDING_KINDS = frozenset(
    {
        DocumentKind.ANNUAL_REPORT,
        DocumentKind.LEARNING_REVIEW,
        DocumentKind.AUDIT,
        DocumentKind.CHILD_DEATH,
        DocumentKind.INSPECTION,
        DocumentKind.BRIEFING,
        DocumentKind.LOG,
    }
)
"""Kinds of documents that say how practice was. The others say what it should be, and are not counted."""


class Side(StrEnum):
    """As what a theme is found."""

    WEAKNESS = "weakness"
    STRENGTH = "strength"


ROLES = {
    Side.WEAKNESS: frozenset({PassageRole.WEAKNESS, PassageRole.RECOMMENDATION}),
    Side.STRENGTH: frozenset({PassageRole.STRENGTH}),
}
"""The roles of passages that count for each side."""

NOT_KNOWN = "not known"
"""The name of a column for documents of which nobody said what its dimension asks."""


@dataclass(frozen=True, slots=True)
class Span:
    """What themes are looked at in; None does not narrow. Years are both included; passages name the `agency`.

    `classes` leaves out documents of other classes, whatever the person may see.
    """

    first: int | None = None
    last: int | None = None
    area: str | None = None
    publisher: str | None = None
    kind: str | None = None
    agency: str | None = None
    classes: Clearance | None = None

    def holds(self, card: DocumentCard) -> bool:
        """Whether a document counts."""
        wanted = ((self.area, card.area), (self.publisher, card.publisher), (self.kind, card.kind))
        if self.classes is not None and card.sensitivity not in self.classes:
            return False
        if any(want and (held or NOT_KNOWN).casefold() != want.casefold() for want, held in wanted):
            return False
        if self.first is None and self.last is None:
            return True
        return card.year is not None and (self.first or 0) <= card.year <= (self.last or 9999)


EVERYWHERE = Span()
