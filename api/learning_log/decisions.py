"""What people enter in the learning and improvement log; nothing is overwritten, the latest of each part counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import JSON, Boolean, Column, Engine, Integer, String, Table, select

from api.people.users import User
from indexer.catalogue.database import METADATA

_ENTRIES = Table(
    "learning_entries",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("point_id", String, nullable=False, index=True),
    Column("area", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("commitments", JSON, nullable=True),  # null: as they were
    Column("taken_out", Boolean, nullable=False),
    Column("sensitivity", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("entered_by_id", String),
    Column("entered_at", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class LearningEntry:
    """What one person entered of a learning point; parts not given stay as they were. `entered_at` is ISO 8601, UTC."""

    point_id: str
    area: str
    year: int
    parts: Mapping[str, str]
    commitments: Sequence[str] | None
    taken_out: bool
    sensitivity: str
    reason: str
    entered_by: str = ""
    entered_at: str = ""
    entered_by_id: str | None = None


class LearningEntries:
    """Entries in SQL, in the order they were made."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def keep(self, entry: LearningEntry, user: User) -> None:
        """Keep an entry with who made it and when."""
        row = {name: getattr(entry, name) for name in LearningEntry.__slots__}
        row |= {"entered_by": user.name, "entered_by_id": user.id}
        row |= {"entered_at": self._clock().isoformat(timespec="seconds")}
        with self._database.begin() as connection:
            connection.execute(_ENTRIES.insert().values(row))

    def all(self, point_id: str | None = None) -> list[LearningEntry]:
        """Every entry, or those of one learning point, the oldest first."""
        query = select(_ENTRIES).order_by(_ENTRIES.c.number)
        if point_id is not None:
            query = query.where(_ENTRIES.c.point_id == point_id)
        with self._database.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [LearningEntry(*(row[name] for name in LearningEntry.__slots__)) for row in rows]
