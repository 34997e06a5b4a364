"""The catalogue: which documents are held, what is known of each, and which version is in use.

It is the truth about documents; the passage store follows it. A document's id stays through all its
versions, and a version's number is never used twice. Passages are the store's, files are in the data folder,
both found by what stands here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    select,
    union,
)

from indexer.catalogue.class_changes import Decider, note_class
from indexer.catalogue.database import METADATA, damage
from indexer.catalogue.records import DocumentRecord, note_of, noted, record_of, row_of
from indexer.documents import EVERYTHING, Clearance, Sensitivity
from indexer.text.agencies import digest


def _version_columns() -> list[Column[Any]]:
    """What is known of a document in one of its versions."""
    return [
        Column("sha256", String, nullable=False, index=True),
        Column("source", JSON, nullable=False),
        Column("sensitivity", String, nullable=False, index=True),
        Column("name", String, nullable=False),
        Column("media_type", String, nullable=False),
        Column("size", Integer, nullable=False),
        Column("pages", Integer),
        Column("passages", Integer, nullable=False),
        Column("added_at", DateTime(timezone=True), nullable=False),
        Column("warnings", JSON, nullable=False),
        Column("corrected", JSON, nullable=False),  # what a person set in the service; survives indexing again
        Column("superseded_by", String),  # id of the newer document that names this one
        Column("superseded_since", String),
        Column("account", JSON(none_as_null=True)),  # none where an earlier release read the file
        Column("markings", JSON(none_as_null=True)),
    ]


_DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", String, primary_key=True),
    Column("path", String, nullable=False, unique=True),  # where the file was added from; how an update is recognised
    Column("version", Integer, nullable=False),
    Column("unfinished", JSON(none_as_null=True)),  # the row to come, while a version is being written
    Column("leaving", Boolean, nullable=False, default=False),  # marked for removal, which is going on
    *_version_columns(),
)

_VERSIONS = Table(  # the versions that another has replaced
    "versions",
    METADATA,
    Column("id", String, ForeignKey(_DOCUMENTS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("path", String, nullable=False),
    *_version_columns(),
)

_SIGNATURES = Table(  # MinHash of each content, so that nothing is read again to be compared
    "signatures", METADATA, Column("sha256", String, primary_key=True), Column("hashes", LargeBinary, nullable=False)
)

_WORDS = Table(  # how often each word stands in a content, for correcting typing mistakes
    "document_words", METADATA, Column("sha256", String, primary_key=True), Column("counts", JSON, nullable=False)
)

_FACTS = Table("index_facts", METADATA, Column("name", String, primary_key=True), Column("value", String))

PAYLOAD_FORM = f"4, agencies {digest()}"
"""Changes whenever passages gain a field or agencies are found by other words; older ones are written anew at opening.
"""
PAYLOAD_CELLS = "2"
"""Changes whenever the cells of table rows are kept otherwise; older passages get theirs at opening, read again."""


class ModelMismatch(RuntimeError):
    """The index was built with another embedding model."""


class Catalogue:
    """Documents in SQL."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def require_model(self, name: str, dimension: int) -> None:
        """Record the embedding model at the first use; raise ModelMismatch when the index has another."""
        wanted = {"embedding_model": name, "dimension": str(dimension)}
        with self._database.begin() as connection:
            rows = connection.execute(select(_FACTS).where(_FACTS.c.name.in_(wanted)))
            held = {row.name: row.value for row in rows}
            if not held:
                connection.execute(_FACTS.insert(), [{"name": k, "value": v} for k, v in wanted.items()])
                return
        if held != wanted:
            raise ModelMismatch(
                f"This index was built with the embedding model {held['embedding_model']} ({held['dimension']} "
                f"numbers a vector), the settings ask for {name} ({dimension}). Vectors of two models cannot be "
                f"mixed: set LEARNING_EMBEDDING_MODEL={held['embedding_model']}, or build a new index by setting "
                "LEARNING_DATA_DIR to an empty folder."
            )

    def documents(self, clearance: Clearance) -> list[DocumentRecord]:
        """Documents a reader may see, by id."""
        return self._read(_visible(clearance).order_by(_DOCUMENTS.c.id))

    def document(self, document_id: str, clearance: Clearance) -> DocumentRecord | None:
        """One document; None when it is not held or not cleared, which a reader cannot tell apart."""
        found = self._read(_visible(clearance).where(_DOCUMENTS.c.id == document_id))
        return found[0] if found else None

    def versions(self, document_id: str, clearance: Clearance) -> list[DocumentRecord]:
        """The versions of a document that another has replaced, as far as they are cleared, newest first."""
        cleared = _VERSIONS.c.sensitivity.in_(sorted(clearance))
        query = select(_VERSIONS).where(_VERSIONS.c.id == document_id, cleared)
        return self._read(query.order_by(_VERSIONS.c.version.desc()))

    def replaced(self) -> list[DocumentRecord]:
        """All versions of all documents that another has replaced."""
        return self._read(select(_VERSIONS).order_by(_VERSIONS.c.id, _VERSIONS.c.version))

    def at_path(self, path: str) -> DocumentRecord | None:
        """The document added from this place, finished or not."""
        found = self._read(select(_DOCUMENTS).where(_DOCUMENTS.c.path == path))
        return found[0] if found else None

    def with_content(self, sha256: str) -> DocumentRecord | None:
        """A finished document whose file has exactly these bytes."""
        found = self._read(_visible(EVERYTHING).where(_DOCUMENTS.c.sha256 == sha256))
        return found[0] if found else None

    def uses(self, sha256: str, without: str | None = None) -> bool:
        """Whether any version of any document (other than `without`) is of these bytes."""
        queries = (
            select(t.c.id).where(t.c.sha256 == sha256, t.c.id != (without or "")) for t in (_DOCUMENTS, _VERSIONS)
        )
        with self._database.connect() as connection:
            return connection.execute(union(*queries)).first() is not None

    def unfinished(self) -> list[DocumentRecord]:
        """The versions a process is writing, or was writing when it was killed."""
        query = select(_DOCUMENTS.c.unfinished).where(_DOCUMENTS.c.unfinished.is_not(None))
        with self._database.connect() as connection:
            return [noted(row) for row in connection.execute(query).scalars()]

    def begin(self, record: DocumentRecord) -> None:
        """Note the version about to be written; a new document stays unseen until `finish`."""
        row, coming = row_of(record), note_of(record)
        mine = _DOCUMENTS.c.id == record.id
        with self._database.begin() as connection:
            if connection.execute(select(_DOCUMENTS.c.id).where(mine)).first() is None:
                connection.execute(_DOCUMENTS.insert().values({**row, "version": 0, "unfinished": coming}))
            else:
                connection.execute(_DOCUMENTS.update().where(mine).values(unfinished=coming))

    def finish(self, record: DocumentRecord, decider: Decider | None = None) -> None:
        """Make `record` the state of its document, in one transaction.

        A version of other content is kept beside it, and no version stays more open than the document is now. A
        change of who may see it is kept with who decided it, if a person did.
        """
        mine, older = _DOCUMENTS.c.id == record.id, _VERSIONS.c.id == record.id
        strictness = list(Sensitivity)
        wider = strictness[: strictness.index(record.source.sensitivity)]
        with self._database.begin() as connection:
            before = connection.execute(select(_DOCUMENTS).where(mine)).mappings().one()
            if before["version"] != 0:
                note_class(connection, record.id, before["sensitivity"], record.source.sensitivity, decider)
            if before["version"] not in (0, record.version) and before["sha256"] != record.sha256:
                kept = {column.name: before[column.name] for column in _VERSIONS.columns}
                connection.execute(_VERSIONS.insert().values(kept))
            connection.execute(_DOCUMENTS.update().where(mine).values({**row_of(record), "unfinished": None}))
            stricter = _VERSIONS.update().where(older, _VERSIONS.c.sensitivity.in_(wider))
            connection.execute(stricter.values(sensitivity=str(record.source.sensitivity)))

    def abandon(self, document_id: str) -> None:
        """Forget an unfinished version; a document that never had another goes."""
        mine = _DOCUMENTS.c.id == document_id
        with self._database.begin() as connection:
            connection.execute(_DOCUMENTS.delete().where(mine, _DOCUMENTS.c.version == 0))
            connection.execute(_DOCUMENTS.update().where(mine).values(unfinished=None))
            _forget_contents(connection)

    def leave(self, document_id: str) -> None:
        """Mark a document as leaving, in one transaction: from here on it is not held, whatever happens."""
        with self._database.begin() as connection:
            connection.execute(_DOCUMENTS.update().where(_DOCUMENTS.c.id == document_id).values(leaving=True))

    def leaving(self) -> list[DocumentRecord]:
        """The documents whose removal has begun."""
        return self._read(select(_DOCUMENTS).where(_DOCUMENTS.c.leaving))

    def remove(self, document_id: str) -> None:
        """Forget a document, its versions, and the signatures and words no other document needs."""
        with self._database.begin() as connection:
            connection.execute(_VERSIONS.delete().where(_VERSIONS.c.id == document_id))
            connection.execute(_DOCUMENTS.delete().where(_DOCUMENTS.c.id == document_id))
            _forget_contents(connection)

    def recount(self, document_id: str, version: int, passages: int) -> None:
        """Set the number of passages of a version that another has replaced."""
        mine = (_VERSIONS.c.id == document_id, _VERSIONS.c.version == version)
        with self._database.begin() as connection:
            connection.execute(_VERSIONS.update().where(*mine).values(passages=passages))

    def sign(self, sha256: str, hashes: bytes) -> None:
        """Keep the signature of a content."""
        mine = _SIGNATURES.c.sha256 == sha256
        with self._database.begin() as connection:
            connection.execute(_SIGNATURES.delete().where(mine))
            connection.execute(_SIGNATURES.insert().values(sha256=sha256, hashes=hashes))

    def signatures(self) -> dict[str, bytes]:
        """The signature of each content, by its hash."""
        with self._database.connect() as connection:
            return {row.sha256: row.hashes for row in connection.execute(select(_SIGNATURES))}

    def keep_words(self, sha256: str, counts: Mapping[str, int]) -> None:
        """Keep how often each word stands in a content."""
        with self._database.begin() as connection:
            connection.execute(_WORDS.delete().where(_WORDS.c.sha256 == sha256))
            connection.execute(_WORDS.insert().values(sha256=sha256, counts=dict(counts)))

    def words(self, clearance: Clearance) -> Counter[str]:
        """How often each word stands in the documents in use that a reader may see."""
        contents = _visible(clearance).with_only_columns(_DOCUMENTS.c.sha256)
        total: Counter[str] = Counter()
        with self._database.connect() as connection:
            for counts in connection.execute(select(_WORDS.c.counts).where(_WORDS.c.sha256.in_(contents))).scalars():
                total.update(counts)
        return total

    def wordless(self) -> list[DocumentRecord]:
        """Documents that an earlier release indexed, of whose words nothing is kept."""
        return self._read(_visible(EVERYTHING).where(_DOCUMENTS.c.sha256.not_in(select(_WORDS.c.sha256))))

    def needs_rewriting(self) -> bool:
        """Whether passages may lack what newer ones say of their document."""
        return self._fact("payload_form") != PAYLOAD_FORM

    def rewritten(self) -> None:
        """Note that all passages say what they should."""
        self._note("payload_form", PAYLOAD_FORM)

    def lacks_cells(self) -> bool:
        """Whether passages may lack the cells of the table rows they hold, as those of an earlier release do."""
        return self._fact("payload_cells") != PAYLOAD_CELLS

    def has_cells(self) -> None:
        """Note that all passages have their cells."""
        self._note("payload_cells", PAYLOAD_CELLS)

    def damage(self) -> list[str]:
        """Lines about pages and rows of the database that cannot be read as they should."""
        return damage(self._database)

    def _fact(self, name: str) -> str | None:
        with self._database.connect() as connection:
            found: str | None = connection.execute(select(_FACTS.c.value).where(_FACTS.c.name == name)).scalar()
        return found

    def _note(self, name: str, value: str) -> None:
        with self._database.begin() as connection:
            connection.execute(_FACTS.delete().where(_FACTS.c.name == name))
            connection.execute(_FACTS.insert().values(name=name, value=value))

    def _read(self, query: Any) -> list[DocumentRecord]:
        with self._database.connect() as connection:
            return [record_of(row) for row in connection.execute(query).mappings()]


def _forget_contents(connection: Connection) -> None:
    """Forget what is kept of contents that no document is of, held or being written."""
    used = union(*(select(table.c.sha256) for table in (_DOCUMENTS, _VERSIONS)))
    for table in (_SIGNATURES, _WORDS):
        connection.execute(table.delete().where(table.c.sha256.not_in(used)))


def _visible(clearance: Clearance) -> Any:
    seen = _DOCUMENTS.c.sensitivity.in_(sorted(map(str, clearance)))
    return select(_DOCUMENTS).where(seen, _DOCUMENTS.c.version > 0, _DOCUMENTS.c.leaving.is_(False))
