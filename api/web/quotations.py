"""The page that checks the quotations of a text or file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from api.people.access import Action, require
from api.quotations.currency import SourceState
from api.quotations.service import LONGEST_TEXT, Verification
from api.quotations.verification import QuotationOutcome
from api.requests import Base, TooLarge, received
from api.web.forms import FromForm, Signed
from api.web.pages import render
from indexer.readers import UnreadableFile

router = APIRouter(include_in_schema=False)

OUTCOME_LABELS = {
    QuotationOutcome.VERBATIM: "Word for word",
    QuotationOutcome.CHANGED_IN_SENSE: "Words left out change the sense",
    QuotationOutcome.ALTERED: "Altered",
    QuotationOutcome.SPLICED: "Joined from several places",
    QuotationOutcome.WRONG_DOCUMENT: "In another document than named",
    QuotationOutcome.NOT_FOUND: "Not found",
}
STATE_LABELS = {
    SourceState.SUPERSEDED: "Superseded",
    SourceState.REPLACED: "Older version",
    SourceState.WITHDRAWN: "Not in force",
}


@router.get("/verify")
def verify_form(request: Request, base: Base, who: Signed) -> Response:
    """The form."""
    require(who.user, Action.SEARCH_PASSAGES)
    return _page(request, base, who)


@router.post("/verify")
def verify(
    request: Request, base: Base, who: FromForm, text: Annotated[str, Form()] = "", file: UploadFile | None = None
) -> Response:
    """Check what was pasted or uploaded, and say what was found."""
    service = base.verification
    try:
        if file is not None and file.filename:
            with received(file, base.settings.max_file_mb) as (path, name):
                return _page(request, base, who, found=service.file(path, who.user), name=name)
    except (UnreadableFile, TooLarge) as error:
        return _page(request, base, who, error=str(error))
    if len(text) > LONGEST_TEXT:
        long = f"The text has {len(text):,} characters; at most {LONGEST_TEXT:,} are checked at once. Split it."
        return _page(request, base, who, error=long)
    if not text.strip():
        return _page(request, base, who, error="Paste a text or choose a file.")
    return _page(request, base, who, found=service.text(text, who.user), text=text)


def _page(
    request: Request,
    base: Base,
    who: Signed,
    found: Verification | None = None,
    text: str = "",
    name: str = "",
    error: str | None = None,
) -> Response:
    labels: dict[str, Any] = {"outcome_labels": OUTCOME_LABELS, "state_labels": STATE_LABELS}
    values = {"found": found, "text": text, "name": name, "error": error, "max_mb": base.settings.max_file_mb}
    return render(request, "verify.html", who, 422 if error else 200, **values, **labels)
