"""Abstention: how likely the documents answer at all, in three bands.

Four signals in one logistic model, learnt on public question-answering collections with questions that
are answered, that belong elsewhere, and whose passage was taken away; less what of the question no passage
holds, and less a step when a figure is asked for and the best line has none. The number is an order, not a
probability; the two cuts are set on questions with known answers (`python -m evaluation run` shows what
they do). Its limit: a question in the reports' own words that asks what they do not say is not caught.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from api.answers.citations import Band
from api.answers.extract import Line
from api.answers.question import Question
from api.answers.search import Candidate
from api.answers.understanding import HintKind
from indexer.passages import PassageRole

_INTERCEPT = -6.857
_TOP_PASSAGE, _TOP_SENTENCE, _COVERED_BY_PASSAGES, _COVERED_BY_SENTENCE = 1.428, 5.730, 1.157, 3.035
_MISSING, _NO_FIGURE = 1.0, 1.2
REFUSE_BELOW = -2.6
ANSWER_FROM = -1.4
_FIGURE = re.compile(r"\d")


def answerability(question: Question, candidates: Sequence[Candidate], lines: Sequence[Line]) -> float:
    """The model's logit; -inf when there is nothing to go by."""
    if not candidates or not lines:
        return float("-inf")
    return (
        _INTERCEPT
        + _TOP_PASSAGE * candidates[0].scores.dense
        + _TOP_SENTENCE * max(c.scores.sentence for c in candidates[:5])
        + _COVERED_BY_PASSAGES * max(c.share for c in candidates[:3])
        + _COVERED_BY_SENTENCE * lines[0].share
        - _MISSING * question.missing_share
        - _NO_FIGURE * (_asks_for_figure(question) and not _FIGURE.search(lines[0].text))
    )


def _asks_for_figure(question: Question) -> bool:
    return PassageRole.FIGURES in question.understanding.of(HintKind.ROLE)


def band(score: float) -> Band:
    """Where an answerability falls."""
    if score >= ANSWER_FROM:
        return Band.ANSWER
    return Band.CLOSEST if score >= REFUSE_BELOW else Band.NONE
