"""The lexicon under /api/v1: entries in force, changes, and what can be added, changed and retired."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from api.query.lexicon import Relation
from api.query.lexicon_changes import LexiconChange, LexiconChangeKind
from api.query.lexicon_service import LONGEST_REASON, LONGEST_TEXT, MOST_ALSO, EntryInForce, Origin
from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.base import Strict
from api.shared.paging import paged

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[str | None, Query(max_length=100)]
Words = Annotated[str, Field(max_length=LONGEST_TEXT)]
Reason = Annotated[str, Field(max_length=LONGEST_REASON)]


class EntryOut(BaseModel):
    """A word or phrase and what is searched for as well. `ambiguous` ones are never searched for under other words."""

    relation: Relation
    term: str
    also: list[str]
    origin: Origin

    @classmethod
    def of(cls, held: EntryInForce) -> EntryOut:
        """From an entry in force."""
        entry = held.entry
        return cls(relation=entry.relation, term=entry.term, also=list(entry.also), origin=held.origin)


class EntriesOut(BaseModel):
    """A part of the entries in force."""

    items: list[EntryOut]
    next: str | None


class LexiconChangeOut(BaseModel):
    """Who changed an entry, when and why; `also` is as it was set, or as it was when it was retired."""

    kind: LexiconChangeKind
    relation: Relation
    term: str
    also: list[str]
    reason: str
    changed_by: str
    changed_at: str

    @classmethod
    def of(cls, change: LexiconChange) -> LexiconChangeOut:
        """From a change."""
        entry = change.entry
        return cls(
            kind=change.kind,
            relation=entry.relation,
            term=entry.term,
            also=list(entry.also),
            reason=change.reason,
            changed_by=change.user_name,
            changed_at=change.changed_at,
        )


class LexiconChangesOut(BaseModel):
    """A part of the changes, the latest first."""

    items: list[LexiconChangeOut]
    next: str | None


class RetireIn(Strict):
    """An entry to be used no more, and why."""

    relation: Relation
    term: Words
    reason: Reason


class EntryIn(RetireIn):
    """An entry, and why it is added or changed."""

    also: Annotated[list[Words], Field(max_length=MOST_ALSO)]


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
