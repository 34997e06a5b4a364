"""Evidence: which excerpts of a later document bear on a commitment, best first.

Nearness is the cosine of the commitment with the excerpt's first sentence, plus the share of the commitment's words
(weighted by how rare they are in the later document) that the excerpt, its passage and its headings hold. Findings
count a little more than other passages. The weights are set by hand; `python -m evaluation commitments` compares them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from api.commitments.finding import Commitment
from api.shared.excerpts import Embedded, Excerpt, running
from indexer.documents import DocumentCard
from indexer.immutable import Immutable
from indexer.passages import Passage, PassageRole
from indexer.text.terms import terms

Numbers = NDArray[np.float64]

MOST_EXCERPTS = 5
"""Excerpts kept of one document."""
_FEWEST_WORDS = 4
"""Words an excerpt needs to be evidence of anything: a heading or a number is none. Set by judgement."""
_WORDS_OF_EXCERPT, _WORDS_OF_PASSAGE, _WORDS_OF_HEADING, _FINDING, _NO_EVIDENCE = 0.9, 0.3, 0.1, 0.08, 0.1
"""Added to a cosine for all words shared, for a finding, and taken away for what is no evidence; by hand, as above."""
_FINDINGS = frozenset({PassageRole.STRENGTH, PassageRole.WEAKNESS})
_WEAK_EVIDENCE = frozenset({PassageRole.DUTY, PassageRole.PROCEDURE_STEP, PassageRole.CASE_NARRATIVE})
_COMMON = frozenset(
    terms(
        "ensure improve develop review strengthen establish increase reduce board partnership will should all children "
        "safeguarding"
    )
)
"""Terms that most commitments share and that therefore say nothing of what one is about."""
_COVERED = 0.5
"""The part of a commitment's words, weighted, that a document must hold to be said to cover its subject."""


@dataclass(frozen=True, slots=True)
class EvidenceExcerpt(Immutable):
    """An excerpt that bears on a commitment; `score` orders excerpts and says how near it is, about 0 to 2.

    `nearness` is the cosine of each of its sentences with the commitment.
    """

    excerpt: Excerpt
    score: float
    nearness: tuple[float, ...]


class LaterDocument:
    """A document read for what it says of earlier commitments."""

    def __init__(self, card: DocumentCard, passages: Sequence[Embedded]) -> None:
        self.card = card
        self._excerpts = [e for e in running(passages) if sum(len(s.split()) for s in e.sentences) >= _FEWEST_WORDS]
        self._first: Numbers = np.array([e.vectors[0] for e in self._excerpts], dtype=np.float64)
        by_passage = {f.passage.id: set(terms(f.passage.text)) | _of_headings(f.passage.headings) for f, _ in passages}
        self._idf = _rarity([terms(s) for f, _ in passages for s in _sentences(f.passage)])
        self._columns = {term: n for n, term in enumerate(self._idf)}
        self._own = self._matrix([set(terms(e.text)) for e in self._excerpts])
        self._passage = self._matrix([by_passage[e.found.passage.id] for e in self._excerpts])
        self._headings = self._matrix([_of_headings(e.found.passage.headings) for e in self._excerpts])
        roles = [e.found.passage.role for e in self._excerpts]
        self._roles: Numbers = np.array(
            [_FINDING * (r in _FINDINGS) - _NO_EVIDENCE * (r in _WEAK_EVIDENCE) for r in roles]
        )

    def evidence(self, commitment: Commitment, most: int = MOST_EXCERPTS) -> tuple[EvidenceExcerpt, ...]:
        """The excerpts nearest to a commitment, best first, none of them overlapping."""
        if not self._excerpts:
            return ()
        scores, vector = self._score(commitment), mean_vector(commitment.excerpt)
        chosen: list[EvidenceExcerpt] = []
        for n in np.argsort(-scores, kind="stable"):
            excerpt = self._excerpts[n]
            if not any(excerpt.overlaps(other.excerpt) for other in chosen):
                chosen.append(EvidenceExcerpt(excerpt, float(scores[n]), tuple((excerpt.vectors @ vector).tolist())))
            if len(chosen) == most:
                break
        return tuple(chosen)

    def covers(self, commitment: Commitment) -> bool:
        """Whether the document holds most of the commitment's telling words at all, wherever it may be."""
        weights = self._weights(commitment)
        held = sum(weight for term, weight in weights.items() if term in self._columns)
        return held >= _COVERED * sum(weights.values())

    def _score(self, commitment: Commitment) -> Numbers:
        weights = self._weights(commitment)
        total = sum(weights.values()) or 1.0
        known = [term for term in weights if term in self._columns]
        columns = [self._columns[term] for term in known]
        weight: Numbers = np.array([weights[term] for term in known])
        vector = mean_vector(commitment.excerpt)
        scores: Numbers = self._first @ vector + self._roles
        if known:
            scores = scores + _WORDS_OF_EXCERPT * (self._own[:, columns] @ weight) / total
            scores = scores + _WORDS_OF_PASSAGE * (self._passage[:, columns] @ weight) / total
            scores = scores + _WORDS_OF_HEADING * self._headings[:, columns].any(axis=1)
        return scores

    def _weights(self, commitment: Commitment) -> dict[str, float]:
        unknown = max(self._idf.values(), default=1.0)
        return {term: self._idf.get(term, unknown) for term in telling_words(commitment.text)}

    def _matrix(self, rows: Sequence[set[str]]) -> Numbers:
        found: Numbers = np.zeros((len(rows), len(self._columns)))
        for n, row in enumerate(rows):
            found[n, [self._columns[term] for term in row if term in self._columns]] = 1.0
        return found


def telling_words(text: str) -> set[str]:
    """The terms that say what a commitment is about; all of them when it has only common ones."""
    words = set(terms(text))
    return words - _COMMON or words


def mean_vector(excerpt: Excerpt) -> Numbers:
    """The direction of the mean of its sentence vectors, of length one."""
    mean = excerpt.vectors.astype(np.float64).mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9))


def _rarity(sentences: Sequence[Sequence[str]]) -> dict[str, float]:
    counts = Counter(term for sentence in sentences for term in set(sentence))
    held = len(sentences)
    return {term: math.log(1 + (held - n + 0.5) / (n + 0.5)) for term, n in counts.items()}


def _of_headings(headings: Sequence[str]) -> set[str]:
    return set(terms(" ".join(headings[-2:])))


def _sentences(passage: Passage) -> list[str]:
    return [passage.text[a:b] for a, b in passage.sentences]
