"""The routes under /api/v1: parse, call one verb of the knowledge base, return."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response, UploadFile
from starlette.requests import Request

from api.errors import BadRequest
from api.requests import Base, Said, SignedIn, received
from api.rest.problems import PROBLEMS
from api.rest.schemas.answers import AnswerOut, QuestionIn, SearchIn, SearchOut
from api.rest.schemas.base import PassageOut, PassagesOut
from api.rest.schemas.documents import (
    AddedOut,
    CorrectionIn,
    DocumentOut,
    DocumentsOut,
    NearDuplicateOut,
    VersionsOut,
)
from api.rest.schemas.feedback import JudgementOut, JudgementsOut
from api.shared.paging import paged
from indexer.catalogue.records import DocumentRecord
from indexer.indexing.reports import IndexReport, NearDuplicate

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[str | None, Query(max_length=100)]
Version = Annotated[int | None, Query(ge=1, le=1_000_000)]


@router.post("/search")
def search(body: SearchIn, base: Base, user: SignedIn) -> SearchOut:
    """Passages that fit a query, best first."""
    return SearchOut.of(base.search(body.query, body.filters.filters(), user, body.limit, body.cursor, body.without))


@router.post("/answers")
def answer(body: QuestionIn, base: Base, user: SignedIn) -> AnswerOut:
    """An answer in the sources' own words, or that nothing is held; beside it a summary, where a model is set."""
    found = base.conversation.answer(body.question, body.filters.filters(), user, body.without, body.after)
    return AnswerOut.of(base.writing.write(found, user))


@router.get("/documents")
def documents(
    base: Base, user: SignedIn, limit: Limit = 50, cursor: Cursor = None, unread: bool = False
) -> DocumentsOut:
    """Documents you may see, newest year first; with `unread` those that hold parts which were not read."""
    page = base.documents(user, limit, cursor, unread)
    return DocumentsOut(items=[DocumentOut.of_record(record) for record in page.items], next=page.next)


@router.post("/documents", status_code=201)
def add_document(file: UploadFile, base: Base, user: SignedIn, response: Response, given: Said) -> AddedOut:
    """Add a file. What is left empty is worked out from the text and marked as inferred."""
    with received(file, base.settings.max_file_mb) as (path, name):
        report = base.add_file(path, name, given, user)
    added = _outcome(report)
    if added.status != "indexed":
        response.status_code = 202 if added.status == "waiting" else 200
    return added


@router.get("/documents/{document_id}")
def document(document_id: str, base: Base, user: SignedIn) -> DocumentOut:
    """All that is known of a document."""
    return DocumentOut.of_record(base.document(document_id, user))


@router.patch("/documents/{document_id}")
def correct_document(document_id: str, body: CorrectionIn, base: Base, user: SignedIn) -> DocumentOut:
    """Correct what is known of a document; it stays so when the file is indexed again."""
    return DocumentOut.of_record(
        base.correct_document(document_id, body.values(), user, body.despite_marking, body.reason)
    )


@router.delete("/documents/{document_id}", status_code=204)
def remove_document(document_id: str, base: Base, user: SignedIn) -> None:
    """Remove a document with its passages and its file."""
    base.remove_document(document_id, user)


@router.get("/documents/{document_id}/versions")
def versions(document_id: str, base: Base, user: SignedIn) -> VersionsOut:
    """The versions of a document, newest first; a citation's `document_sha256` is one of theirs."""
    return VersionsOut.of(base.versions(document_id, user))


@router.get("/documents/{document_id}/passages")
def passages(document_id: str, base: Base, user: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> PassagesOut:
    """A document's passages in order."""
    page = base.passages(document_id, user, limit, cursor)
    return PassagesOut(items=[PassageOut.of(found) for found in page.items], next=page.next)


@router.get("/passages/{passage_id}")
def passage(passage_id: str, base: Base, user: SignedIn, version: Version = None) -> PassageOut:
    """One passage, as the version in use has it, else the newest that does, or as `version` has it."""
    return PassageOut.of(base.passage(passage_id, user, version))


@router.get("/judgements")
def judgements(base: Base, user: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> JudgementsOut:
    """Questions judged, newest first: what answers each, or that nothing held does."""
    page = paged(base.judging.all(user), limit, cursor)
    return JudgementsOut(items=[JudgementOut.of(judgement) for judgement in page.items], next=page.next)


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request, user: SignedIn) -> dict[str, Any]:
    """The description of this API."""
    described: dict[str, Any] = request.app.openapi()
    return described


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
