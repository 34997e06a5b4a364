"""The page of emerging themes: clusters of unexplained weaknesses, to name or to dismiss."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.people.access import Action, may
from api.requests import Base
from api.web.forms import FromForm, Signed
from api.web.pages import render

router = APIRouter(include_in_schema=False)
Line = Annotated[str, Form(max_length=1000)]


@router.get("/themes/emerging")
def emerging(request: Request, base: Base, who: Signed) -> Response:
    """The clusters."""
    values: dict[str, Any] = {
        "found": base.patterns.emerging.all(who.user),
        "groups": base.themes.register(who.user).groups,
        "may_edit": may(who.user, Action.EDIT_THEMES),
    }
    return render(request, "emerging.html", who, **values)


@router.post("/themes/emerging/{key}/dismiss")
def dismiss(key: str, base: Base, who: FromForm, reason: Line = "") -> Response:
    """Keep that a cluster is no theme."""
    base.patterns.emerging.dismiss(key, reason, who.user)
    return RedirectResponse("/themes/emerging", 303)


@router.post("/themes/emerging/{key}/name")
def name(
    key: str, base: Base, who: FromForm, group: Line = "", label: Line = "", definition: Line = "", reason: Line = ""
) -> Response:
    """Make a cluster a theme; on to its page."""
    theme = base.patterns.emerging.name(key, group, label, definition, reason, who.user)
    return RedirectResponse(f"/themes/{theme}", 303)
