"""Courses: what training was offered in a year, who came, and how it was evaluated, with the cell of each value.

They are read from the rows of training programmes and annual reports. The same course of the same area and year,
told of in several tables (offer here, attendance by agency there) or documents, is one course with several sources;
where these differ, both figures are kept and the difference is pointed out. Nothing is averaged or picked silently.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from api.courses.sectors import Sector, sector_of
from api.shared.citations import Citation
from api.shared.table_rows import QuotedCell, TableRow, table_rows
from indexer.documents import DocumentCard, DocumentKind
from indexer.immutable import Immutable
from indexer.passages import StoredPassage
from indexer.readers.figures import number

TELLING = frozenset({DocumentKind.TRAINING, DocumentKind.ANNUAL_REPORT})
"""Kinds of documents whose tables tell of courses."""


class Fact(StrEnum):
    """What is known of a course; the last six are whole numbers."""

    LEVEL = "level"
    AUDIENCE = "audience"
    EVALUATION = "evaluation"
    PLANNED = "sessions_planned"
    RUN = "sessions_run"
    PLACES = "places"
    ATTENDED = "attended"
    DID_NOT_ATTEND = "did_not_attend"
    E_LEARNING = "e_learning_completions"


NUMBERS = frozenset(Fact) - {Fact.LEVEL, Fact.AUDIENCE, Fact.EVALUATION}
LABELS = {
    Fact.LEVEL: "Level",
    Fact.AUDIENCE: "Audience",
    Fact.EVALUATION: "Evaluation stage reached",
    Fact.PLANNED: "Sessions planned",
    Fact.RUN: "Sessions run",
    Fact.PLACES: "Places",
    Fact.ATTENDED: "Attended",
    Fact.DID_NOT_ATTEND: "Did not attend",
    Fact.E_LEARNING: "E-learning completions",
}
TITLE = re.compile(
    r"^(?:(?:name|title) of (?:the )?)?(?:courses?|training(?: course)?|events?|workshops?|modules?|sessions?)"
    r"(?:[ /](?:name|title|event))?$|^title$",
    re.IGNORECASE,
)
COLUMNS = {
    Fact.E_LEARNING: re.compile(r"e-?learning|online (?:completions|modules)|\bcompletions?\b", re.IGNORECASE),
    Fact.DID_NOT_ATTEND: re.compile(
        r"did not attend|\bDNAs?\b|no[- ]shows?|non[- ]?attend|failed to attend|absent", re.IGNORECASE
    ),
    Fact.LEVEL: re.compile(r"^(?:course |training )?(?:level|group|tier)s?$", re.IGNORECASE),
    Fact.AUDIENCE: re.compile(r"audience|target group|who (?:is it|it is|should|can)|(?:aimed at|for whom)", re.I),
    Fact.EVALUATION: re.compile(r"evaluat|impact|kirkpatrick", re.IGNORECASE),
    Fact.PLANNED: re.compile(r"\bplanned\b|\bscheduled\b|\bprogrammed\b", re.IGNORECASE),
    Fact.RUN: re.compile(r"\b(?:run|held|delivered|took place|ran)\b", re.IGNORECASE),
    Fact.PLACES: re.compile(r"\b(?:places|seats|capacity)\b", re.IGNORECASE),
    Fact.ATTENDED: re.compile(r"\battend(?:ed|ees|ance)?\b|\bdelegates\b|\bparticipants\b|\btrained\b", re.IGNORECASE),
}
"""Names of columns, looked at in this order."""
_ALL = re.compile(r"^(?:all(?: agencies)?|totals?|overall)$", re.IGNORECASE)
_FEWEST_AGENCIES = 2
"""Columns named for agencies from which a row counts who came; one alone may be chance. By judgement."""
_LEVEL = re.compile(r"\b[Ll]evel \d(?:/\d)?")


@dataclass(frozen=True, slots=True)
class StatedValue(Immutable):
    """A value with where it is stated: a cell of a document, or what a person entered (then without a citation)."""

    text: str
    citation: Citation | None = None
    caution: str | None = None
    by: str | None = None

    @property
    def number(self) -> int | None:
        """The whole number it is; None for anything else."""
        value = number(self.text)
        return int(value) if value is not None and value == int(value) else None


Values = Mapping[Fact, tuple[StatedValue, ...]]
Agencies = Mapping[str, tuple[StatedValue, ...]]


@dataclass(frozen=True, slots=True)
class Course(Immutable):
    """A course of an area and a year with everything stated of it, what counts first; `documents` it was read from.

    What counts is what a person entered, then what the training programme says, then the annual report.
    """

    id: str
    area: str
    year: int
    title: str
    values: Values
    by_agency: Agencies
    documents: tuple[DocumentCard, ...] = ()
    themes: tuple[CourseTheme, ...] = field(default=())

    def text(self, fact: Fact) -> str | None:
        """What counts for a fact, as stated; a level may stand in the title. None where nothing is."""
        stated = self.values.get(fact, ())
        if not stated and fact is Fact.LEVEL and (match := _LEVEL.search(self.title)):
            return match[0]
        return stated[0].text if stated else None

    def number(self, fact: Fact) -> int | None:
        """The whole number that counts for a fact; None where none is stated."""
        stated = self.values.get(fact, ())
        return stated[0].number if stated else None

    def clashes(self, fact: Fact) -> tuple[StatedValue, ...]:
        """What else is stated of a fact that differs from what counts."""
        stated = self.values.get(fact, ())
        return tuple(s for s in stated[1:] if _plain(s.text) != _plain(stated[0].text))

    @property
    def fill(self) -> float | None:
        """Worked out: the part of the places that was taken; None where places or attendance are not stated."""
        places, attended = self.number(Fact.PLACES), self.number(Fact.ATTENDED)
        return attended / places if places and attended is not None else None

    @property
    def by_sector(self) -> dict[Sector, int]:
        """Worked out: who came, by sector, from what is stated by agency; a sector nobody counted is left out."""
        found: dict[Sector, int] = {}
        for agency, stated in self.by_agency.items():
            sector, count = sector_of(agency), stated[0].number
            if sector is not None and count is not None:
                found[sector] = found.get(sector, 0) + count
        return found

    @property
    def agency_gap(self) -> int | None:
        """By how many those counted by agency differ from all who came; None where they agree or are not stated."""
        attended, counts = self.number(Fact.ATTENDED), [s[0].number for s in self.by_agency.values()]
        if attended is None or not counts or None in counts:
            return None
        gap = sum(count or 0 for count in counts) - attended
        return gap or None

    @property
    def cautions(self) -> tuple[str, ...]:
        """What readers of its figures are warned of, each once."""
        stated = [s for values in (*self.values.values(), *self.by_agency.values()) for s in values]
        return tuple(dict.fromkeys(s.caution for s in stated if s.caution))


@dataclass(frozen=True, slots=True)
class CourseTheme(Immutable):
    """A theme a course is about: how likely (1 where confirmed), and who confirmed or rejected it, if anybody."""

    theme: str
    score: float
    state: str
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class CourseMention(Immutable):
    """What one row of a document says of a course."""

    title: str
    document: DocumentCard
    values: Mapping[Fact, StatedValue]
    by_agency: Mapping[str, StatedValue]


def course_id(area: str, year: int, title: str) -> str:
    """A UUID of area, year and title, whatever case: the same course in another document or entered by hand."""
    key = "\x1f".join((_plain(area), str(year), _plain(title)))
    return str(UUID(bytes=hashlib.sha256(key.encode()).digest()[:16]))


def told_of_courses(passages: Iterable[StoredPassage]) -> list[CourseMention]:
    """What the table rows of one document say of courses; rows of totals are none."""
    return [told for row in table_rows(passages) if not row.is_total and (told := _told(row)) is not None]


def joined(told: Sequence[CourseMention]) -> list[Course]:
    """Courses of what several documents say; a training programme counts before an annual report."""
    groups: dict[str, list[CourseMention]] = {}
    for one in sorted(told, key=lambda t: t.document.kind is not DocumentKind.TRAINING):
        card = one.document
        if card.year is not None:
            groups.setdefault(course_id(card.area or "", card.year, one.title), []).append(one)
    return [_course(name, group) for name, group in groups.items()]


def fact_of(column: str) -> Fact | None:
    """What a column of a programme holds; None for agencies and anything else."""
    return next((fact for fact, pattern in COLUMNS.items() if pattern.search(column)), None)


def is_agency(column: str) -> bool:
    """Whether a column is of one agency's attendance."""
    return fact_of(column) is None and sector_of(column) is not None


def _told(row: TableRow) -> CourseMention | None:
    title = next((cell for cell in row.cells if TITLE.match(cell.column)), None)
    if title is None or number(title.text) is not None:
        return None
    values: dict[Fact, StatedValue] = {}
    others: dict[str, StatedValue] = {}
    for cell in row.cells:
        if cell is title or not cell.column:
            continue
        fact = fact_of(cell.column)
        if fact is not None and (fact not in NUMBERS or cell.number is not None):
            values.setdefault(fact, _stated(cell, row))
        elif fact is None and cell.number is not None and not _ALL.match(cell.column):
            others[cell.column] = _stated(cell, row)
    by_agency = others if sum(sector_of(name) is not None for name in others) >= _FEWEST_AGENCIES else {}
    if not by_agency and not set(values) & NUMBERS:
        return None
    return CourseMention(" ".join(title.text.split()), title.found.document, values, by_agency)


def _stated(cell: QuotedCell, row: TableRow) -> StatedValue:
    return StatedValue(cell.text, cell.citation, row.caution)


def _course(name: str, group: Sequence[CourseMention]) -> Course:
    values: dict[Fact, tuple[StatedValue, ...]] = {}
    by_agency: dict[str, tuple[StatedValue, ...]] = {}
    for one in group:
        for fact, stated in one.values.items():
            values[fact] = (*values.get(fact, ()), stated)
        for agency, stated in one.by_agency.items():
            by_agency[agency] = (*by_agency.get(agency, ()), stated)
    documents = {one.document.id: one.document for one in group}
    first = group[0].document
    return Course(name, first.area or "", first.year or 0, group[0].title, values, by_agency, tuple(documents.values()))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
