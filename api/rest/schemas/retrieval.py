"""The JSON shapes of searches and of the passages found."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.rest.schemas.documents import PassageOut
from api.rest.schemas.query import ReadingOut
from api.rest.schemas.shared import FiltersIn, Strict, Without
from api.retrieval.hits import Hit, SearchPage
from indexer.passages import StoredPassage


class SearchIn(Strict):
    """A search."""

    query: str
    filters: FiltersIn = FiltersIn()
    without: Without = Field(default_factory=list)
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    cursor: Annotated[str, Field(max_length=100)] | None = None


class RepeatOut(BaseModel):
    """A passage that repeats another word for word, and its document."""

    passage_id: str
    document_id: str
    document_title: str
    year: int | None

    @classmethod
    def of(cls, found: StoredPassage) -> RepeatOut:
        """From a stored passage."""
        card = found.document
        return cls(passage_id=found.passage.id, document_id=card.id, document_title=card.title, year=card.year)


class HitOut(BaseModel):
    """A passage found; `highlights` are [start, end] in its text.

    `repeats` are passages of other documents that say the same in the same words.
    """

    score: float
    passage: PassageOut
    highlights: list[tuple[int, int]]
    repeats: list[RepeatOut]

    @classmethod
    def of(cls, hit: Hit) -> HitOut:
        """From a hit."""
        return cls(
            score=hit.score,
            passage=PassageOut.of(hit.found),
            highlights=list(hit.highlights),
            repeats=[RepeatOut.of(found) for found in hit.repeats],
        )


class SearchOut(BaseModel):
    """A page of a search. `total` counts the passages ranked; `expanded` is what else was searched for."""

    query: str
    expanded: list[str]
    reading: ReadingOut
    total: int
    hits: list[HitOut]
    next: str | None

    @classmethod
    def of(cls, page: SearchPage) -> SearchOut:
        """From a search page."""
        hits = [HitOut.of(hit) for hit in page.hits]
        return cls(
            query=page.query,
            expanded=[part.label for part in page.reading.expanded],
            reading=ReadingOut.of(page.reading),
            total=page.total,
            hits=hits,
            next=page.next,
        )
