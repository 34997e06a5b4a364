"""What an index run did, file by file: the report a person reads afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.guard.quarantine import Waiting
from indexer.keeping.records import DocumentRecord


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not indexed, why, and what to do."""

    name: str
    reason: str
    advice: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason} {self.advice}".strip()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file with the same content as a document that is held already."""

    name: str
    record: DocumentRecord

    def __str__(self) -> str:
        return (
            f"{self.name}: has the same content as {self.record.name} ({self.record.source.title}), which is held "
            "already; nothing was added. Delete one of the two files."
        )


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two documents held that share much of their text; `share` is the estimated Jaccard similarity, 0 to 1."""

    record: DocumentRecord
    other: DocumentRecord
    share: float

    def __str__(self) -> str:
        return (
            f"{self.record.name}: is very like {self.other.name} ({self.other.source.title}), about "
            f"{self.share:.0%} of their three-word runs are the same. Both are held."
        )


@dataclass(frozen=True, slots=True)
class IndexReport:
    """The outcome of adding files.

    `removed` are documents whose file is gone from its folder. `problems` are lines about manifests, folders and
    names that lead nowhere; `seconds` is wall-clock time.
    `waiting` are documents held back until a person looks at the personal data found in them; `refused` are lines
    about files that somebody decided not to hold.
    """

    indexed: tuple[DocumentRecord, ...] = ()
    updated: tuple[DocumentRecord, ...] = ()
    unchanged: tuple[DocumentRecord, ...] = ()
    removed: tuple[DocumentRecord, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    near: tuple[NearDuplicate, ...] = ()
    failed: tuple[Failure, ...] = ()
    problems: tuple[str, ...] = ()
    seconds: float = 0.0
    waiting: tuple[Waiting, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def passages(self) -> int:
        """Passages written in this run."""
        return sum(record.passages for record in self.indexed)

    @property
    def pages(self) -> int:
        """Pages read in this run, of formats that have pages."""
        return sum(record.pages or 0 for record in self.indexed)
