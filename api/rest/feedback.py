"""Judged questions under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.feedback import JudgementOut, JudgementsOut
from api.rest.schemas.shared import Cursor, Limit
from api.shared.paging import paged

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get("/judgements")
def judgements(base: Base, user: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> JudgementsOut:
    """Questions judged, newest first: what answers each, or that nothing held does."""
    page = paged(base.judging.all(user), limit, cursor)
    return JudgementsOut(items=[JudgementOut.of(judgement) for judgement in page.items], next=page.next)
