"""Pages of commitments: the list with its filters, and one commitment with what later documents say."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.commitments import DECISIONS, LONGEST_REASON, NO_COMMITMENT, WITHDRAWN, Wanted
from api.learning.outcomes import Outcome
from api.paging import NotFound
from api.people.access import Action, may
from api.people.sign_in import Caller
from api.requests import Base
from api.web.forms import FromForm, Signed, year_of
from api.web.pages import render

router = APIRouter(include_in_schema=False)

PER_PAGE = 25
LABELS = {
    Outcome.MET: "Met",
    Outcome.PROGRESS: "Progress",
    Outcome.STILL_WEAK: "Still weak",
    Outcome.PROMISED_AGAIN: "Promised again",
    Outcome.NOT_MENTIONED: "Not mentioned",
    WITHDRAWN: "Withdrawn",
    NO_COMMITMENT: "Not a commitment",
}
Text = Annotated[str, Query(max_length=200)]


@router.get("/commitments")
def commitments(
    request: Request,
    base: Base,
    who: Signed,
    area: Text = "",
    year: Text = "",
    status: Text = "",
    owner: Text = "",
    overdue: Text = "",
    part: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """The commitments the person may see, overdue first, with filters."""
    everything = base.commitments.all(who.user)
    wanted = Wanted(area, year_of(year), status, owner.strip(), bool(overdue))
    found = base.commitments.all(who.user, wanted)
    first = PER_PAGE * (part - 1)
    values: dict[str, Any] = {
        "found": found[first : first + PER_PAGE],
        "total": len(found),
        "first": first,
        "part": part,
        "has_more": first + PER_PAGE < len(found),
        "wanted": wanted,
        "areas": sorted({one.followed.citation.document.area or "" for one in everything} - {""}),
        "labels": LABELS,
    }
    return render(request, "commitments.html", who, **values)


@router.get("/commitments/{commitment_id}")
def commitment(request: Request, commitment_id: str, base: Base, who: Signed) -> Response:
    """One commitment."""
    return _page(request, commitment_id, base, who)


@router.post("/commitments/{commitment_id}")
def decide(
    request: Request,
    commitment_id: str,
    base: Base,
    who: FromForm,
    status: Annotated[str, Form(max_length=200)] = "",
    reason: Annotated[str, Form(max_length=LONGEST_REASON * 2)] = "",
) -> Response:
    """Keep a decision."""
    try:
        base.commitments.decide(commitment_id, status, reason, who.user)
    except ValueError as error:
        return _page(request, commitment_id, base, who, str(error), reason)
    return RedirectResponse(f"/commitments/{commitment_id}", 303)


def _page(
    request: Request, commitment_id: str, base: Base, who: Caller, error: str | None = None, reason: str = ""
) -> Response:
    one = base.commitments.one(commitment_id, who.user)
    if one is None:
        raise NotFound("This commitment is not held. Its document may have changed or been removed.")
    values: dict[str, Any] = {
        "one": one,
        "running": [other for name in one.running if (other := base.commitments.one(name, who.user))],
        "decisions": base.commitments.decisions.of(commitment_id),
        "choices": DECISIONS,
        "may_decide": may(who.user, Action.DECIDE_COMMITMENTS),
        "labels": LABELS,
        "error": error,
        "reason": reason,
    }
    return render(request, "commitment.html", who, 422 if error else 200, **values)
