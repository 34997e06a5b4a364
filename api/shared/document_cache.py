"""Readings: what is read out of each document once, and again only when the document changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from typing import Generic, TypeVar

from indexer.catalogue.records import DocumentRecord
from indexer.documents import EVERYTHING, Clearance, DocumentKind
from indexer.index import Index
from indexer.passages import StoredPassage

Read = TypeVar("Read")


class Readings(Generic[Read]):
    """What a function reads out of the passages of documents of some kinds, kept in memory."""

    def __init__(
        self, index: Index, kinds: Collection[DocumentKind], read: Callable[[Sequence[StoredPassage]], list[Read]]
    ) -> None:
        self._catalogue = index.catalogue
        self._store = index.store
        self._kinds = kinds
        self._read = read
        self._held: dict[str, tuple[DocumentRecord, list[Read]]] = {}
        self._lock = threading.Lock()

    def of(self, clearance: Clearance) -> list[Read]:
        """What the documents of a clearance say, document by document."""
        records = [r for r in self._catalogue.documents(clearance) if r.source.kind in self._kinds]
        with self._lock:
            for record in records:
                held = self._held.get(record.id)
                if held is None or held[0] != record:
                    self._held[record.id] = (record, self._read(self._store.passages(record.id, clearance=EVERYTHING)))
            return [found for record in records for found in self._held[record.id][1]]
