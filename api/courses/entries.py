"""Courses as people give them: a form, a request or a line of a spreadsheet, checked and made into one shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from api.courses.finding import LABELS, NUMBERS, TITLE, Fact, course_id, fact_of, is_agency
from indexer.readers.figures import is_total, number

_LONGEST_TEXT = 300
"""Characters of a title or fact at most. By judgement."""
_PERIOD = re.compile(r"^(20\d\d|19\d\d)\s*[-–/]\s*(\d\d|20\d\d)$")
_AREA, _YEAR = re.compile(r"^(?:area|partnership|board)$", re.IGNORECASE), re.compile(r"^(?:year|period)$", re.I)
HEADER = ("Area", "Year", "Course", *(LABELS[fact] for fact in Fact))
"""The columns of an export, before those of the agencies; an import takes them back."""


@dataclass(frozen=True, slots=True)
class GivenCourse:
    """A course as given: what it is, and the values that were said; by fact's name and by agency."""

    area: str
    year: int
    title: str
    values: Mapping[str, str]
    by_agency: Mapping[str, str]

    @property
    def id(self) -> str:
        """The course's id."""
        return course_id(self.area, self.year, self.title)


def read_entry(given: Mapping[str, str]) -> GivenCourse:
    """A course by names of facts, "area", "year", "title", and agencies as "agency:NAME". Raises ValueError."""
    facts = {str(fact) for fact in Fact}
    agencies = {name[7:]: text for name, text in given.items() if name.startswith("agency:")}
    return _checked(
        given.get("area", ""),
        given.get("year", ""),
        given.get("title", ""),
        {name: text for name, text in given.items() if name in facts},
        agencies,
    )


def read_line(cells: Mapping[str, str], area: str, year: str) -> GivenCourse | None:
    """A course from a line of a spreadsheet, by the names of its columns; None for a row of totals.

    Raises ValueError with what is wrong, for the person who sent the file.
    """
    if is_total(list(cells.values())):
        return None
    title = next((text for column, text in cells.items() if TITLE.match(column.strip())), None)
    if title is None:
        raise ValueError("No column is named Course or Title.")
    given_area = next((t for c, t in cells.items() if _AREA.match(c.strip()) and t), area)
    given_year = next((t for c, t in cells.items() if _YEAR.match(c.strip()) and t), year)
    others = {c: t for c, t in cells.items() if not TITLE.match(c.strip())}
    values = {str(fact): t for c, t in others.items() if (fact := fact_of(c)) is not None}
    agencies = {c.strip(): t for c, t in others.items() if is_agency(c)}
    return _checked(given_area, given_year, title, values, agencies)


def year_of_period(text: str) -> int:
    """The year a period is filed under: that of its end ("2018-19" is 2019). Raises ValueError."""
    plain = text.strip()
    if match := _PERIOD.match(plain):
        first, last = int(match[1]), match[2]
        return int(last) if len(last) == 4 else first // 100 * 100 + int(last) + (100 if int(last) < first % 100 else 0)
    if plain.isascii() and plain.isdigit() and len(plain) == 4 and 1900 <= int(plain) <= 2200:
        return int(plain)
    raise ValueError(f"{text[:20]!r} is not a year. Write it as 2019 or 2018-19.")


def _checked(area: str, year: str, title: str, values: Mapping[str, str], by_agency: Mapping[str, str]) -> GivenCourse:
    name = " ".join(title.split())
    if not name or len(name) > _LONGEST_TEXT:
        raise ValueError(f"A course needs a title of 1 to {_LONGEST_TEXT} characters.")
    kept = {fact: text.strip() for fact, text in values.items() if text.strip()}
    for fact, text in kept.items():
        if Fact(fact) in NUMBERS:
            kept[fact] = str(_whole(text, LABELS[Fact(fact)]))
        elif len(text) > _LONGEST_TEXT:
            raise ValueError(f"{LABELS[Fact(fact)]} is longer than {_LONGEST_TEXT} characters.")
    agencies = {a.strip(): str(_whole(text, a)) for a, text in by_agency.items() if text.strip()}
    attended = kept.get(Fact.ATTENDED)
    if attended and agencies and sum(map(int, agencies.values())) > int(attended):
        raise ValueError("The agencies add up to more than all who attended.")
    if not area.strip():
        raise ValueError("The area is missing: whose course is it?")
    if not kept and not agencies:
        raise ValueError(f"Nothing is said of the course {name[:60]}: not even whether it ran.")
    return GivenCourse(area.strip()[:200], year_of_period(year), name, kept, agencies)


def _whole(text: str, label: str) -> int:
    value = number(text.strip())
    if value is None or value != int(value) or not 0 <= value <= 10_000_000:
        raise ValueError(f"{label[:60]} must be a whole number, not {text.strip()[:20]!r}.")
    return int(value)
