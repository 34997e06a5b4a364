"""Courses under /api/v1: list, one, enter or correct, import, link to themes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, UploadFile
from pydantic import BaseModel, Field

from api.courses.finding import Course, CourseTheme, Fact
from api.courses.sectors import Sector
from api.courses.service import WantedCourses
from api.requests import Base, SignedIn, received
from api.rest.problems import PROBLEMS
from api.rest.schemas.base import Name, Strict, Year
from api.rest.schemas.tables import ImportOut, StatedOut
from api.shared.paging import paged
from api.themes.evidence import Verdict
from indexer.documents import Sensitivity

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


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


@router.get("/courses")
def courses(
    base: Base,
    user: SignedIn,
    area: Name = "",
    year: Year | None = None,
    theme: Name = "",
    words: Name = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
) -> CoursesOut:
    """Courses of the documents you may see and of what people entered, newest year first."""
    found = base.courses.all(user, WantedCourses(area, year, theme, words))
    page = paged(found, limit, cursor)
    return CoursesOut(items=[CourseOut.of(one) for one in page.items], total=len(found), next=page.next)


@router.post("/courses")
def enter_course(body: CourseIn, base: Base, user: SignedIn) -> CourseOut:
    """Enter a course or correct one; who, when and why are kept, and so is what documents say."""
    given = {str(fact): str(value) for fact, value in body.values.items()}
    given |= {f"agency:{agency}": str(count) for agency, count in body.by_agency.items()}
    given |= {"area": body.area, "year": str(body.year), "title": body.title}
    return CourseOut.of(base.courses.one(base.courses.enter(given, body.reason, user, body.sensitivity), user))


@router.post("/courses/import")
def import_courses(
    file: UploadFile,
    base: Base,
    user: SignedIn,
    area: Annotated[str, Form(max_length=200)] = "",
    year: Annotated[str, Form(max_length=20)] = "",
) -> ImportOut:
    """Enter every row of a CSV or XLSX file; rows that cannot be used are named, the rest goes on."""
    with received(file, base.settings.max_file_mb) as (path, name):
        return ImportOut.of(base.courses.import_file(path, name, user, area, year))


@router.get("/courses/{course_id}")
def course(course_id: str, base: Base, user: SignedIn) -> CourseOut:
    """One course."""
    return CourseOut.of(base.courses.one(course_id, user))


@router.post("/courses/{course_id}/themes/{theme_id}")
def decide_course_theme(course_id: str, theme_id: str, body: CourseVerdictIn, base: Base, user: SignedIn) -> CourseOut:
    """Confirm or reject a theme of a course, for all years of courses with its title."""
    base.courses.decide_theme(course_id, theme_id, body.verdict, body.reason, user)
    return course(course_id, base, user)
