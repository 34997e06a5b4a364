"""Re-ranking: the order of the candidates by a linear model over five features and what the question prefers.

Two sets of weights. A question about a fact is answered by one sentence, so sentences weigh most. When no sentence
of any candidate is nearer to the question than the nearest whole passage is, it asks about a subject ("SCR themes
2014"), and passages are ordered as wholes, by an even mix of BM25 and passage cosine (Bruch, Gai and Ingber, "An
Analysis of Fusion Functions for Hybrid Retrieval", 2022). Set by `python -m evaluation fit ranking`.

The question decides how much words weigh: where no candidate says much of it in its own words, it was asked in other
words than the documents use, and a word that happens to be shared is no sign ("run away" and "missing").
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from api.retrieval.candidates import Candidate, Numbers, spread
from api.retrieval.dedupe import leaders
from indexer.passages import StoredPassage

FEATURES = ("lexical", "dense", "sentence", "share", "best_sentence")
_LEARNT: Mapping[str, Mapping[str, float]] = json.loads(
    Path(__file__).with_name("ranking_weights.json").read_text("utf-8")
)
WEIGHTS, SUBJECT_WEIGHTS = _LEARNT["fact"], _LEARNT["subject"]
"""What each feature counts, learnt by the command that the file names; the order of what is found turns on it."""
SENTENCE_LEAD = 0.015
"""By how much, in cosine, the best sentence must lead the best passage for the question to be about a fact."""

WORDS = ("lexical", "share", "best_sentence")
"""Features that count shared words."""
FOREIGN, FAMILIAR = 0.2, 0.6
"""The most of the question that a candidate says: up to the first its words are taken for other words than the
documents use, from the second for theirs. Of a grid over questions that share few and many words with their passage,
the values at which neither these nor the sample's and the real reports' lost (`python -m evaluation lay`, `run`)."""
LEAST_TRUST = 0.25
"""What shared words still count where the question is asked in other words; of the same grid."""


def rerank(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates in order, repeats folded."""
    if not candidates:
        return []
    total = features(candidates) @ weights(candidates)
    # Above every score of the fusion, which lies between 0 and 1, so that the order below stays one order.
    scored = [replace(c, score=1 + float(s) + c.preference) for c, s in zip(candidates, total, strict=True)]
    return _folded(sorted(scored, key=lambda c: -c.score))


def trust_in_words(candidates: Sequence[Candidate]) -> float:
    """How much shared words tell, from LEAST_TRUST to 1: the less, the less of the question any candidate says."""
    said = max((c.share for c in candidates), default=0.0)
    return min(1.0, max(LEAST_TRUST, (said - FOREIGN) / (FAMILIAR - FOREIGN)))


def weights(candidates: Sequence[Candidate]) -> Numbers:
    """The weight of each feature for the question that these candidates were found for, shape (features,)."""
    trust = trust_in_words(candidates)
    chosen = dict(SUBJECT_WEIGHTS if is_subject(candidates) else WEIGHTS)
    if is_subject(candidates):
        chosen["sentence"] = (1 - trust) * WEIGHTS["sentence"]
    return np.array([chosen.get(name, 0.0) * (trust if name in WORDS else 1.0) for name in FEATURES])


def features(candidates: Sequence[Candidate]) -> Numbers:
    """The features of each candidate between 0 (the least) and 1 (the most of all candidates), shape (n, features)."""
    columns = (
        [c.scores.lexical for c in candidates],
        [c.scores.dense for c in candidates],
        [c.scores.sentence for c in candidates],
        [c.share for c in candidates],
        [max(c.sentence_bm25, default=0.0) for c in candidates],
    )
    return np.stack([spread(np.array(column, dtype=np.float64)) for column in columns], axis=1)


def is_subject(candidates: Sequence[Candidate]) -> bool:
    """Whether the question asks about a subject rather than a fact."""
    sentence, passage = max(c.scores.sentence for c in candidates), max(c.scores.dense for c in candidates)
    return sentence < passage + SENTENCE_LEAD


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
