"""Learning points: what reviews, audits and "you said, we did" taught, what is done about it, and whether it took root.

They are read from the rows of a learning and improvement log, each value with its cell. An action is closed when it is
done; it is embedded only when somebody looked and found it in practice: a log that says "embedded" and names no
evidence is pointed out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from api.commitments.finding import day_in
from api.courses.finding import StatedValue
from api.shared.table_rows import TableRow, table_rows
from indexer.documents import DocumentCard, DocumentKind
from indexer.immutable import Immutable
from indexer.passages import StoredPassage

TELLING = frozenset({DocumentKind.LOG, DocumentKind.AUDIT, DocumentKind.LEARNING_REVIEW})
"""Kinds of documents whose tables may hold a log."""


class LogPart(StrEnum):
    """A column of the log."""

    TEXT = "text"
    SOURCE = "source"
    THEME = "theme"
    ACTION = "action"
    OWNER = "owner"
    DUE = "due"
    STATUS = "status"
    EVIDENCE = "evidence"


LABELS = {
    LogPart.TEXT: "Learning point",
    LogPart.SOURCE: "Source",
    LogPart.THEME: "Theme",
    LogPart.ACTION: "Action",
    LogPart.OWNER: "Owner",
    LogPart.DUE: "Due",
    LogPart.STATUS: "Status",
    LogPart.EVIDENCE: "Evidence of embedding",
}
COLUMNS = {
    LogPart.EVIDENCE: re.compile(r"evidence|embedd|impact|how (?:do|will) we know|difference made", re.IGNORECASE),
    LogPart.TEXT: re.compile(r"learning(?: point)?s?$|lessons?(?: learn\w+)?$|what we learn|^you said$", re.IGNORECASE),
    LogPart.THEME: re.compile(r"^themes?$|^topic$|^subject$", re.IGNORECASE),
    LogPart.OWNER: re.compile(r"^(?:\w+ )?(?:owner|lead)(?: \w+)?$|responsib|by whom|^who$", re.IGNORECASE),
    LogPart.DUE: re.compile(r"\bdue\b|deadline|timescale|by when|target date|^(?:by|date)$", re.IGNORECASE),
    LogPart.STATUS: re.compile(r"\bstatus\b|\brag\b|^progress$|^state$", re.IGNORECASE),
    LogPart.ACTION: re.compile(r"\bactions?\b|what (?:we )?will|^we did$|^response$|recommendation", re.IGNORECASE),
    LogPart.SOURCE: re.compile(r"^source|\borigin\b|^review$|^(?:learning )?from$", re.IGNORECASE),
}
"""Names of columns, looked at in this order."""
_NO_EVIDENCE = re.compile(
    r"^(?:none|no|not (?:yet )?(?:looked at|known|shown|checked|tested)|n/?a|tbc|[-–]|)[.\s]*$", re.IGNORECASE
)
_EMBEDDED = re.compile(r"\bembedded\b", re.IGNORECASE)
_CLOSED = re.compile(r"\b(?:closed?|complete[d]?|done|met|green)\b", re.IGNORECASE)
_REOPENED = re.compile(r"reopened|not (?:closed|complete|done|met|embedded)|partly|partial", re.IGNORECASE)


class LearningState(StrEnum):
    """Where a learning point stands, read from the words of its status."""

    OPEN = "open"
    CLOSED = "closed"
    EMBEDDED = "embedded"


STATE_LABELS = {LearningState.OPEN: "Open", LearningState.CLOSED: "Closed", LearningState.EMBEDDED: "Embedded"}
Parts = Mapping[LogPart, tuple[StatedValue, ...]]


@dataclass(frozen=True, slots=True)
class LearningPoint(Immutable):
    """A learning point; of each part what counts stands first. `commitments` are ids that a person linked."""

    id: str
    area: str
    year: int
    parts: Parts
    document: DocumentCard | None = None
    themes: tuple[str, ...] = field(default=())
    commitments: tuple[str, ...] = field(default=())

    def text(self, part: LogPart) -> str:
        """What counts for a part, as stated; empty where nothing is."""
        stated = self.parts.get(part, ())
        return stated[0].text if stated else ""

    @property
    def state(self) -> LearningState:
        """Read from the words of its status; open where these say nothing else."""
        status = self.text(LogPart.STATUS)
        if _REOPENED.search(status):
            return LearningState.OPEN
        if _EMBEDDED.search(status):
            return LearningState.EMBEDDED
        return LearningState.CLOSED if _CLOSED.search(status) else LearningState.OPEN

    @property
    def due(self) -> date | None:
        """The day it is due; None where no day, month or year is stated."""
        return day_in(self.text(LogPart.DUE))

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and it is open."""
        return self.state is LearningState.OPEN and self.due is not None and self.due < date.today()

    @property
    def lacks_evidence(self) -> bool:
        """Whether it is closed or embedded and nothing says that anybody looked."""
        return self.state is not LearningState.OPEN and not says_evidence(self.text(LogPart.EVIDENCE))


def says_evidence(text: str) -> bool:
    """Whether a text names any evidence ("Not looked at" names none)."""
    return _NO_EVIDENCE.match(text.strip()) is None


def point_id(area: str, text: str) -> str:
    """A UUID of area and words, whatever case: the same point in another log or entered by hand."""
    key = "\x1f".join((_plain(area), _plain(text)))
    return str(UUID(bytes=hashlib.sha256(key.encode()).digest()[:16]))


def part_of(column: str) -> LogPart | None:
    """What a column of a log holds; None for anything else."""
    return next((part for part, pattern in COLUMNS.items() if pattern.search(column.strip())), None)


def learning_points(passages: Iterable[StoredPassage]) -> list[LearningPoint]:
    """The learning points of a document: rows that name the learning and what is done, or where it is from."""
    found = [point for row in table_rows(passages) if (point := _point(row)) is not None]
    return list({point.id: point for point in found}.values())


def _point(row: TableRow) -> LearningPoint | None:
    parts: dict[LogPart, tuple[StatedValue, ...]] = {}
    for cell in row.cells:
        part = part_of(cell.column)
        if part is not None and part not in parts:
            parts[part] = (StatedValue(cell.text, cell.citation, row.caution),)
    card = row.cells[0].found.document
    says = parts.get(LogPart.TEXT)
    if says is None or not {LogPart.ACTION, LogPart.SOURCE} & set(parts) or len(says[0].text.split()) < 2:
        return None
    return LearningPoint(point_id(card.area or "", says[0].text), card.area or "", card.year or 0, parts, card)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
