"""What people decided became of commitments: who, when, why; the latest counts, the earlier are kept.

A decision stays when its document is taken out: it counts again when the document is put back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Column, Engine, Integer, String, Table, select

from api.people.users import User
from indexer.catalogue.database import METADATA

_DECISIONS = Table(
    "commitment_decisions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("commitment_id", String, nullable=False, index=True),
    Column("document_id", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("user_id", String, nullable=False),
    Column("user_name", String, nullable=False),
    Column("decided_at", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class CommitmentDecision:
    """What one person decided. `decided_at` is ISO 8601 in UTC."""

    commitment_id: str
    status: str
    reason: str
    user_name: str
    decided_at: str


class CommitmentDecisions:
    """Decisions in SQL. A commitment's id is made of its document and words, so they survive indexing again."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def keep(self, commitment_id: str, document_id: str, status: str, reason: str, user: User) -> CommitmentDecision:
        """Keep a decision; it is the latest now."""
        decision = CommitmentDecision(
            commitment_id, status, reason, user.name, self._clock().isoformat(timespec="seconds")
        )
        row = {
            "commitment_id": commitment_id,
            "document_id": document_id,
            "status": status,
            "reason": reason,
            "user_id": user.id,
            "user_name": user.name,
            "decided_at": decision.decided_at,
        }
        with self._database.begin() as connection:
            connection.execute(_DECISIONS.insert().values(row))
        return decision

    def of(self, commitment_id: str) -> list[CommitmentDecision]:
        """All decisions on a commitment, the latest first."""
        return [d for d in reversed(self._read()) if d.commitment_id == commitment_id]

    def latest(self) -> dict[str, CommitmentDecision]:
        """The latest decision on each commitment."""
        return {decision.commitment_id: decision for decision in self._read()}

    def _read(self) -> list[CommitmentDecision]:
        with self._database.connect() as connection:
            rows = connection.execute(select(_DECISIONS).order_by(_DECISIONS.c.number)).mappings()
            names = ("commitment_id", "status", "reason", "user_name", "decided_at")
            return [CommitmentDecision(*(row[name] for name in names)) for row in rows]
