"""Pages of judging: saying what answers a question, and how judged questions fare now."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.calibration import FEWEST
from api.paging import BadRequest
from api.people.access import Action, require
from api.requests import Base
from api.web.forms import FromForm, Signed
from api.web.pages import render

router = APIRouter(include_in_schema=False)

_A_PAGE = 20
"""Judged questions on one page: each is asked again when it is shown."""


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
    kept = base.kept_question(question_id, who.user)
    found = base.passage(passage_id, who.user) if passage_id else None
    try:
        base.judging.judge(kept.text, kept.filters, who.user, found, (start, end))
    except ValueError as error:
        raise BadRequest(f"{error} Ask the question again.") from None
    return RedirectResponse("/judgements", 303)


@router.get("/judgements")
def judgements(request: Request, base: Base, who: Signed, part: Annotated[int, Query(ge=1, le=1000)] = 1) -> Response:
    """Questions without an answer, and judged ones asked again: what goes wrong stands first."""
    unanswered, judged = base.judging.unanswered(who.user), base.judging.all(who.user)
    reviews = base.judging.review(judged[_A_PAGE * (part - 1) : _A_PAGE * part], who.user)
    values: dict[str, Any] = {"unanswered": unanswered, "reviews": reviews, "total": len(judged), "part": part}
    values |= {"cuts": base.calibration.in_force(who.user), "fewest": FEWEST}
    return render(request, "judgements.html", who, parts=-(-len(judged) // _A_PAGE), **values)


@router.post("/judgements/calibrate")
def calibrate(base: Base, who: FromForm, shipped: Annotated[bool, Form()] = False) -> Response:
    """Set on judged questions from when on a question counts as answered, or go back to how the program came."""
    if shipped:
        base.calibration.reset(who.user)
    else:
        base.calibration.calibrate(who.user)
    return RedirectResponse("/judgements", 303)
