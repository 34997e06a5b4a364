"""The JSON shapes of the API. Other programs are written against these names: they do not change."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity
from indexer.passages import Filters, PassageRole, PassageStatement, StoredPassage
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
