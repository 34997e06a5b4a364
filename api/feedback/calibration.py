"""Calibration: from when on a question counts as answered, set on the questions judged in this service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from api.answers.abstention import shipped
from api.answers.answer import Answer
from api.answers.thresholds import Cuts, cuts_for
from api.errors import BadRequest
from api.feedback.cut_history import CutHistory
from api.feedback.judging import JudgementService
from api.people.access import Action, require
from api.people.users import User
from indexer.passages import Filters

FEWEST = 100
"""Judged questions it takes: with fewer the cuts would follow single questions."""
FEWEST_ANSWERABLE = 50
"""Of them with an answer: a tenth is then five questions. By judgement."""


class CalibrationService:
    """Sets the cuts of abstention, and goes back to the shipped ones."""

    def __init__(
        self, cuts: CutHistory, judging: JudgementService, ask: Callable[[str, Filters, User], Answer]
    ) -> None:
        self._cuts = cuts
        self._judging = judging
        self._ask = ask

    def in_force(self, user: User) -> Cuts:
        """The cuts that answers are given by now."""
        require(user, Action.JUDGE_QUESTIONS)
        return self._cuts.current

    def calibrate(self, user: User) -> Cuts:
        """Ask every judged question again and set the cuts so that nine in ten that can be answered are.

        Raises BadRequest when too few questions are judged. Takes a tenth of a second or so a question.
        """
        require(user, Action.JUDGE_QUESTIONS)
        judged = {(j.question, j.filters): j for j in self._judging.all(user) if j.answering is not None}
        every = {(j.question, j.filters) for j in self._judging.all(user)}
        if len(every) < FEWEST or len(judged) < FEWEST_ANSWERABLE:
            raise BadRequest(
                f"It takes {FEWEST} judged questions, {FEWEST_ANSWERABLE} of them with an answer; "
                f"{len(every)} are judged, {len(judged)} of them with an answer. Judge more, then try again."
            )
        scores = [self._ask(question, filters, user).score for question, filters in judged]
        day = datetime.now(UTC).date().isoformat()
        cuts = cuts_for([max(score, -100.0) for score in scores], shipped().version, len(every), day)
        self._cuts.keep(cuts, user)
        return cuts

    def reset(self, user: User) -> Cuts:
        """Go back to the cuts the program came with."""
        require(user, Action.JUDGE_QUESTIONS)
        self._cuts.reset(user)
        return self._cuts.current
