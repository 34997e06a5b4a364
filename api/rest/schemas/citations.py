"""The JSON shape of a quotation and where it stands."""

from __future__ import annotations

from pydantic import BaseModel

from api.rest.schemas.base import LocatorOut
from api.shared.citations import Citation


class CitationOut(BaseModel):
    """A quotation: `quote` is the text of the passage from `start` to `end`."""

    passage_id: str
    quote: str
    start: int
    end: int
    document_id: str
    document_title: str
    year: int | None
    locator: LocatorOut
    document_sha256: str

    @classmethod
    def of(cls, citation: Citation) -> CitationOut:
        """From a citation."""
        return cls(
            passage_id=citation.passage_id,
            quote=citation.quote,
            start=citation.start,
            end=citation.end,
            document_id=citation.document.id,
            document_title=citation.document.title,
            year=citation.document.year,
            locator=LocatorOut.of(citation.locator),
            document_sha256=citation.document.sha256,
        )
