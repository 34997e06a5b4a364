"""Migrations: what brings an older database to today's tables, step by numbered step.

One sequence for the whole service: a step names its table, and tables that do not exist yet are made as they are
today (`indexer.catalogue.database`). Steps are only ever added at the end, never changed. Each looks at what it finds,
so that a step does no harm where it was taken already: earlier releases counted their steps table by table.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Connection, Float, Integer, MetaData, String, Table, inspect, select, text
from sqlalchemy.engine import Engine

from indexer.settings import SettingError

_VERSION = Table("schema_version", MetaData(), Column("step", Integer, primary_key=True))


@dataclass(frozen=True, slots=True)
class OldDatabase:
    """A database that is brought up to date, in a transaction, and the data folder beside it, if there is one."""

    connection: Connection
    folder: Path | None

    def has(self, *tables: str) -> bool:
        """Whether it has all these tables."""
        return all(inspect(self.connection).has_table(table) for table in tables)

    def columns(self, table: str) -> set[str]:
        """The names of a table's columns."""
        return {column["name"] for column in inspect(self.connection).get_columns(table)}


class LaterRelease(SettingError):
    """The database was brought further than this program knows."""


Step = Callable[[OldDatabase], None]


def add_column(table: str, column: str, kind: str = "VARCHAR") -> Step:
    """A column more, with its SQL type and what else stands behind it."""

    def step(old: OldDatabase) -> None:
        if old.has(table) and column not in old.columns(table):
            old.connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column} {kind}"))

    return step


def statement(table: str, sql: str) -> Step:
    """One SQL statement, where the table is there."""

    def step(old: OldDatabase) -> None:
        if old.has(table):
            old.connection.execute(text(sql))

    return step


def name_to_id(table: str, name: str) -> Step:
    """Beside a column with a person's name, one with the id of the account, where exactly one has that name."""

    def step(old: OldDatabase) -> None:
        if not old.has(table):
            return
        if f"{name}_id" not in old.columns(table):
            old.connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {name}_id VARCHAR"))
        if old.has("users"):
            only = f"SELECT MIN(id) FROM users WHERE users.name = {table}.{name} GROUP BY name HAVING COUNT(*) = 1"  # noqa: S608
            old.connection.execute(text(f"UPDATE {table} SET {name}_id = ({only}) WHERE {name}_id IS NULL"))  # noqa: S608

    return step


def cuts_from_file(old: OldDatabase) -> None:
    """The cuts of abstention that a service set on its own questions stood in a file of the data folder."""
    columns = (
        Column("number", Integer, primary_key=True, autoincrement=True),
        Column("refuse_below", Float, nullable=False),
        Column("answer_from", Float, nullable=False),
        Column("model", String, nullable=False),
        Column("questions", Integer, nullable=False),
        Column("set_on", String, nullable=False),
        Column("set_by", String),
        Column("set_by_id", String),
    )
    table = Table("abstention_cuts", MetaData(), *columns)
    table.create(old.connection, checkfirst=True)
    file = old.folder / "abstention.json" if old.folder else None
    if file is None or not file.is_file():
        return
    names = ("refuse_below", "answer_from", "model", "questions", "set_on")
    try:
        held = json.loads(file.read_text("utf-8"))
        row = {name: held[name] for name in names}
    except (OSError, ValueError, KeyError, TypeError):
        return  # A file that cannot be read cuts nothing: the cuts that ship are in force, as they were before.
    old.connection.execute(table.insert().values(row))


STEPS: tuple[Step, ...] = (
    add_column("documents", "leaving", "BOOLEAN NOT NULL DEFAULT FALSE"),
    add_column("documents", "superseded_by"),
    add_column("documents", "superseded_since"),
    add_column("questions", "band"),
    add_column("questions", "missing", "JSON"),
    add_column("questions", "passages", "JSON"),
    statement(
        "theme_tags",
        "CREATE INDEX IF NOT EXISTS theme_tags_counted ON theme_tags (role, shown, theme, document, passage)",
    ),
    name_to_id("theme_verdicts", "decided_by"),
    name_to_id("theme_second_opinions", "decided_by"),
    name_to_id("theme_changes", "changed_by"),
    name_to_id("theme_models", "taken_by"),
    name_to_id("emerging_decisions", "decided_by"),
    name_to_id("course_entries", "entered_by"),
    name_to_id("course_themes", "decided_by"),
    name_to_id("learning_entries", "entered_by"),
    name_to_id("training_needs", "decided_by"),
    name_to_id("judgements", "judged_by"),
    name_to_id("release_decisions", "decided_by"),
    cuts_from_file,
    *(add_column(table, column, "JSON") for table in ("documents", "versions") for column in ("account", "markings")),
    add_column("waiting_documents", "length", "INTEGER"),
    add_column("waiting_documents", "concerns", "JSON"),
    add_column("waiting_documents", "publisher"),
    statement(
        "theme_tags",
        "UPDATE theme_tags SET method = CASE WHEN method LIKE '%by the wording of the sentence' THEN 'sentence' "
        "ELSE 'passage' END WHERE method NOT IN ('passage', 'sentence')",
    ),
    add_column("secrets", "parent"),
)
"""Step n is the nth."""


def migrate(database: Engine, folder: Path | None = None) -> None:
    """Take the steps that were not taken yet, all in one transaction.

    Raises LaterRelease for a database that a later release brought further: what that made of its tables is unknown.
    """
    with database.begin() as connection:
        _VERSION.create(connection, checkfirst=True)
        done = connection.execute(select(_VERSION.c.step)).scalar() or 0
        if done > len(STEPS):
            raise LaterRelease(
                f"The database is of a later release (step {done}, this one knows {len(STEPS)}). Use that release, or "
                "put back the backup made before it; nothing was changed."
            )
        if done == len(STEPS):
            return
        old = OldDatabase(connection, folder)
        for step in STEPS[done:]:
            step(old)
        connection.execute(_VERSION.delete())
        connection.execute(_VERSION.insert().values(step=len(STEPS)))
