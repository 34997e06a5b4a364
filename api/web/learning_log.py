"""Pages of the learning and improvement log: the list, one point, entering and importing, the annual overview."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.errors import Invalid
from api.learning_log.export import log_table
from api.learning_log.learning_points import LABELS, STATE_LABELS, LogPart
from api.learning_log.service import WantedPoints, areas_of
from api.people.access import Action, clearance, may, require
from api.people.sign_in import Caller
from api.requests import Base
from api.responses import imported, table_download
from api.shared.paging import part_of
from api.shared.tabular import TableFormat
from api.web.commitments import LABELS as OUTCOME_LABELS
from api.web.forms import FromForm, PartNumber, Signed, Text, check_key, filled_in, year_of
from api.web.pages import render
from indexer.documents import Sensitivity

router = APIRouter(include_in_schema=False)

PER_PAGE = 50
"""Learning points on a page. By judgement."""


def wanted_points(
    area: Text = "", theme: Text = "", state: Text = "", owner: Text = "", overdue: Text = "", no_evidence: Text = ""
) -> WantedPoints:
    """The filters of the log."""
    return WantedPoints(area, theme, state, owner.strip(), bool(overdue), bool(no_evidence))


Wanted = Annotated[WantedPoints, Depends(wanted_points)]


@router.get("/learning-points")
def learning_points(
    request: Request,
    base: Base,
    who: Signed,
    wanted: Wanted,
    part: PartNumber = 1,
) -> Response:
    """The log as the person may see it, with filters."""
    values: dict[str, Any] = {
        "part": part_of(base.learning_log.all(who.user, wanted), part, PER_PAGE),
        "wanted": wanted,
        "areas": areas_of(base.learning_log.all(who.user)),
        "themes": base.themes.register(who.user).labels(),
    }
    return render(request, "learning_points.html", who, **values, **_shared(who))


@router.get("/learning-points.{form}")
def log_file(form: TableFormat, base: Base, who: Signed, wanted: Wanted) -> Response:
    """What the filters leave of the log, as a table that an import takes back."""
    return table_download(log_table(base.learning_log.all(who.user, wanted), form), "learning-log", form)


@router.get("/learning-points/new")
def new(request: Request, base: Base, who: Signed) -> Response:
    """Forms to enter a learning point or to import a log."""
    require(who.user, Action.EDIT_LEARNING_LOG)
    areas = areas_of(base.learning_log.all(who.user))
    given = {"area": areas[0] if len(areas) == 1 else ""}
    return render(request, "learning_point_new.html", who, given=given, error=None, report=None, **_shared(who))


@router.get("/learning-points/overview")
def overview(request: Request, base: Base, who: Signed, area: Text = "", year: Text = "") -> Response:
    """What audits and reviews of a year found, by theme; the fullest area and its last year if not said."""
    areas = base.training.areas(who.user)
    chosen = area or next(iter(areas), "")
    years = areas.get(chosen, [])
    when = year_of(year) or (years[0] if years else None)
    found = base.learning_log.overview(who.user, chosen, when) if chosen and when else None
    return render(request, "learning_overview.html", who, overview=found, areas=areas, years=years, **_shared(who))


@router.post("/learning-points")
async def enter(request: Request, base: Base, who: FromForm) -> Response:
    """Enter a learning point or change one."""
    given, sensitivity = await filled_in(request, most=50)
    try:
        point = base.learning_log.enter(given, given.get("reason", ""), who.user, sensitivity)
    except Invalid as error:
        values: dict[str, Any] = {"given": given, "error": str(error), "report": None}
        return render(request, "learning_point_new.html", who, 422, **values, **_shared(who))
    return RedirectResponse(f"/learning-points/{point}", 303)


@router.post("/learning-points/import")
def import_file(
    request: Request,
    base: Base,
    who: Signed,
    file: UploadFile,
    form_key: Annotated[str, Form()] = "",
    area: Annotated[str, Form(max_length=200)] = "",
    year: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Enter the rows of a log; say what became of each that could not be used."""
    check_key(who, form_key)
    take = base.learning_log.import_file
    status, outcome = imported(
        file, base.settings.max_file_mb, lambda path, name: take(path, name, who.user, area, year)
    )
    given = {"area": area, "year": year}
    return render(request, "learning_point_new.html", who, status, given=given, **outcome, **_shared(who))


@router.get("/learning-points/{point_id}")
def learning_point(request: Request, point_id: str, base: Base, who: Signed) -> Response:
    """One learning point with its action and its evidence."""
    return _page(request, point_id, base, who)


@router.post("/learning-points/{point_id}/commitments")
def link(
    point_id: str,
    base: Base,
    who: FromForm,
    commitments: Annotated[list[str], Form(default_factory=list, max_length=50)],
    reason: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Say which commitments are its action."""
    base.learning_log.link(point_id, commitments, reason.strip(), who.user)
    return RedirectResponse(f"/learning-points/{point_id}#action", 303)


@router.post("/learning-points/{point_id}/take-out")
def take_out(
    request: Request, point_id: str, base: Base, who: FromForm, reason: Annotated[str, Form(max_length=1000)] = ""
) -> Response:
    """Say that this is no learning point."""
    try:
        base.learning_log.take_out(point_id, reason, who.user)
    except Invalid as error:
        return _page(request, point_id, base, who, str(error))
    return RedirectResponse("/learning-points", 303)


def _page(request: Request, point_id: str, base: Base, who: Caller, error: str | None = None) -> Response:
    point = base.learning_log.one(point_id, who.user)
    values: dict[str, Any] = {
        "point": point,
        "linked": base.learning_log.linked([point], who.user)[point.id],
        "suggested": base.learning_log.suggested(point, who.user),
        "history": base.learning_log.history(point_id, who.user),
        "themes": base.themes.register(who.user).labels(),
        "outcome_labels": OUTCOME_LABELS,
        "error": error,
    }
    return render(request, "learning_point.html", who, 422 if error else 200, **values, **_shared(who))


def _shared(who: Caller) -> dict[str, Any]:
    return {
        "part_labels": LABELS,
        "states": STATE_LABELS,
        "parts_of_point": list(LogPart),
        "classes": [c for c in Sensitivity if c in clearance(who.user)],
        "may_edit": may(who.user, Action.EDIT_LEARNING_LOG),
    }
