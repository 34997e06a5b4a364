"""Succession: which document supersedes which, worked out from what each says it supersedes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from indexer.catalogue.records import DocumentRecord


def named(text: str, newer: DocumentRecord, records: Iterable[DocumentRecord]) -> DocumentRecord | None:
    """The document that `newer` names as superseded: by its id, its file or its title; None unless it is just one."""
    wanted = text.strip().replace("\\", "/")
    others = [record for record in records if record.id != newer.id]
    for fits in (
        [r for r in others if r.id == wanted],
        [r for r in others if r.name == wanted or r.path.endswith(f"/{wanted}")],
        [r for r in others if r.source.title.casefold() == text.strip().casefold()],
    ):
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def succession(records: Sequence[DocumentRecord]) -> list[DocumentRecord]:
    """The records whose link to the document that supersedes them is not what it should be, put right.

    A document is superseded from the day the newer one takes effect, else was published, else was added. Of
    several newer ones the first to take effect counts.
    """
    newer: dict[str, tuple[date, str]] = {}
    for record in records:
        older = named(record.source.supersedes, record, records) if record.source.supersedes else None
        if older is not None:
            begins = record.source.effective_from or record.source.published or record.added_at.date()
            newer[older.id] = min(newer.get(older.id, (date.max, "")), (begins, record.id))
    changed = []
    for record in records:
        since, by = newer.get(record.id, (None, None))
        if (record.superseded_by, record.superseded_since) != (by, since):
            changed.append(replace(record, superseded_by=by, superseded_since=since))
    return changed


def unnamed(records: Iterable[DocumentRecord], held: Sequence[DocumentRecord]) -> list[str]:
    """A line for each record that names as superseded what is not held, or not held just once."""
    return [
        f"{record.name}: it supersedes {record.source.supersedes!r}, but no single document held has this id, path or "
        "title; correct it, or add the older document."
        for record in records
        if record.source.supersedes and named(record.source.supersedes, record, held) is None
    ]


def without_secret(record: DocumentRecord, visible: Collection[str]) -> DocumentRecord:
    """The record without the document that supersedes it, unless that one may be seen."""
    return record if record.superseded_by in visible else replace(record, superseded_by=None)
