"""Digests of what was written to the index of each version, for `check` to compare with what is there."""

from __future__ import annotations

from sqlalchemy import Column, Engine, Integer, String, Table, select

from indexer.catalogue.database import METADATA
from indexer.catalogue.records import DocumentRecord

_DIGESTS = Table(
    "passage_digests",
    METADATA,
    Column("id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("digest", String, nullable=False),
)


class Digests:
    """One digest for each version of each document, in SQL. Made when it is written, forgotten with its document."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def keep(self, record: DocumentRecord, digest: str) -> None:
        """Keep the digest of a version."""
        mine = (_DIGESTS.c.id == record.id, _DIGESTS.c.version == record.version)
        with self._database.begin() as connection:
            connection.execute(_DIGESTS.delete().where(*mine))
            connection.execute(_DIGESTS.insert().values(id=record.id, version=record.version, digest=digest))

    def all(self) -> dict[tuple[str, int], str]:
        """The digests kept, by document and version."""
        with self._database.connect() as connection:
            return {(row.id, row.version): row.digest for row in connection.execute(select(_DIGESTS))}

    def forget(self, document_id: str) -> None:
        """Forget those of a document."""
        with self._database.begin() as connection:
            connection.execute(_DIGESTS.delete().where(_DIGESTS.c.id == document_id))
