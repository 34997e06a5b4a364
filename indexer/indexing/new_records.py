"""The record that a file gets in the catalogue when it is let in."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.files import media_type
from indexer.catalogue.records import DocumentRecord
from indexer.documents import EVERYTHING, Source
from indexer.privacy.screening import Admitted


def new_record(admitted: Admitted, held: DocumentRecord | None, source: Source, catalogue: Catalogue) -> DocumentRecord:
    """The record of a file that is let in: a document with an id of its own, or the next version of one held."""
    arrival, digest, document = admitted.arrival, admitted.sha256, admitted.document
    return DocumentRecord(
        id=held.id if held else _new_id(digest, arrival.place, catalogue),
        path=arrival.place,
        sha256=digest,
        version=held.version + 1 if held else 1,
        source=source,
        name=arrival.name,
        media_type=media_type(Path(arrival.name)),
        size=arrival.file.stat().st_size,
        pages=document.pages,
        passages=0,
        added_at=datetime.now(UTC),
        warnings=document.warnings,
        corrected=held.corrected if held else frozenset(),
        superseded_by=held.superseded_by if held else None,
        superseded_since=held.superseded_since if held else None,
        account=document.account,
        markings=tuple(marked.marking for marked in admitted.markings),
    )


def _new_id(digest: str, place: str, catalogue: Catalogue) -> str:
    """The first digits of the content's hash; with the place mixed in when an older version took them."""
    if catalogue.document(digest[:16], EVERYTHING) is None:
        return digest[:16]
    return sha256(f"{digest}{place}".encode()).hexdigest()[:16]
