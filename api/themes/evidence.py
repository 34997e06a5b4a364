"""Evidence of themes: what the tagger suggests for each passage, and what people decided about it.

A verdict is kept under the passage's id, which is made of its document, headings and words: it survives indexing
anew, and a passage whose words changed is another one, about which nobody has decided.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Float,
    Index,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    literal,
    select,
)

from api.people.users import User
from indexer.catalogue.database import METADATA

_TAGS = Table(
    "theme_tags",
    METADATA,
    Column("passage", String, primary_key=True),
    Column("theme", String, primary_key=True),
    Column("document", String, nullable=False, index=True),
    Column("role", String, nullable=True),
    Column("sentence", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("method", String, nullable=False),
    Column("model", String, nullable=False),
    Index("theme_tags_counted", "role", "shown", "theme", "document", "passage"),
)
_TAGGED = Table(
    "theme_tagged",
    METADATA,
    Column("document", String, primary_key=True),
    Column("state", String, nullable=False),
)
_FACETS = Table(  # the agencies and cases each passage names, so that the database can count by them
    "passage_facets",
    METADATA,
    Column("passage", String, primary_key=True),
    Column("facet", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("document", String, nullable=False),
    Index("passage_facets_by_document", "document", "facet", "value"),
)
_VERDICTS = Table(
    "theme_verdicts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("passage", String, nullable=False, index=True),
    Column("theme", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_by_id", String),
    Column("decided_at", String, nullable=False),
)


class Method(StrEnum):
    """What the role of a suggestion was found by: its passage, or the sentence, which does something else."""

    PASSAGE = "passage"
    SENTENCE = "sentence"


class Verdict(StrEnum):
    """What a person says of a passage as evidence of a theme."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Facet(StrEnum):
    """What of a passage's names is counted by."""

    AGENCY = "agency"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class PassageFacet:
    """An agency or a case that a passage names."""

    passage: str
    facet: Facet
    value: str


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
    method: Method
    model: str

    @property
    def by_sentence(self) -> bool:
        """Whether the role is that of the sentence and not of its passage."""
        return self.method is Method.SENTENCE

    @property
    def found_by(self) -> str:
        """How theme and role were found, in words."""
        theme = "cues, likeness and shared words, weighed"
        return f"{theme}; {self.role} by the wording of the sentence" if self.by_sentence else theme


@dataclass(frozen=True, slots=True)
class EvidenceDecision:
    """A person's verdict on a passage as evidence of a theme.

    `decided_by` is the name as it was; `decided_by_id` is None for what an earlier release kept by name only.
    """

    passage: str
    theme: str
    verdict: Verdict
    reason: str
    decided_by: str
    decided_at: str
    decided_by_id: str | None = None


class Evidence:
    """Suggestions, written anew whenever a document is tagged, and verdicts, which are only ever added to."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def states(self) -> dict[str, str]:
        """For each document tagged, what it was tagged as: its version, the register's and the model's."""
        with self._database.connect() as connection:
            return {row.document: row.state for row in connection.execute(select(_TAGGED))}

    def suggest(
        self,
        document: str,
        state: str,
        suggestions: Sequence[Suggestion],
        named: Iterable[PassageFacet] = (),
    ) -> None:
        """Put the suggestions of a document, and what its passages name, in the place of those before."""
        rows = [{name: getattr(found, name) for name in Suggestion.__slots__} for found in suggestions]
        facets = [{**asdict(one), "facet": str(one.facet), "document": document} for one in named]
        with self._database.begin() as connection:
            connection.execute(_TAGS.delete().where(_TAGS.c.document == document))
            connection.execute(_TAGGED.delete().where(_TAGGED.c.document == document))
            connection.execute(_FACETS.delete().where(_FACETS.c.document == document))
            if facets:
                connection.execute(_FACETS.insert(), facets)
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
            for table in (_TAGS, _TAGGED, _FACETS):
                for document in documents:
                    connection.execute(table.delete().where(table.c.document == document))

    def suggestions(self, theme: str | None = None) -> list[Suggestion]:
        """Every suggestion, or those of a theme, the likeliest first."""
        query = select(_TAGS).order_by(_TAGS.c.score.desc(), _TAGS.c.passage)
        if theme is not None:
            query = query.where(_TAGS.c.theme == theme)
        with self._database.connect() as connection:
            return [_suggestion(row) for row in connection.execute(query).mappings()]

    def undecided(self, roles: Collection[str], facet: Facet | None = None) -> list[tuple[str, str, str]]:
        """Each theme with the documents in which an undecided passage of these roles is shown for it, and a facet.

        Without a facet its value is empty. The database counts: a grid over 100,000 passages must not read every one
        of them.
        """
        decided = select(_VERDICTS.c.passage)
        value = literal("") if facet is None else _FACETS.c.value
        query = select(_TAGS.c.theme, _TAGS.c.document, value).distinct()
        if facet is not None:
            query = query.join(_FACETS, (_FACETS.c.passage == _TAGS.c.passage) & (_FACETS.c.facet == str(facet)))
        query = query.where(_TAGS.c.role.in_(sorted(roles)), _TAGS.c.shown, _TAGS.c.passage.not_in(decided))
        with self._database.connect() as connection:
            return [(theme, document, found) for theme, document, found in connection.execute(query)]

    def facets(self, facet: Facet) -> dict[str, set[str]]:
        """The agencies or cases each document names."""
        query = select(_FACETS.c.document, _FACETS.c.value).where(_FACETS.c.facet == str(facet))
        return self._grouped(query.distinct())

    def facets_of(self, facet: Facet, passages: Collection[str]) -> dict[str, set[str]]:
        """The agencies or cases that each of some passages names."""
        query = select(_FACETS.c.passage, _FACETS.c.value).where(_FACETS.c.facet == str(facet))
        return self._grouped(query.where(_FACETS.c.passage.in_(sorted(passages))))

    def _grouped(self, query: Select[Any]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        with self._database.connect() as connection:
            for key, value in connection.execute(query):
                found.setdefault(key, set()).add(value)
        return found

    def decided_tags(self, roles: Collection[str]) -> list[Suggestion]:
        """Every suggestion, of these roles, for passages about which somebody decided something."""
        decided = select(_VERDICTS.c.passage)
        query = select(_TAGS).where(_TAGS.c.role.in_(sorted(roles)), _TAGS.c.passage.in_(decided))
        with self._database.connect() as connection:
            return [_suggestion(row) for row in connection.execute(query).mappings()]

    def decide(self, pairs: Sequence[tuple[str, str]], verdict: Verdict, reason: str, user: User) -> None:
        """Keep one verdict on passages and themes, all or none; earlier ones stay in the history and count no more."""
        who = {"decided_by": user.name, "decided_by_id": user.id, "decided_at": self._clock().isoformat()}
        given = {"verdict": str(verdict), "reason": reason, **who}
        with self._database.begin() as connection:
            for passage, theme in pairs:
                connection.execute(_VERDICTS.insert().values(passage=passage, theme=theme, **given))

    def history(self, passage: str | None = None) -> list[EvidenceDecision]:
        """Every verdict in order, or those on one passage."""
        query = select(_VERDICTS).order_by(_VERDICTS.c.number)
        if passage is not None:
            query = query.where(_VERDICTS.c.passage == passage)
        with self._database.connect() as connection:
            rows = connection.execute(query).mappings().all()
        names = EvidenceDecision.__slots__
        return [EvidenceDecision(**{n: Verdict(row[n]) if n == "verdict" else row[n] for n in names}) for row in rows]

    def verdicts(self) -> dict[tuple[str, str], EvidenceDecision]:
        """The verdict that counts, for each passage and theme."""
        return {(decided.passage, decided.theme): decided for decided in self.history()}


def _suggestion(row: RowMapping) -> Suggestion:
    return Suggestion(**{**row, "method": Method(row["method"])})
