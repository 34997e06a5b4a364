"""Changes of who may see a document: kept with who made them and why, whatever way they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Engine, Integer, String, Table, select

from indexer.catalogue.database import METADATA
from indexer.documents import Sensitivity

_CHANGES = Table(
    "class_changes",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("document", String, nullable=False, index=True),
    Column("was", String, nullable=False),
    Column("became", String, nullable=False),
    Column("reason", String),
    Column("changed_by", String),  # none where a manifest or a file brought it
    Column("changed_by_id", String),
    Column("changed_at", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Decider:
    """Who changes a document and why; the id is of the account, if there is one."""

    name: str
    id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ClassChange:
    """One change; without a name it came with a manifest or a new version of the file."""

    was: Sensitivity
    became: Sensitivity
    reason: str | None
    changed_by: str | None
    changed_at: datetime


def note_class(
    connection: Connection, document: str, was: str, became: Sensitivity, decider: Decider | None = None
) -> None:
    """Keep a change, in the transaction that makes it; nothing where the class is what it was."""
    if was == became:
        return
    who: dict[str, Any] = {}
    if decider is not None:
        who = {"reason": decider.reason, "changed_by": decider.name, "changed_by_id": decider.id}
    row = {"document": document, "was": was, "became": str(became), "changed_at": datetime.now(UTC).isoformat()}
    connection.execute(_CHANGES.insert().values(**row, **who))


def class_changes(database: Engine, document: str) -> list[ClassChange]:
    """The changes of a document, the latest first; they stay when it is removed."""
    query = select(_CHANGES).where(_CHANGES.c.document == document).order_by(_CHANGES.c.number.desc())
    with database.connect() as connection:
        return [
            ClassChange(
                Sensitivity(row.was),
                Sensitivity(row.became),
                row.reason,
                row.changed_by,
                datetime.fromisoformat(row.changed_at),
            )
            for row in connection.execute(query)
        ]
