"""Pages about the service: how other programs use it, and the accessibility statement, which is open to all."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.web.forms import Signed
from api.web.pages import render

router = APIRouter(include_in_schema=False)


@router.get("/api")
def api_description(request: Request, who: Signed) -> Response:
    """How other programs use the service."""
    return render(request, "api.html", who)


@router.get("/accessibility")
def accessibility(request: Request) -> Response:
    """The accessibility statement, for everybody."""
    return render(request, "accessibility.html", None)
