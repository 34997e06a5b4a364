"""Conversation: questions answered and kept, so that the next one can continue them without words in an address."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from api.answers.answer import Answer
from api.documents.quarantine import NamesAPerson
from api.feedback.questions import KeptQuestion
from api.people.users import User
from api.query.follow_up import ContinuedQuestion, continued
from api.query.question import Asking, clean
from indexer.passages import NO_FILTERS, Filters

if TYPE_CHECKING:
    from api.knowledge_base import KnowledgeBase


class ConversationService:
    """Answers questions that may continue the one before."""

    def __init__(self, base: KnowledgeBase, asking: Callable[[User], Asking]) -> None:
        self._base = base
        self._asking = asking

    def follow(self, typed: str, after: str, user: User) -> tuple[ContinuedQuestion, KeptQuestion]:
        """The whole question that a follow-up asks, and the kept one it continues. Raises NotFound, BadQuestion."""
        before = self._base.kept_question(after, user)
        return continued(before.text, clean(typed), self._asking(user).holdings), before

    def answer(
        self, typed: str, filters: Filters, user: User, without: Collection[str] = (), after: str | None = None
    ) -> Answer:
        """Answer a question and keep it; `after` is the id of the answer it continues, whose filters it takes over
        where it sets none. One that seems to name a person is answered and not kept. Raises BadQuestion, NotFound.
        """
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
