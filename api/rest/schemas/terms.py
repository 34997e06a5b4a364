"""The JSON shapes of what a question names: terms that lines keep or break, and questions that continue another."""

from __future__ import annotations

from pydantic import BaseModel

from api.answers.term_states import Fulfilment
from api.query.follow_up import ContinuedQuestion


class TermOut(BaseModel):
    """A term of the question, by the key of what was read into it, and what a line does to it."""

    term: str
    state: Fulfilment


class UnmetOut(BaseModel):
    """A term of the question that no line keeps, and why, in a sentence."""

    term: str
    why: str


class WordChangeOut(BaseModel):
    """Words of the question before and what stands in their place; empty for what was added or left out."""

    was: str
    now: str


class ContinuedOut(BaseModel):
    """How a question continues the one before: as typed, the question before, and what was changed in it."""

    typed: str
    before: str
    changes: list[WordChangeOut]

    @classmethod
    def of(cls, follow: ContinuedQuestion) -> ContinuedOut:
        """From a follow-up."""
        changes = [WordChangeOut(was=change.was, now=change.now) for change in follow.changes]
        return cls(typed=follow.typed, before=follow.before, changes=changes)
