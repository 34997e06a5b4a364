"""Currency: what became of a cited version since, for whoever relies on its words."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.records import DocumentRecord
from indexer.documents import Clearance, DocumentCard


class SourceState(StrEnum):
    """What became of a source since."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Currency:
    """The documents a person may see, as they are on a day."""

    def __init__(self, catalogue: Catalogue, allowed: Clearance, today: date) -> None:
        self._catalogue = catalogue
        self._allowed = allowed
        self._today = today
        self.records = {record.id: record for record in catalogue.documents(allowed)}

    def of(self, card: DocumentCard) -> tuple[SourceState, str]:
        """The state of a version and a sentence on it; what is in use is asked of the catalogue. Raises KeyError."""
        record = self.records[card.id]
        if card.version < record.version:
            versions = [record, *self._catalogue.versions(card.id, self._allowed)]
            newer = min((v for v in versions if v.version > card.version), key=lambda v: v.version)
            return SourceState.REPLACED, f"Replaced by version {newer.version} on {newer.added_at.date().isoformat()}."
        if record.superseded_since and record.superseded_since <= self._today:
            return SourceState.SUPERSEDED, self._superseded(record)
        if card.effective_to and card.effective_to < self._today:
            return SourceState.WITHDRAWN, f"It was in force until {card.effective_to.isoformat()}."
        return SourceState.CURRENT, ""

    def _superseded(self, record: DocumentRecord) -> str:
        newer = self.records.get(record.superseded_by or "")
        by = f" by {newer.source.title}" if newer else ""
        return f"Superseded{by} from {record.superseded_since}."
