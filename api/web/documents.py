"""Pages of documents: what waits, the list, adding, one document, its file, pages, passages, correcting, removing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from api.documents.originals import closed
from api.documents.page_images import NoPage, PageView, view, ways_of
from api.documents.page_images import render as render_image
from api.errors import BadRequest, Forbidden, Invalid
from api.people.access import Action, may, require
from api.people.sign_in import Caller
from api.people.users import User
from api.requests import MOST_OF_A_FIELD, Base, Said, TooLarge, received
from api.web.forms import FromForm, Signed
from api.web.pages import render
from indexer.catalogue.records import DocumentRecord
from indexer.documents import FIELDS
from indexer.indexing.reports import Failure
from indexer.passages import Span, StoredPassage
from indexer.privacy.personal_data import IDENTIFIERS, LABELS, LIMITS, in_words
from indexer.privacy.publishers import advice
from indexer.privacy.quarantine import PAST, ReleaseVerdict
from indexer.privacy.screening import NotDecided
from indexer.readers.account import WORDS

router = APIRouter(include_in_schema=False)

Version = Annotated[int | None, Query(ge=1, le=1_000_000)]

_MOST_SHOWN = 500
"""Findings that can be ticked one by one; with more of them a form would hold more fields than are taken."""


@router.get("/documents/waiting")
def waiting(request: Request, base: Base, who: Signed) -> Response:
    """Documents that wait, and what was decided before."""
    service, user = base.quarantine, who.user
    values: dict[str, Any] = {"items": service.waiting(user), "decisions": service.decisions(user)}
    values |= {"groups": service.groups(user), "past": PAST, "in_words": in_words, "limits": LIMITS}
    return render(request, "waiting.html", who, **values)


@router.get("/documents/waiting/{waiting_id}")
def waiting_document(request: Request, waiting_id: str, base: Base, who: Signed) -> Response:
    """One waiting document: each finding in its sentence, and the decision."""
    return _waiting_page(request, waiting_id, base, who)


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
        return _waiting_page(request, waiting_id, base, who, str(error), reason)
    if report.failed or report.waiting:
        why = str(report.failed[0]) if report.failed else "Its text is read differently now. Look at it again."
        return _waiting_page(request, waiting_id, base, who, f"It still waits: {why}", reason)
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
        return _waiting_page(request, waiting_id, base, who, str(error), reason)
    return RedirectResponse("/documents/waiting", 303)


def _waiting_page(
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


@router.get("/documents")
def documents(request: Request, base: Base, who: Signed, kind: str = "", unread: bool = False) -> Response:
    """All documents the person may see, by kind; with `unread` those that hold parts which were not read."""
    everything = base.documents.all(who.user).items
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
                reports.append(base.documents.add_file(path, name, given, who.user))
        except TooLarge as error:
            failures.append(Failure(upload.filename[:200], str(error), ""))
    lines = advice([held for report in reports for held in report.waiting])
    return render(request, "added.html", who, reports=reports, failures=failures, advice=lines)


@router.get("/documents/{document_id}")
def document(request: Request, document_id: str, base: Base, who: Signed) -> Response:
    """All that is known of a document, and its passages."""
    record = base.documents.one(document_id, who.user)
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
    record = base.documents.one(document_id, who.user)
    held = {name: str(getattr(record.source, name) or "") for name in sent}
    changes = {name: text for name, text in sent.items() if text.strip() != held[name]}
    try:
        base.documents.correct(document_id, changes, who.user, despite_marking, reason)
    except Invalid as error:
        return _document_page(request, record, base, who, str(error))
    return RedirectResponse(f"/documents/{document_id}", 303)


def _document_page(
    request: Request, record: DocumentRecord, base: Base, who: Caller, error: str | None = None
) -> Response:
    newer, older = base.documents.related(record, who.user)
    may_correct = may(who.user, Action.CORRECT_DOCUMENTS)
    changes = base.documents.class_changes(record.id, who.user) if may_correct else []
    values: dict[str, Any] = {
        "record": record,
        "passages": base.documents.passages(record.id, who.user).items,
        "versions": base.documents.versions(record.id, who.user),
        "newer": newer,
        "older": older,
        "closed": closed(record, who.user),
        "class_changes": changes,
        "parts_called": WORDS,
    }
    return render(request, "document.html", who, 422 if error else 200, **values, fields=FIELDS.values(), error=error)


@router.get("/documents/{document_id}/remove")
def remove_form(request: Request, document_id: str, base: Base, who: Signed) -> Response:
    """Ask before removing."""
    require(who.user, Action.REMOVE_DOCUMENTS)
    return render(request, "remove.html", who, record=base.documents.one(document_id, who.user))


@router.post("/documents/{document_id}/remove")
def remove(document_id: str, base: Base, who: FromForm) -> Response:
    """Remove a document."""
    base.documents.remove(document_id, who.user)
    return RedirectResponse("/documents", 303)


@router.get("/documents/{document_id}/file")
def file(document_id: str, base: Base, who: Signed, version: Version = None) -> Response:
    """The original file, of any version; a PDF opens in the browser, anything else is saved."""
    original = base.documents.original(document_id, who.user, version)
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
    original, kept = base.documents.picture(document_id, number, who.user, version)
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


@router.get("/passages/{passage_id}")
def passage(
    request: Request,
    passage_id: str,
    base: Base,
    who: Signed,
    start: Annotated[int | None, Query(alias="from", ge=0)] = None,
    end: Annotated[int | None, Query(alias="to", ge=0)] = None,
    version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> Response:
    """A passage between its neighbours, the cited sentence marked, beside its page.

    A passage of a version or a document that another has replaced says so, and by what.
    """
    found = base.documents.passage(passage_id, who.user, version)
    before, after = base.documents.neighbours(found, who.user)
    span = _span(found, start, end)
    number = found.passage.locate(span[0] if span else 0).page
    picture = _picture(base, found, number, span, who.user)
    newer, _ = base.documents.related(base.documents.one(found.document.id, who.user), who.user)
    values: dict[str, Any] = {"found": found, "before": before, "after": after, "span": span, "page_number": number}
    values |= {"replacement": base.documents.replacement(found, who.user), "newer": newer}
    return render(request, "passage.html", who, picture=picture, **values)


def _span(found: StoredPassage, start: int | None, end: int | None) -> Span | None:
    if start is None or end is None or not start < end <= len(found.passage.text):
        return None
    return start, end


def _picture(base: Base, found: StoredPassage, number: int | None, span: Span | None, user: User) -> PageView | None:
    if number is None:
        return None
    passage = found.passage
    start, end = span or (0, len(passage.text))
    try:
        original, _ = base.documents.picture(found.document.id, number, user, found.document.version)
        shown = view(original.path, number, passage.text[start:end], ways_of(passage, (start, end)))
        return replace(shown, text="") if original.conceals else shown  # the page's text holds what is hidden on it
    except (LookupError, Forbidden):
        return None
