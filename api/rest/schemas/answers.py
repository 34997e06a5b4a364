"""The JSON shapes of questions and answers."""

from __future__ import annotations

from pydantic import BaseModel, Field

from api.answers.answer import Answer, Band, Statement
from api.query.coverage import NotHeld
from api.rest.schemas.llm import WrittenOut
from api.rest.schemas.query import ReadingOut
from api.rest.schemas.retrieval import HitOut
from api.rest.schemas.shared import CitationOut, FiltersIn, Strict, Without
from indexer.documents import DocumentKind
from indexer.passages import PassageRole


class QuestionIn(Strict):
    """A question."""

    question: str
    filters: FiltersIn = FiltersIn()
    without: Without = Field(default_factory=list)


class StatementOut(BaseModel):
    """One line of an answer, in the source's words. `differs`: its figures differ from those of a better line."""

    text: str
    role: PassageRole | None
    differs: bool
    citations: list[CitationOut]

    @classmethod
    def of(cls, statement: Statement) -> StatementOut:
        """From a statement."""
        return cls(
            text=statement.text,
            role=statement.role,
            differs=statement.differs,
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
    """What is held on a question. `written` is null unless a language model is set.

    `not_held` is what the question asks about and no document you may see covers; beside an answer, areas and years.
    `calibrated_on` is the number of judged questions of this service that the bands were cut on; 0: as shipped.
    """

    question: str
    band: Band
    statements: list[StatementOut]
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
            question=answer.question,
            band=answer.band,
            statements=[StatementOut.of(s) for s in answer.statements],
            missing_terms=list(answer.missing_terms),
            not_held=[NotHeldOut.of(gap) for gap in answer.not_held],
            nearest=[HitOut.of(hit) for hit in answer.nearest],
            documents_searched=answer.documents_searched,
            years_searched=answer.years_searched,
            reading=ReadingOut.of(answer.reading),
            written=WrittenOut.of(answer.written) if answer.written else None,
            calibrated_on=answer.calibrated_on,
        )
