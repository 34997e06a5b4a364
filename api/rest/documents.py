"""Documents under /api/v1: add, list, one with its versions and passages, correct, remove; and what waits."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response, UploadFile

from api.errors import BadRequest
from api.requests import Base, Said, SignedIn, received
from api.rest.problems import PROBLEMS
from api.rest.schemas.documents import (
    AddedOut,
    CorrectionIn,
    DecidedOut,
    DecisionIn,
    DocumentOut,
    DocumentsOut,
    NearDuplicateOut,
    QuarantineOut,
    ReleaseAlikeIn,
    ReleasedOut,
    VersionsOut,
    WaitingOut,
)
from api.rest.schemas.retrieval import PassageOut, PassagesOut
from api.rest.schemas.shared import Cursor, Limit
from api.shared.paging import paged
from indexer.catalogue.records import DocumentRecord
from indexer.indexing.reports import IndexReport, NearDuplicate
from indexer.privacy.personal_data import LIMITS

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

Version = Annotated[int | None, Query(ge=1, le=1_000_000)]


@router.get("/documents")
def documents(
    base: Base, user: SignedIn, limit: Limit = 50, cursor: Cursor = None, unread: bool = False
) -> DocumentsOut:
    """Documents you may see, newest year first; with `unread` those that hold parts which were not read."""
    page = base.documents.all(user, limit, cursor, unread)
    return DocumentsOut(items=[DocumentOut.of_record(record) for record in page.items], next=page.next)


@router.post("/documents", status_code=201)
def add_document(file: UploadFile, base: Base, user: SignedIn, response: Response, given: Said) -> AddedOut:
    """Add a file. What is left empty is worked out from the text and marked as inferred."""
    with received(file, base.settings.max_file_mb) as (path, name):
        report = base.documents.add_file(path, name, given, user)
    added = _outcome(report)
    if added.status != "indexed":
        response.status_code = 202 if added.status == "waiting" else 200
    return added


@router.get("/documents/{document_id}")
def document(document_id: str, base: Base, user: SignedIn) -> DocumentOut:
    """All that is known of a document."""
    return DocumentOut.of_record(base.documents.one(document_id, user))


@router.patch("/documents/{document_id}")
def correct_document(document_id: str, body: CorrectionIn, base: Base, user: SignedIn) -> DocumentOut:
    """Correct what is known of a document; it stays so when the file is indexed again."""
    return DocumentOut.of_record(
        base.documents.correct(document_id, body.values(), user, body.despite_marking, body.reason)
    )


@router.delete("/documents/{document_id}", status_code=204)
def remove_document(document_id: str, base: Base, user: SignedIn) -> None:
    """Remove a document with its passages and its file."""
    base.documents.remove(document_id, user)


@router.get("/documents/{document_id}/versions")
def versions(document_id: str, base: Base, user: SignedIn) -> VersionsOut:
    """The versions of a document, newest first; a citation's `document_sha256` is one of theirs."""
    return VersionsOut.of(base.documents.versions(document_id, user))


@router.get("/documents/{document_id}/passages")
def passages(document_id: str, base: Base, user: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> PassagesOut:
    """A document's passages in order."""
    page = base.documents.passages(document_id, user, limit, cursor)
    return PassagesOut(items=[PassageOut.of(found) for found in page.items], next=page.next)


@router.get("/passages/{passage_id}")
def passage(passage_id: str, base: Base, user: SignedIn, version: Version = None) -> PassageOut:
    """One passage, as the version in use has it, else the newest that does, or as `version` has it."""
    return PassageOut.of(base.documents.passage(passage_id, user, version))


@router.get("/quarantine")
def waiting(
    base: Base,
    user: SignedIn,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> QuarantineOut:
    """Documents that wait for a decision, because of personal data or another concern, the longest first."""
    page = paged(base.quarantine.waiting(user), limit, cursor)
    items = [WaitingOut.of(base.quarantine.document(waiting.id, user)) for waiting in page.items]
    return QuarantineOut(items=items, next=page.next, limits=LIMITS)


@router.post("/quarantine/{document_id}")
def decide(document_id: str, body: DecisionIn, base: Base, user: SignedIn) -> DecidedOut:
    """Release a waiting document, redact it, or refuse it. The decision is kept and holds for the same file."""
    report = base.quarantine.decide(document_id, body.decision, body.reason, user, body.findings)
    for failure in report.failed:
        raise BadRequest(f"It still waits: {failure}")
    for _ in report.waiting:
        raise BadRequest("It still waits: its text is read differently now. Look at it again.")
    held = (*report.indexed, *report.updated, *report.unchanged, *(d.record for d in report.duplicates))
    return DecidedOut(decision=body.decision, document=DocumentOut.of_record(held[0]) if held else None)


@router.get("/quarantine/{document_id}/alike")
def alike(document_id: str, base: Base, user: SignedIn) -> QuarantineOut:
    """A waiting document, and those of its publisher with the same kinds of finding and no identifier."""
    items = [WaitingOut.of(base.quarantine.document(one.id, user)) for one in base.quarantine.alike(document_id, user)]
    return QuarantineOut(items=items, next=None, limits=LIMITS)


@router.post("/quarantine/{document_id}/alike")
def release_alike(document_id: str, body: ReleaseAlikeIn, base: Base, user: SignedIn) -> ReleasedOut:
    """Release a waiting document that a person looked at, and all that are like it, each with a decision of its own."""
    reports = base.quarantine.release_alike(document_id, body.reason, user)
    held = [
        record
        for report in reports
        for record in (*report.indexed, *report.updated, *report.unchanged, *(d.record for d in report.duplicates))
    ]
    waiting = sum(len(report.waiting) + len(report.failed) for report in reports)
    return ReleasedOut(documents=[DocumentOut.of_record(record) for record in held], waiting=waiting)


def _outcome(report: IndexReport) -> AddedOut:
    """The one outcome of a report on one file. Raises BadRequest when it failed."""
    for failure in report.failed:
        raise BadRequest(str(failure))
    for line in report.refused:
        raise BadRequest(line)
    for held in report.waiting:
        why = list(held.concerns)
        return AddedOut(status="waiting", document=None, waiting_id=held.id, found=held.counts, concerns=why)
    for duplicate in report.duplicates:
        return AddedOut(status="duplicate", document=DocumentOut.of_record(duplicate.record))
    for status, records in (("indexed", report.indexed), ("updated", report.updated), ("unchanged", report.unchanged)):
        for record in records:
            near = [_near(pair, record) for pair in report.near]
            return AddedOut(status=status, document=DocumentOut.of_record(record), near_duplicates=near)
    raise BadRequest("Nothing was added.")


def _near(pair: NearDuplicate, record: DocumentRecord) -> NearDuplicateOut:
    other = pair.other if pair.record.id == record.id else pair.record
    return NearDuplicateOut(document_id=other.id, document_title=other.source.title, share=round(pair.share, 2))
