"""Vectors of passages and of a question, and how near they are to each other."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.embedding import Matrix
from indexer.immutable import Immutable


@dataclass(frozen=True, slots=True)
class Vectors(Immutable):
    """A passage's vectors: itself, shape (d,), its sentences, shape (n, d), and its terms as they occur."""

    passage: Matrix
    sentences: Matrix
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryVectors(Immutable):
    """A question's vectors: dense, shape (d,), and the weight (inverse document frequency) of each term."""

    dense: Matrix
    terms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Scores:
    """How one passage fits a question: cosine of passage and of best sentence, and BM25.

    `point` is the store's own id of this version of the passage, for `fetch`.
    """

    point: str
    dense: float
    sentence: float
    lexical: float
