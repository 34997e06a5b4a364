"""Tables of web pages: the grid of their cells; tables that only lay out the page are told from those of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bs4 import Tag

from indexer.documents import Locator
from indexer.readers.builder import DocumentBuilder
from indexer.readers.tables import filled_down, table_of

_WIDEST_SPAN = 100
"""Columns a cell may claim to span; a hostile page claims more. By judgement."""


class PageCellReader(Protocol):
    """Reads what is in a cell."""

    @property
    def place(self) -> Locator:
        """Where the table stands."""

    def text_of(self, cell: Tag) -> tuple[str, list[Tag]]:
        """The text of a cell and the tables in it."""

    def keeps_out(self, tag: Tag) -> bool:
        """Whether an element is not seen or struck out; its words are then kept apart."""


def is_layout(table: Tag) -> bool:
    """Whether a table only lays out what is in it: it says so, or it names nothing and holds parts of a page."""
    if table.get("role") in ("presentation", "none"):
        return True
    own = [tag for tag in table.find_all(["th", "caption"]) if tag.find_parent("table") is table]
    return not own and table.find(["table", "h1", "h2", "h3", "h4"]) is not None


def add_table(builder: DocumentBuilder, reader: PageCellReader, table: Tag) -> list[Tag]:
    """Add the rows of a table; the tables in its cells, which are still to be read."""
    nested: list[Tag] = []
    place = reader.place
    caption = table.find("caption")
    if isinstance(caption, Tag) and caption.find_parent("table") is table:
        words, inner = reader.text_of(caption)
        nested += inner
        builder.add(words, place)
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table and not reader.keeps_out(row)]
    grid = _grid(rows, reader, nested)
    places = [_place(row, number, place) for number, row in enumerate(rows, start=1)]
    builder.table(table_of(grid, _header_rows(rows, grid)), places)
    return nested


def _place(row: Tag, number: int, place: Locator) -> Locator:
    lines = row.get("data-lines")
    return replace(place, row=number, lines=str(lines) if lines else place.lines)


def _header_rows(rows: Sequence[Tag], grid: Sequence[Sequence[str]]) -> int | None:
    """How many rows name the columns: those of the head, or those of header cells alone; None where none says so."""
    heads = [row.parent is not None and row.parent.name == "thead" for row in rows]
    if any(heads) and not all(heads):
        depth = heads.index(False)
        return depth if any(any(cells) for cells in grid[:depth]) else 0
    heads = [row.find("td") is None and len(row.find_all("th")) > 1 for row in rows]
    return next((number for number, is_head in enumerate(heads) if not is_head), 0) or None


def _grid(rows: Sequence[Tag], reader: PageCellReader, nested: list[Tag]) -> list[list[str]]:
    """The texts of the cells; one over several columns stands in the first, one over several rows in each row."""
    grid: list[list[str]] = []
    down: dict[int, tuple[int, str]] = {}  # column: rows still to fill, and with what
    for row in rows:
        texts: list[str] = []
        for cell in row.find_all(["th", "td"], recursive=False):
            _fill_down(texts, down)
            text, inner = reader.text_of(cell)
            nested += inner
            for column in range(_span(cell, "colspan")):
                down[len(texts)] = (_span(cell, "rowspan") - 1, "" if column else filled_down(text))
                texts.append("" if column else text)
        _fill_down(texts, down)
        grid.append(texts)
    return grid


def _fill_down(texts: list[str], down: dict[int, tuple[int, str]]) -> None:
    while down.get(len(texts), (0, ""))[0] > 0:
        left, text = down[len(texts)]
        down[len(texts)] = (left - 1, text)
        texts.append(text)


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name) or "1").strip()
    return min(max(int(said), 1), _WIDEST_SPAN) if said.isascii() and said.isdigit() else 1
