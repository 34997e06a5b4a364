"""Written summaries under /api/v1: the stream of an answer as it is written."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.answers.answer import Answer
from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.answers import AnswerOut, QuestionIn
from api.rest.schemas.llm import WrittenOut, WrittenSentenceOut

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

log = logging.getLogger(__name__)


def _asked(body: QuestionIn, base: Base, user: SignedIn) -> Answer:
    """The extractive answer, before the stream begins: what is wrong with a question is said by an ordinary problem."""
    return base.conversation.answer(body.question, body.filters.filters(), user, body.without, body.after)


@router.post("/answers/stream", response_class=EventSourceResponse)
def stream(answer: Annotated[Answer, Depends(_asked)], base: Base, user: SignedIn) -> Iterator[ServerSentEvent]:
    """An answer as events: "answer" first, a "sentence" for each one written and checked, "written" at the end.

    Without a language model "written" is null. Something unforeseen is an "error" event.
    """
    yield ServerSentEvent(event="answer", data=AnswerOut.of(answer))
    written = None
    try:
        for following in base.writing.follow(answer, user):
            if following.problem is None and len(following.sentences) > (len(written.sentences) if written else 0):
                yield ServerSentEvent(event="sentence", data=WrittenSentenceOut.of(following.sentences[-1]))
            written = following
    except Exception:
        log.exception("A written answer failed.")
        yield ServerSentEvent(event="error", data="The summary could not be written. The answer stands.")
        return
    # As text, because an event without data never reaches a listener.
    yield ServerSentEvent(event="written", raw_data=WrittenOut.of(written).model_dump_json() if written else "null")
