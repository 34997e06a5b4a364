"""The API of patterns: the grid of themes and the trace of one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.learning.grid import Dimension, Grid, Side
from api.learning.trace import Status
from api.patterns import Trace
from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.themes import EvidenceOut
from api.themes import Span


class CellOut(BaseModel):
    """Documents with the theme, confirmed or only suggested, out of `held`; 0 held is not a zero but a gap."""

    row: str
    column: str
    confirmed: int
    suggested: int
    held: int


class GridOut(BaseModel):
    """A grid; `coverage` are the documents held for each column, `missing` says what is known to be missing there."""

    role: Side
    rows: list[str]
    columns: list[str]
    coverage: list[int]
    missing: list[str]
    cells: list[CellOut]

    @classmethod
    def of(cls, grid: Grid) -> GridOut:
        """From a grid."""
        cells = [
            CellOut(row=row, column=column, confirmed=c.confirmed, suggested=c.suggested, held=c.held)
            for (row, column), c in grid.cells.items()
        ]
        shape: dict[str, Any] = {
            "rows": list(grid.rows),
            "columns": list(grid.columns),
            "coverage": [held.held for held in grid.coverage],
            "missing": [held.missing for held in grid.coverage],
        }
        return cls(role=grid.side, cells=cells, **shape)


class YearOut(BaseModel):
    """Documents of a year with the theme as a weakness and as a strength, out of those held."""

    year: int
    held: int
    weakness: int
    strength: int


class TraceOut(BaseModel):
    """A theme over the years, its status, and the rule that gave it."""

    theme: str
    label: str
    status: Status
    rule: str
    years: list[YearOut]
    evidence: list[EvidenceOut]

    @classmethod
    def of(cls, trace: Trace) -> TraceOut:
        """From a trace."""
        return cls(
            theme=trace.theme.id,
            label=trace.theme.label,
            status=trace.judged.status,
            rule=trace.judged.rule,
            years=[YearOut(year=y.year, held=y.held, weakness=y.weakness, strength=y.strength) for y in trace.years],
            evidence=[EvidenceOut.of(item) for item in trace.items],
        )


router = APIRouter(prefix="/api/v1/themes", responses=PROBLEMS)
Year = Annotated[int | None, Query(ge=1900, le=2100)]
From = Annotated[int | None, Query(alias="from", ge=1900, le=2100)]
Area = Annotated[str | None, Query(max_length=200)]


@router.get("/grid")
def grid(
    base: Base,
    user: SignedIn,
    rows: Dimension = Dimension.THEME,
    columns: Dimension = Dimension.YEAR,
    role: Side = Side.WEAKNESS,
    first: From = None,
    to: Year = None,
    area: Area = None,
) -> GridOut:
    """In how many documents each theme is a weakness (or strength), out of how many are held."""
    return GridOut.of(base.patterns.grid(user, role, rows, columns, Span(first, to, area)))


@router.get("/{theme_id}/trace")
def trace(
    theme_id: str, base: Base, user: SignedIn, first: From = None, to: Year = None, area: Area = None
) -> TraceOut:
    """A theme by year, with its status and the rule that gave it."""
    return TraceOut.of(base.patterns.trace(theme_id, user, Span(first, to, area)))
