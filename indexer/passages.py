"""Passages: the pieces of documents that are searched, shown and cited."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from indexer.documents import DocumentCard, DocumentKind, Locator, TableCell
from indexer.immutable import Immutable

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
class PassageStatement:
    """A sentence, bullet or table row of a passage: where it stands there, and what it does in the document.

    `negated` says that it tells what is not so.
    """

    start: int
    end: int
    role: PassageRole
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Passage(Immutable):
    """About 60 to 120 words on sentence borders under one heading: `Document.text[start:end]` as it is.

    `sentences` are spans in `text`. `places` is never empty, in order, the first at 0: a passage that
    runs over a page break knows both pages. `position` counts passages of a document from 0. `role` is what
    the passage does in its document and `role_reason` why that was taken; `caution` is a line for its readers;
    `recognised` says that its text was recognised from a picture; `by_service` that the service wrote it about
    what the document holds: such words are never quoted. `agencies` are the ids of those it names. `cells` are those
    of the table rows and form fields it holds, whole rows also where it holds a part of one.
    `statements` are what it says, one by one, in order; the role of the passage is made of theirs.
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
    statements: tuple[PassageStatement, ...] = ()
    cells: tuple[TableCell, ...] = ()

    @property
    def rows(self) -> list[list[TableCell]]:
        """The cells of each table row, in order."""
        return [list(cells) for _, cells in groupby(self.cells, key=lambda cell: cell.row)]

    def cells_in(self, span: Span) -> tuple[TableCell, ...]:
        """The cells of the rows that a span holds or holds a part of, whole rows."""
        start, end = span
        rows = {cell.row for cell in self.cells if cell.start < end and cell.end > start}
        return tuple(cell for cell in self.cells if cell.row in rows)

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

    def units(self) -> Iterator[tuple[int, int, bool]]:
        """First and last sentence of each table row and, elsewhere, of each sentence, and whether it is a row."""
        places = [self.locate(start) for start, _ in self.sentences]
        rows = [place.cells if place.row is None else place.row for place in places]
        n = 0
        while n < len(rows):
            last = n
            while rows[n] is not None and last + 1 < len(rows) and rows[last + 1] == rows[n]:
                last += 1
            yield n, last, rows[n] is not None
            n = last + 1

    def role_in(self, span: Span) -> PassageRole | None:
        """What the words of a span do: the role of most of them, or of the passage where statements are not known."""
        letters: Counter[PassageRole] = Counter()
        for statement in self.statements:
            letters[statement.role] += max(0, min(statement.end, span[1]) - max(statement.start, span[0]))
        role, most = max(letters.items(), key=lambda item: item[1], default=(None, 0))
        return role if most else self.role


def passage_id(document_id: str, headings: tuple[str, ...], text: str, occurrence: int = 0) -> str:
    """A UUID made of the document, the headings and the words, so that a rebuild gives the same id.

    White space does not count. `occurrence` tells apart the same words twice under the same headings.
    """
    words = " ".join(text.split())
    key = "\x1f".join((document_id, *headings, words, str(occurrence)))
    return str(UUID(bytes=hashlib.sha256(key.encode()).digest()[:16]))


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """A learning theme a passage is tagged with; `said` are the spans of its statements that say so."""

    id: str
    label: str
    said: tuple[Span, ...] = ()


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
