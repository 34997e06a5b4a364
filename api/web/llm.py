"""The summary of an answer as it is written, for the script of the answer page; without it the page has it whole."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

from api.answers.answer import Answer
from api.answers.written import SupportState, WrittenAnswer, WrittenSentence
from api.requests import Base, SignedIn
from api.wording import SUMMARY_FAILED, cited_place, written_note, written_problem

router = APIRouter(include_in_schema=False)
log = logging.getLogger(__name__)


class SourceShown(BaseModel):
    """Where a sentence rests: a link and its words."""

    href: str
    label: str


class SentenceShown(BaseModel):
    """A sentence that was not dropped; `caution` says what to check."""

    text: str
    sources: list[SourceShown]
    caution: str | None

    @classmethod
    def of(cls, sentence: WrittenSentence) -> SentenceShown:
        """From a written sentence."""
        sources = [SourceShown(href=f"/passages/{c.passage_id}", label=cited_place(c)) for c in sentence.citations]
        caution = f"Check this sentence: {sentence.reason}." if sentence.reason else None
        return cls(text=sentence.text, sources=sources, caution=caution)


class WrittenShown(BaseModel):
    """What stands at the end: what went wrong, if anything, and how the summary came about."""

    problem: str | None
    note: str

    @classmethod
    def of(cls, written: WrittenAnswer) -> WrittenShown:
        """From what was written."""
        return cls(problem=written_problem(written), note=written_note(written))


def _asked(question_id: str, base: Base, user: SignedIn) -> Answer:
    """The answer to the person's own kept question, before the stream begins. Raises NotFound."""
    kept = base.kept_question(question_id, user)
    return base.ask(kept.text, kept.filters, user, kept.without)


@router.get("/answers/{question_id}/summary", response_class=EventSourceResponse)
def summary(answer: Annotated[Answer, Depends(_asked)], base: Base, user: SignedIn) -> Iterator[ServerSentEvent]:
    """A "sentence" event for each one written, checked and not dropped; "written" at the end, or "failed"."""
    written: WrittenAnswer | None = None
    try:
        for following in base.writing.follow(answer, user):
            for sentence in following.sentences[len(written.sentences) if written else 0 :]:
                if sentence.state is not SupportState.DROPPED:
                    yield ServerSentEvent(event="sentence", data=SentenceShown.of(sentence))
            written = following
    except Exception:
        log.exception("A written summary failed.")
        written = None
    if written is None:
        yield ServerSentEvent(event="failed", data=SUMMARY_FAILED)
    else:
        yield ServerSentEvent(event="written", data=WrittenShown.of(written))
