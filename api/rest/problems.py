"""Errors as RFC 9457 problem details: the one place where an exception becomes a response."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from api.errors import Busy, status_of
from indexer.space import NoSpace

_LOG = logging.getLogger("api")
_NOT_AVAILABLE = "The index or the database cannot be reached just now. Try again shortly."

_NO_SPACE = "The disk is nearly full, so nothing was written; what is held can be read. Tell your administrator."


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": HTTPStatus(status).phrase, "content": _CONTENT}
    for status in (400, 401, 403, 404, 405, 408, 413, 422, 429, 503)
}
"""What every route may answer besides its result, for OpenAPI."""


def status_and_detail(error: Exception) -> tuple[int, str, dict[str, str]]:
    """Status, a sentence for the person, and headers. What is not expected is logged and keeps its inside to itself."""
    if isinstance(error, RequestValidationError):
        return 422, _validation(error), {}
    if isinstance(error, HTTPException):
        return error.status_code, _http(error), dict(error.headers or {})
    status = status_of(error)
    if isinstance(error, Busy):
        return error.status, str(error), {"Retry-After": "10"}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        _LOG.error("Not available: %s", error)
        return status, _NO_SPACE if isinstance(error, NoSpace) else _NOT_AVAILABLE, {"Retry-After": "10"}
    if status is not None:
        return status, str(error), {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else {}
    _LOG.error("Unexpected error", exc_info=error)
    return 500, "Something went wrong here; it was logged. Try again, and tell your administrator if it stays.", {}


def problem(error: Exception) -> JSONResponse:
    """The response for an error."""
    status, detail, headers = status_and_detail(error)
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(body.model_dump(), status, headers, media_type="application/problem+json")


def _validation(error: RequestValidationError) -> str:
    """Where and what is wrong, without repeating what was sent."""
    lines = []
    for item in error.errors()[:5]:
        where = ".".join(str(part) for part in item["loc"] if part != "body") or "body"
        lines.append(f"{where}: {item['msg']}")
    return "; ".join(lines)


def _http(error: HTTPException) -> str:
    details = {404: "There is nothing at this address.", 405: "This address does not take that method."}
    return details.get(error.status_code, str(error.detail))
