"""The catalogue: which documents are held, what is known of each, and which version is in use.

It is the truth about documents; the passage store follows it. A document's id stays through all its
versions. Passages are the store's, files are in the data folder, both found by what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Engine, Integer, MetaData, RowMapping, String, Table, select

from indexer.documents import Clearance, DocumentCard, DocumentKind, Sensitivity, Source

_METADATA = MetaData()

_DOCUMENTS = Table(
    "documents",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("path", String, nullable=False, unique=True),  # where the file was added from; how an update is recognised
    Column("sha256", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("unfinished", JSON(none_as_null=True)),  # the row to come, while a version is being written
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
)

_FACTS = Table("index_facts", _METADATA, Column("name", String, primary_key=True), Column("value", String))

_DATES = ("period_start", "period_end", "published", "effective_from", "effective_to")


class ModelMismatch(RuntimeError):
    """The index was built with another embedding model."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as catalogued. `path` is where it was added from and is never served."""

    id: str
    path: str
    sha256: str
    version: int
    source: Source
    name: str
    media_type: str
    size: int
    pages: int | None
    passages: int
    added_at: datetime
    warnings: tuple[str, ...] = ()
    corrected: frozenset[str] = frozenset()

    @property
    def card(self) -> DocumentCard:
        """What is shown of it beside each of its passages."""
        source = self.source
        return DocumentCard(
            id=self.id,
            title=source.title,
            kind=source.kind,
            sensitivity=source.sensitivity,
            version=self.version,
            sha256=self.sha256,
            area=source.area,
            publisher=source.publisher,
            period_start=source.period_start,
            period_end=source.period_end,
            year=source.year,
            note=source.note,
        )


class Catalogue:
    """Documents in SQL."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        _METADATA.create_all(database)

    def require_model(self, name: str, dimension: int) -> None:
        """Record the embedding model at the first use; raise ModelMismatch when the index has another."""
        wanted = {"embedding_model": name, "dimension": str(dimension)}
        with self._database.begin() as connection:
            held = {row.name: row.value for row in connection.execute(select(_FACTS))}
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

    def documents(
        self, clearance: Clearance, after: str | None = None, limit: int | None = None, kind: DocumentKind | None = None
    ) -> list[DocumentRecord]:
        """Documents a reader may see, by id, from the one after `after` on."""
        query = _visible(clearance).order_by(_DOCUMENTS.c.id).limit(limit)
        if after is not None:
            query = query.where(_DOCUMENTS.c.id > after)
        return [r for r in self._read(query) if kind is None or r.source.kind is kind]

    def document(self, document_id: str, clearance: Clearance) -> DocumentRecord | None:
        """One document; None when it is not held or not cleared, which a reader cannot tell apart."""
        found = self._read(_visible(clearance).where(_DOCUMENTS.c.id == document_id))
        return found[0] if found else None

    def at_path(self, path: str) -> DocumentRecord | None:
        """The document added from this place, finished or not."""
        found = self._read(select(_DOCUMENTS).where(_DOCUMENTS.c.path == path))
        return found[0] if found else None

    def with_content(self, sha256: str) -> DocumentRecord | None:
        """A finished document whose file has exactly these bytes."""
        query = select(_DOCUMENTS).where(_DOCUMENTS.c.sha256 == sha256, _DOCUMENTS.c.version > 0)
        found = self._read(query)
        return found[0] if found else None

    def unfinished(self) -> list[DocumentRecord]:
        """The versions a process is writing, or was writing when it was killed."""
        query = select(_DOCUMENTS.c.unfinished).where(_DOCUMENTS.c.unfinished.is_not(None))
        with self._database.connect() as connection:
            return [_record(_revived(row)) for row in connection.execute(query).scalars()]

    def begin(self, record: DocumentRecord) -> None:
        """Note the version about to be written; a new document stays unseen until `finish`."""
        row = _row(record)
        coming = {**row, "added_at": record.added_at.isoformat()}
        with self._database.begin() as connection:
            held = connection.execute(select(_DOCUMENTS.c.id).where(_DOCUMENTS.c.id == record.id)).first()
            if held is None:
                connection.execute(_DOCUMENTS.insert().values({**row, "version": 0, "unfinished": coming}))
            else:
                connection.execute(_DOCUMENTS.update().where(_DOCUMENTS.c.id == record.id).values(unfinished=coming))

    def finish(self, record: DocumentRecord) -> None:
        """Make `record` the state of its document."""
        change = _DOCUMENTS.update().where(_DOCUMENTS.c.id == record.id).values({**_row(record), "unfinished": None})
        with self._database.begin() as connection:
            connection.execute(change)

    def abandon(self, document_id: str) -> None:
        """Forget an unfinished version; a document that never had another goes."""
        mine = _DOCUMENTS.c.id == document_id
        with self._database.begin() as connection:
            connection.execute(_DOCUMENTS.delete().where(mine, _DOCUMENTS.c.version == 0))
            connection.execute(_DOCUMENTS.update().where(mine).values(unfinished=None))

    def remove(self, document_id: str) -> None:
        """Forget a document."""
        with self._database.begin() as connection:
            connection.execute(_DOCUMENTS.delete().where(_DOCUMENTS.c.id == document_id))

    def _read(self, query: Any) -> list[DocumentRecord]:
        with self._database.connect() as connection:
            return [_record(row) for row in connection.execute(query).mappings()]


def _visible(clearance: Clearance) -> Any:
    classes = sorted(str(c) for c in clearance)
    return select(_DOCUMENTS).where(_DOCUMENTS.c.sensitivity.in_(classes), _DOCUMENTS.c.version > 0)


def _row(record: DocumentRecord) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in record.__slots__ if name not in ("source", "warnings", "corrected")}
    return {
        **row,
        "source": _packed(record.source),
        "sensitivity": str(record.source.sensitivity),
        "warnings": list(record.warnings),
        "corrected": sorted(record.corrected),
    }


def _packed(source: Source) -> dict[str, Any]:
    packed = asdict(source)
    for name in _DATES:
        packed[name] = packed[name] and packed[name].isoformat()
    return {**packed, "inferred": sorted(source.inferred)}


def _revived(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "added_at": datetime.fromisoformat(row["added_at"])}


def _record(row: Mapping[str, Any] | RowMapping) -> DocumentRecord:
    packed = dict(row["source"])
    for name in _DATES:
        packed[name] = packed[name] and date.fromisoformat(packed[name])
    source = Source(
        **{
            **packed,
            "kind": DocumentKind(packed["kind"]),
            "sensitivity": Sensitivity(packed["sensitivity"]),
            "inferred": frozenset(packed["inferred"]),
        }
    )
    plain = {name: row[name] for name in DocumentRecord.__slots__ if name not in ("source", "warnings", "corrected")}
    added = plain["added_at"]
    plain["added_at"] = added if added.tzinfo else added.replace(tzinfo=UTC)
    return DocumentRecord(
        **plain, source=source, warnings=tuple(row["warnings"]), corrected=frozenset(row["corrected"])
    )


def by_title(records: Sequence[DocumentRecord]) -> list[DocumentRecord]:
    """Newest year first, then by title."""
    return sorted(records, key=lambda r: (-(r.source.year or 0), r.source.title.casefold()))
