"""Pages of the documents held: list, one document, its pages and file, adding, correcting, removing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from api.documents.originals import closed
from api.documents.page_images import NoPage
from api.documents.page_images import render as render_image
from api.errors import BadRequest, Invalid
from api.people.access import Action, may, require
from api.people.sign_in import Caller
from api.requests import MOST_OF_A_FIELD, Base, Said, TooLarge, received
from api.web.forms import FromForm, Signed
from api.web.pages import render
from indexer.catalogue.records import DocumentRecord
from indexer.documents import FIELDS
from indexer.indexing.reports import Failure
from indexer.privacy.publishers import advice
from indexer.readers.account import WORDS

router = APIRouter(include_in_schema=False)

Version = Annotated[int | None, Query(ge=1, le=1_000_000)]


@router.get("/documents")
def documents(request: Request, base: Base, who: Signed, kind: str = "", unread: bool = False) -> Response:
    """All documents the person may see, by kind; with `unread` those that hold parts which were not read."""
    everything = base.documents(who.user).items
    kinds = sorted({record.source.kind for record in everything})
    shown = [r for r in everything if (not kind or r.source.kind == kind) and (r.unread or not unread)]
    values: dict[str, Any] = {"total": len(everything), "kinds": kinds, "kind": kind, "unread": unread}
    in_part = sum(record.unread > 0 for record in everything)
    return render(request, "documents.html", who, records=shown, in_part=in_part, **values)


@router.get("/documents/add")
def add_form(request: Request, base: Base, who: Signed) -> Response:
    """The upload form."""
    require(who.user, Action.ADD_DOCUMENTS)
    settings = base.settings
    offered = [field for field in FIELDS.values() if field.on_upload]
    return render(request, "add.html", who, fields=offered, max_mb=settings.max_file_mb)


@router.post("/documents/add")
def add(request: Request, base: Base, who: FromForm, files: list[UploadFile], given: Said) -> Response:
    """Index uploads and say what became of each."""
    require(who.user, Action.ADD_DOCUMENTS)
    reports, failures = [], []
    for upload in files:
        if not upload.filename:
            failures.append(Failure("No file", "was chosen.", "Go back and choose one or more files."))
            continue
        try:
            with received(upload, base.settings.max_file_mb) as (path, name):
                reports.append(base.add_file(path, name, given, who.user))
        except TooLarge as error:
            failures.append(Failure(upload.filename[:200], str(error), ""))
    lines = advice([held for report in reports for held in report.waiting])
    return render(request, "added.html", who, reports=reports, failures=failures, advice=lines)


@router.get("/documents/{document_id}")
def document(request: Request, document_id: str, base: Base, who: Signed) -> Response:
    """All that is known of a document, and its passages."""
    record = base.document(document_id, who.user)
    return _document_page(request, record, base, who)


@router.post("/documents/{document_id}")
def correct(
    request: Request,
    document_id: str,
    base: Base,
    who: FromForm,
    sent: Said,
    despite_marking: Annotated[bool, Form()] = False,
    reason: Annotated[str, Form(max_length=MOST_OF_A_FIELD)] = "",
) -> Response:
    """Correct what is known of a document."""
    record = base.document(document_id, who.user)
    held = {name: str(getattr(record.source, name) or "") for name in sent}
    changes = {name: text for name, text in sent.items() if text.strip() != held[name]}
    try:
        base.correct_document(document_id, changes, who.user, despite_marking, reason)
    except Invalid as error:
        return _document_page(request, record, base, who, str(error))
    return RedirectResponse(f"/documents/{document_id}", 303)


def _document_page(
    request: Request, record: DocumentRecord, base: Base, who: Caller, error: str | None = None
) -> Response:
    newer, older = base.related(record, who.user)
    values: dict[str, Any] = {
        "record": record,
        "passages": base.passages(record.id, who.user).items,
        "versions": base.versions(record.id, who.user),
        "newer": newer,
        "older": older,
        "closed": closed(record, who.user),
        "class_changes": base.class_changes(record.id, who.user) if may(who.user, Action.CORRECT_DOCUMENTS) else [],
        "parts_called": WORDS,
    }
    return render(request, "document.html", who, 422 if error else 200, **values, fields=FIELDS.values(), error=error)


@router.get("/documents/{document_id}/remove")
def remove_form(request: Request, document_id: str, base: Base, who: Signed) -> Response:
    """Ask before removing."""
    require(who.user, Action.REMOVE_DOCUMENTS)
    return render(request, "remove.html", who, record=base.document(document_id, who.user))


@router.post("/documents/{document_id}/remove")
def remove(document_id: str, base: Base, who: FromForm) -> Response:
    """Remove a document."""
    base.remove_document(document_id, who.user)
    return RedirectResponse("/documents", 303)


@router.get("/documents/{document_id}/file")
def file(document_id: str, base: Base, who: Signed, version: Version = None) -> Response:
    """The original file, of any version; a PDF opens in the browser, anything else is saved."""
    original = base.original(document_id, who.user, version)
    is_pdf = original.media_type == "application/pdf"
    headers = {"Cache-Control": "private, no-cache"}
    if not is_pdf:
        headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return FileResponse(
        original.path,
        media_type=original.media_type if is_pdf else "application/octet-stream",
        filename=original.name,
        content_disposition_type="inline" if is_pdf else "attachment",
        headers=headers,
    )


@router.get("/documents/{document_id}/pages/{number}.jpg")
def page_image(
    request: Request, document_id: str, number: int, base: Base, who: Signed, version: Version = None
) -> Response:
    """A page of a PDF as a picture, drawn once and kept; a browser asks each time whether it may show its own again."""
    original, kept = base.picture(document_id, number, who.user, version)
    headers = {"Cache-Control": "private, no-cache", "ETag": f'"{original.sha256[:16]}-{number}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    try:
        data = kept.read_bytes() if kept.is_file() else _draw(original.path, number, kept)
    except NoPage:
        raise BadRequest(f"Page {number} cannot be shown.") from None
    return Response(data, media_type="image/jpeg", headers=headers)


def _draw(path: Path, number: int, kept: Path) -> bytes:
    data = render_image(path, number)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(data)
        part.replace(kept)
    except OSError:
        return data  # a full disk must not hide the page
    return data
