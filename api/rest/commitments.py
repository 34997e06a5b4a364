"""Commitments under /api/v1: list, one, decide."""

from __future__ import annotations

from fastapi import APIRouter

from api.commitments.service import ListedCommitment, WantedCommitments
from api.errors import NotFound
from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.commitments import CommitmentDecisionIn, CommitmentOut, CommitmentsOut
from api.rest.schemas.shared import Cursor, Limit, Name, Year
from api.shared.paging import paged

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get("/commitments")
def commitments(
    base: Base,
    user: SignedIn,
    area: Name = "",
    year: Year | None = None,
    status: Name = "",
    owner: Name = "",
    overdue: bool = False,
    theme: Name = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> CommitmentsOut:
    """Commitments of the documents you may see: overdue first, then the newest documents'.

    `status` narrows to what counts: the decided status, else the suggested one.
    """
    found = base.commitments.all(user, WantedCommitments(area, year, status, owner, overdue, theme))
    page, labels = paged(found, limit, cursor), base.themes.register(user).labels()
    items = [CommitmentOut.of_listed(one, labels) for one in page.items]
    return CommitmentsOut(items=items, total=len(found), next=page.next)


@router.get("/commitments/{commitment_id}")
def commitment(commitment_id: str, base: Base, user: SignedIn) -> CommitmentOut:
    """One commitment with what later documents say of it."""
    found = held(base.commitments.one(commitment_id, user))
    return CommitmentOut.of_listed(found, base.themes.register(user).labels())


@router.post("/commitments/{commitment_id}")
def decide(commitment_id: str, body: CommitmentDecisionIn, base: Base, user: SignedIn) -> CommitmentOut:
    """Decide what became of a commitment; the decision is kept with your name and reason."""
    found = base.commitments.decide(commitment_id, body.status, body.reason, user)
    return CommitmentOut.of_listed(held(found), base.themes.register(user).labels())


def held(found: ListedCommitment | None) -> ListedCommitment:
    """What was found. Raises NotFound."""
    if found is None:
        raise NotFound("This commitment is not held. Its document may have changed or been removed.")
    return found
