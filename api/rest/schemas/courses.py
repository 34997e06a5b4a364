"""The JSON shapes of courses."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.courses.finding import Course, CourseTheme, Fact
from api.courses.sectors import Sector
from api.rest.schemas.shared import Name, StatedOut, Strict, Year
from api.themes.evidence import Verdict
from indexer.documents import Sensitivity


class CourseThemeOut(BaseModel):
    """A theme a course is about; `state` is suggested, confirmed or rejected."""

    id: str
    score: float
    state: str
    decided_by: str | None

    @classmethod
    def of(cls, theme: CourseTheme) -> CourseThemeOut:
        """From a course's theme."""
        return cls(id=theme.theme, score=theme.score, state=theme.state, decided_by=theme.decided_by)


class CourseOut(BaseModel):
    """A course of an area and a year. Of each fact, what counts stands first; the rest differs or repeats it.

    Worked out: `fill` (the part of the places taken), `by_sector`, and `agency_gap` (by how many those counted by
    agency differ from all who came).
    """

    id: str
    area: str
    year: int
    title: str
    values: dict[Fact, list[StatedOut]]
    by_agency: dict[str, list[StatedOut]]
    by_sector: dict[Sector, int]
    fill: float | None
    agency_gap: int | None
    cautions: list[str]
    themes: list[CourseThemeOut]
    document_ids: list[str]

    @classmethod
    def of(cls, course: Course) -> CourseOut:
        """From a course."""
        return cls(
            id=course.id,
            area=course.area,
            year=course.year,
            title=course.title,
            values={fact: [StatedOut.of(s) for s in stated] for fact, stated in course.values.items()},
            by_agency={agency: [StatedOut.of(s) for s in stated] for agency, stated in course.by_agency.items()},
            by_sector=course.by_sector,
            fill=None if course.fill is None else round(course.fill, 3),
            agency_gap=course.agency_gap,
            cautions=list(course.cautions),
            themes=[CourseThemeOut.of(theme) for theme in course.themes],
            document_ids=[card.id for card in course.documents],
        )


class CoursesOut(BaseModel):
    """A part of the list of courses; `total` counts all that the filters leave."""

    items: list[CourseOut]
    total: int
    next: str | None


class CourseIn(Strict):
    """A course, or what is to be corrected of one with the same area, year and title; `reason` says where it is from.

    `year` is that of the end of the period: 2019 for 2018-19. Without a class, a correction is seen by whoever sees
    the course, and a new course by the partnership.
    """

    area: Name
    year: Year
    title: Annotated[str, Field(max_length=300)]
    values: Annotated[dict[Fact, str | int], Field(default_factory=dict)]
    by_agency: Annotated[dict[Name, int], Field(default_factory=dict, max_length=100)]
    reason: Annotated[str, Field(max_length=1000)]
    sensitivity: Sensitivity | None = None


class CourseVerdictIn(Strict):
    """A verdict on a theme of a course, for all years of courses with its title."""

    verdict: Verdict
    reason: Annotated[str, Field(max_length=1000)] = ""
