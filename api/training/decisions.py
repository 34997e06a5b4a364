"""What people decided of training needs: which gap it is, what is done, by whom and when; the latest counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Column, Engine, Integer, String, Table, select

from api.people.users import User
from indexer.catalogue.database import METADATA

_NEEDS = Table(
    "training_needs",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("need_id", String, nullable=False, index=True),
    Column("gap", String, nullable=False),
    Column("response", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("due", String, nullable=False),
    Column("measure", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_by_id", String),
    Column("decided_at", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class NeedDecision:
    """One decision. `due` is ISO 8601 or empty; `measure` says how it will be known whether it helped."""

    need_id: str
    gap: str
    response: str
    owner: str
    due: str
    measure: str
    reason: str
    decided_by: str = ""
    decided_at: str = ""
    decided_by_id: str | None = None


class NeedDecisions:
    """Decisions in SQL; a need's id is made of area, year and theme, so they stay when it is worked out anew."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def keep(self, decision: NeedDecision, user: User) -> None:
        """Keep a decision with who made it and when."""
        row = {name: getattr(decision, name) for name in NeedDecision.__slots__}
        row |= {"decided_by": user.name, "decided_by_id": user.id}
        row |= {"decided_at": self._clock().isoformat(timespec="seconds")}
        with self._database.begin() as connection:
            connection.execute(_NEEDS.insert().values(row))

    def of(self, need_id: str) -> list[NeedDecision]:
        """All decisions on a need, the latest first."""
        return [decision for decision in reversed(self._read()) if decision.need_id == need_id]

    def latest(self) -> dict[str, NeedDecision]:
        """The latest decision on each need."""
        return {decision.need_id: decision for decision in self._read()}

    def _read(self) -> list[NeedDecision]:
        with self._database.connect() as connection:
            rows = connection.execute(select(_NEEDS).order_by(_NEEDS.c.number)).mappings().all()
        return [NeedDecision(*(row[name] for name in NeedDecision.__slots__)) for row in rows]
