"""Answers under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.answers import AnswerOut, QuestionIn

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.post("/answers")
def answer(body: QuestionIn, base: Base, user: SignedIn) -> AnswerOut:
    """An answer in the sources' own words, or that nothing is held; beside it a summary, where a model is set."""
    found = base.conversation.answer(body.question, body.filters.filters(), user, body.without, body.after)
    return AnswerOut.of(base.writing.write(found, user))
