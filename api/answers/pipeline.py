"""The answer path: understand, search, extract, wired with Haystack."""

from __future__ import annotations

from typing import Any

from haystack import Pipeline, component
from haystack.core.errors import PipelineRuntimeError

from api.answers.abstain import answerability, band
from api.answers.citations import Answer, Band, Hit
from api.answers.extract import extract, statements
from api.answers.question import Question, understand
from api.answers.search import Candidate, highlights, search
from indexer.documents import Clearance
from indexer.embedding import Embedder
from indexer.passages import Filters
from indexer.store import PassageStore

NEAREST = 5
"""Passages shown beside an answer, or in its place."""


@component
class Understanding:
    """A text to a Question."""

    def __init__(self, store: PassageStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    @component.output_types(question=Question)
    def run(self, text: str, filters: Filters, clearance: Clearance) -> dict[str, Any]:
        """Embed the text and weigh its words; raises BadQuestion."""
        return {"question": understand(text, self._store, self._embedder, filters, clearance)}


@component
class Retriever:
    """A Question to ranked candidates."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store

    @component.output_types(candidates=list[Candidate])
    def run(self, question: Question, filters: Filters, clearance: Clearance) -> dict[str, Any]:
        """Search and re-rank."""
        return {"candidates": search(question, self._store, filters, clearance)}


@component
class Extractor:
    """Candidates to an Answer."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store

    @component.output_types(answer=Answer)
    def run(
        self, question: Question, candidates: list[Candidate], filters: Filters, clearance: Clearance
    ) -> dict[str, Any]:
        """Choose the lines and say how sure they are."""
        lines = extract(question, candidates, self._store, clearance)
        score = answerability(candidates, lines)
        where = band(score)
        answer = Answer(
            question=question.text,
            band=where,
            statements=() if where is Band.NONE else statements(lines),
            missing_terms=question.missing,
            nearest=tuple(Hit(c.score, c.found, highlights(question, c.found)) for c in candidates[:NEAREST]),
            documents_searched=len(self._store.facet("document_id", filters, clearance=clearance)),
            score=score,
        )
        return {"answer": answer}


class AnswerPath:
    """The wired path: search() stops after retrieval, ask() goes on to the answer."""

    def __init__(self, store: PassageStore, embedder: Embedder) -> None:
        self._searching = _wire(store, embedder)
        self._asking = _wire(store, embedder)
        self._asking.add_component("extractor", Extractor(store))
        self._asking.connect("understanding.question", "extractor.question")
        self._asking.connect("retriever.candidates", "extractor.candidates")

    def search(self, text: str, filters: Filters, clearance: Clearance) -> tuple[Question, list[Candidate]]:
        """The question as understood, and the passages that fit it, best first. Raises BadQuestion."""
        common = {"filters": filters, "clearance": clearance}
        inputs = {"understanding": {"text": text, **common}, "retriever": common}
        outcome = _run(self._searching, inputs, {"understanding"})
        return outcome["understanding"]["question"], outcome["retriever"]["candidates"]

    def ask(self, text: str, filters: Filters, clearance: Clearance) -> Answer:
        """The answer to a question. Raises BadQuestion."""
        common = {"filters": filters, "clearance": clearance}
        inputs = {"understanding": {"text": text, **common}, "retriever": common, "extractor": common}
        answer: Answer = _run(self._asking, inputs, set())["extractor"]["answer"]
        return answer


def _wire(store: PassageStore, embedder: Embedder) -> Pipeline:
    pipeline = Pipeline()
    pipeline.add_component("understanding", Understanding(store, embedder))
    pipeline.add_component("retriever", Retriever(store))
    pipeline.connect("understanding.question", "retriever.question")
    return pipeline


def _run(pipeline: Pipeline, inputs: dict[str, Any], keep: set[str]) -> dict[str, Any]:
    """Run a pipeline; what a component raised is raised as it was, without Haystack's wrapping."""
    try:
        return dict(pipeline.run(inputs, include_outputs_from=keep))
    except PipelineRuntimeError as error:
        if error.__cause__ is not None:
            raise error.__cause__ from None
        raise
