"""The JSON shapes that several nouns share. Other programs are written against these names: they do not change."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from api.courses.finding import StatedValue
from api.shared.citations import Citation
from api.shared.tabular import ImportReport
from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity
from indexer.passages import Filters, PassageRole
from indexer.text.agencies import agencies


class Strict(BaseModel):
    """What is sent in: an unknown field is refused, and so is the character NUL, which not every database holds."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_nul(cls, sent: Any) -> Any:
        if _has_nul(sent):
            raise ValueError("a text holds the character NUL; take it out")
        return sent


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_has_nul, held))


Year = Annotated[int, Field(ge=1900, le=2200)]

Name = Annotated[str, Field(max_length=200)]

Limit = Annotated[int, Query(ge=1, le=100)]
"""How many of a list at once."""

Cursor = Annotated[str | None, Query(max_length=100)]
"""Where the next part of a list begins, as the part before said."""

Without = Annotated[list[Name], Field(max_length=100)]
"""Keys of what was read into a question, to be taken away."""


class FiltersIn(Strict):
    """What narrows a search; the same everywhere. `years` is [from, to], either may be null.

    `in_force_on` leaves documents with a date of effect that were in force on that day: begun, not ended, not yet
    superseded. Documents without such a date are left out.
    """

    kinds: list[DocumentKind] = []
    areas: Annotated[list[Name], Field(max_length=200)] = []
    years: Annotated[list[Year | None], Field(min_length=2, max_length=2)] | None = None
    roles: list[PassageRole] = []
    themes: Annotated[list[Name], Field(max_length=200)] = []
    agencies: Annotated[list[Name], Field(max_length=200)] = []
    documents: Annotated[list[Name], Field(max_length=200)] = []
    in_force_on: date | None = None

    @field_validator("years")
    @classmethod
    def _in_order(cls, years: list[int | None] | None) -> list[int | None] | None:
        if years and None not in years and years != sorted(year for year in years if year is not None):
            raise ValueError("the first year must not be later than the second")
        return years

    @field_validator("agencies")
    @classmethod
    def _known(cls, names: list[str]) -> list[str]:
        unknown = [name for name in names if name not in agencies()]
        if unknown:
            raise ValueError(f"{unknown[0][:40]!r} is no agency; there are {', '.join(agencies())}")
        return names

    def filters(self) -> Filters:
        """As the knowledge base takes them."""
        return Filters(
            kinds=tuple(self.kinds),
            areas=tuple(self.areas),
            years=(self.years[0], self.years[1]) if self.years else None,
            roles=tuple(self.roles),
            themes=tuple(self.themes),
            agencies=tuple(self.agencies),
            documents=tuple(self.documents),
            in_force_on=self.in_force_on,
        )


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
    row: int | None

    @classmethod
    def of(cls, locator: Locator) -> LocatorOut:
        """From a locator."""
        return cls(**{name: getattr(locator, name) for name in cls.model_fields})


class CardOut(BaseModel):
    """What is shown of a document beside its passages.

    `superseded_since` is the day from which a newer document stands in its place.
    """

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
    procedure_level: int | None
    effective_from: date | None
    effective_to: date | None
    superseded_since: date | None

    @classmethod
    def of(cls, card: DocumentCard) -> CardOut:
        """From a card."""
        return cls(**{name: getattr(card, name) for name in cls.model_fields})


class ThemeOut(BaseModel):
    """A learning theme."""

    id: str
    label: str


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


class StatedOut(BaseModel):
    """A value as stated, with its cell; `by` is who entered it, where no document says so."""

    text: str
    number: int | None
    citation: CitationOut | None
    caution: str | None
    by: str | None

    @classmethod
    def of(cls, stated: StatedValue) -> StatedOut:
        """From a stated value."""
        return cls(
            text=stated.text,
            number=stated.number,
            citation=CitationOut.of(stated.citation) if stated.citation else None,
            caution=stated.caution,
            by=stated.by,
        )


class RefusedLineOut(BaseModel):
    """A line of a file that could not be used, and why."""

    line: int
    reason: str


class ImportOut(BaseModel):
    """What became of the lines of a file."""

    added: int
    changed: int
    unchanged: int
    refused: list[RefusedLineOut]

    @classmethod
    def of(cls, report: ImportReport) -> ImportOut:
        """From a report."""
        refused = [RefusedLineOut(line=line, reason=reason) for line, reason in report.refused]
        return cls(added=report.added, changed=report.changed, unchanged=report.unchanged, refused=refused)
