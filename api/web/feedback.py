"""Pages of judging: saying what answers a question, and how judged questions fare now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.errors import BadRequest
from api.feedback.calibration import FEWEST
from api.feedback.judging import reason
from api.feedback.questions import KeptQuestion
from api.people.access import Action, require
from api.people.sign_in import Caller
from api.requests import Base
from api.web.forms import FromForm, Signed
from api.web.pages import render
from indexer.passages import Span

router = APIRouter(include_in_schema=False)

_A_PAGE = 20
"""Questions on one page: each judged one is asked again when it is shown."""
Part = Annotated[int, Query(ge=1, le=1000)]
T = TypeVar("T")


@router.post("/answers/{question_id}/judge")
def judge(
    question_id: str,
    base: Base,
    who: FromForm,
    passage_id: Annotated[str, Form(max_length=100)] = "",
    start: Annotated[int, Form(ge=0)] = 0,
    end: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Keep that a part of a passage answers the question, or without a passage that nothing held does."""
    require(who.user, Action.JUDGE_QUESTIONS)
    return _judged(base.kept_question(question_id, who.user), base, who, passage_id, (start, end))


@router.get("/judgements")
def judgements(request: Request, base: Base, who: Signed, part: Part = 1, asked: Part = 1) -> Response:
    """Questions without an answer, and judged ones asked again: what goes wrong stands first."""
    unanswered, judged = base.judging.unanswered(who.user), base.judging.all(who.user)
    values: dict[str, Any] = {
        "unanswered": base.judging.with_passages(_page(unanswered, asked), who.user),
        "unanswered_total": len(unanswered),
        "asked": asked,
        "asked_parts": -(-len(unanswered) // _A_PAGE),
        "reviews": base.judging.review(_page(judged, part), who.user),
        "total": len(judged),
        "part": part,
        "parts": -(-len(judged) // _A_PAGE),
        "cuts": base.calibration.in_force(who.user),
        "fewest": FEWEST,
    }
    return render(request, "judgements.html", who, **values)


@router.get("/judgements/asked/{question_id}")
def unanswered(request: Request, question_id: str, base: Base, who: Signed) -> Response:
    """A question that found no answer: what was shown and why, what comes now, and what may answer it."""
    found, kept = base.judging.one_unanswered(question_id, who.user)
    now = base.ask(kept.text, kept.filters, who.user, kept.without)
    return render(request, "unanswered.html", who, found=found, now=now, why=reason(now.band, now.missing_terms))


@router.post("/judgements/asked/{question_id}")
def judge_unanswered(
    question_id: str,
    base: Base,
    who: FromForm,
    passage_id: Annotated[str, Form(max_length=100)] = "",
    start: Annotated[int, Form(ge=0)] = 0,
    end: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Judge a question of anybody that found no answer."""
    _, kept = base.judging.one_unanswered(question_id, who.user)
    return _judged(kept, base, who, passage_id, (start, end))


def _judged(kept: KeptQuestion, base: Base, who: Caller, passage_id: str, span: Span) -> Response:
    found = base.documents.passage(passage_id, who.user) if passage_id else None
    try:
        base.judging.judge(kept.text, kept.filters, who.user, found, span)
    except ValueError as error:
        raise BadRequest(f"{error} Ask the question again.") from None
    return RedirectResponse("/judgements", 303)


@router.post("/judgements/calibrate")
def calibrate(base: Base, who: FromForm, shipped: Annotated[bool, Form()] = False) -> Response:
    """Set on judged questions from when on a question counts as answered, or go back to how the program came."""
    if shipped:
        base.calibration.reset(who.user)
    else:
        base.calibration.calibrate(who.user)
    return RedirectResponse("/judgements", 303)


def _page(items: Sequence[T], number: int) -> list[T]:
    return list(items[_A_PAGE * (number - 1) : _A_PAGE * number])
