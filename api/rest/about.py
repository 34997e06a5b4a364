"""The description of the API itself."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from api.requests import SignedIn
from api.rest.problems import PROBLEMS

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request, user: SignedIn) -> dict[str, Any]:
    """The description of this API."""
    described: dict[str, Any] = request.app.openapi()
    return described
