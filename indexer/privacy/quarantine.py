"""Quarantine: documents that wait for a person, and what was decided of each file, by whom, when and why.

A waiting document is neither in the catalogue nor in the passage store: its file and text lie in a folder of
their own until somebody decides, so no search, list or answer can show it by mistake. A decision holds for the
bytes of the file (its SHA-256), outlives the index and says what kinds were found and how many, never the data:
of what was redacted it keeps where it stood. The newest decision counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Engine,
    Integer,
    RowMapping,
    String,
    Table,
    and_,
    func,
    or_,
    select,
)

from indexer.catalogue.database import METADATA
from indexer.catalogue.files import FileStore
from indexer.documents import Locator, PartKind, Sensitivity
from indexer.metadata.manifest import read_values
from indexer.privacy.personal_data import Finding, PersonalData, count, in_words

_WAITING = Table(
    "waiting_documents",
    METADATA,
    Column("sha256", String, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("place", String, nullable=False),
    Column("given", JSON, nullable=False),
    Column("sensitivity", String, nullable=False),
    Column("findings", JSON, nullable=False),  # kind, start, end, locator, part
    Column("arrived_at", String, nullable=False),
    Column("length", Integer),  # of the text that is searched; behind it stand the parts
    Column("concerns", JSON(none_as_null=True)),
    Column("publisher", String),
)

_DECISIONS = Table(
    "release_decisions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_by_id", String),
    Column("decided_at", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("redacted", JSON, nullable=False),  # kind, start, end
    Column("text_sha256", String, nullable=False),  # of the text these places are of
    Column("kept_sha256", String),  # of the redacted text, which is kept in place of the file
)


class ReleaseVerdict(StrEnum):
    """What a person decides of a waiting document."""

    RELEASE = "release"
    REDACT = "redact"
    REFUSE = "refuse"


PAST = {ReleaseVerdict.RELEASE: "released", ReleaseVerdict.REDACT: "redacted", ReleaseVerdict.REFUSE: "refused"}
"""What was done, in a word."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that waits: what was found, and where each finding stands (`locators`, in the same order).

    `parts` says of each finding in which kind of part it stands, None for the text that is searched, the first `length`
    characters (None: all) of what was checked. `concerns` are lines on why it waits besides what was found.
    `given` is what a person said of it; `sensitivity` its class where nobody said one.
    """

    id: str
    sha256: str
    name: str
    place: str
    given: dict[str, Any]
    sensitivity: Sensitivity
    findings: tuple[Finding, ...]
    locators: tuple[Locator, ...]
    arrived_at: datetime
    parts: tuple[PartKind | None, ...] = ()
    length: int | None = None
    concerns: tuple[str, ...] = ()
    publisher: str | None = None

    @property
    def counts(self) -> dict[PersonalData, int]:
        """How many of each kind were found."""
        return count(self.findings)

    @property
    def why(self) -> str:
        """Why it waits, in figures and lines, never the data."""
        return "; ".join(filter(None, (in_words(self.counts), *self.concerns)))


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of a file. `redacted` are places in the text whose SHA-256 is `text_sha256`.

    `decided_by` is the name as it was; `decided_by_id` is None for who has no account."""

    sha256: str
    name: str
    verdict: ReleaseVerdict
    decided_by: str
    decided_at: datetime
    reason: str
    counts: dict[PersonalData, int]
    redacted: tuple[Finding, ...] = ()
    text_sha256: str = ""
    kept_sha256: str | None = None
    decided_by_id: str | None = None

    def __str__(self) -> str:
        return f"{PAST[self.verdict]} on {self.day} by {self.decided_by}: {self.reason}"

    @property
    def day(self) -> str:
        """The day it was decided, as 3 May 2026."""
        return f"{self.decided_at.day} {self.decided_at:%B %Y}"


class Quarantine:
    """Waiting documents in SQL and in a folder, and the decisions made."""

    def __init__(self, database: Engine, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._files = FileStore(folder)

    def hold(self, waiting: Waiting, file: Path, text: str) -> None:
        """Keep a document until somebody decides; it takes the place of what waited from the same place.

        `text` is all that was checked: the text that is searched and the parts behind it.
        """
        self._forget(and_(_WAITING.c.place == waiting.place, _WAITING.c.sha256 != waiting.sha256))
        self._files.keep(file, waiting.sha256)
        self._text(waiting.sha256).write_bytes(encoded(text))
        row = {
            **{name: getattr(waiting, name) for name in ("id", "sha256", "name", "place", "publisher")},
            "given": {name: str(value) for name, value in waiting.given.items()},
            "sensitivity": str(waiting.sensitivity),
            "findings": [
                {**asdict(finding), "locator": _known(locator), "part": part}
                for finding, locator, part in zip(waiting.findings, waiting.locators, waiting.parts, strict=True)
            ],
            "arrived_at": waiting.arrived_at.isoformat(),
            "length": waiting.length,
            "concerns": list(waiting.concerns),
        }
        with self._database.begin() as connection:
            connection.execute(_WAITING.delete().where(_WAITING.c.sha256 == waiting.sha256))
            connection.execute(_WAITING.insert().values(row))

    def let_go(self, sha256: str, place: str) -> None:
        """Forget that these bytes, or anything from this place, wait: entry, file and text go."""
        self._forget(or_(_WAITING.c.sha256 == sha256, _WAITING.c.place == place))

    def _forget(self, mine: ColumnElement[bool]) -> None:
        with self._database.begin() as connection:
            gone = connection.execute(select(_WAITING.c.sha256, _WAITING.c.name).where(mine)).all()
            connection.execute(_WAITING.delete().where(mine))
        for digest, name in gone:
            self._files.remove(digest, name)
            self._text(digest).unlink(missing_ok=True)

    def waiting(self) -> list[Waiting]:
        """Documents that wait, the longest first."""
        with self._database.connect() as connection:
            rows = connection.execute(select(_WAITING).order_by(_WAITING.c.arrived_at, _WAITING.c.id)).mappings()
            return [_waiting(row) for row in rows]

    def count(self) -> int:
        """How many documents wait."""
        with self._database.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(_WAITING)).scalar_one())

    def find(self, waiting_id: str) -> Waiting | None:
        """One waiting document."""
        with self._database.connect() as connection:
            row = connection.execute(select(_WAITING).where(_WAITING.c.id == waiting_id)).mappings().first()
        return _waiting(row) if row is not None else None

    def file(self, waiting: Waiting) -> Path:
        """Where the waiting file lies."""
        return self._files.path(waiting.sha256, waiting.name)

    def text(self, waiting: Waiting) -> str:
        """All of it that was checked, in which the findings stand; empty when somebody deleted it."""
        kept = self._text(waiting.sha256)
        return kept.read_bytes().decode("utf-8", "surrogatepass") if kept.is_file() else ""

    def record(self, decision: Decision) -> None:
        """Keep a decision."""
        row = {
            **{name: getattr(decision, name) for name in Decision.__slots__},
            "verdict": str(decision.verdict),
            "decided_at": decision.decided_at.isoformat(),
            "counts": {str(kind): number for kind, number in decision.counts.items()},
            "redacted": [asdict(finding) for finding in decision.redacted],
        }
        with self._database.begin() as connection:
            connection.execute(_DECISIONS.insert().values(row))

    def decision(self, sha256: str) -> Decision | None:
        """The newest decision on these bytes."""
        found = self._decisions(select(_DECISIONS).where(_DECISIONS.c.sha256 == sha256), 1)
        return found[0] if found else None

    def decisions(self, limit: int = 100) -> list[Decision]:
        """What was decided, the newest first."""
        return self._decisions(select(_DECISIONS), limit)

    def _decisions(self, query: Any, limit: int) -> list[Decision]:
        with self._database.connect() as connection:
            rows = connection.execute(query.order_by(_DECISIONS.c.number.desc()).limit(limit)).mappings()
            return [_decision(row) for row in rows]

    def _text(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.extracted"


def encoded(text: str) -> bytes:
    """A text as it is kept; half characters, which damaged files hold, are kept too."""
    return text.encode("utf-8", "surrogatepass")


def text_digest(text: str) -> str:
    """SHA-256 of a text as it is kept, as hexadecimal digits."""
    return hashlib.sha256(encoded(text)).hexdigest()


def _known(locator: Locator) -> dict[str, Any]:
    return {name: value for name, value in asdict(locator).items() if value is not None}


def _finding(packed: Mapping[str, Any]) -> Finding:
    return Finding(PersonalData(packed["kind"]), packed["start"], packed["end"])


def _waiting(row: RowMapping) -> Waiting:
    return Waiting(
        id=row["id"],
        sha256=row["sha256"],
        name=row["name"],
        place=row["place"],
        given=read_values(row["given"])[0],
        sensitivity=Sensitivity(row["sensitivity"]),
        findings=tuple(_finding(packed) for packed in row["findings"]),
        locators=tuple(Locator(**packed["locator"]) for packed in row["findings"]),
        arrived_at=datetime.fromisoformat(row["arrived_at"]),
        parts=tuple(packed.get("part") and PartKind(packed["part"]) for packed in row["findings"]),
        length=row["length"],
        concerns=tuple(row["concerns"] or ()),
        publisher=row["publisher"],
    )


def _decision(row: RowMapping) -> Decision:
    return Decision(
        sha256=row["sha256"],
        name=row["name"],
        verdict=ReleaseVerdict(row["verdict"]),
        decided_by=row["decided_by"],
        decided_at=datetime.fromisoformat(row["decided_at"]),
        reason=row["reason"],
        counts={PersonalData(kind): number for kind, number in row["counts"].items()},
        redacted=tuple(_finding(packed) for packed in row["redacted"]),
        text_sha256=row["text_sha256"],
        kept_sha256=row["kept_sha256"],
        decided_by_id=row["decided_by_id"],
    )
