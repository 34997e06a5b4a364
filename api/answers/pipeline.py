"""The answer path: understand, search, extract, wired with Haystack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from haystack import Pipeline, component
from haystack.core.errors import PipelineRuntimeError

from api.answers.abstention import answerability
from api.answers.answer import Answer, Band
from api.answers.extract import PASSAGES, extract, sentences, statements
from api.answers.kinds.figures import figures_of
from api.answers.kinds.lead import lead_of
from api.answers.kinds.procedure import FoundProcedure, procedure_for
from api.answers.kinds.product_pages import pages_for
from api.answers.kinds.spread import spread_for
from api.answers.lines import AnswerLine, Sentence
from api.answers.thresholds import CutsInForce
from api.answers.verdict import TermVerdict, verdict
from api.query.coverage import NotHeld, not_held
from api.query.hints import HintKind
from api.query.question import Asking, Question, understand
from api.retrieval.rerankers import Reranker
from api.retrieval.search import Ranking, search
from indexer.documents import Clearance, DocumentCard
from indexer.embedding import Embedder
from indexer.passages import Filters
from indexer.store.passage_store import PassageStore

NEAREST = 5
"""Passages shown beside an answer, or in its place."""


@component
class QuestionReader:
    """A text to a Question."""

    def __init__(self, store: PassageStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    @component.output_types(question=Question)
    def run(self, text: str, filters: Filters, clearance: Clearance, asking: Asking) -> dict[str, Any]:
        """Embed the text and weigh its words; raises BadQuestion."""
        return {"question": understand(text, self._store, self._embedder, filters, clearance, asking)}


@component
class Retriever:
    """A Question to ranked passages."""

    def __init__(self, store: PassageStore, rerankers: Sequence[Reranker] = ()) -> None:
        self._store = store
        self._rerankers = rerankers

    @component.output_types(ranking=Ranking)
    def run(self, question: Question, filters: Filters, clearance: Clearance) -> dict[str, Any]:
        """Search and re-rank."""
        return {"ranking": search(question, self._store, filters, clearance, rerankers=self._rerankers)}


@component
class Extractor:
    """A ranking to an Answer."""

    def __init__(self, store: PassageStore, cuts: CutsInForce) -> None:
        self._store = store
        self._cuts = cuts

    @component.output_types(answer=Answer)
    def run(self, ranking: Ranking, filters: Filters, clearance: Clearance, asking: Asking) -> dict[str, Any]:
        """Choose the lines and say how sure they are."""
        question = ranking.question
        found = extract(question, ranking.best, self._store, clearance)
        score = answerability(question, ranking.best, found.nearest)
        cuts = self._cuts.current
        told = verdict(question, ranking.best, found, cuts.band(score), asking.holdings)
        steps = None if found.listed else procedure_for(question, ranking, self._store, filters, clearance, asking)
        band = Band.CLOSEST if told.band is Band.NONE and steps else told.band
        years = [int(year) for year in self._store.facet("year", filters, clearance=clearance)]
        searched = len(self._store.facet("document_id", filters, clearance=clearance))
        answer = Answer(
            question=question.text,
            band=band,
            statements=(),
            missing_terms=question.missing if searched else (),
            nearest=ranking.hits(0, NEAREST, self._store, clearance),
            documents_searched=searched,
            years_searched=(min(years), max(years)) if years else None,
            score=score,
            reading=ranking.reading,
            calibrated_on=cuts.questions,
            not_held=_gaps(question, band, asking, filters),
            unmet=told.unmet if searched else (),
            pages=pages_for(question.text),
        )
        if band is Band.NONE:
            return {"answer": answer}
        answer = _with_lines(question, answer, told, steps, found.listed)
        cards = [statement.citations[0].document for statement in answer.statements]
        held = [card for card in asking.holdings.cards if _is_searched(card, filters)]
        return {"answer": answer if steps else replace(answer, spread=spread_for(question, cards, held))}


def _is_searched(card: DocumentCard, filters: Filters) -> bool:
    """Whether a document is among those that filters by kind, area and document leave."""
    kinds, areas, documents = filters.kinds, {area.casefold() for area in filters.areas}, filters.documents
    there = not areas or (card.area or "").casefold() in areas
    return there and (not kinds or card.kind in kinds) and (not documents or card.id in documents)


def _with_lines(
    question: Question, answer: Answer, told: TermVerdict, steps: FoundProcedure | None, listed: bool
) -> Answer:
    """The answer with its lines: first the procedure in force, whole, then what other documents say."""
    if steps is not None:
        rest = [line for line in told.lines if steps.leaves(line.candidate.found)]
        lines = (*steps.statements, *statements(rest))
        return replace(answer, statements=lines, procedure=steps.procedure)
    lines = statements(told.lines)
    if listed or answer.band is not Band.ANSWER:
        return replace(answer, statements=lines)
    figures = figures_of(question, told.lines)
    lead = () if figures or question.understanding.periods else lead_of(told.lines)
    return replace(answer, statements=lines, lead=lead, figures=figures)


def _gaps(question: Question, where: Band, asking: Asking, filters: Filters) -> tuple[NotHeld, ...]:
    """What is not held; beside an answer only areas, years and kinds that the question names."""
    found = not_held(question.understanding, question.searched, asking.holdings, filters)
    named = {None, *question.understanding.of(HintKind.KIND)}
    return tuple(gap for gap in found if gap.kind in named) if where is Band.ANSWER else found


@dataclass(frozen=True, slots=True)
class Explanation:
    """The ranked passages, the sentences of the first of them, the lines chosen, best first, and the nearest lines.

    The score of an answer is taken of the `nearest`, which may break terms of the question.
    """

    ranking: Ranking
    sentences: tuple[Sentence, ...]
    lines: tuple[AnswerLine, ...]
    nearest: tuple[AnswerLine, ...]


class AnswerPath:
    """The wired path: search() stops after retrieval, ask() goes on to the answer."""

    def __init__(
        self, store: PassageStore, embedder: Embedder, cuts: CutsInForce, rerankers: Sequence[Reranker] = ()
    ) -> None:
        self._store = store
        self._searching = _wire(store, embedder, rerankers)
        self._asking = _wire(store, embedder, rerankers)
        self._asking.add_component("extractor", Extractor(store, cuts))
        self._asking.connect("retriever.ranking", "extractor.ranking")

    def search(self, text: str, filters: Filters, clearance: Clearance, asking: Asking) -> Ranking:
        """The passages that fit a question, best first. Raises BadQuestion."""
        common = {"filters": filters, "clearance": clearance}
        inputs = {"understanding": {"text": text, "asking": asking, **common}, "retriever": common}
        ranking: Ranking = _run(self._searching, inputs)["retriever"]["ranking"]
        return ranking

    def explain(self, text: str, filters: Filters, clearance: Clearance, asking: Asking) -> Explanation:
        """What an answer is made of. Raises BadQuestion."""
        ranking = self.search(text, filters, clearance, asking)
        considered = sentences(ranking.question, ranking.best[:PASSAGES], self._store, clearance)
        found = extract(ranking.question, ranking.best, self._store, clearance)
        return Explanation(ranking, tuple(considered), found.lines, found.nearest)

    def ask(self, text: str, filters: Filters, clearance: Clearance, asking: Asking) -> Answer:
        """The answer to a question. Raises BadQuestion."""
        common = {"filters": filters, "clearance": clearance}
        with_asking = {"asking": asking, **common}
        inputs = {"understanding": {"text": text, **with_asking}, "retriever": common, "extractor": with_asking}
        answer: Answer = _run(self._asking, inputs)["extractor"]["answer"]
        return answer


def _wire(store: PassageStore, embedder: Embedder, rerankers: Sequence[Reranker]) -> Pipeline:
    pipeline = Pipeline()
    pipeline.add_component("understanding", QuestionReader(store, embedder))
    pipeline.add_component("retriever", Retriever(store, rerankers))
    pipeline.connect("understanding.question", "retriever.question")
    return pipeline


def _run(pipeline: Pipeline, inputs: dict[str, Any]) -> dict[str, Any]:
    """Run a pipeline; what a component raised is raised as it was, without Haystack's wrapping."""
    try:
        return dict(pipeline.run(inputs))
    except PipelineRuntimeError as error:
        if error.__cause__ is not None:
            raise error.__cause__ from None
        raise
