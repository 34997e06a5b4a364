"""The JSON shapes of passages, and of searches that find them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.rest.schemas.query import ReadingOut
from api.rest.schemas.shared import CardOut, FiltersIn, LocatorOut, Strict, ThemeOut, Without
from api.retrieval.hits import Hit, SearchPage
from indexer.passages import PassageRole, PassageStatement, StoredPassage


class SaidThemeOut(BaseModel):
    """A theme that a statement is about, by its id."""

    id: str


class PassageStatementOut(BaseModel):
    """A sentence, bullet or table row of a passage: `text[start:end]`, what it does and what it is about.

    `negated` says that it tells what is not so.
    """

    start: int
    end: int
    role: PassageRole
    themes: list[SaidThemeOut]
    negated: bool


class PassageOut(BaseModel):
    """A passage. `by_service` marks a description the service made of a sheet: no words to quote.

    `sentences` are its statements in order: sentences, bullets and whole table rows. `current` is false when another
    version of its document has replaced the one it is of.
    """

    id: str
    text: str
    headings: list[str]
    role: PassageRole | None
    role_reason: str | None
    caution: str | None
    recognised: bool
    by_service: bool
    themes: list[ThemeOut]
    agencies: list[str]
    sentences: list[PassageStatementOut]
    locator: LocatorOut
    document: CardOut
    current: bool

    @classmethod
    def of(cls, found: StoredPassage) -> PassageOut:
        """From a stored passage."""
        passage = found.passage
        return cls(
            id=passage.id,
            text=passage.text,
            headings=list(passage.headings),
            role=passage.role,
            role_reason=passage.role_reason,
            caution=passage.caution,
            recognised=passage.recognised,
            by_service=passage.by_service,
            themes=[ThemeOut(id=theme.id, label=theme.label) for theme in found.themes],
            agencies=list(passage.agencies),
            sentences=[_said(one, found) for one in passage.statements],
            locator=LocatorOut.of(passage.locator),
            document=CardOut.of(found.document),
            current=found.current,
        )


def _said(statement: PassageStatement, found: StoredPassage) -> PassageStatementOut:
    about = [
        SaidThemeOut(id=theme.id)
        for theme in found.themes
        if any(start < statement.end and statement.start < end for start, end in theme.said)
    ]
    return PassageStatementOut(
        start=statement.start, end=statement.end, role=statement.role, themes=about, negated=statement.negated
    )


class PassagesOut(BaseModel):
    """A part of a document's passages."""

    items: list[PassageOut]
    next: str | None


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
