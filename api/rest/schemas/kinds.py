"""The JSON shapes of what an answer holds besides its lines: the procedure in force, a lead, pages of this service."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from api.answers.answer import Answer
from api.answers.kinds.values import ProcedureInForce, ProcedureSection, ProductPage
from api.rest.schemas.citations import CitationOut
from indexer.documents import DocumentCard, DocumentKind


class ProcedureDocumentOut(BaseModel):
    """A procedure; `superseded_since` is null for one in force."""

    id: str
    title: str
    kind: DocumentKind
    area: str | None
    level: int | None
    in_force_from: date | None
    superseded_since: date | None

    @classmethod
    def of(cls, card: DocumentCard) -> ProcedureDocumentOut:
        """From the card of a document."""
        return cls(
            id=card.id,
            title=card.title,
            kind=card.kind,
            area=card.area,
            level=card.procedure_level,
            in_force_from=card.effective_from,
            superseded_since=card.superseded_since,
        )


class ProcedureSectionOut(BaseModel):
    """A section: its headings, outermost first, and its steps in order; `whole` is false where it goes on."""

    heading: list[str]
    steps: list[CitationOut]
    whole: bool

    @classmethod
    def of(cls, section: ProcedureSection) -> ProcedureSectionOut:
        """From a section of a procedure."""
        steps = [CitationOut.of(step) for step in section.steps]
        return cls(heading=list(section.headings), steps=steps, whole=section.whole)


class ProcedureOut(BaseModel):
    """The procedure in force that answers. `heading` and `steps` are of the section that fits best.

    `further` are other sections of it that answer. The first `statements` lines of the answer are all of these;
    `superseded` are the procedures that it replaced.
    """

    document: ProcedureDocumentOut
    heading: list[str]
    in_force_from: date | None
    level: int | None
    steps: list[CitationOut]
    whole: bool
    further: list[ProcedureSectionOut]
    superseded: list[ProcedureDocumentOut]
    statements: int

    @classmethod
    def of(cls, found: ProcedureInForce) -> ProcedureOut:
        """From the procedure that an answer holds."""
        first, *further = [ProcedureSectionOut.of(section) for section in found.sections]
        return cls(
            document=ProcedureDocumentOut.of(found.document),
            heading=first.heading,
            in_force_from=found.document.effective_from,
            level=found.document.procedure_level,
            steps=first.steps,
            whole=first.whole,
            further=further,
            superseded=[ProcedureDocumentOut.of(card) for card in found.superseded],
            statements=found.statements,
        )


class LeadOut(BaseModel):
    """A line of the lead: the number of its statement, from 0, with the year and kind of its document."""

    statement: int
    year: int | None
    kind: DocumentKind

    @classmethod
    def all_of(cls, answer: Answer) -> list[LeadOut]:
        """The lead of an answer."""
        cards = [(n, answer.statements[n].citations[0].document) for n in answer.lead]
        return [cls(statement=n, year=card.year, kind=card.kind) for n, card in cards]


class ProductPageOut(BaseModel):
    """A page of this service that answers the question."""

    title: str
    address: str

    @classmethod
    def of(cls, page: ProductPage) -> ProductPageOut:
        """From a page."""
        return cls(title=page.title, address=page.address)
