"""Evidence of themes: what the tagger suggests for each passage, and what people decided about it.

A verdict is kept under the passage's id, which is made of its document, headings and words: it survives indexing
anew, and a passage whose words changed is another one, about which nobody has decided.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Boolean, Column, Engine, Float, Integer, MetaData, String, Table, select

_METADATA = MetaData()
_TAGS = Table(
    "theme_tags",
    _METADATA,
    Column("passage", String, primary_key=True),
    Column("theme", String, primary_key=True),
    Column("document", String, nullable=False, index=True),
    Column("role", String, nullable=True),
    Column("sentence", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("method", String, nullable=False),
    Column("model", String, nullable=False),
)
_TAGGED = Table(
    "theme_tagged",
    _METADATA,
    Column("document", String, primary_key=True),
    Column("state", String, nullable=False),
)
_VERDICTS = Table(
    "theme_verdicts",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("passage", String, nullable=False, index=True),
    Column("theme", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_at", String, nullable=False),
)


class Verdict(StrEnum):
    """What a person says of a passage as evidence of a theme."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage that the tagger takes for evidence of a theme, with the sentence that says so, word for word.

    `score` is how likely it is, 0 to 1; `shown` says that it is likely enough to be shown as evidence; `model` is
    the version of the model that said so.
    """

    passage: str
    theme: str
    document: str
    role: str | None
    sentence: str
    score: float
    shown: bool
    method: str
    model: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's verdict on a passage as evidence of a theme."""

    passage: str
    theme: str
    verdict: Verdict
    reason: str
    decided_by: str
    decided_at: str


class Evidence:
    """Suggestions, written anew whenever a document is tagged, and verdicts, which are only ever added to."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock
        _METADATA.create_all(database)

    def states(self) -> dict[str, str]:
        """For each document tagged, what it was tagged as: its version, the register's and the model's."""
        with self._database.connect() as connection:
            return {row.document: row.state for row in connection.execute(select(_TAGGED))}

    def suggest(self, document: str, state: str, suggestions: Sequence[Suggestion]) -> None:
        """Put the suggestions of a document in the place of those before."""
        rows = [{name: getattr(found, name) for name in Suggestion.__slots__} for found in suggestions]
        with self._database.begin() as connection:
            connection.execute(_TAGS.delete().where(_TAGS.c.document == document))
            connection.execute(_TAGGED.delete().where(_TAGGED.c.document == document))
            connection.execute(_TAGGED.insert().values(document=document, state=state))
            if rows:
                connection.execute(_TAGS.insert(), rows)

    def suggest_again(self, passage: str, suggestions: Sequence[Suggestion]) -> None:
        """Put the suggestions for one passage in the place of those before."""
        rows = [{name: getattr(found, name) for name in Suggestion.__slots__} for found in suggestions]
        with self._database.begin() as connection:
            connection.execute(_TAGS.delete().where(_TAGS.c.passage == passage))
            if rows:
                connection.execute(_TAGS.insert(), rows)

    def forget(self, documents: Collection[str]) -> None:
        """Drop the suggestions of documents that are held no more; verdicts stay."""
        with self._database.begin() as connection:
            for table in (_TAGS, _TAGGED):
                for document in documents:
                    connection.execute(table.delete().where(table.c.document == document))

    def suggestions(self, theme: str | None = None) -> list[Suggestion]:
        """Every suggestion, or those of a theme, the likeliest first."""
        query = select(_TAGS).order_by(_TAGS.c.score.desc(), _TAGS.c.passage)
        if theme is not None:
            query = query.where(_TAGS.c.theme == theme)
        with self._database.connect() as connection:
            return [Suggestion(**row) for row in connection.execute(query).mappings()]

    def decide(self, pairs: Sequence[tuple[str, str]], verdict: Verdict, reason: str, who: str) -> None:
        """Keep one verdict on passages and themes, all or none; earlier ones stay in the history and count no more."""
        given = {"verdict": str(verdict), "reason": reason, "decided_by": who, "decided_at": self._clock().isoformat()}
        with self._database.begin() as connection:
            for passage, theme in pairs:
                connection.execute(_VERDICTS.insert().values(passage=passage, theme=theme, **given))

    def history(self, passage: str | None = None) -> list[Decided]:
        """Every verdict in order, or those on one passage."""
        query = select(_VERDICTS).order_by(_VERDICTS.c.number)
        if passage is not None:
            query = query.where(_VERDICTS.c.passage == passage)
        with self._database.connect() as connection:
            rows = connection.execute(query).mappings().all()
        names = Decided.__slots__
        return [Decided(**{n: Verdict(row[n]) if n == "verdict" else row[n] for n in names}) for row in rows]

    def verdicts(self) -> dict[tuple[str, str], Decided]:
        """The verdict that counts, for each passage and theme."""
        return {(decided.passage, decided.theme): decided for decided in self.history()}
