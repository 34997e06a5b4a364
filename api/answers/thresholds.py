"""Cuts: from which answerability a question is answered, shipped or set on a service's own judged questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from api.shared.citations import Band
from indexer.documents import Immutable

CUTS = "abstention.json"
"""The file in the data folder that holds cuts of the service's own."""
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


class CutFile:
    """The cuts in force: those set on a service's own questions, kept beside its index, else the shipped ones."""

    def __init__(self, path: Path, shipped: Cuts) -> None:
        self._path = path
        self._shipped = shipped
        self.current = self._read() or shipped

    def _read(self) -> Cuts | None:
        """None when there are none, or when they cut the scores of another model."""
        try:
            held = Cuts(**json.loads(self._path.read_text("utf-8")))
        except FileNotFoundError:
            return None
        return held if held.model == self._shipped.model else None

    def keep(self, cuts: Cuts) -> None:
        """Put cuts in force, whole or not at all."""
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(asdict(cuts), indent=2) + "\n", "utf-8")
        part.replace(self._path)
        self.current = cuts

    def reset(self) -> None:
        """Go back to the shipped cuts."""
        self._path.unlink(missing_ok=True)
        self.current = self._shipped
