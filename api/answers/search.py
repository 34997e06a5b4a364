"""Search: hybrid retrieval by score fusion, then a linear re-ranking of the best candidates.

Method and weights: convex combination of normalised scores instead of reciprocal rank fusion (Bruch, Gai
and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2022), with the mean of passage cosine
and best-sentence cosine on the dense side, then five features over the best of every route, and what the
question says about where to look. The five weights were set on public question-answering collections and
labelled questions over real reports together; `python -m evaluation run` measures them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from api.answers.citations import Hit
from api.answers.crowding import uncrowded
from api.answers.folding import leaders
from api.answers.preference import narrowed, preference
from api.answers.question import Concept, Option, Question
from api.answers.second_stage import Reader, read_again
from indexer.chunking import context
from indexer.documents import Clearance, Immutable
from indexer.passages import Filters, Span, StoredPassage
from indexer.store import PassageStore, Scores
from indexer.terms import K1, terms, words_and_terms

DEPTH = 100
"""Candidates each of the three searches contributes."""
RERANKED = 100
"""Candidates the linear re-ranking sees; the others follow in the order of the fusion."""
EXACT_DEPTH = 1000
"""Candidates looked through for words in quotation marks, which must stand exactly so."""
DENSE_SHARE = 0.4
WEIGHTS = {"lexical": 1.0, "dense": 1.8, "sentence": 3.6, "share": 1.3, "best_sentence": 1.9}
_SENTENCE_B = 0.3
_AVERAGE_SENTENCE = 14
"""Terms in an average sentence."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its rank score (higher is better), its raw scores and its sentences' lexical fit.

    `share` is the part of the question its terms say, title and headings included; `sentence_bm25` and
    `sentence_share` have one number a sentence; `preference` is how it fits what the question says about
    where to look. `repeats` are passages of other documents with the same words.
    """

    found: StoredPassage
    scores: Scores
    score: float
    share: float
    sentence_bm25: tuple[float, ...]
    sentence_share: tuple[float, ...]
    preference: float
    repeats: tuple[StoredPassage, ...] = ()


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
    readers: Sequence[Reader] = (),
) -> Ranking:
    """Rank the passages that fit a question: all that were among the best `depth` of any of the three searches.

    `readers` read the best of them once more.
    """
    routes = _routes(question, store, filters, clearance, EXACT_DEPTH if question.phrases else depth)
    ordered = [_by_fusion(route) for route in routes if route]
    if not ordered:
        return Ranking(question)
    top = _interleaved(ordered, EXACT_DEPTH if question.phrases else RERANKED)
    stored = store.fetch([s.point for s in top], clearance=clearance)
    candidates = [_candidate(question, s, stored[s.point]) for s in top if s.point in stored]
    if question.phrases:
        candidates = [c for c in candidates if _holds_phrases(question, c.found)]
    chosen = {s.point for s in top}
    rest = () if question.phrases else tuple((s.point, score) for s, score in ordered[0] if s.point not in chosen)
    best = read_again(question, _rerank(candidates), readers)
    order = uncrowded([(c.found.document.id, c.score) for c in best], filters.documents)
    return Ranking(question, tuple(best), rest, tuple(best[place] for place in order))


def _routes(
    question: Question, store: PassageStore, filters: Filters, clearance: Clearance, depth: int
) -> list[list[Scores]]:
    """Candidates from everywhere, and from where the question says: a preference must never lose recall."""
    places = [filters, *narrowed(question.understanding, filters)]
    return [store.score(question.vectors, where, clearance=clearance, depth=depth) for where in places]


def _holds_phrases(question: Question, found: StoredPassage) -> bool:
    """Whether every phrase in quotation marks stands in the passage or its headings, by its letters and case aside."""
    held = _plain(" ".join((*found.passage.headings, found.passage.text)))
    return all(_plain(phrase) in held for phrase in question.phrases)


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").casefold().split())


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


def spread(values: Numbers) -> Numbers:
    """Values between 0 (the least) and 1 (the most); all 0 when they are equal."""
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def _candidate(question: Question, scores: Scores, found: StoredPassage) -> Candidate:
    passage = found.passage
    covered, sentences = _lexed(context(found.document, passage), passage.text, passage.sentences)
    return Candidate(
        found,
        scores,
        0.0,
        question.share(covered),
        tuple(_sentence_bm25(question.concepts, counts) for counts in sentences),
        tuple(question.share(counts) for counts in sentences),
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
    scored = [replace(c, score=1 + float(s) + c.preference) for c, s in zip(candidates, total, strict=True)]
    return _folded(sorted(scored, key=lambda c: -c.score))


def _folded(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those that say the same as a better one of another document folded into it."""
    standing = leaders([(c.found.document.id, c.found.passage.text) for c in candidates])
    repeats: dict[int, list[StoredPassage]] = {}
    for place, leader in enumerate(standing):
        if place != leader:
            repeats.setdefault(leader, []).append(candidates[place].found)
    return [
        replace(c, repeats=tuple(repeats.get(place, ())))
        for place, c in enumerate(candidates)
        if standing[place] == place
    ]
