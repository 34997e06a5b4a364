"""Questions kept for a while under an id, so that no question ever stands in an address."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Engine, String, Table, select

from api.people.users import User
from api.query.follow_up import ContinuedQuestion, WordChange
from indexer.catalogue.database import METADATA
from indexer.documents import DocumentKind
from indexer.passages import Filters, PassageRole

_QUESTIONS = Table(
    "questions",
    METADATA,
    Column("id", String, primary_key=True),
    Column("user_id", String, nullable=False),
    Column("text", String, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("asked_at", String, nullable=False, index=True),
    Column("band", String),  # how sure the answer was, once there was one
    Column("missing", JSON(none_as_null=True)),  # its words that no passage held
    Column("passages", JSON(none_as_null=True)),  # ids of the passages that were shown, nearest first
)
_MOST_UNANSWERED = 200
"""Questions without an answer that are listed, the newest. By judgement."""
_UNANSWERED = _QUESTIONS.c.band.in_(("none", "closest"))


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What a question came to: how sure, its words that no passage held, and ids of the passages shown."""

    band: str
    missing: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question somebody asked, without who it was, and what came of it."""

    id: str
    text: str
    asked_at: str
    returned: QuestionResult


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question as asked: its words, its filters, what of its reading the person took away, and what it continues."""

    text: str
    filters: Filters
    without: tuple[str, ...] = ()
    follows: ContinuedQuestion | None = None


class Questions:
    """What people asked, for as long as the setting says; only the person who asked can ask it again by its id.

    Those who judge see the words of questions without an answer, never whose they are.
    """

    def __init__(self, database: Engine, days: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._days = days
        self._clock = clock

    def keep(self, asked: KeptQuestion, user: User) -> str:
        """Keep a question and forget those too old; its id."""
        now = self._clock()
        row = {
            "id": secrets.token_urlsafe(12),
            "user_id": user.id,
            "text": asked.text,
            "filters": {
                **packed_filters(asked.filters),
                "without": sorted(asked.without),
                "follows": asked.follows and asdict(asked.follows),
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
        return _kept(row) if row else None

    def note(self, question_id: str, returned: QuestionResult, user: User) -> None:
        """Keep what came of a person's question."""
        mine = (_QUESTIONS.c.id == question_id, _QUESTIONS.c.user_id == user.id)
        with self._database.begin() as connection:
            connection.execute(_QUESTIONS.update().where(*mine).values(asdict(returned)))

    def unanswered(self) -> list[AskedQuestion]:
        """Questions of anybody that found no answer, each once, newest first."""
        query = select(_QUESTIONS).where(_UNANSWERED).order_by(_QUESTIONS.c.asked_at.desc()).limit(_MOST_UNANSWERED)
        with self._database.connect() as connection:
            found = {row["text"]: _asked(row) for row in reversed(connection.execute(query).mappings().all())}
        return list(reversed(found.values()))

    def find_unanswered(self, question_id: str) -> tuple[AskedQuestion, KeptQuestion] | None:
        """A question of anybody that found no answer."""
        query = select(_QUESTIONS).where(_QUESTIONS.c.id == question_id, _UNANSWERED)
        with self._database.connect() as connection:
            row = connection.execute(query).mappings().first()
        return (_asked(row), _kept(row)) if row else None


def _asked(row: Mapping[Any, Any]) -> AskedQuestion:
    returned = QuestionResult(row["band"], tuple(row["missing"] or ()), tuple(row["passages"] or ()))
    return AskedQuestion(row["id"], row["text"], row["asked_at"], returned)


def _kept(row: Mapping[Any, Any]) -> KeptQuestion:
    packed = row["filters"]
    follows = _follow_up(packed["follows"]) if packed.get("follows") else None
    return KeptQuestion(row["text"], unpacked_filters(packed), tuple(packed.get("without", ())), follows)


def _follow_up(packed: Mapping[str, Any]) -> ContinuedQuestion:
    changes = tuple(WordChange(change["was"], change["now"]) for change in packed["changes"])
    return ContinuedQuestion(packed["typed"], packed["before"], packed["text"], changes)


def packed_filters(filters: Filters) -> dict[str, Any]:
    """Filters as JSON holds them."""
    return {**asdict(filters), "in_force_on": filters.in_force_on and filters.in_force_on.isoformat()}


def unpacked_filters(packed: dict[str, Any]) -> Filters:
    """Filters of their JSON."""
    years, day = packed["years"], packed.get("in_force_on")
    return Filters(
        kinds=tuple(DocumentKind(kind) for kind in packed["kinds"]),
        areas=tuple(packed["areas"]),
        years=(years[0], years[1]) if years else None,
        roles=tuple(PassageRole(role) for role in packed["roles"]),
        themes=tuple(packed["themes"]),
        agencies=tuple(packed.get("agencies", ())),
        documents=tuple(packed["documents"]),
        in_force_on=date.fromisoformat(day) if day else None,
    )
