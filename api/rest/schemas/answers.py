"""The JSON shapes of searches and answers. Other programs are written against these names: they do not change."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.answers.answer import Answer, Band, Statement
from api.answers.written import CitedPassage, SupportState, WrittenAnswer, WrittenSentence
from api.query.coverage import NotHeld
from api.query.reading import Reading, ReadingPart
from api.rest.schemas.base import FiltersIn, LocatorOut, PassageOut, Strict, Without
from api.rest.schemas.citations import CitationOut
from api.rest.schemas.kinds import LeadOut, ProcedureOut, ProductPageOut
from api.rest.schemas.terms import ContinuedOut, TermOut, UnmetOut
from api.retrieval.hits import Hit, SearchPage
from indexer.documents import DocumentKind
from indexer.passages import PassageRole, StoredPassage


class SearchIn(Strict):
    """A search."""

    query: str
    filters: FiltersIn = FiltersIn()
    without: Without = Field(default_factory=list)
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    cursor: Annotated[str, Field(max_length=100)] | None = None


class QuestionIn(Strict):
    """A question; `after` is the `id` of the answer that it continues ("And in 2018?")."""

    question: str
    filters: FiltersIn = FiltersIn()
    without: Without = Field(default_factory=list)
    after: Annotated[str, Field(min_length=1, max_length=100)] | None = None


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


class PartOut(BaseModel):
    """Something read into a question; send `key` in `without` to take it away."""

    key: str
    kind: str
    typed: str
    label: str

    @classmethod
    def of(cls, part: ReadingPart) -> PartOut:
        """From a part of a reading."""
        return cls(key=part.key, kind=part.kind, typed=part.typed, label=part.label)


class ReadingOut(BaseModel):
    """How a question was understood: where it says to look, what else was searched, what was left open.

    `corrected` are typing mistakes: `typed`, and as `label` the word searched for in its place. `subject`: passages
    were ordered as wholes, because no single sentence was nearer to the question. `phrases` stood in quotation marks,
    so that every hit holds all of them; `unheld` are the same where no passage does.
    """

    understood: list[PartOut]
    expanded: list[PartOut]
    ambiguous: list[PartOut]
    corrected: list[PartOut]
    subject: bool
    phrases: list[PartOut]
    unheld: list[str]

    @classmethod
    def of(cls, reading: Reading) -> ReadingOut:
        """From a reading."""
        names = ("understood", "expanded", "ambiguous", "corrected", "phrases")
        parts = {name: [PartOut.of(part) for part in getattr(reading, name)] for name in names}
        return cls(**parts, subject=reading.subject, unheld=list(reading.unheld))


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


class CitedPassageOut(BaseModel):
    """A passage a written sentence rests on; `key` is what the model knew it by."""

    key: str
    passage_id: str
    document_id: str
    document_title: str
    locator: LocatorOut

    @classmethod
    def of(cls, cited: CitedPassage) -> CitedPassageOut:
        """From a cited passage."""
        return cls(
            key=cited.key,
            passage_id=cited.passage_id,
            document_id=cited.document.id,
            document_title=cited.document.title,
            locator=LocatorOut.of(cited.locator),
        )


class WrittenSentenceOut(BaseModel):
    """A sentence by a language model, checked; do not show one whose state is dropped as part of an answer."""

    text: str
    citations: list[CitedPassageOut]
    state: SupportState
    reason: str | None

    @classmethod
    def of(cls, sentence: WrittenSentence) -> WrittenSentenceOut:
        """From a written sentence."""
        citations = [CitedPassageOut.of(cited) for cited in sentence.citations]
        return cls(text=sentence.text, citations=citations, state=sentence.state, reason=sentence.reason)


class WrittenOut(BaseModel):
    """What a language model wrote beside the answer. `prompt_digest` is the SHA-256 of the prompt file.

    `problem` says what went wrong. `passages` were sent to the model, `withheld` were not.
    """

    model: str
    prompt_digest: str
    sentences: list[WrittenSentenceOut]
    passages: int
    withheld: int
    problem: str | None

    @classmethod
    def of(cls, written: WrittenAnswer) -> WrittenOut:
        """From a written answer."""
        return cls(
            model=written.model,
            prompt_digest=written.prompt_digest,
            sentences=[WrittenSentenceOut.of(sentence) for sentence in written.sentences],
            passages=written.passages,
            withheld=written.withheld,
            problem=written.problem,
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
    about what to do; `lead` the statements that say most in short; `pages` pages of this service that answer.
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
