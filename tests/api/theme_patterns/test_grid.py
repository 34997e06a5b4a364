"""The grid counts documents, both numbers in every cell, and shows a year of which nothing is held as a gap."""

from __future__ import annotations

from typing import Any

from api.theme_patterns.grid import Dimension, ThemeFinding, build_grid
from api.themes.span import Side
from indexer.documents import DocumentCard, DocumentKind, Sensitivity


def card(name: str, year: int | None, area: str = "Norton") -> DocumentCard:
    values: dict[str, Any] = {"title": name, "kind": DocumentKind.AUDIT, "sensitivity": Sensitivity.PUBLIC}
    return DocumentCard(id=name, version=1, sha256="", year=year, area=area, **values)


DOCUMENTS = [card("a", 2015), card("b", 2015), card("c", 2017, "Weston"), card("d", None)]
FINDINGS = [
    ThemeFinding("A1", "a", False),
    ThemeFinding("A1", "a", True),
    ThemeFinding("A1", "b", False),
    ThemeFinding("B2", "gone", False),
]


def test_cells_count_documents_and_keep_confirmed_apart() -> None:
    grid = build_grid(FINDINGS, DOCUMENTS, Side.WEAKNESS, themes=["A1", "B2"])
    cell = grid.cells["A1", "2015"]
    assert (cell.confirmed, cell.suggested, cell.held, cell.words) == (1, 1, 2, "2 of 2, 1 confirmed")
    assert grid.cells["B2", "2017"].words == "0 of 1"


def test_a_year_without_documents_is_a_gap() -> None:
    grid = build_grid(FINDINGS, DOCUMENTS, Side.WEAKNESS, themes=["A1"])
    assert grid.columns == ("2015", "2016", "2017", "not known")
    assert [held.held for held in grid.coverage] == [2, 0, 1, 1]
    assert [held.missing for held in grid.coverage[:2]] == ["annual report of 2 of 2 areas", "everything"]
    assert grid.cells["A1", "2016"].words == "nothing held"


def test_other_rows_and_columns() -> None:
    grid = build_grid(FINDINGS, DOCUMENTS, Side.WEAKNESS, Dimension.AREA, Dimension.THEME, ["A1", "B2"])
    assert grid.rows == ("Norton", "Weston") and [held.held for held in grid.coverage] == [4, 4]
    assert grid.cells["Norton", "A1"].words == "2 of 3, 1 confirmed"
    assert grid.cells["Weston", "A1"].words == "0 of 1"
