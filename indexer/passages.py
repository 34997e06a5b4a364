"""Passages: the pieces of documents that are searched, shown and cited."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from indexer.documents import DocumentCard, DocumentKind, Immutable, Locator, TableCell

Span = tuple[int, int]
"""Start and end offset, end not included."""


class PassageRole(StrEnum):
    """What a passage does in its document: finding, promise, duty and so on."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    PLANNED_ACTION = "planned_action"
    RECOMMENDATION = "recommendation"
    DUTY = "duty"
    PROCEDURE_STEP = "procedure_step"
    FIGURES = "figures"
    CASE_NARRATIVE = "case_narrative"
    VOICE = "voice"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Place:
    """From `start` (offset in the passage) on, the text stands at `locator`."""

    start: int
    locator: Locator


@dataclass(frozen=True, slots=True)
class Passage(Immutable):
    """About 60 to 120 words on sentence borders under one heading: `Document.text[start:end]` as it is.

    `sentences` are spans in `text`. `places` is never empty, in order, the first at 0: a passage that
    runs over a page break knows both pages. `position` counts passages of a document from 0. `role` is what
    the passage does in its document and `role_reason` why that was taken; `caution` is a line for its readers;
    `recognised` says that its text was recognised from a picture; `by_service` that the service wrote it about
    what the document holds: such words are never quoted. `agencies` are the ids of those it names. `cells` are those
    of the table rows and form fields it holds, whole rows also where it holds a part of one.
    """

    id: str
    document_id: str
    text: str
    start: int
    end: int
    headings: tuple[str, ...]
    sentences: tuple[Span, ...]
    places: tuple[Place, ...]
    position: int
    role: PassageRole | None = None
    role_reason: str | None = None
    caution: str | None = None
    recognised: bool = False
    by_service: bool = False
    agencies: tuple[str, ...] = ()
    cells: tuple[TableCell, ...] = ()

    @property
    def rows(self) -> list[list[TableCell]]:
        """The cells of each table row, in order."""
        return [list(cells) for _, cells in groupby(self.cells, key=lambda cell: cell.row)]

    def begins(self, cell: TableCell) -> bool:
        """Whether the first words of a cell stand in it, rather than the rest of one that begins before."""
        return cell.end > cell.start and cell.text.startswith(self.text[cell.start : cell.end])

    @property
    def locator(self) -> Locator:
        """Where the passage begins."""
        return self.places[0].locator

    def locate(self, offset: int) -> Locator:
        """Where the character at `offset` in the passage stands."""
        found = self.places[0].locator
        for place in self.places:
            if place.start > offset:
                break
            found = place.locator
        return found


def passage_id(document_id: str, headings: tuple[str, ...], text: str, occurrence: int = 0) -> str:
    """A UUID made of the document, the headings and the words, so that a rebuild gives the same id.

    White space does not count. `occurrence` tells apart the same words twice under the same headings.
    """
    words = " ".join(text.split())
    key = "\x1f".join((document_id, *headings, words, str(occurrence)))
    return str(UUID(bytes=hashlib.sha256(key.encode()).digest()[:16]))


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """A learning theme a passage is tagged with."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class StoredPassage(Immutable):
    """A passage as the store gives it back: with the card of its document and its themes.

    `current` is False for a passage of a version that another has replaced: it can be read and cited, but no
    search finds it.
    """

    passage: Passage
    document: DocumentCard
    themes: tuple[ThemeTag, ...] = ()
    current: bool = True


@dataclass(frozen=True, slots=True)
class Filters(Immutable):
    """What a reader narrowed the search to; an empty field does not narrow.

    `years` is (from, to), both included, either may be None. Areas compare without regard to case.
    `in_force_on` leaves what was in force on that day: documents, of whatever kind, that say from when they
    apply (`effective_from`), had begun to, had not ended (`effective_to`) and were not superseded yet.
    Documents without a date of effect are left out, for nobody can say whether they were in force.
    """

    kinds: tuple[DocumentKind, ...] = ()
    areas: tuple[str, ...] = ()
    years: tuple[int | None, int | None] | None = None
    roles: tuple[PassageRole, ...] = ()
    themes: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    in_force_on: date | None = None


NO_FILTERS = Filters()
