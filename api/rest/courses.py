"""Courses under /api/v1: list, one, enter or correct, import, link to themes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, UploadFile

from api.courses.service import WantedCourses
from api.requests import Base, SignedIn, received
from api.rest.problems import PROBLEMS
from api.rest.schemas.courses import CourseIn, CourseOut, CoursesOut, CourseVerdictIn
from api.rest.schemas.shared import Cursor, ImportOut, Limit, Name, Year
from api.shared.paging import paged

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get("/courses")
def courses(
    base: Base,
    user: SignedIn,
    area: Name = "",
    year: Year | None = None,
    theme: Name = "",
    words: Name = "",
    limit: Limit = 50,
    cursor: Cursor = None,
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
