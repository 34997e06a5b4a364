"""Pages of training needs: the matrix, one need with its evidence and decision, before and after a course."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.courses.sectors import LABELS as SECTOR_LABELS
from api.errors import Invalid, NotFound
from api.people.access import Action, may
from api.people.sign_in import Caller
from api.requests import Base
from api.responses import table_download
from api.shared.tabular import TableFormat
from api.training.before_after import CAUTION
from api.training.decisions import NeedDecision
from api.training.export import DECIDED_LABELS, gap_words, matrix_table
from api.training.gaps import GAP_LABELS
from api.training.service import CHOICES
from api.web.forms import FromForm, Signed, Text, year_of
from api.web.pages import render

router = APIRouter(include_in_schema=False)
Field = Annotated[str, Form(max_length=2000)]


@router.get("/training")
def training(request: Request, base: Base, who: Signed, area: Text = "", year: Text = "") -> Response:
    """The matrix of an area and a year."""
    areas = base.training.areas(who.user)
    matrix = base.training.matrix(who.user, area, year_of(year)) if areas else None
    values: dict[str, Any] = {
        "matrix": matrix,
        "areas": areas,
        "kinds": [card.kind for card in matrix.documents] if matrix else [],
        "weights": base.training.weights,
        "questions": base.training.unanswered(who.user),
    }
    return render(request, "training.html", who, **values, **_words())


@router.get("/training.{form}")
def training_file(form: TableFormat, base: Base, who: Signed, area: Text = "", year: Text = "") -> Response:
    """The matrix as a table to take to a meeting."""
    matrix = base.training.matrix(who.user, area, year_of(year))
    return table_download(matrix_table(matrix, form), f"training-needs-{matrix.id}", form)


@router.get("/training/needs/{need_id}")
def need(request: Request, need_id: str, base: Base, who: Signed, audience: Text = "") -> Response:
    """One need: its parts, findings, courses and decision; `audience` narrows to what concerns a sector."""
    return _page(request, need_id, base, who, audience)


@router.post("/training/needs/{need_id}")
def decide(
    request: Request,
    need_id: str,
    base: Base,
    who: FromForm,
    gap: Field = "",
    response: Field = "",
    owner: Field = "",
    due: Field = "",
    measure: Field = "",
    reason: Field = "",
) -> Response:
    """Keep a decision."""
    given = [text.strip() for text in (gap, response, owner, due, measure, reason)]
    decision = NeedDecision(need_id, *given)
    try:
        base.training.decide(decision, who.user)
    except Invalid as error:
        return _page(request, need_id, base, who, "", str(error), decision)
    return RedirectResponse(f"/training/needs/{need_id}#decision", 303)


@router.get("/courses/{course_id}/before-and-after")
def before_and_after(request: Request, course_id: str, base: Base, who: Signed) -> Response:
    """How often the themes of a course were found weak before and after it."""
    course, found = base.training.before_and_after(course_id, who.user)
    return render(request, "before_and_after.html", who, course=course, found=found, caution=CAUTION)


def _page(
    request: Request,
    need_id: str,
    base: Base,
    who: Caller,
    audience: str,
    error: str | None = None,
    given: NeedDecision | None = None,
) -> Response:
    matrix, row = base.training.need(need_id, who.user)
    cell = next((cell for sector, cell in row.cells.items() if sector == audience), None)
    if audience and cell is None:
        raise NotFound("There is no such audience. Open a cell of the matrix.")
    asked = base.training.unanswered(who.user)
    values: dict[str, Any] = {
        "matrix": matrix,
        "row": row,
        "cell": cell,
        "history": base.training.history(need_id, who.user),
        "asked": None if asked is None else asked.get(row.theme.id, []),
        "choices": CHOICES,
        "may_decide": may(who.user, Action.DECIDE_TRAINING_NEEDS),
        "error": error,
        "given": given or row.decision,
    }
    return render(request, "need.html", who, 422 if error else 200, **values, **_words())


def _words() -> dict[str, Any]:
    return {
        "gap_labels": GAP_LABELS,
        "decided_labels": DECIDED_LABELS,
        "gap_words": gap_words,
        "sector_labels": SECTOR_LABELS,
    }
