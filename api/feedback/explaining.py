"""Explaining: what an answer is made of, for whoever measures or asks why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from api.people.access import Action, clearance, require
from api.people.users import User
from api.query.question import Asking
from indexer.passages import Filters

if TYPE_CHECKING:
    from api.answers.pipeline import AnswerPath, Explanation


class ExplanationService:
    """Shows the candidates, sentences and lines behind an answer."""

    def __init__(self, answers: AnswerPath, asking: Callable[[User], Asking]) -> None:
        self._answers = answers
        self._asking = asking

    def explain(self, question: str, filters: Filters, user: User) -> Explanation:
        """The ranked passages a question finds, and the sentences and lines of its answer. Raises BadQuestion."""
        require(user, Action.SEARCH_PASSAGES)
        return self._answers.explain(question, filters, clearance(user), self._asking(user))
