"""Search: hybrid retrieval by score fusion, then a linear re-ranking of the best candidates.

Method and weights: convex combination of normalised scores instead of reciprocal rank fusion (Bruch, Gai
and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2022), with the mean of passage cosine
and best-sentence cosine on the dense side, then five features over the top 50. The five weights were learnt
on public question-answering and retrieval collections; `python -m evaluation run` measures them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from api.answers.citations import Hit
from api.answers.question import Question
from indexer.chunking import context
from indexer.documents import Clearance, Immutable
from indexer.passages import Filters, Span, StoredPassage
from indexer.store import PassageStore, Scores
from indexer.terms import K1, terms, words_and_terms

DEPTH = 100
"""Candidates each of the three searches contributes."""
RERANKED = 50
"""Candidates the linear re-ranking sees; the others follow in the order of the fusion."""
DENSE_SHARE = 0.4
WEIGHTS = {"lexical": 0.69, "dense": 1.16, "sentence": 2.73, "share": 2.86, "best_sentence": 2.26}
_SENTENCE_B = 0.3
_AVERAGE_SENTENCE = 14
"""Terms in an average sentence."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its rank score (higher is better), its raw scores and its sentences' lexical fit.

    `share` is the part of the question's idf its terms cover, title and headings included;
    `sentence_bm25` and `sentence_share` have one number a sentence.
    """

    found: StoredPassage
    scores: Scores
    score: float
    share: float
    sentence_bm25: tuple[float, ...]
    sentence_share: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranking(Immutable):
    """What a search found, best first: re-ranked candidates, then the rest in the order of the fusion.

    Of the rest only the store's point and the score are known; `hits` fetches them when a reader gets there.
    """

    question: Question
    best: tuple[Candidate, ...] = ()
    rest: tuple[tuple[str, float], ...] = ()

    @property
    def total(self) -> int:
        """Passages ranked."""
        return len(self.best) + len(self.rest)

    def hits(self, first: int, last: int, store: PassageStore, clearance: Clearance) -> tuple[Hit, ...]:
        """The hits from `first` up to `last`, not included."""
        found = [(c.score, c.found) for c in self.best[first:last]]
        more = self.rest[max(0, first - len(self.best)) : max(0, last - len(self.best))]
        stored = store.fetch([point for point, _ in more], clearance=clearance)
        found += [(score, stored[point]) for point, score in more if point in stored]
        return tuple(Hit(score, one, highlights(self.question, one)) for score, one in found)


def search(
    question: Question, store: PassageStore, filters: Filters, clearance: Clearance, depth: int = DEPTH
) -> Ranking:
    """Rank the passages that fit a question: all that were among the best `depth` of any of the three searches."""
    scores = store.score(question.vectors, filters, clearance=clearance, depth=depth)
    if not scores:
        return Ranking(question)
    fused = _fuse(scores)
    order = np.argsort(-fused, kind="stable")
    top = [scores[i] for i in order[:RERANKED]]
    stored = store.fetch([s.point for s in top], clearance=clearance)
    candidates = [_candidate(question, s, stored[s.point]) for s in top if s.point in stored]
    rest = tuple((scores[i].point, float(fused[i])) for i in order[RERANKED:])
    return Ranking(question, tuple(_rerank(candidates)), rest)


def highlights(question: Question, found: StoredPassage) -> tuple[Span, ...]:
    """Spans of the passage's words that share a term with the question."""
    text = found.passage.text
    spans: list[Span] = []
    at = 0
    for word, term in words_and_terms(text):
        if term in question.idf:
            start = text.find(word, at)
            if start >= 0:
                spans.append((start, start + len(word)))
                at = start + len(word)
    return tuple(spans)


def _fuse(scores: Sequence[Scores]) -> Numbers:
    dense = np.array([(s.dense + s.sentence) / 2 for s in scores])
    lexical = np.array([s.lexical for s in scores])
    return DENSE_SHARE * spread(dense) + (1 - DENSE_SHARE) * spread(lexical)


def spread(values: Numbers) -> Numbers:
    """Values between 0 (the least) and 1 (the most); all 0 when they are equal."""
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def _candidate(question: Question, scores: Scores, found: StoredPassage) -> Candidate:
    passage = found.passage
    sentences = [Counter(terms(passage.text[a:b])) for a, b in passage.sentences]
    about = set(terms(context(found.document, passage)))
    covered = about.union(*sentences)
    return Candidate(
        found,
        scores,
        0.0,
        share_of(question.idf, covered),
        tuple(_sentence_bm25(question.idf, counts) for counts in sentences),
        tuple(share_of(question.idf, counts) for counts in sentences),
    )


def share_of(idf: Mapping[str, float], covered: set[str] | Counter[str]) -> float:
    """The part of the question's idf that these terms cover, 0 to 1."""
    total = sum(idf.values())
    return sum(weight for term, weight in idf.items() if term in covered) / total if total else 0.0


def _sentence_bm25(idf: Mapping[str, float], counts: Counter[str]) -> float:
    norm = K1 * (1 - _SENTENCE_B + _SENTENCE_B * counts.total() / _AVERAGE_SENTENCE)
    return sum(w * counts[t] * (K1 + 1) / (counts[t] + norm) for t, w in idf.items() if t in counts)


def _rerank(candidates: list[Candidate]) -> list[Candidate]:
    if not candidates:
        return []
    features = {
        "lexical": [c.scores.lexical for c in candidates],
        "dense": [c.scores.dense for c in candidates],
        "sentence": [c.scores.sentence for c in candidates],
        "share": [c.share for c in candidates],
        "best_sentence": [max(c.sentence_bm25, default=0.0) for c in candidates],
    }
    total: Numbers = np.sum([WEIGHTS[name] * spread(np.array(v)) for name, v in features.items()], axis=0)
    # Above every score of the fusion, which lies between 0 and 1, so that the order below stays one order.
    scored = [replace(c, score=1 + float(s)) for c, s in zip(candidates, total, strict=True)]
    return sorted(scored, key=lambda c: -c.score)
