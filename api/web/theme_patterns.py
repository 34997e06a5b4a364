"""Pages of patterns: the grid of themes, the story of one, links of two, and clusters that are none yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.people.access import Action, may
from api.requests import Base
from api.responses import table_download
from api.shared.tabular import TableFormat, write_table
from api.theme_patterns import telling
from api.theme_patterns.grid import Dimension, Grid, GridCell
from api.theme_patterns.pairs import Unit
from api.theme_patterns.trace import RULES
from api.themes.span import Side, Span
from api.web.forms import FromForm, Signed
from api.web.pages import render
from api.web.themes import Narrowed
from api.wording import KIND_LABELS
from indexer.text.agencies import labels

router = APIRouter(include_in_schema=False)

COLUMNS = tuple(dimension for dimension in Dimension if dimension is not Dimension.THEME)

AGENCY_LABELS = labels()

_SHADES = 4
"""Shades of a cell, as the stylesheet has them."""

_SPARK_STEP, _SPARK_HEIGHT = 12, 22
"""Pixels between the dots of a small curve, and its height."""


@dataclass(frozen=True, slots=True)
class GridView:
    """What a grid page shows: the side, the columns, and what it is narrowed to."""

    side: Side
    columns: Dimension
    span: Span

    def query(self, **more: str) -> str:
        """The same as the query of an address."""
        span = self.span
        values = {"role": self.side, "columns": self.columns, "from": span.first, "to": span.last, "area": span.area}
        return urlencode({name: value for name, value in {**values, **more}.items() if value})

    def evidence(self, column: str) -> str:
        """The query of the evidence behind the cells of a column."""
        span = self.span
        if self.columns is Dimension.YEAR and column.isdigit():
            span = replace(span, first=int(column), last=int(column))
        values = {"from": span.first, "to": span.last, "area": span.area}
        if self.columns is not Dimension.YEAR:
            values[str(self.columns)] = column
        return urlencode({"role": self.side, **{name: value for name, value in values.items() if value}})


def shown(span: Narrowed, role: Side = Side.WEAKNESS, columns: Dimension = Dimension.YEAR) -> GridView:
    """From the address."""
    return GridView(role, columns, span)


Asked = Annotated[GridView, Depends(shown)]


@router.get("/themes")
def themes(request: Request, base: Base, who: Signed, asked: Asked) -> Response:
    """The grid of themes."""
    grid = base.patterns.grid(who.user, asked.side, columns=asked.columns, span=asked.span)
    register = base.themes.register(who.user)
    values: dict[str, Any] = {
        "grid": grid,
        "groups": register.groups,
        "labels": register.labels(),
        "asked": asked,
        "areas": base.patterns.areas(who.user),
        "untagged": base.themes.waiting(who.user),
        "choices": COLUMNS,
        "sides": list(Side),
        "shade": shade,
        "spark": spark,
        "heading": heading,
    }
    return render(request, "themes.html", who, **values)


@router.get("/themes.{form}")
def themes_file(form: TableFormat, base: Base, who: Signed, asked: Asked) -> Response:
    """The grid as a table, a line for each cell."""
    grid = base.patterns.grid(who.user, asked.side, columns=asked.columns, span=asked.span)
    data = grid_table(grid, base.themes.register(who.user).labels(), form)
    return table_download(data, f"themes-{asked.side}-by-{asked.columns}", form)


Line = Annotated[str, Form(max_length=1000)]


@router.get("/themes/emerging")
def emerging(request: Request, base: Base, who: Signed) -> Response:
    """The clusters."""
    values: dict[str, Any] = {
        "found": base.patterns.emerging.all(who.user),
        "groups": base.themes.register(who.user).groups,
        "may_edit": may(who.user, Action.EDIT_THEMES),
    }
    return render(request, "emerging.html", who, **values)


@router.post("/themes/emerging/{key}/dismiss")
def dismiss(key: str, base: Base, who: FromForm, reason: Line = "") -> Response:
    """Keep that a cluster is no theme."""
    base.patterns.emerging.dismiss(key, reason, who.user)
    return RedirectResponse("/themes/emerging", 303)


@router.post("/themes/emerging/{key}/name")
def name(
    key: str, base: Base, who: FromForm, group: Line = "", label: Line = "", definition: Line = "", reason: Line = ""
) -> Response:
    """Make a cluster a theme; on to its page."""
    theme = base.patterns.emerging.name(key, group, label, definition, reason, who.user)
    return RedirectResponse(f"/themes/{theme}", 303)


MOST_SHOWN = 100
"""Pairs listed on the page; the API gives all."""


@router.get("/themes/links")
def links(
    request: Request,
    base: Base,
    who: Signed,
    span: Narrowed,
    by: Unit = Unit.DOCUMENT,
    role: Side = Side.WEAKNESS,
) -> Response:
    """Pairs of themes that occur together."""
    found = base.patterns.links.all(who.user, by, role, span)
    values: dict[str, Any] = {
        "found": found,
        "shown": found.links[:MOST_SHOWN],
        "labels": base.themes.register(who.user).labels(),
        "span": span,
        "areas": base.patterns.areas(who.user),
        "units": list(Unit),
        "sides": list(Side),
    }
    return render(request, "links.html", who, **values)


@router.get("/themes/links/{one}/{other}")
def link(
    request: Request,
    one: str,
    other: str,
    base: Base,
    who: Signed,
    span: Narrowed,
    by: Unit = Unit.DOCUMENT,
    role: Side = Side.WEAKNESS,
) -> Response:
    """The documents or cases with both themes."""
    themes = [base.themes.theme(theme, who.user) for theme in (one, other)]
    found = base.patterns.links.together(one, other, who.user, by, role, span)
    values: dict[str, Any] = {"themes": themes, "found": found, "by": by, "role": role}
    return render(request, "link.html", who, **values)


@router.get("/themes/{theme_id}/trace")
def trace(request: Request, theme_id: str, base: Base, who: Signed, span: Narrowed) -> Response:
    """The story of one theme by year."""
    found = base.patterns.stories.trace(theme_id, who.user, span)
    values: dict[str, Any] = {
        "trace": found,
        "span": span,
        "areas": base.patterns.areas(who.user),
        "heading": telling.heading,
        "gap": telling.gap,
        "counts": telling.counts,
        "words": telling.words,
        "rules": RULES,
    }
    return render(request, "trace.html", who, **values)


def heading(grid: Grid, column: str) -> str:
    """A column's name as it is read."""
    named = {Dimension.KIND: KIND_LABELS, Dimension.AGENCY: AGENCY_LABELS}.get(grid.by, {})
    return named.get(column, column)


def shade(cell: GridCell) -> str:
    """The class of a cell: the larger the share, the darker; "gap" where nothing is held."""
    if not cell.held:
        return "shade-gap"
    return f"shade-{-(-cell.found * _SHADES // cell.held)}"


@dataclass(frozen=True, slots=True)
class Spark:
    """A row as a small line: runs of points as SVG wants them, its last point, its size, and the same in words."""

    runs: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]
    width: int
    height: int
    words: str


def spark(grid: Grid, row: str) -> Spark:
    """The share of documents by year; a year of which nothing is held breaks the line."""
    runs: list[list[tuple[int, int]]] = [[]]
    words = []
    for number, column in enumerate(grid.columns):
        cell = grid.cells[row, column]
        words.append(f"{column}: {cell.words}")
        if cell.held:
            height = round((_SPARK_HEIGHT - 6) * (1 - cell.found / cell.held))
            runs[-1].append((_SPARK_STEP * number + 4, 3 + height))
        elif runs[-1]:
            runs.append([])
    kept = [run for run in runs if run]
    lines = tuple(" ".join(f"{x},{y}" for x, y in run) for run in kept if len(run) > 1)
    dots = tuple(point for run in kept for point in run)
    return Spark(lines, dots, _SPARK_STEP * max(len(grid.columns) - 1, 0) + 8, _SPARK_HEIGHT, "; ".join(words))


def grid_table(grid: Grid, labels: Mapping[str, str], form: TableFormat) -> bytes:
    """A line for each cell with both numbers; a cell nothing is held for has no count."""
    rows = [
        [row, labels[row], column, grid.side, *((cell.confirmed, cell.suggested) if cell.held else ("", "")), cell.held]
        for (row, column), cell in grid.cells.items()
    ]
    header = ("theme", "label", str(grid.by), "side", "confirmed", "suggested", "held")
    return write_table(header, rows, form, "Themes")
