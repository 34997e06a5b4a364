"""Searches under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.retrieval import SearchIn, SearchOut

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.post("/search")
def search(body: SearchIn, base: Base, user: SignedIn) -> SearchOut:
    """Passages that fit a query, best first."""
    return SearchOut.of(base.search(body.query, body.filters.filters(), user, body.limit, body.cursor, body.without))
