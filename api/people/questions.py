"""Questions kept for a while under an id, so that no question ever stands in an address."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Engine, MetaData, String, Table, select

from api.people.users import User
from indexer.documents import DocumentKind
from indexer.passages import Filters, PassageRole

_METADATA = MetaData()
_QUESTIONS = Table(
    "questions",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("user_id", String, nullable=False),
    Column("text", String, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("asked_at", String, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question as asked: its words, its filters, and what of its reading the person took away."""

    text: str
    filters: Filters
    without: tuple[str, ...] = ()


class Questions:
    """What people asked, for as long as the setting says; only the person who asked can read it again."""

    def __init__(self, database: Engine, days: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._days = days
        self._clock = clock
        _METADATA.create_all(database)

    def keep(self, text: str, filters: Filters, user: User, without: Collection[str] = ()) -> str:
        """Keep a question and forget those too old; its id."""
        now = self._clock()
        row = {
            "id": secrets.token_urlsafe(12),
            "user_id": user.id,
            "text": text,
            "filters": {
                **asdict(filters),
                "in_force_on": filters.in_force_on and filters.in_force_on.isoformat(),
                "without": sorted(without),
            },
            "asked_at": now.isoformat(),
        }
        too_old = (now - timedelta(days=self._days)).isoformat()
        with self._database.begin() as connection:
            connection.execute(_QUESTIONS.delete().where(_QUESTIONS.c.asked_at < too_old))
            connection.execute(_QUESTIONS.insert().values(row))
        return str(row["id"])

    def find(self, question_id: str, user: User) -> KeptQuestion | None:
        """A question of this person's; None when there is none, or it is another's."""
        query = select(_QUESTIONS).where(_QUESTIONS.c.id == question_id, _QUESTIONS.c.user_id == user.id)
        with self._database.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        return KeptQuestion(row["text"], _filters(row["filters"]), tuple(row["filters"].get("without", ())))


def _filters(packed: dict[str, Any]) -> Filters:
    years, day = packed["years"], packed.get("in_force_on")
    return Filters(
        kinds=tuple(DocumentKind(kind) for kind in packed["kinds"]),
        areas=tuple(packed["areas"]),
        years=(years[0], years[1]) if years else None,
        roles=tuple(PassageRole(role) for role in packed["roles"]),
        themes=tuple(packed["themes"]),
        documents=tuple(packed["documents"]),
        in_force_on=date.fromisoformat(day) if day else None,
    )
