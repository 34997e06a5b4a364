"""Search: hybrid retrieval by score fusion, then a linear re-ranking of the best candidates.

Method and weights: convex combination of normalised scores instead of reciprocal rank fusion (Bruch, Gai
and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2022), with the mean of passage cosine
and best-sentence cosine on the dense side; the best of every route are ordered by `linear_ranker`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from api.query.phrases import holds, needed
from api.query.question import Question
from api.query.reading import Reading
from api.retrieval.candidates import Candidate, Numbers, measured, spread
from api.retrieval.diversify import uncrowded
from api.retrieval.hits import Hit
from api.retrieval.linear_ranker import is_subject, rerank
from api.retrieval.preference import narrowed
from api.retrieval.rerankers import Reranker, read_again
from indexer.documents import Clearance
from indexer.immutable import Immutable
from indexer.passages import Filters, Span, StoredPassage
from indexer.store.passage_store import PassageStore
from indexer.store.vectors import Scores
from indexer.text.terms import words_and_terms

DEPTH = 100
"""Candidates each of the three searches contributes."""
RERANKED = 100
"""Candidates the linear re-ranking sees; the others follow in the order of the fusion."""
EXACT_DEPTH = 1000
"""Candidates looked through for words in quotation marks, which must stand exactly so."""
DENSE_SHARE = 0.4
"""Share of the cosine in the fusion, the rest is BM25. Decides which passages are
ranked at all."""


@dataclass(frozen=True, slots=True)
class Ranking(Immutable):
    """What a search found, best first: re-ranked candidates, then the rest in the order of the fusion.

    `shown` are the candidates in the order of the hits, in which no document crowds out the others.
    Of the rest only the store's point and the score are known; `hits` fetches them when a reader gets there.
    """

    question: Question
    best: tuple[Candidate, ...] = ()
    rest: tuple[tuple[str, float], ...] = ()
    shown: tuple[Candidate, ...] = ()

    @property
    def reading(self) -> Reading:
        """How the question was understood and ranked."""
        reading = replace(self.question.reading, subject=bool(self.best) and is_subject(self.best))
        return reading if self.best else replace(reading, unheld=self.question.phrases)

    @property
    def total(self) -> int:
        """Passages ranked."""
        return len(self.best) + len(self.rest)

    def hits(self, first: int, last: int, store: PassageStore, clearance: Clearance) -> tuple[Hit, ...]:
        """The hits from `first` up to `last`, not included."""
        best = [Hit(c.score, c.found, highlights(self.question, c.found), c.repeats) for c in self.shown[first:last]]
        more = self.rest[max(0, first - len(self.best)) : max(0, last - len(self.best))]
        stored = store.fetch([point for point, _ in more], clearance=clearance)
        found = [(score, stored[point]) for point, score in more if point in stored]
        return (*best, *(Hit(score, one, highlights(self.question, one)) for score, one in found))


def search(
    question: Question,
    store: PassageStore,
    filters: Filters,
    clearance: Clearance,
    depth: int = DEPTH,
    rerankers: Sequence[Reranker] = (),
) -> Ranking:
    """Rank the passages that fit a question: all that were among the best `depth` of any of the three searches.

    `rerankers` read the best of them once more.
    """
    routes = _routes(question, store, filters, clearance, EXACT_DEPTH if question.phrases else depth)
    ordered = [_by_fusion(route) for route in routes if route]
    if not ordered:
        return Ranking(question)
    # A document that alone can answer is looked through to its end.
    most = EXACT_DEPTH if question.phrases else 2 * RERANKED if question.documents else RERANKED
    top = _interleaved(ordered, most)
    stored = store.fetch([s.point for s in top], clearance=clearance)
    candidates = [measured(question, s, stored[s.point]) for s in top if s.point in stored]
    if question.phrases:
        candidates = [c for c in candidates if holds(question.phrases, c.found.passage)]
    chosen = {s.point for s in top}
    rest = () if question.phrases else tuple((s.point, score) for s, score in ordered[0] if s.point not in chosen)
    best = read_again(question, rerank(candidates), rerankers)
    order = uncrowded([(c.found.document.id, c.score) for c in best], filters.documents)
    return Ranking(question, tuple(best), rest, tuple(best[place] for place in order))


def _routes(
    question: Question, store: PassageStore, filters: Filters, clearance: Clearance, depth: int
) -> list[list[Scores]]:
    """Candidates from everywhere, and from where the question says: a preference must never lose recall."""
    places = [filters, *narrowed(question.understanding, filters, question.documents)]
    terms = needed(question.phrases)
    return [store.score(question.vectors, where, clearance=clearance, depth=depth, holding=terms) for where in places]


def _by_fusion(scores: Sequence[Scores]) -> list[tuple[Scores, float]]:
    fused = _fuse(scores)
    return [(scores[i], float(fused[i])) for i in np.argsort(-fused, kind="stable")]


def _interleaved(routes: Sequence[Sequence[tuple[Scores, float]]], most: int) -> list[Scores]:
    """The best of each route in turn, each passage once."""
    chosen: dict[str, Scores] = {}
    for rank in range(max(map(len, routes))):
        for route in routes:
            if rank < len(route) and len(chosen) < most:
                chosen.setdefault(route[rank][0].point, route[rank][0])
    return list(chosen.values())


def highlights(question: Question, found: StoredPassage) -> tuple[Span, ...]:
    """Spans of the passage's words that share a term with the question."""
    text = found.passage.text
    spans: list[Span] = []
    at = 0
    for word, term in words_and_terms(text):
        if term in question.weights:
            start = text.find(word, at)
            if start >= 0:
                spans.append((start, start + len(word)))
                at = start + len(word)
    return tuple(spans)


def _fuse(scores: Sequence[Scores]) -> Numbers:
    dense = np.array([(s.dense + s.sentence) / 2 for s in scores])
    lexical = np.array([s.lexical for s in scores])
    return DENSE_SHARE * spread(dense) + (1 - DENSE_SHARE) * spread(lexical)
