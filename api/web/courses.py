"""Pages of courses: the list, one course with its sources and themes, entering and importing."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.courses.finding import LABELS, NUMBERS, Fact
from api.courses.sectors import LABELS as SECTOR_LABELS
from api.courses.service import WantedCourses
from api.errors import Invalid
from api.people.access import Action, clearance, may, require
from api.people.sign_in import Caller
from api.requests import Base
from api.responses import imported, table_download
from api.shared.paging import part_of
from api.shared.tabular import TableFormat
from api.themes.evidence import Verdict
from api.training.export import course_table
from api.web.forms import FromForm, PartNumber, Signed, Text, check_key, filled_in, year_of
from api.web.pages import render
from indexer.documents import Sensitivity

router = APIRouter(include_in_schema=False)

PER_PAGE = 50
"""Courses on a page. By judgement."""


@router.get("/courses")
def courses(
    request: Request,
    base: Base,
    who: Signed,
    area: Text = "",
    year: Text = "",
    theme: Text = "",
    words: Text = "",
    part: PartNumber = 1,
) -> Response:
    """The courses the person may see, with filters."""
    everything = base.courses.all(who.user)
    wanted = WantedCourses(area, year_of(year), theme, words.strip())
    values: dict[str, Any] = {
        "part": part_of(base.courses.all(who.user, wanted), part, PER_PAGE),
        "wanted": wanted,
        "areas": sorted({course.area for course in everything}),
        "years": sorted({course.year for course in everything}, reverse=True),
        "themes": base.themes.register(who.user).labels(),
    }
    return render(request, "courses.html", who, **values, **_shared(who))


@router.get("/courses.{form}")
def courses_file(
    form: TableFormat, base: Base, who: Signed, area: Text = "", year: Text = "", theme: Text = "", words: Text = ""
) -> Response:
    """The courses as a table that an import takes back."""
    found = base.courses.all(who.user, WantedCourses(area, year_of(year), theme, words.strip()))
    return table_download(course_table(found, form), "courses", form)


@router.get("/courses/new")
def new(request: Request, base: Base, who: Signed) -> Response:
    """Forms to enter a course or to import a file."""
    require(who.user, Action.EDIT_COURSES)
    areas = sorted({course.area for course in base.courses.all(who.user)})
    given = {"area": areas[0] if len(areas) == 1 else ""}
    return render(request, "course_new.html", who, given=given, error=None, report=None, **_shared(who))


@router.post("/courses")
async def enter(request: Request, base: Base, who: FromForm) -> Response:
    """Enter a course or correct one."""
    given, sensitivity = await filled_in(request, most=200)
    try:
        course = base.courses.enter(given, given.get("reason", ""), who.user, sensitivity)
    except Invalid as error:
        return render(request, "course_new.html", who, 422, given=given, error=str(error), report=None, **_shared(who))
    return RedirectResponse(f"/courses/{course}", 303)


@router.post("/courses/import")
def import_file(
    request: Request,
    base: Base,
    who: Signed,
    file: UploadFile,
    form_key: Annotated[str, Form()] = "",
    area: Annotated[str, Form(max_length=200)] = "",
    year: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Enter the rows of a file; say what became of each that could not be used."""
    check_key(who, form_key)
    take = base.courses.import_file
    status, outcome = imported(
        file, base.settings.max_file_mb, lambda path, name: take(path, name, who.user, area, year)
    )
    given = {"area": area, "year": year}
    return render(request, "course_new.html", who, status, given=given, **outcome, **_shared(who))


@router.get("/courses/{course_id}")
def course(request: Request, course_id: str, base: Base, who: Signed) -> Response:
    """One course: what is stated and where, its themes, and before and after."""
    return _page(request, course_id, base, who)


@router.post("/courses/{course_id}/themes")
def decide_theme(
    course_id: str,
    base: Base,
    who: FromForm,
    theme: Annotated[str, Form(max_length=10)],
    verdict: Annotated[Verdict, Form()],
    reason: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Confirm or reject a theme; back to the course."""
    base.courses.decide_theme(course_id, theme, verdict, reason, who.user)
    return RedirectResponse(f"/courses/{course_id}#themes", 303)


@router.post("/courses/{course_id}/take-out")
def take_out(
    request: Request, course_id: str, base: Base, who: FromForm, reason: Annotated[str, Form(max_length=1000)] = ""
) -> Response:
    """Say that this is no course."""
    try:
        base.courses.take_out(course_id, reason, who.user)
    except Invalid as error:
        return _page(request, course_id, base, who, str(error))
    return RedirectResponse("/courses", 303)


def _page(request: Request, course_id: str, base: Base, who: Caller, error: str | None = None) -> Response:
    found = base.courses.one(course_id, who.user)
    register = base.themes.register(who.user)
    values: dict[str, Any] = {
        "course": found,
        "history": base.courses.history(course_id, who.user),
        "themes": register.labels(),
        "sectors": SECTOR_LABELS,
        "verdicts": list(Verdict),
        "error": error,
    }
    return render(request, "course.html", who, 422 if error else 200, **values, **_shared(who))


def _shared(who: Caller) -> dict[str, Any]:
    classes = [c for c in Sensitivity if c in clearance(who.user)]
    return {
        "facts": list(Fact),
        "fact_labels": LABELS,
        "numbers": NUMBERS,
        "classes": classes,
        "may_edit": may(who.user, Action.EDIT_COURSES),
    }
