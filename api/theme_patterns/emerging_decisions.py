"""What people decided about clusters of unexplained weaknesses: named as a theme, or dismissed with the reason.

A decision keeps the passages it was about. A later cluster that is mostly made of them is taken as decided, so that
clustering anew does not ask again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import JSON, Column, Engine, Integer, String, Table, select

from api.people.users import User
from indexer.catalogue.database import METADATA

_DECISIONS = Table(
    "emerging_decisions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("passages", JSON, nullable=False),
    Column("theme", String, nullable=True),
    Column("reason", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_by_id", String),
    Column("decided_at", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class ClusterDecision:
    """A cluster made the theme `theme`, or dismissed where that is None; about which passages, by whom and why."""

    passages: frozenset[str]
    theme: str | None
    reason: str
    decided_by: str
    decided_at: str
    decided_by_id: str | None = None


class ClusterDecisions:
    """Decisions on clusters; they are only ever added to."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def keep(self, passages: Collection[str], theme: str | None, reason: str, user: User) -> None:
        """Keep a decision."""
        row = {"passages": sorted(passages), "theme": theme, "reason": reason}
        who = {"decided_by": user.name, "decided_by_id": user.id, "decided_at": self._clock().isoformat()}
        with self._database.begin() as connection:
            connection.execute(_DECISIONS.insert().values({**row, **who}))

    def all(self) -> list[ClusterDecision]:
        """Every decision, newest first."""
        query = select(_DECISIONS).order_by(_DECISIONS.c.number.desc())
        with self._database.connect() as connection:
            rows = connection.execute(query).mappings().all()
        names = ("theme", "reason", "decided_by", "decided_at", "decided_by_id")
        return [ClusterDecision(frozenset(row["passages"]), *(row[name] for name in names)) for row in rows]
