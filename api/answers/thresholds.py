"""Cuts: from which answerability a question is answered, shipped or set on a service's own judged questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from api.answers.answer import Band
from indexer.immutable import Immutable

ANSWERED, FOUND = 0.90, 0.96
"""Parts of the answerable questions that are to be answered, and for which passages are to be shown at all."""


@dataclass(frozen=True, slots=True)
class Cuts(Immutable):
    """From where an answerability is an answer, and below where nothing is held.

    `questions` is the number of judged questions of this service they were set on, 0 for those shipped; `set_on` the
    day; `model` the version of the model whose scores they cut.
    """

    refuse_below: float
    answer_from: float
    model: str
    questions: int = 0
    set_on: str = ""

    def band(self, score: float) -> Band:
        """Where an answerability falls."""
        if score >= self.answer_from:
            return Band.ANSWER
        return Band.CLOSEST if score >= self.refuse_below else Band.NONE


def cuts_for(scores: Sequence[float], model: str, questions: int = 0, set_on: str = "") -> Cuts:
    """Cuts by the answerabilities of questions that are known to be answered by what is held."""
    refuse, answer = (float(np.quantile(scores, 1 - part)) for part in (FOUND, ANSWERED))
    return Cuts(round(refuse, 3), round(answer, 3), model, questions, set_on)


class CutsInForce(Protocol):
    """Wherever the cuts in force are kept."""

    @property
    def current(self) -> Cuts:
        """The cuts that answers are given by now."""
        ...
