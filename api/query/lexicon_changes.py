"""What people changed in the lexicon: who, when, why. Nothing is overwritten; the latest change of an entry counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Engine, Integer, String, Table, func, select

from api.people.users import User
from api.query.lexicon import Entry, Key, Relation
from indexer.catalogue.database import METADATA

_CHANGES = Table(
    "lexicon_changes",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("relation", String, nullable=False),
    Column("term", String, nullable=False),
    Column("also", JSON, nullable=False),
    Column("reason", String, nullable=False),
    Column("user_id", String, nullable=False),
    Column("user_name", String, nullable=False),
    Column("changed_at", String, nullable=False),
)


class LexiconChangeKind(StrEnum):
    """What can be done to an entry."""

    ADD = "add"
    CHANGE = "change"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True)
class LexiconChange:
    """One change. `entry` is as it was made, or as it was when it was retired; `changed_at` is ISO 8601 in UTC."""

    kind: LexiconChangeKind
    entry: Entry
    reason: str
    user_name: str
    changed_at: str


class LexiconChanges:
    """The changes in SQL."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def keep(self, kind: LexiconChangeKind, entry: Entry, reason: str, user: User) -> None:
        """Keep a change; it counts from now on."""
        row = {
            "kind": str(kind),
            "relation": str(entry.relation),
            "term": entry.term,
            "also": list(entry.also),
            "reason": reason,
            "user_id": user.id,
            "user_name": user.name,
            "changed_at": self._clock().isoformat(timespec="seconds"),
        }
        with self._database.begin() as connection:
            connection.execute(_CHANGES.insert().values(row))

    def last(self) -> int:
        """The number of the last change, 0 before the first: whoever knows it knows whether anything changed."""
        with self._database.connect() as connection:
            return int(connection.execute(select(func.max(_CHANGES.c.number))).scalar() or 0)

    def history(self) -> list[LexiconChange]:
        """Every change in order."""
        with self._database.connect() as connection:
            return [_change(row) for row in connection.execute(select(_CHANGES).order_by(_CHANGES.c.number)).mappings()]

    def latest(self) -> dict[Key, LexiconChange]:
        """The change of each entry that counts."""
        return {change.entry.key: change for change in self.history()}


def _change(row: Any) -> LexiconChange:
    entry = Entry(row["term"], Relation(row["relation"]), tuple(row["also"]))
    return LexiconChange(LexiconChangeKind(row["kind"]), entry, row["reason"], row["user_name"], row["changed_at"])
