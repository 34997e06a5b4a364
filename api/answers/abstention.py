"""Abstention: how likely the documents answer at all, in three bands.

Six signals in one logistic model, learnt by `python -m evaluation fit abstention` on public questions that are
answered, whose document was taken away, or that ask what the text does not say, and on labelled questions over
reports. The number is an order, not a probability; two cuts make three bands of it. Cuts come with the model and can
be set anew on a service's own judged questions (`calibration`). Its limit: a question in the reports' own words that
asks what they do not say is often not caught.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from api.answers.answer_types import AnswerType, asked_for, gives
from api.answers.lines import AnswerLine
from api.answers.thresholds import Cuts
from api.query.question import Question
from api.retrieval.candidates import Candidate
from api.retrieval.preference import full_fit

COMMAND = "python -m evaluation fit abstention"
"""What learns the weights; named in their file."""
SHIPPED = Path(__file__).with_name("abstention_weights.json")
SIGNALS = (
    "top_passage",
    "top_sentence",
    "covered_by_passages",
    "covered_by_line",
    "type_not_given",
    "where_asked",
)
_CHECKED = (AnswerType.QUANTITY, AnswerType.DATE)
"""Types of answer whose lack says much: names are everywhere."""


@dataclass(frozen=True, slots=True)
class AbstentionModel:
    """Weight of each signal; `version` is a digest of what it was learnt from and with."""

    version: str
    intercept: float
    weights: Mapping[str, float]
    cuts: Cuts

    @classmethod
    def load(cls, path: Path = SHIPPED) -> AbstentionModel:
        """Read a model. Raises OSError, or ValueError when it is not of this program's signals."""
        packed: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if tuple(packed["weights"]) != SIGNALS:
            raise ValueError(f"{path.name} does not fit this version; run `{COMMAND}`.")
        cuts = Cuts(packed["refuse_below"], packed["answer_from"], packed["version"])
        return cls(packed["version"], packed["intercept"], packed["weights"], cuts)

    def save(self, path: Path) -> None:
        """Write it, rounded, so that the same training gives the same bytes."""
        packed = {
            "command": COMMAND,
            "version": self.version,
            "intercept": round(self.intercept, 3),
            "weights": {name: round(self.weights[name], 3) for name in SIGNALS},
            "refuse_below": round(self.cuts.refuse_below, 2),
            "answer_from": round(self.cuts.answer_from, 2),
        }
        path.write_text(json.dumps(packed, indent=2) + "\n", "utf-8")

    def score(self, values: Sequence[float]) -> float:
        """The logit of signals in the order of SIGNALS."""
        return self.intercept + sum(self.weights[n] * v for n, v in zip(SIGNALS, values, strict=True))


@cache
def shipped() -> AbstentionModel:
    """The model that comes with the program, read once."""
    return AbstentionModel.load()


def signals(
    question: Question, candidates: Sequence[Candidate], lines: Sequence[AnswerLine]
) -> tuple[float, ...] | None:
    """The signals, in the order of SIGNALS; None when there is nothing to go by."""
    if not candidates or not lines:
        return None
    wanted, best = asked_for(question.text), candidates[0]
    full = full_fit(question.understanding)
    return (
        best.scores.dense,
        max(c.scores.sentence for c in candidates[:5]),
        max(c.share for c in candidates[:3]),
        lines[0].share,
        float(wanted in _CHECKED and not gives(lines[0].text, wanted, question.text)),
        best.preference / full if full else 1.0,
    )


def answerability(question: Question, candidates: Sequence[Candidate], lines: Sequence[AnswerLine]) -> float:
    """The model's logit; -inf when there is nothing to go by."""
    found = signals(question, candidates, lines)
    return float("-inf") if found is None else shipped().score(found)
