"""The JSON shapes of questions and answers."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from api.answers.answer import Answer, Band, Statement
from api.answers.kinds.values import Figure, ProcedureInForce, ProcedureSection, ProductPage, Spread
from api.answers.term_states import Fulfilment
from api.query.coverage import NotHeld
from api.rest.schemas.llm import WrittenOut
from api.rest.schemas.query import ContinuedOut, ReadingOut
from api.rest.schemas.retrieval import HitOut
from api.rest.schemas.shared import CitationOut, FiltersIn, Strict, Without
from indexer.documents import DocumentCard, DocumentKind
from indexer.passages import PassageRole


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


class FigureOut(BaseModel):
    """A figure of a table as printed, its row, column and date; `statement` is the number, from 0, of its line."""

    value: str
    row: str
    column: str
    date: str
    statement: int

    @classmethod
    def of(cls, figure: Figure) -> FigureOut:
        """From a figure."""
        where = {"row": figure.row, "column": figure.column, "date": figure.date}
        return cls(value=figure.value, statement=figure.statement, **where)


class SpreadOut(BaseModel):
    """By year or by area: of which held there is a line, and of which nothing was found."""

    by: str
    told: list[str]
    silent: list[str]

    @classmethod
    def of(cls, spread: Spread) -> SpreadOut:
        """From a spread."""
        return cls(by=spread.by, told=list(spread.told), silent=list(spread.silent))


class QuestionIn(Strict):
    """A question; `after` is the `id` of the answer that it continues ("And in 2018?")."""

    question: str
    filters: FiltersIn = FiltersIn()
    without: Without = Field(default_factory=list)
    after: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class TermOut(BaseModel):
    """A term of the question, by the key of what was read into it, and what a line does to it."""

    term: str
    state: Fulfilment


class UnmetOut(BaseModel):
    """A term of the question that no line keeps, and why, in a sentence."""

    term: str
    why: str


class StatementOut(BaseModel):
    """One line of an answer, in the source's words. `differs`: its figures differ from those of a better line.

    `terms` says of each term of the question whether the line keeps it, breaks it or does not say.
    """

    text: str
    role: PassageRole | None
    differs: bool
    terms: list[TermOut]
    citations: list[CitationOut]

    @classmethod
    def of(cls, statement: Statement) -> StatementOut:
        """From a statement."""
        return cls(
            text=statement.text,
            role=statement.role,
            differs=statement.differs,
            terms=[TermOut(term=term.term, state=term.state) for term in statement.terms],
            citations=[CitationOut.of(c) for c in statement.citations],
        )


class NotHeldOut(BaseModel):
    """A kind of document (null: any) of which nothing is held for the areas and years asked about, where some were.

    `otherwise` counts those held for other areas or years; `where` says where to look.
    """

    kind: DocumentKind | None
    areas: list[str]
    years: list[int]
    otherwise: int
    where: str

    @classmethod
    def of(cls, gap: NotHeld) -> NotHeldOut:
        """From a gap."""
        return cls(
            kind=gap.kind, areas=list(gap.areas), years=list(gap.years), otherwise=gap.otherwise, where=gap.where
        )


class AnswerOut(BaseModel):
    """What is held on a question. `id` is what a follow-up names as `after`; null when the question was not kept.

    `question` is the whole question, also of a follow-up, whose `follows` says how. `written` is null unless
    a language model is set.

    `not_held` is what the question asks about and no document you may see covers; beside an answer, areas and years.
    `unmet` are the terms of the question that no statement keeps. `procedure` is the procedure in force, for a question
    about what to do; `lead` the statements that say most in short; `pages` pages of this service that answer;
    `figures` the cells of tables that give a figure asked for; `spread` the years or areas told, where all are asked.
    `calibrated_on` is the number of judged questions of this service that the bands were cut on; 0: as shipped.
    """

    id: str | None
    question: str
    follows: ContinuedOut | None
    band: Band
    statements: list[StatementOut]
    procedure: ProcedureOut | None
    lead: list[LeadOut]
    pages: list[ProductPageOut]
    figures: list[FigureOut]
    spread: SpreadOut | None
    unmet: list[UnmetOut]
    missing_terms: list[str]
    not_held: list[NotHeldOut]
    nearest: list[HitOut]
    documents_searched: int
    years_searched: tuple[int, int] | None
    reading: ReadingOut
    written: WrittenOut | None
    calibrated_on: int

    @classmethod
    def of(cls, answer: Answer) -> AnswerOut:
        """From an answer."""
        return cls(
            id=answer.id or None,
            question=answer.question,
            follows=ContinuedOut.of(answer.follows) if answer.follows else None,
            band=answer.band,
            statements=[StatementOut.of(s) for s in answer.statements],
            procedure=ProcedureOut.of(answer.procedure) if answer.procedure else None,
            lead=LeadOut.all_of(answer),
            pages=[ProductPageOut.of(page) for page in answer.pages],
            figures=[FigureOut.of(figure) for figure in answer.figures],
            spread=SpreadOut.of(answer.spread) if answer.spread else None,
            unmet=[UnmetOut(term=unmet.term, why=unmet.why) for unmet in answer.unmet],
            missing_terms=list(answer.missing_terms),
            not_held=[NotHeldOut.of(gap) for gap in answer.not_held],
            nearest=[HitOut.of(hit) for hit in answer.nearest],
            documents_searched=answer.documents_searched,
            years_searched=answer.years_searched,
            reading=ReadingOut.of(answer.reading),
            written=WrittenOut.of(answer.written) if answer.written else None,
            calibrated_on=answer.calibrated_on,
        )
