"""The API of the quarantine: documents that wait for a person, and the decisions on them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.documents.quarantine import FoundWords, WaitingDocument
from api.errors import BadRequest
from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.base import LocatorOut
from api.rest.schemas.documents import DocumentOut
from api.shared.paging import paged
from indexer.documents import PartKind
from indexer.privacy.personal_data import LIMITS, PersonalData
from indexer.privacy.quarantine import ReleaseVerdict


class FindingOut(BaseModel):
    """Personal data in its sentence: `before` + `words` + `after`. A decision names it by its `number`.

    `part` is the kind of part of the file that holds it, null for the text that would be searched; `place` says both in
    words ("in a comment, page 3").
    """

    number: int
    kind: PersonalData
    locator: LocatorOut
    part: PartKind | None
    place: str
    before: str
    words: str
    after: str

    @classmethod
    def of(cls, found: FoundWords) -> FindingOut:
        """From a finding in its sentence."""
        values = {name: getattr(found, name) for name in cls.model_fields}
        return cls(**{**values, "locator": LocatorOut.of(found.locator)})


class WaitingOut(BaseModel):
    """A document that waits for a person, with what was found in it. It is in no search, list or answer.

    `concerns` are lines on why it waits besides what was found.
    """

    id: str
    name: str
    sha256: str
    arrived_at: datetime
    publisher: str | None
    found: dict[PersonalData, int]
    concerns: list[str]
    findings: list[FindingOut]

    @classmethod
    def of(cls, shown: WaitingDocument) -> WaitingOut:
        """From a waiting document."""
        held = shown.waiting
        return cls(
            id=held.id,
            name=held.name,
            sha256=held.sha256,
            arrived_at=held.arrived_at,
            publisher=held.publisher,
            found=held.counts,
            concerns=list(held.concerns),
            findings=[FindingOut.of(found) for found in shown.found],
        )


class QuarantineOut(BaseModel):
    """A part of the list of waiting documents, and what the check cannot find."""

    items: list[WaitingOut]
    next: str | None
    limits: str


class DecisionIn(BaseModel):
    """A decision on a waiting document. `findings` are the numbers to redact; all when left out."""

    model_config = ConfigDict(extra="forbid")

    decision: ReleaseVerdict
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    findings: list[int] | None = None


class ReleaseAlikeIn(BaseModel):
    """The release of all waiting documents like one; `looked`: a person looked at what was found in that one."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    looked: Literal[True]


class ReleasedOut(BaseModel):
    """The documents released, as they are held now, and how many of those alike still wait since they changed."""

    documents: list[DocumentOut]
    waiting: int


class DecidedOut(BaseModel):
    """What was decided, and the document as it is held now; none when it was refused."""

    decision: ReleaseVerdict
    document: DocumentOut | None


router = APIRouter(prefix="/api/v1/quarantine", responses=PROBLEMS)


@router.get("")
def waiting(
    base: Base,
    user: SignedIn,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
) -> QuarantineOut:
    """Documents that wait for a decision, because of personal data or another concern, the longest first."""
    page = paged(base.quarantine.waiting(user), limit, cursor)
    items = [WaitingOut.of(base.quarantine.document(waiting.id, user)) for waiting in page.items]
    return QuarantineOut(items=items, next=page.next, limits=LIMITS)


@router.post("/{document_id}")
def decide(document_id: str, body: DecisionIn, base: Base, user: SignedIn) -> DecidedOut:
    """Release a waiting document, redact it, or refuse it. The decision is kept and holds for the same file."""
    report = base.quarantine.decide(document_id, body.decision, body.reason, user, body.findings)
    for failure in report.failed:
        raise BadRequest(f"It still waits: {failure}")
    for _ in report.waiting:
        raise BadRequest("It still waits: its text is read differently now. Look at it again.")
    held = (*report.indexed, *report.updated, *report.unchanged, *(d.record for d in report.duplicates))
    return DecidedOut(decision=body.decision, document=DocumentOut.of_record(held[0]) if held else None)


@router.get("/{document_id}/alike")
def alike(document_id: str, base: Base, user: SignedIn) -> QuarantineOut:
    """A waiting document, and those of its publisher with the same kinds of finding and no identifier."""
    items = [WaitingOut.of(base.quarantine.document(one.id, user)) for one in base.quarantine.alike(document_id, user)]
    return QuarantineOut(items=items, next=None, limits=LIMITS)


@router.post("/{document_id}/alike")
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
