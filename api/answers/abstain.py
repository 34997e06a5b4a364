"""Abstention: how likely the documents answer at all, in three bands.

Four signals in one logistic model, learnt on public question-answering collections with questions that
are answered, that belong elsewhere, and whose passage was taken away. The number is an order, not a
probability; the two cuts are set on questions with known answers (`python -m evaluation run` shows what
they do). Its limit: a question in the reports' own words that asks what they do not say is not caught.
"""

from __future__ import annotations

from collections.abc import Sequence

from api.answers.citations import Band
from api.answers.extract import Line
from api.answers.search import Candidate

_INTERCEPT = -6.857
_TOP_PASSAGE, _TOP_SENTENCE, _COVERED_BY_PASSAGES, _COVERED_BY_SENTENCE = 1.428, 5.730, 1.157, 3.035
REFUSE_BELOW = -2.4
ANSWER_FROM = -1.4


def answerability(candidates: Sequence[Candidate], lines: Sequence[Line]) -> float:
    """The model's logit; -inf when there is nothing to go by."""
    if not candidates or not lines:
        return float("-inf")
    return (
        _INTERCEPT
        + _TOP_PASSAGE * candidates[0].scores.dense
        + _TOP_SENTENCE * max(c.scores.sentence for c in candidates[:5])
        + _COVERED_BY_PASSAGES * max(c.share for c in candidates[:3])
        + _COVERED_BY_SENTENCE * lines[0].share
    )


def band(score: float) -> Band:
    """Where an answerability falls."""
    if score >= ANSWER_FROM:
        return Band.ANSWER
    return Band.CLOSEST if score >= REFUSE_BELOW else Band.NONE
