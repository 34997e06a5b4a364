"""The route of verification: a text as JSON, or a file as a form."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request

from api.errors import BadRequest
from api.requests import Base, SignedIn, received
from api.rest.problems import PROBLEMS
from api.rest.schemas.quotations import VerificationOut, VerifyIn

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

_FILE = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": VerifyIn.model_json_schema()},
            "multipart/form-data": {"schema": _FILE},
        },
    }
}


async def _sent(request: Request, user: SignedIn) -> AsyncIterator[VerifyIn | UploadFile]:
    """The text or file sent, by the type of the body. Raises BadRequest or RequestValidationError."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form(max_files=1, max_fields=10) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise BadRequest("Send one file, as the field `file`.")
            yield file
        return
    try:
        asked = VerifyIn.model_validate_json(await request.body())
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_input=False, include_url=False)) from None
    yield asked


@router.post("/verify", openapi_extra=_BODY)
def verify(sent: Annotated[VerifyIn | UploadFile, Depends(_sent)], base: Base, user: SignedIn) -> VerificationOut:
    """Each quotation of a text or file: verbatim, changed in sense, altered, spliced, wrong document, or not found."""
    if isinstance(sent, VerifyIn):
        return VerificationOut.of(base.verification.text(sent.text, user))
    with received(sent, base.settings.max_file_mb) as (path, _):
        return VerificationOut.of(base.verification.file(path, user))
