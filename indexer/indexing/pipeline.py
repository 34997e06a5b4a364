"""The index path: read, cut, embed, find roles, write, wired with Haystack; each file whole or not at all."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from haystack import Pipeline, component
from haystack.core.errors import PipelineRuntimeError

from indexer.documents import Document, DocumentCard, DocumentKind
from indexer.embedding import Embedder, Matrix
from indexer.indexing.chunking import chunk, context
from indexer.passages import Passage
from indexer.readers import Limits, UnreadableFile
from indexer.readers.child import read_apart
from indexer.roles.assignment import with_roles
from indexer.store.passage_store import PassageStore
from indexer.store.vectors import Vectors
from indexer.text.terms import repaired, terms

# Haystack logs a warning for each of our types it cannot serialise when a component fails; the failure
# itself is raised and reported, so these say nothing more.
logging.getLogger("haystack").setLevel(logging.CRITICAL)


@component
class FileReader:
    """A file to a Document, read in a process of its own."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    @component.output_types(document=Document)
    def run(self, path: Path) -> dict[str, Any]:
        """Read the file; raises UnreadableFile."""
        return {"document": read_apart(path, self._limits)}


@component
class Chunker:
    """A Document to its passages."""

    @component.output_types(passages=list[Passage])
    def run(self, document: Document, card: DocumentCard) -> dict[str, Any]:
        """Cut the document; raises UnreadableFile when no passage comes of it."""
        passages = chunk(document, card.id)
        if not passages:
            raise UnreadableFile("it holds headings only, no text.", "Check that it is the right file.")
        return {"passages": passages}


@component
class PassageEmbedder:
    """Passages to vectors: each with its title and headings, each of its sentences, and its terms."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @component.output_types(vectors=list[Vectors])
    def run(self, passages: list[Passage], card: DocumentCard) -> dict[str, Any]:
        """Embed passages and sentences."""
        dense = self._embedder.encode([indexed_text(card, p) for p in passages])
        sentences = self._embedder.encode([_searched(p.text[a:b]) for p in passages for a, b in p.sentences])
        vectors: list[Vectors] = []
        first = 0
        for row, passage in enumerate(passages):
            last = first + len(passage.sentences)
            found = tuple(terms(f"{context(card, passage)}\n{passage.text}"))
            vectors.append(Vectors(dense[row], sentences[first:last], found))
            first = last
        return {"vectors": vectors}


@component
class RoleFinder:
    """Passages to passages with their roles, each with the reason."""

    def __init__(self, model: str) -> None:
        self._model = model

    @component.output_types(passages=list[Passage])
    def run(self, passages: list[Passage], card: DocumentCard, vectors: list[Vectors]) -> dict[str, Any]:
        """Find the roles."""
        return {"passages": with_roles(passages, card.kind, [v.sentences for v in vectors], self._model)}


@component
class PassageWriter:
    """Passages and vectors to the store, unseen until published."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store

    @component.output_types(written=int)
    def run(self, card: DocumentCard, passages: list[Passage], vectors: list[Vectors]) -> dict[str, Any]:
        """Write them; how many there were."""
        self._store.write(card, passages, vectors)
        return {"written": len(passages)}


def indexed_text(card: DocumentCard, passage: Passage) -> str:
    """What the passage vector is made of: title > heading path > text, repaired, with white space made single."""
    return _searched(" > ".join((card.title, *passage.headings, passage.text)))


def _searched(text: str) -> str:
    return " ".join(repaired(text).split())


class IndexPath:
    """The wired path, for one store and one embedder."""

    def __init__(self, store: PassageStore, embedder: Embedder, limits: Limits) -> None:
        self._model = embedder.name
        self._reading = Pipeline()
        self._reading.add_component("reader", FileReader(limits))
        self._writing = Pipeline()
        self._writing.add_component("chunker", Chunker())
        self._writing.add_component("embedder", PassageEmbedder(embedder))
        self._writing.add_component("roles", RoleFinder(embedder.name))
        self._writing.add_component("writer", PassageWriter(store))
        self._writing.connect("chunker.passages", "embedder.passages")
        self._writing.connect("chunker.passages", "roles.passages")
        self._writing.connect("embedder.vectors", "roles.vectors")
        self._writing.connect("roles.passages", "writer.passages")
        self._writing.connect("embedder.vectors", "writer.vectors")

    def read(self, path: Path) -> Document:
        """Read a file; raises UnreadableFile."""
        outcome = _run(self._reading, {"reader": {"path": path}})
        document: Document = outcome["reader"]["document"]
        return document

    def write(self, document: Document, card: DocumentCard) -> int:
        """Write a document's passages, unseen; how many there are."""
        about = {"card": card}
        outcome = _run(
            self._writing,
            {"chunker": {"document": document, **about}, "embedder": about, "roles": about, "writer": about},
        )
        return int(outcome["writer"]["written"])

    def with_roles(self, passages: list[Passage], kind: DocumentKind, sentences: list[Matrix]) -> list[Passage]:
        """Passages that were written, with the roles they have in a document of this kind, of their stored vectors."""
        return with_roles(passages, kind, sentences, self._model)


def _run(pipeline: Pipeline, inputs: dict[str, Any]) -> dict[str, Any]:
    """Run a pipeline; what a component raised is raised as it was, without Haystack's wrapping."""
    try:
        return dict(pipeline.run(inputs))
    except PipelineRuntimeError as error:
        if error.__cause__ is not None:
            raise error.__cause__ from None
        raise
