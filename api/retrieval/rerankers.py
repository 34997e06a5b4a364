"""The second stage, where a setting switches it on: the best candidates read once more, slower and closer.

Two rerankers, off by default. Token vectors (late interaction; Khattab and Zaharia, "ColBERT", 2020) match every word
of the question with its nearest in the passage, by the vectors of the embedding model already loaded. They are worked
out when a passage first comes up and kept in memory, not stored: stored they would take some hundred kilobytes a
passage, twenty times what its other vectors take, for a gain that shows on paraphrased questions only. A
cross-encoder, a model of the partnership's own, reads question and passage together.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from api.query.question import Question
from api.retrieval.candidates import Candidate, Numbers, spread
from indexer.embedding import Embedder, Matrix, ModelError, TokenEmbedder, TokenVectors
from indexer.settings import SettingError, Settings
from indexer.text.terms import words_and_terms

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


READ = 50
"""Candidates read once more."""
_TOKEN_WEIGHT = 1.0
"""What the best match by token vectors adds to a rank score; set on labelled questions over real reports and the
sample (`LEARNING_TOKEN_VECTORS=yes python -m evaluation run --sets real,sample`)."""
_CROSS_WEIGHT = 5.0
"""What the best passage by the cross-encoder adds: about as much as all other features; set by judgement, for no such
model could be measured."""
_KEPT = 2000
"""Passages whose token vectors are kept, some 120 kilobytes each."""


class Reranker(Protocol):
    """Reads passages for a question."""

    weight: float

    def scores(self, question: Question, texts: Sequence[str]) -> Numbers:
        """How well each text fits, higher is better; comparable within one call only."""
        ...


class TokenReranker:
    """Late interaction: the mean of each question word's best cosine in the passage, by the weights of the words."""

    weight = _TOKEN_WEIGHT

    def __init__(self, embedder: TokenEmbedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Matrix] = OrderedDict()

    def scores(self, question: Question, texts: Sequence[str]) -> Numbers:
        """The weighted mean of the best cosines, -1 to 1; 0 for a question without words that count."""
        asked = self._embedder.tokens([question.searched])[0]
        weights = _weights(question, asked)
        if not weights.any():
            return np.zeros(len(texts))
        best = [(asked.vectors @ held.astype(np.float32).T).max(axis=1, initial=-1.0) for held in self._vectors(texts)]
        return np.asarray(np.stack(best) @ weights / weights.sum(), dtype=np.float64)

    def _vectors(self, texts: Sequence[str]) -> list[Matrix]:
        with self._lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._kept]
            for text, found in zip(missing, self._embedder.tokens(missing), strict=True):
                self._kept[text] = found.vectors.astype(np.float16)
            for text in texts:
                self._kept.move_to_end(text)
            vectors = [self._kept[text] for text in texts]
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return vectors


class CrossReranker:
    """A sentence-transformers cross-encoder."""

    weight = _CROSS_WEIGHT

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model
        self._lock = threading.Lock()

    def scores(self, question: Question, texts: Sequence[str]) -> Numbers:
        """The model's scores."""
        with self._lock:
            found = self._model.predict([(question.searched, text) for text in texts], show_progress_bar=False)
        return np.asarray(found, dtype=np.float64).reshape(len(texts))


def rerankers(settings: Settings, embedder: Embedder) -> tuple[Reranker, ...]:
    """The rerankers that the settings switch on. Raises SettingError or ModelError."""
    found: list[Reranker] = []
    if settings.token_vectors:
        if not isinstance(embedder, TokenEmbedder):
            raise SettingError(f"The model {embedder.name} has no token vectors: set LEARNING_TOKEN_VECTORS to no.")
        found.append(TokenReranker(embedder))
    if settings.reranker:
        found.append(CrossReranker(_cross_encoder(settings.reranker)))
    return tuple(found)


def read_again(question: Question, candidates: Sequence[Candidate], by: Sequence[Reranker]) -> list[Candidate]:
    """The candidates in their new order: the first READ gain by each reader, the others stand where they stood."""
    first = list(candidates[:READ])
    if not first or not by:
        return list(candidates)
    texts = [" > ".join((*c.found.passage.headings[-1:], c.found.passage.text)) for c in first]
    gained = np.sum([reader.weight * spread(reader.scores(question, texts)) for reader in by], axis=0)
    first = [replace(c, score=c.score + float(more)) for c, more in zip(first, gained, strict=True)]
    return sorted([*first, *candidates[READ:]], key=lambda c: -c.score)


def _weights(question: Question, asked: TokenVectors) -> NDArray[np.float32]:
    """The weight of each token of the question: that of the word it is of, 0 for stop words and punctuation."""
    weights = np.zeros(len(asked.spans), dtype=np.float32)
    at = 0
    for word, term in words_and_terms(question.searched):
        start = question.searched.find(word, at)
        if start < 0 or term not in question.weights:
            continue
        at = start
        inside = [n for n, (a, b) in enumerate(asked.spans) if start <= a and b <= start + len(word)]
        weights[inside] = question.weights[term] / max(1, len(inside))
    return weights


def _cross_encoder(name: str) -> CrossEncoder:
    """The model of a name or folder. Raises ModelError."""
    from sentence_transformers import CrossEncoder  # here, because it takes seconds

    try:
        model: CrossEncoder = CrossEncoder(name, device="cpu", num_labels=1)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(
            f"The cross-encoder {name!r} could not be loaded ({type(error).__name__}: {str(error).splitlines()[0]}). "
            "Set LEARNING_RERANKER to the folder of a sentence-transformers cross-encoder, or leave it empty."
        ) from error
    return model
