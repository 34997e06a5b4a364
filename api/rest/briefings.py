"""Briefings under /api/v1: begin, read, save, submit, approve, withdraw, release, and their exports."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.briefings.forms import Layout
from api.briefings.reading import ReadBriefing
from api.exports.files import MEDIA_TYPES, Format, export
from api.people.access import Action, may
from api.people.users import User
from api.requests import Base, SignedIn
from api.responses import file_response
from api.rest.problems import PROBLEMS
from api.rest.schemas.briefings import (
    BriefingIn,
    BriefingOut,
    BriefingsOut,
    CandidateOut,
    CandidatesOut,
    ListedBriefingOut,
    ReasonIn,
    SaveIn,
    SubmitIn,
)
from api.rest.schemas.shared import Cursor, Limit
from api.shared.paging import paged

_CONFLICT = {**PROBLEMS[422], "description": "Somebody saved another version meanwhile"}

router = APIRouter(prefix="/api/v1", responses={**PROBLEMS, 409: _CONFLICT})

Version = Annotated[int | None, Query(ge=1, le=1_000_000)]

_FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}, "description": "The file"}
}


@router.post("/briefings", status_code=201)
def begin(body: BriefingIn, base: Base, user: SignedIn) -> BriefingOut:
    """A new draft from cited passages; a panel without any is to be written locally."""
    return _out(base.briefings.begin(body.form, body.subject(), user, body.best, body.title), user)


@router.get("/briefings")
def briefings(
    base: Base,
    user: SignedIn,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> BriefingsOut:
    """Briefings you may see: approved ones, and all others when you write briefings."""
    page = paged(base.briefings.all(user), limit, cursor)
    return BriefingsOut(items=[ListedBriefingOut.of_listed(one) for one in page.items], next=page.next)


@router.get("/briefings/{briefing_id}.{wanted}", response_class=Response, responses=_FILES)
def exported(
    briefing_id: str,
    wanted: Format,
    base: Base,
    user: SignedIn,
    layout: Layout = Layout.FULL,
    version: Version = None,
) -> Response:
    """A briefing as a file with its marking, sources and approval; guarded words need a release first."""
    organisation = base.settings.organisation
    return file_response(export(base.briefings, briefing_id, wanted, user, layout, organisation, version))


@router.get("/briefings/{briefing_id}")
def briefing(briefing_id: str, base: Base, user: SignedIn, version: Version = None) -> BriefingOut:
    """A briefing, its sources looked up today."""
    return _out(base.briefings.one(briefing_id, user, version), user)


@router.get("/briefings/{briefing_id}/candidates")
def candidates(briefing_id: str, base: Base, user: SignedIn) -> CandidatesOut:
    """Passages offered for each panel."""
    offered = base.briefings.offered(briefing_id, user)
    return CandidatesOut(panels={plan.key: [CandidateOut.of(one) for one in found] for plan, found in offered})


@router.put("/briefings/{briefing_id}")
def save(briefing_id: str, body: SaveIn, base: Base, user: SignedIn) -> BriefingOut:
    """Keep a new version; an altered quotation is refused, and named."""
    return _out(base.briefings.save(briefing_id, body.content(), body.based_on, user), user)


@router.post("/briefings/{briefing_id}/submit")
def submit(briefing_id: str, body: SubmitIn, base: Base, user: SignedIn) -> BriefingOut:
    """Ask for approval by a second person."""
    return _out(base.briefings.submit(briefing_id, user, body.names_nobody), user)


@router.post("/briefings/{briefing_id}/approve")
def approve(briefing_id: str, base: Base, user: SignedIn) -> BriefingOut:
    """Approve what somebody else wrote."""
    return _out(base.briefings.approve(briefing_id, user), user)


@router.post("/briefings/{briefing_id}/send-back")
def send_back(briefing_id: str, body: ReasonIn, base: Base, user: SignedIn) -> BriefingOut:
    """Make what was submitted a draft again."""
    return _out(base.briefings.send_back(briefing_id, body.reason, user), user)


@router.post("/briefings/{briefing_id}/withdraw")
def withdraw(briefing_id: str, body: ReasonIn, base: Base, user: SignedIn) -> BriefingOut:
    """Take a briefing out of use."""
    return _out(base.briefings.withdraw(briefing_id, body.reason, user), user)


@router.post("/briefings/{briefing_id}/release")
def release(briefing_id: str, body: ReasonIn, base: Base, user: SignedIn) -> BriefingOut:
    """Let its restricted passages and case narratives into exports; your name and reason are kept."""
    return _out(base.briefings.release(briefing_id, body.reason, user), user)


def _out(read: ReadBriefing, user: User) -> BriefingOut:
    return BriefingOut.of(read, with_acts=may(user, Action.WRITE_BRIEFINGS))
