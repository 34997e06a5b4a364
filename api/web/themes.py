"""Pages of themes: the grid as a table, and one theme with its trace and its evidence to confirm or reject."""

from __future__ import annotations

import csv
import io
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.decisions.evidence import Verdict
from api.learning.grid import Cell, Grid, Side
from api.requests import Base
from api.themes import Span
from api.web.forms import FromForm, Signed
from api.web.pages import render

router = APIRouter(include_in_schema=False)
Area = Annotated[str, Query(max_length=200)]
_SHADES = 4


@router.get("/themes")
def themes(request: Request, base: Base, who: Signed, role: Side = Side.WEAKNESS, area: Area = "") -> Response:
    """The grid of themes by year."""
    register = base.themes.register(who.user)
    grid = base.themes.grid(who.user, role, span=Span(area=area or None))
    values: dict[str, Any] = {
        "grid": grid,
        "register": register,
        "labels": register.labels(),
        "shade": shade,
        "area": area,
    }
    return render(request, "themes.html", who, sides=list(Side), untagged=base.themes.waiting(who.user), **values)


@router.get("/themes.csv")
def themes_csv(base: Base, who: Signed, role: Side = Side.WEAKNESS, area: Area = "") -> Response:
    """The grid as CSV, a line for each cell."""
    grid = base.themes.grid(who.user, role, span=Span(area=area or None))
    text = as_csv(grid, base.themes.register(who.user).labels())
    headers = {"Content-Disposition": f'attachment; filename="themes-{role}.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/themes/{theme_id}")
def theme(request: Request, theme_id: str, base: Base, who: Signed, area: Area = "") -> Response:
    """One theme: what it means, how it went on over the years, and its evidence."""
    trace = base.themes.trace(theme_id, who.user, Span(area=area or None))
    items = base.themes.evidence(theme_id, who.user, span=Span(area=area or None))
    history = base.themes.history(theme_id, who.user)
    values: dict[str, Any] = {"trace": trace, "theme": trace.theme, "items": items, "history": history}
    return render(request, "theme.html", who, verdicts=list(Verdict), **values)


@router.post("/themes/{theme_id}/evidence/{passage_id}")
def decide(
    theme_id: str,
    passage_id: str,
    base: Base,
    who: FromForm,
    verdict: Annotated[Verdict, Form()],
    reason: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Confirm or reject; back to the theme, at the same place."""
    base.themes.decide(theme_id, passage_id, verdict, reason, who.user)
    return RedirectResponse(f"/themes/{theme_id}#p-{passage_id}", 303)


def shade(cell: Cell) -> str:
    """The class of a cell: the larger the share, the darker; "gap" where nothing is held."""
    if not cell.held:
        return "shade-gap"
    return f"shade-{-(-cell.found * _SHADES // cell.held)}"


def as_csv(grid: Grid, labels: dict[str, str]) -> str:
    """A line for each cell with both numbers; a cell nothing is held for has no count."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["theme", "label", "year", "side", "confirmed", "suggested", "held"])
    for (row, column), cell in grid.cells.items():
        counts = (cell.confirmed, cell.suggested) if cell.held else ("", "")
        writer.writerow([row, labels[row], column, grid.side, *counts, cell.held])
    return out.getvalue()
