"""Beside the verdicts on evidence: what a second person said of it unseen, and what somebody passed over."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Column, Engine, Integer, String, Table, select
from sqlalchemy.exc import IntegrityError

from api.people.users import User
from api.themes.evidence import EvidenceDecision, Verdict
from indexer.catalogue.database import METADATA

_OPINIONS = Table(
    "theme_second_opinions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("passage", String, nullable=False),
    Column("theme", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_by_id", String),
    Column("decided_at", String, nullable=False),
)
_PASSED = Table(
    "theme_passed_over",
    METADATA,
    Column("user", String, primary_key=True),
    Column("passage", String, primary_key=True),
    Column("theme", String, primary_key=True),
)


@dataclass(frozen=True, slots=True)
class SecondOpinions:
    """Second opinions, only ever added to; they do not count as evidence, they say how far people agree."""

    database: Engine
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def give(self, passage: str, theme: str, verdict: Verdict, reason: str, user: User) -> None:
        """Keep a second opinion."""
        given = {"verdict": str(verdict), "reason": reason, "decided_by": user.name, "decided_by_id": user.id}
        row = {"passage": passage, "theme": theme, **given, "decided_at": self.clock().isoformat()}
        with self.database.begin() as connection:
            connection.execute(_OPINIONS.insert().values(row))

    def all(self) -> list[EvidenceDecision]:
        """Every second opinion, in order."""
        with self.database.connect() as connection:
            rows = connection.execute(select(_OPINIONS).order_by(_OPINIONS.c.number)).mappings().all()
        names = EvidenceDecision.__slots__
        return [EvidenceDecision(**{n: Verdict(row[n]) if n == "verdict" else row[n] for n in names}) for row in rows]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What each person passed over in the queue, until they want to see it again."""

    database: Engine

    def add(self, passage: str, theme: str, user: User) -> None:
        """Pass a suggestion over."""
        if (passage, theme) in self.of(user):
            return
        # Sent twice at once, it is there already.
        with suppress(IntegrityError), self.database.begin() as connection:
            connection.execute(_PASSED.insert().values(user=user.id, passage=passage, theme=theme))

    def of(self, user: User) -> set[tuple[str, str]]:
        """Passages with the theme that a person passed over."""
        query = select(_PASSED.c.passage, _PASSED.c.theme).where(_PASSED.c.user == user.id)
        with self.database.connect() as connection:
            return {(passage, theme) for passage, theme in connection.execute(query)}

    def clear(self, user: User) -> None:
        """Show a person again what they passed over."""
        with self.database.begin() as connection:
            connection.execute(_PASSED.delete().where(_PASSED.c.user == user.id))
