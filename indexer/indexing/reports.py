"""What an index run did, file by file: the report a person reads afterwards."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from indexer.catalogue.records import DocumentRecord
from indexer.privacy.quarantine import Waiting


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


@dataclass
class Tally:
    """What became of each file so far, while a run goes on."""

    indexed: list[DocumentRecord] = field(default_factory=list)
    updated: list[DocumentRecord] = field(default_factory=list)
    unchanged: list[DocumentRecord] = field(default_factory=list)
    removed: list[DocumentRecord] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def report(self, near: Iterable[NearDuplicate], problems: Iterable[str], seconds: float) -> IndexReport:
        """The report of the run, with what was seen at its end."""
        return IndexReport(
            tuple(self.indexed),
            tuple(self.updated),
            tuple(self.unchanged),
            tuple(self.removed),
            tuple(self.duplicates),
            tuple(near),
            tuple(self.failed),
            (*self.problems, *problems),
            seconds,
            tuple(self.waiting),
            tuple(self.refused),
        )


def system_failure(name: str, error: Exception) -> Failure:
    """A file that disk, rights, store or database kept from being held."""
    text = str(error)
    full = getattr(error, "errno", None) == errno.ENOSPC or "No space left" in text or "disk is full" in text
    if full:
        return Failure(name, "the disk is full; nothing of it was kept.", "Free some space and add it again.")
    if isinstance(error, PermissionError):
        return Failure(name, "it may not be read.", "Give this account the right to read it.")
    return Failure(
        name, f"it could not be stored ({text.splitlines()[0] if text else type(error).__name__}).", "Add it again."
    )


def emptied(root: Path, gone: int) -> str:
    """What a person is told of a folder whose documents are all gone, none of which was removed for it."""
    state = "holds none of its documents any more" if root.exists() else "is not there any more"
    return (
        f"{root} {state}. Its drive may not be connected, so the {gone} added from it were not removed. "
        "Connect it and add the folder again, or add it with --allow-empty to remove them."
    )
