"""Judgements: questions asked of which a person said what answers them, or that nothing held does."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, Engine, String, Table, select

from api.feedback.questions import packed_filters, unpacked_filters
from api.people.users import User
from indexer.catalogue.database import METADATA
from indexer.passages import Filters

_JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("id", String, primary_key=True),
    Column("question", String, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("document_id", String),
    Column("document_name", String),
    Column("passage_id", String),
    Column("quote", String),
    Column("judged_by", String, nullable=False),
    Column("judged_by_id", String),
    Column("judged_at", String, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class Answering:
    """Words that answer: the passage they stand in and the name of the file that was read."""

    document_id: str
    document_name: str
    passage_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of a question; `answering` is None where nothing held answers it."""

    id: str
    question: str
    filters: Filters
    answering: Answering | None
    judged_by: str
    judged_at: str

    def as_row(self) -> dict[str, Any]:
        """In the format that `python -m evaluation own` reads."""
        found = self.answering
        answers = [{"document": found.document_name, "quote": found.quote}] if found else []
        tags = ["judged"] if found else ["judged", "unanswerable"]
        filters = {name: value for name, value in packed_filters(self.filters).items() if value}
        return {
            "id": self.id,
            "question": self.question,
            "who": "judge",
            "tags": tags,
            "filters": filters,
            "answers": answers,
        }


class Judgements:
    """The judgements made, newest first."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def add(self, question: str, filters: Filters, answering: Answering | None, user: User) -> Judgement:
        """Keep a judgement."""
        made = Judgement(secrets.token_urlsafe(9), question, filters, answering, user.name, self._clock().isoformat())
        where = asdict(answering) if answering else {}
        row = {"id": made.id, "question": question, "filters": packed_filters(filters), **where}
        row |= {"judged_by": made.judged_by, "judged_by_id": user.id, "judged_at": made.judged_at}
        with self._database.begin() as connection:
            connection.execute(_JUDGEMENTS.insert().values(row))
        return made

    def all(self) -> list[Judgement]:
        """Every judgement."""
        query = select(_JUDGEMENTS).order_by(_JUDGEMENTS.c.judged_at.desc(), _JUDGEMENTS.c.id)
        with self._database.connect() as connection:
            return [_judgement(dict(row)) for row in connection.execute(query).mappings()]


def _judgement(row: dict[str, Any]) -> Judgement:
    names = ("document_id", "document_name", "passage_id", "quote")
    answering = Answering(**{name: row[name] for name in names}) if row["passage_id"] else None
    filters = unpacked_filters(row["filters"])
    return Judgement(row["id"], row["question"], filters, answering, row["judged_by"], row["judged_at"])
