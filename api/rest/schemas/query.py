"""The JSON shapes of how a question was understood, and of the lexicon that it is read with."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.query.follow_up import ContinuedQuestion
from api.query.lexicon import Relation
from api.query.lexicon_changes import LexiconChange, LexiconChangeKind
from api.query.lexicon_service import LONGEST_REASON, LONGEST_TEXT, MOST_ALSO, EntryInForce, Origin
from api.query.reading import Reading, ReadingPart
from api.rest.schemas.shared import Strict


class PartOut(BaseModel):
    """Something read into a question; send `key` in `without` to take it away."""

    key: str
    kind: str
    typed: str
    label: str

    @classmethod
    def of(cls, part: ReadingPart) -> PartOut:
        """From a part of a reading."""
        return cls(key=part.key, kind=part.kind, typed=part.typed, label=part.label)


class ReadingOut(BaseModel):
    """How a question was understood: where it says to look, what else was searched, what was left open.

    `corrected` are typing mistakes: `typed`, and as `label` the word searched for in its place. `subject`: passages
    were ordered as wholes, because no single sentence was nearer to the question. `phrases` stood in quotation marks,
    so that every hit holds all of them; `unheld` are the same where no passage does.
    """

    understood: list[PartOut]
    expanded: list[PartOut]
    ambiguous: list[PartOut]
    corrected: list[PartOut]
    subject: bool
    phrases: list[PartOut]
    unheld: list[str]

    @classmethod
    def of(cls, reading: Reading) -> ReadingOut:
        """From a reading."""
        names = ("understood", "expanded", "ambiguous", "corrected", "phrases")
        parts = {name: [PartOut.of(part) for part in getattr(reading, name)] for name in names}
        return cls(**parts, subject=reading.subject, unheld=list(reading.unheld))


Words = Annotated[str, Field(max_length=LONGEST_TEXT)]

Reason = Annotated[str, Field(max_length=LONGEST_REASON)]


class WordChangeOut(BaseModel):
    """Words of the question before and what stands in their place; empty for what was added or left out."""

    was: str
    now: str


class ContinuedOut(BaseModel):
    """How a question continues the one before: as typed, the question before, and what was changed in it."""

    typed: str
    before: str
    changes: list[WordChangeOut]

    @classmethod
    def of(cls, follow: ContinuedQuestion) -> ContinuedOut:
        """From a follow-up."""
        changes = [WordChangeOut(was=change.was, now=change.now) for change in follow.changes]
        return cls(typed=follow.typed, before=follow.before, changes=changes)


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
