"""Conversation: questions answered and kept, so that the next one can continue them without words in an address."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Protocol

from api.answers.answer import Answer
from api.documents.quarantine import NamesAPerson
from api.feedback.questions import KeptQuestion
from api.people.access import Action, require
from api.people.users import User
from api.query.follow_up import ContinuedQuestion, continued
from api.query.question import Asking, clean
from indexer.passages import NO_FILTERS, Filters


class QuestionKeeper(Protocol):
    """What answers questions and keeps them: the knowledge base."""

    def ask(self, question: str, filters: Filters, user: User, without: Collection[str] = ()) -> Answer:
        """Answer a question. Raises BadQuestion."""
        ...

    def keep_question(self, asked: KeptQuestion, user: User, names_nobody: bool = False) -> str:
        """Keep a question under an id. Raises NamesAPerson."""
        ...

    def kept_question(self, question_id: str, user: User) -> KeptQuestion:
        """A question this person asked. Raises NotFound."""
        ...


class ConversationService:
    """Answers questions that may continue the one before."""

    def __init__(self, base: QuestionKeeper, asking: Callable[[User], Asking]) -> None:
        self._base = base
        self._asking = asking

    def follow(self, typed: str, after: str, user: User) -> tuple[ContinuedQuestion, KeptQuestion]:
        """The whole question that a follow-up asks, and the kept one it continues. Raises NotFound, BadQuestion."""
        require(user, Action.SEARCH_PASSAGES)
        before = self._base.kept_question(after, user)
        return continued(before.text, clean(typed), self._asking(user).holdings), before

    def answer(
        self, typed: str, filters: Filters, user: User, without: Collection[str] = (), after: str | None = None
    ) -> Answer:
        """Answer a question and keep it; `after` is the id of the answer it continues, whose filters it takes over
        where it sets none. One that seems to name a person is answered and not kept. Raises BadQuestion, NotFound.
        """
        require(user, Action.SEARCH_PASSAGES)
        text, follow = typed, None
        if after is not None:
            follow, before = self.follow(typed, after, user)
            text, without = follow.text, {*without, *before.without}
            filters = before.filters if filters == NO_FILTERS else filters
        answer = self._base.ask(text, filters, user, without)
        try:
            kept = self._base.keep_question(KeptQuestion(answer.question, filters, tuple(without), follow), user)
        except NamesAPerson:
            kept = ""
        return replace(answer, id=kept, follows=follow)
