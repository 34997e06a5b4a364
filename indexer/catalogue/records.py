"""Records: a document as catalogued, and the row of a table it is kept as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import RowMapping

from indexer.documents import FIELDS, Balance, DocumentCard, DocumentKind, PartKind, Precision, Sensitivity, Source
from indexer.fields import FieldKind
from indexer.metadata.markings import Marking, contradiction
from indexer.readers.account import unread

_PACKED = ("source", "warnings", "corrected", "account", "markings")
_DATES = tuple(name for name, field in FIELDS.items() if field.kind is FieldKind.DAY)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as catalogued, in one of its versions. `path` is where it was added from and is never served.

    `superseded_by` is the id of the document that names this one as superseded, `superseded_since` the day
    from which that one stands in its place. `account` says what the file holds against what was taken; None for a
    document that was read by a release that kept none. `markings` are the protective markings its file bears.
    """

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
    superseded_by: str | None = None
    superseded_since: date | None = None
    account: tuple[Balance, ...] | None = None
    markings: tuple[Marking, ...] = ()

    @property
    def unread(self) -> int:
        """How many parts of its file nothing was read of."""
        return unread(self.account)

    @property
    def contradiction(self) -> str | None:
        """A line where more people see it than its markings suggest."""
        return contradiction(self.markings, self.source.sensitivity)

    @property
    def card(self) -> DocumentCard:
        """What is shown of it beside each of its passages."""
        held: dict[str, Any] = {
            name: getattr(self.source, name) for name in DocumentCard.__slots__ if name in FIELDS or name == "year"
        }
        own: dict[str, Any] = {
            "id": self.id,
            "version": self.version,
            "sha256": self.sha256,
            "superseded_since": self.superseded_since,
        }
        return DocumentCard(**held, **own)


def row_of(record: DocumentRecord) -> dict[str, Any]:
    """A record as the columns of its row."""
    row = {name: getattr(record, name) for name in record.__slots__ if name not in _PACKED}
    return {
        **row,
        "source": _packed(record.source),
        "sensitivity": str(record.source.sensitivity),
        "warnings": list(record.warnings),
        "corrected": sorted(record.corrected),
        "account": None if record.account is None else [asdict(balance) for balance in record.account],
        "markings": list(record.markings),
        "superseded_since": record.superseded_since and record.superseded_since.isoformat(),
    }


def _packed(source: Source) -> dict[str, Any]:
    packed = asdict(source)
    for name in _DATES:
        packed[name] = packed[name] and packed[name].isoformat()
    return {**packed, "inferred": sorted(source.inferred)}


def note_of(record: DocumentRecord) -> dict[str, Any]:
    """A row as JSON can hold it."""
    return {**row_of(record), "added_at": record.added_at.isoformat()}


def noted(note: dict[str, Any]) -> DocumentRecord:
    """The record of a row held as JSON."""
    return record_of({**note, "added_at": datetime.fromisoformat(note["added_at"])})


def record_of(row: Mapping[str, Any] | RowMapping) -> DocumentRecord:
    """The record of a row."""
    packed = dict(row["source"])
    for name in _DATES:
        packed[name] = packed[name] and date.fromisoformat(packed[name])
    source = Source(
        **{
            **packed,
            "kind": DocumentKind(packed["kind"]),
            "sensitivity": Sensitivity(row["sensitivity"]),
            "inferred": frozenset(packed["inferred"]),
            "published_precision": Precision(packed.get("published_precision", Precision.DAY)),
        }
    )
    plain: dict[str, Any] = {name: row.get(name) for name in DocumentRecord.__slots__ if name not in _PACKED}
    added = plain["added_at"]
    plain["added_at"] = added if added.tzinfo else added.replace(tzinfo=UTC)
    plain["superseded_since"] = plain["superseded_since"] and date.fromisoformat(plain["superseded_since"])
    return DocumentRecord(
        **plain,
        source=source,
        warnings=tuple(row["warnings"]),
        corrected=frozenset(row["corrected"]),
        account=_account(row.get("account")),
        markings=tuple(Marking(marking) for marking in row.get("markings") or ()),
    )


def _account(packed: list[dict[str, Any]] | None) -> tuple[Balance, ...] | None:
    return None if packed is None else tuple(Balance(**{**each, "kind": PartKind(each["kind"])}) for each in packed)
