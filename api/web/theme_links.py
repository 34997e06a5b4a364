"""Pages of links between themes: the pairs with their counts, and one pair with its evidence side by side."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.requests import Base
from api.theme_patterns.pairs import Unit
from api.themes.span import Side
from api.web.forms import Signed
from api.web.pages import render
from api.web.themes import Narrowed

router = APIRouter(include_in_schema=False)
MOST_SHOWN = 100
"""Pairs listed on the page; the API gives all."""


@router.get("/themes/links")
def links(
    request: Request,
    base: Base,
    who: Signed,
    span: Narrowed,
    by: Unit = Unit.DOCUMENT,
    role: Side = Side.WEAKNESS,
) -> Response:
    """Pairs of themes that occur together."""
    found = base.patterns.links.all(who.user, by, role, span)
    values: dict[str, Any] = {
        "found": found,
        "shown": found.links[:MOST_SHOWN],
        "labels": base.themes.register(who.user).labels(),
        "span": span,
        "areas": base.patterns.areas(who.user),
        "units": list(Unit),
        "sides": list(Side),
    }
    return render(request, "links.html", who, **values)


@router.get("/themes/links/{one}/{other}")
def link(
    request: Request,
    one: str,
    other: str,
    base: Base,
    who: Signed,
    span: Narrowed,
    by: Unit = Unit.DOCUMENT,
    role: Side = Side.WEAKNESS,
) -> Response:
    """The documents or cases with both themes."""
    themes = [base.themes.theme(theme, who.user) for theme in (one, other)]
    found = base.patterns.links.together(one, other, who.user, by, role, span)
    values: dict[str, Any] = {"themes": themes, "found": found, "by": by, "role": role}
    return render(request, "link.html", who, **values)
