"""Re-ranking: the order of the candidates by a linear model over five features and what the question prefers.

Two sets of weights. A question about a fact is answered by one sentence, so sentences weigh most. When no sentence
of any candidate is nearer to the question than the nearest whole passage is, it asks about a subject ("SCR themes
2014"), and passages are ordered as wholes, by an even mix of BM25 and passage cosine (Bruch, Gai and Ingber, "An
Analysis of Fusion Functions for Hybrid Retrieval", 2022). Set by `python -m evaluation fit ranking`.
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


def rerank(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates in order, repeats folded."""
    if not candidates:
        return []
    weights = SUBJECT_WEIGHTS if is_subject(candidates) else WEIGHTS
    total = features(candidates) @ np.array([weights.get(name, 0.0) for name in FEATURES])
    # Above every score of the fusion, which lies between 0 and 1, so that the order below stays one order.
    scored = [replace(c, score=1 + float(s) + c.preference) for c, s in zip(candidates, total, strict=True)]
    return _folded(sorted(scored, key=lambda c: -c.score))


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
