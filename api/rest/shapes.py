"""The JSON shapes of the API. Other programs are written against these names: they do not change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from api.answers.citations import Answer, Band, Citation, Hit, SearchPage, Statement
from indexer.catalogue import DocumentRecord
from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity
from indexer.passages import Filters, PassageRole, StoredPassage
from indexer.personal_data import PersonalData


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


Year = Annotated[int, Field(ge=1900, le=2200)]
Name = Annotated[str, Field(max_length=200)]


class FiltersIn(_Strict):
    """What narrows a search; the same everywhere. `years` is [from, to], either may be null."""

    kinds: list[DocumentKind] = []
    areas: Annotated[list[Name], Field(max_length=200)] = []
    years: Annotated[list[Year | None], Field(min_length=2, max_length=2)] | None = None
    roles: list[PassageRole] = []
    themes: Annotated[list[Name], Field(max_length=200)] = []
    documents: Annotated[list[Name], Field(max_length=200)] = []

    @field_validator("years")
    @classmethod
    def _in_order(cls, years: list[int | None] | None) -> list[int | None] | None:
        if years and None not in years and years != sorted(year for year in years if year is not None):
            raise ValueError("the first year must not be later than the second")
        return years

    def filters(self) -> Filters:
        """As the knowledge base takes them."""
        return Filters(
            kinds=tuple(self.kinds),
            areas=tuple(self.areas),
            years=(self.years[0], self.years[1]) if self.years else None,
            roles=tuple(self.roles),
            themes=tuple(self.themes),
            documents=tuple(self.documents),
        )


class SearchIn(_Strict):
    """A search."""

    query: str
    filters: FiltersIn = FiltersIn()
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    cursor: Annotated[str, Field(max_length=100)] | None = None


class QuestionIn(_Strict):
    """A question."""

    question: str
    filters: FiltersIn = FiltersIn()


class LocatorOut(BaseModel):
    """Where a text stands, in the terms its format really has; the rest is null."""

    page: int | None
    page_label: str | None
    paragraph: int | None
    sheet: str | None
    cells: str | None
    slide: int | None
    anchor: str | None
    lines: str | None

    @classmethod
    def of(cls, locator: Locator) -> LocatorOut:
        """From a locator."""
        return cls(**{name: getattr(locator, name) for name in cls.model_fields})


class CardOut(BaseModel):
    """What is shown of a document beside its passages."""

    id: str
    title: str
    kind: DocumentKind
    area: str | None
    publisher: str | None
    period_start: date | None
    period_end: date | None
    year: int | None
    sensitivity: Sensitivity
    version: int

    @classmethod
    def of(cls, card: DocumentCard) -> CardOut:
        """From a card."""
        return cls(**{name: getattr(card, name) for name in cls.model_fields})


class ThemeOut(BaseModel):
    """A learning theme."""

    id: str
    label: str


class PassageOut(BaseModel):
    """A passage."""

    id: str
    text: str
    headings: list[str]
    role: PassageRole | None
    role_reason: str | None
    caution: str | None
    recognised: bool
    themes: list[ThemeOut]
    locator: LocatorOut
    document: CardOut

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
            themes=[ThemeOut(id=theme.id, label=theme.label) for theme in found.themes],
            locator=LocatorOut.of(passage.locator),
            document=CardOut.of(found.document),
        )


class HitOut(BaseModel):
    """A passage found; `highlights` are [start, end] in its text."""

    score: float
    passage: PassageOut
    highlights: list[tuple[int, int]]

    @classmethod
    def of(cls, hit: Hit) -> HitOut:
        """From a hit."""
        return cls(score=hit.score, passage=PassageOut.of(hit.found), highlights=list(hit.highlights))


class SearchOut(BaseModel):
    """A page of a search. `total` counts the passages ranked."""

    query: str
    expanded: list[str]
    total: int
    hits: list[HitOut]
    next: str | None

    @classmethod
    def of(cls, page: SearchPage) -> SearchOut:
        """From a search page."""
        hits = [HitOut.of(hit) for hit in page.hits]
        return cls(query=page.query, expanded=list(page.expanded), total=page.total, hits=hits, next=page.next)


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


class StatementOut(BaseModel):
    """One line of an answer, in the source's words."""

    text: str
    citations: list[CitationOut]

    @classmethod
    def of(cls, statement: Statement) -> StatementOut:
        """From a statement."""
        return cls(text=statement.text, citations=[CitationOut.of(c) for c in statement.citations])


class AnswerOut(BaseModel):
    """What is held on a question."""

    question: str
    band: Band
    statements: list[StatementOut]
    missing_terms: list[str]
    nearest: list[HitOut]
    documents_searched: int

    @classmethod
    def of(cls, answer: Answer) -> AnswerOut:
        """From an answer."""
        return cls(
            question=answer.question,
            band=answer.band,
            statements=[StatementOut.of(s) for s in answer.statements],
            missing_terms=list(answer.missing_terms),
            nearest=[HitOut.of(hit) for hit in answer.nearest],
            documents_searched=answer.documents_searched,
        )


class DocumentOut(CardOut):
    """All that is known of a document. `inferred` names what was worked out from its text or file name."""

    sha256: str
    name: str
    media_type: str
    size: int
    pages: int | None
    passages: int
    added_at: datetime
    published: date | None
    procedure_level: int | None
    effective_from: date | None
    effective_to: date | None
    supersedes: str | None
    source_url: str | None
    licence: str | None
    note: str | None
    inferred: list[str]
    warnings: list[str]

    @classmethod
    def of_record(cls, record: DocumentRecord) -> DocumentOut:
        """From a catalogue record."""
        source = record.source
        values = {name: getattr(source, name) for name in cls.model_fields if hasattr(source, name)}
        values.update({name: getattr(record, name) for name in cls.model_fields if hasattr(record, name)})
        return cls(**{**values, "inferred": sorted(source.inferred), "warnings": list(record.warnings)})


class DocumentsOut(BaseModel):
    """A part of the list of documents."""

    items: list[DocumentOut]
    next: str | None


class PassagesOut(BaseModel):
    """A part of a document's passages."""

    items: list[PassageOut]
    next: str | None


class AddedOut(BaseModel):
    """An upload's outcome: indexed, updated, unchanged, a duplicate of a document that is held, or waiting.

    A waiting document has no `document` yet: `waiting_id` is its id in the quarantine, `found` counts the
    personal data found in it by kind.
    """

    status: str
    document: DocumentOut | None
    waiting_id: str | None = None
    found: dict[PersonalData, int] = {}


class CorrectionIn(_Strict):
    """What a person sets of a document; an empty text clears a field that may be empty."""

    title: Name | None = None
    kind: DocumentKind | None = None
    publisher: Name | None = None
    area: Name | None = None
    period_start: Name | None = None
    period_end: Name | None = None
    published: Name | None = None
    sensitivity: Sensitivity | None = None
    procedure_level: Name | None = None
    effective_from: Name | None = None
    effective_to: Name | None = None
    supersedes: Name | None = None
    source_url: Name | None = None
    licence: Name | None = None
    note: Name | None = None

    def values(self) -> dict[str, str]:
        """The fields that were sent, as text."""
        return {name: str(value) for name, value in self.model_dump(exclude_none=True).items()}
