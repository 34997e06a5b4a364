"""Errors as RFC 9457 problem details: the one place where an exception becomes a response."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from api.briefings.lines import Altered, UnusableLine
from api.briefings.versions import SavedMeanwhile
from api.documents.quarantine import NamesAPerson, NotWaiting
from api.people.access import Forbidden
from api.people.accounts import SignInFailed
from api.people.sign_in import NotSignedIn
from api.query.lexicon_service import BadEntry
from api.query.question import BadQuestion
from api.shared.paging import BadRequest, NotFound
from api.theme_patterns.service import SameDimension
from api.theme_review.service import BadReview
from api.themes.learning import NothingToLearn
from api.themes.models import NoModel
from api.themes.register import BadChange
from api.themes.service import NoTheme
from indexer.catalogue.database import DatabaseError
from indexer.privacy.screening import NotDecided
from indexer.readers import UnreadableFile
from indexer.store.engines import StoreError

_LOG = logging.getLogger("api")
_NOT_AVAILABLE = "The index or the database cannot be reached just now. Try again shortly."

STATUSES: Mapping[type[Exception], int] = {
    NotSignedIn: 401,
    SignInFailed: 401,
    Forbidden: 403,
    NotFound: 404,
    BadRequest: 422,
    BadQuestion: 422,
    NotWaiting: 404,
    NotDecided: 422,
    UnreadableFile: 422,
    NoTheme: 404,
    NoModel: 404,
    NothingToLearn: 422,
    BadReview: 422,
    BadChange: 422,
    BadEntry: 422,
    SameDimension: 422,
    Altered: 422,
    UnusableLine: 422,
    SavedMeanwhile: 409,
    NamesAPerson: 422,
    StoreError: 503,
    DatabaseError: 503,
}


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": HTTPStatus(status).phrase, "content": _CONTENT}
    for status in (401, 403, 404, 405, 413, 422, 503)
}
"""What every route may answer besides its result, for OpenAPI."""


def status_and_detail(error: Exception) -> tuple[int, str, dict[str, str]]:
    """Status, a sentence for the person, and headers. What is not expected is logged and keeps its inside to itself."""
    if isinstance(error, RequestValidationError):
        return 422, _validation(error), {}
    if isinstance(error, HTTPException):
        return error.status_code, _http(error), dict(error.headers or {})
    for kind, status in STATUSES.items():
        if isinstance(error, kind):
            if status == 503:
                _LOG.error("Not available: %s", error)
                return 503, _NOT_AVAILABLE, {"Retry-After": "10"}
            return status, str(error), {"WWW-Authenticate": "Bearer"} if status == 401 else {}
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
