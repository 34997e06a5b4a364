"""The lexicon under /api/v1: entries in force, changes, and what can be added, changed and retired."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.query import EntriesOut, EntryIn, EntryOut, LexiconChangeOut, LexiconChangesOut, RetireIn
from api.rest.schemas.shared import Cursor, Limit
from api.shared.paging import paged

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get("/lexicon")
def entries(
    base: Base, user: SignedIn, q: Annotated[str, Query(max_length=100)] = "", limit: Limit = 50, cursor: Cursor = None
) -> EntriesOut:
    """The entries in force in which `q` stands: people's own and the file's first, then those shipped."""
    page = paged(base.lexicon.entries(user, q), limit, cursor)
    return EntriesOut(items=[EntryOut.of(held) for held in page.items], next=page.next)


@router.get("/lexicon/changes")
def changes(base: Base, user: SignedIn, limit: Limit = 50, cursor: Cursor = None) -> LexiconChangesOut:
    """What people changed, the latest first."""
    page = paged(base.lexicon.history(user), limit, cursor)
    return LexiconChangesOut(items=[LexiconChangeOut.of(change) for change in page.items], next=page.next)


@router.post("/lexicon", status_code=201)
def add(body: EntryIn, base: Base, user: SignedIn) -> EntryOut:
    """Add an entry; it counts for the next question."""
    return EntryOut.of(base.lexicon.add(body.relation, body.term, body.also, body.reason, user))


@router.put("/lexicon")
def change(body: EntryIn, base: Base, user: SignedIn) -> EntryOut:
    """Set what an entry stands for."""
    return EntryOut.of(base.lexicon.change(body.relation, body.term, body.also, body.reason, user))


@router.post("/lexicon/retire", status_code=204)
def retire(body: RetireIn, base: Base, user: SignedIn) -> None:
    """Use an entry no more; its history is kept."""
    base.lexicon.retire(body.relation, body.term, body.reason, user)


@router.get("/lexicon.toml", response_class=Response)
def as_file(base: Base, user: SignedIn) -> Response:
    """What differs from the entries shipped, as a file that LEARNING_LEXICON can name."""
    return Response(base.lexicon.as_file(user), media_type="application/toml")
