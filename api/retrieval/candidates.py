"""Candidates: passages found for a question, with what is measured of each: cosines, BM25, coverage, preference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from api.query.concepts import Concept, Option
from api.query.question import Question
from api.retrieval.preference import preference
from indexer.indexing.chunking import context
from indexer.passages import Span, StoredPassage
from indexer.store.vectors import Scores
from indexer.text.terms import K1, terms

_SENTENCE_B = 0.3
"""BM25's b for sentences, 0 to 1: how much longer ones are held back; below .75, as lengths differ less. By
judgement."""
_AVERAGE_SENTENCE = 14
"""Terms in an average sentence."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its rank score (higher is better), its raw scores and its sentences' lexical fit.

    `share` is the part of the question its terms say, title and headings included; `sentence_bm25` and
    `sentence_terms` have one entry a sentence; `preference` is how it fits what the question says about
    where to look. `repeats` are passages of other documents with the same words.
    """

    found: StoredPassage
    scores: Scores
    score: float
    share: float
    sentence_bm25: tuple[float, ...]
    sentence_terms: tuple[Counter[str], ...]
    preference: float
    repeats: tuple[StoredPassage, ...] = ()


def spread(values: Numbers) -> Numbers:
    """Values between 0 (the least) and 1 (the most); all 0 when they are equal."""
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def measured(question: Question, scores: Scores, found: StoredPassage) -> Candidate:
    """A passage with all that re-ranking and extraction need to know of it."""
    passage = found.passage
    covered, sentences = _lexed(context(found.document, passage), passage.text, passage.sentences)
    return Candidate(
        found,
        scores,
        0.0,
        question.share(covered),
        tuple(_sentence_bm25(question.concepts, counts) for counts in sentences),
        sentences,
        preference(question.understanding, found),
    )


@lru_cache(maxsize=20_000)
def _lexed(about: str, text: str, spans: tuple[Span, ...]) -> tuple[frozenset[str], tuple[Counter[str], ...]]:
    """All terms of a passage with its title and headings, and those of each sentence with how often they occur.

    Kept, since the same passages come up again and again and finding terms takes most of a search's time.
    """
    sentences = tuple(Counter(terms(text[a:b])) for a, b in spans)
    return frozenset(terms(about)).union(*sentences), sentences


def _sentence_bm25(concepts: Sequence[Concept], counts: Counter[str]) -> float:
    """BM25 of one sentence; of several ways to say a concept the best one counts."""
    norm = K1 * (1 - _SENTENCE_B + _SENTENCE_B * counts.total() / _AVERAGE_SENTENCE)
    saturated = {term: count * (K1 + 1) / (count + norm) for term, count in counts.items()}
    return sum(max(_option_bm25(concept, o, saturated) for o in concept.options) for concept in concepts)


def _option_bm25(concept: Concept, option: Option, saturated: Mapping[str, float]) -> float:
    total = sum(option.terms.values())
    scale = option.factor * min(1.0, concept.weight / total) if total and option is not concept.options[0] else 1.0
    return scale * sum(idf * saturated[term] for term, idf in option.terms.items() if term in saturated)
