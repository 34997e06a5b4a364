"""Pages of the quarantine: what waits, each finding in its sentence, and the form that decides."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.people.sign_in import Caller
from api.requests import Base
from api.web.forms import FromForm, Signed
from api.web.pages import render
from indexer.privacy.personal_data import IDENTIFIERS, LABELS, LIMITS, in_words
from indexer.privacy.quarantine import PAST, ReleaseVerdict
from indexer.privacy.screening import NotDecided

_MOST_SHOWN = 500
"""Findings that can be ticked one by one; with more of them a form would hold more fields than are taken."""

router = APIRouter(include_in_schema=False)


@router.get("/documents/waiting")
def waiting(request: Request, base: Base, who: Signed) -> Response:
    """Documents that wait, and what was decided before."""
    service = base.quarantine
    values: dict[str, Any] = {
        "items": service.waiting(who.user),
        "decisions": service.decisions(who.user),
        "groups": service.groups(who.user),
        "past": PAST,
    }
    return render(request, "waiting.html", who, in_words=in_words, limits=LIMITS, **values)


@router.get("/documents/waiting/{waiting_id}")
def waiting_document(request: Request, waiting_id: str, base: Base, who: Signed) -> Response:
    """One waiting document: each finding in its sentence, and the decision."""
    return _page(request, waiting_id, base, who)


@router.post("/documents/waiting/{waiting_id}")
def decide(
    request: Request,
    waiting_id: str,
    base: Base,
    who: FromForm,
    decision: Annotated[ReleaseVerdict, Form()],
    reason: Annotated[str, Form(max_length=1000)] = "",
    findings: Annotated[list[int] | None, Form()] = None,
    every: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Release, redact or refuse; back to the list, or to the document when it is held now."""
    chosen = (findings or []) if decision is ReleaseVerdict.REDACT and every != "yes" else None
    try:
        report = base.quarantine.decide(waiting_id, decision, reason, who.user, chosen)
    except NotDecided as error:
        return _page(request, waiting_id, base, who, str(error), reason)
    if report.failed or report.waiting:
        why = str(report.failed[0]) if report.failed else "Its text is read differently now. Look at it again."
        return _page(request, waiting_id, base, who, f"It still waits: {why}", reason)
    return RedirectResponse(f"/documents/{report.indexed[0].id}" if report.indexed else "/documents/waiting", 303)


@router.post("/documents/waiting/{waiting_id}/alike")
def release_alike(
    request: Request,
    waiting_id: str,
    base: Base,
    who: FromForm,
    reason: Annotated[str, Form(max_length=1000)] = "",
    looked: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Release all documents like this one, once somebody says that they looked at it."""
    try:
        if looked != "yes":
            raise NotDecided("Look at what was found in this one, and say so, before the others are released with it.")
        base.quarantine.release_alike(waiting_id, reason, who.user)
    except NotDecided as error:
        return _page(request, waiting_id, base, who, str(error), reason)
    return RedirectResponse("/documents/waiting", 303)


def _page(
    request: Request, waiting_id: str, base: Base, who: Caller, error: str | None = None, reason: str = ""
) -> Response:
    shown = base.quarantine.document(waiting_id, who.user)
    values: dict[str, Any] = {
        "held": shown.waiting,
        "found": shown.found[:_MOST_SHOWN],
        "error": error,
        "reason": reason,
        "limits": LIMITS,
        "alike": base.quarantine.alike(waiting_id, who.user),
    }
    more: dict[str, Any] = {"in_words": in_words, "labels": LABELS, "identifiers": IDENTIFIERS}
    return render(request, "waiting_document.html", who, 422 if error else 200, **values, **more)
