"""Pages of commitments: the list with its filters, also as a table, and one with what later documents say."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.commitments.outcomes import Outcome
from api.commitments.service import (
    DECISIONS,
    LONGEST_REASON,
    NO_COMMITMENT,
    WITHDRAWN,
    ListedCommitment,
    WantedCommitments,
)
from api.errors import Invalid, NotFound
from api.people.access import Action, may
from api.people.sign_in import Caller
from api.requests import Base
from api.responses import table_download
from api.shared.paging import part_of
from api.shared.tabular import Cell, TableFormat, write_table
from api.web.forms import FromForm, PartNumber, Signed, Text, year_of
from api.web.pages import render
from api.wording import ROLE_LABELS, place

router = APIRouter(include_in_schema=False)

PER_PAGE = 25
"""Commitments on a page. By judgement."""
LABELS = {
    Outcome.MET: "Met",
    Outcome.PROGRESS: "Progress",
    Outcome.STILL_WEAK: "Still weak",
    Outcome.PROMISED_AGAIN: "Committed to again",
    Outcome.NOT_MENTIONED: "Not mentioned",
    WITHDRAWN: "Withdrawn",
    NO_COMMITMENT: "Not a commitment",
}
HEADER = (
    "Commitment", "Kind", "Owner", "Due", "Overdue", "Status", "Decided or suggested", "Decided by", "Reason",
    "Its own row says", "Suggested codes", "Later documents held", "with something near", "Area", "Year", "Document",
    "Place",
)  # fmt: skip


def asked(
    area: Text = "", year: Text = "", status: Text = "", owner: Text = "", overdue: Text = "", theme: Text = ""
) -> WantedCommitments:
    """The filters of the list."""
    return WantedCommitments(area, year_of(year), status, owner.strip(), bool(overdue), theme)


Asked = Annotated[WantedCommitments, Depends(asked)]


@router.get("/commitments")
def commitments(request: Request, base: Base, who: Signed, wanted: Asked, part: PartNumber = 1) -> Response:
    """The commitments the person may see, overdue first, with filters."""
    everything = base.commitments.all(who.user)
    values: dict[str, Any] = {
        "part": part_of(base.commitments.all(who.user, wanted), part, PER_PAGE),
        "wanted": wanted,
        "areas": sorted({one.followed.citation.document.area or "" for one in everything} - {""}),
        "labels": LABELS,
        "themes": base.themes.register(who.user).labels(),
    }
    return render(request, "commitments.html", who, **values)


@router.get("/commitments.{form}")
def commitments_file(form: TableFormat, base: Base, who: Signed, wanted: Asked) -> Response:
    """What the filters leave of the commitments, as a table to take to a meeting."""
    rows = [_row(one) for one in base.commitments.all(who.user, wanted)]
    return table_download(write_table(HEADER, rows, form, "Commitments"), "commitments", form)


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
    except Invalid as error:
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
        "decisions": base.commitments.history(commitment_id, who.user),
        "choices": DECISIONS,
        "may_decide": may(who.user, Action.DECIDE_COMMITMENTS),
        "labels": LABELS,
        "themes": base.themes.register(who.user).labels(),
        "error": error,
        "reason": reason,
    }
    return render(request, "commitment.html", who, 422 if error else 200, **values)


def _row(one: ListedCommitment) -> list[Cell]:
    commitment, citation, decision = one.followed.commitment, one.followed.citation, one.decision
    role = commitment.excerpt.found.passage.role
    return [
        " ".join(commitment.text.split()),
        ROLE_LABELS[role] if role else "",
        commitment.owner,
        commitment.due.isoformat() if commitment.due else None,
        "yes" if one.is_overdue else "no",
        LABELS[one.counts_as],
        "decided" if decision else "suggested",
        decision.user_name if decision else None,
        decision.reason if decision else None,
        commitment.stated,
        "; ".join(one.themes),
        len(one.later),
        len(one.telling),
        citation.document.area,
        citation.document.year,
        citation.document.title,
        place(citation.locator),
    ]
