"""Grids: the rows of a sheet or of separated values as titles and tables, each table described."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from indexer.documents import BlockKind, Locator
from indexer.readers.builder import DocumentBuilder
from indexer.readers.sheets.descriptions import describe
from indexer.readers.tables import Table, filled_down, table_of

_LONGEST_TITLE = 120
"""Characters of a line above a table that is its title; longer is prose. By judgement."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row by its number, from 1: its cells as shown, and as held where a format shows them otherwise."""

    number: int
    cells: list[str]
    held: list[str]

    @property
    def place(self) -> str:
        """The cells from its first filled one to its last ("A4:F4")."""
        columns = [column for column, cell in enumerate(self.cells, start=1) if cell]
        return cell_range(columns[0], self.number, columns[-1], self.number)


def add_grid(builder: DocumentBuilder, rows: Iterable[GridRow], sheet: str | None) -> None:
    """Add rows: titles above a table become headings, an empty row ends a table."""
    groups = [(titles_above([row.cells for row in group]), group) for group in _groups(rows)]
    tables = [(group[:titles], group[titles:], _table(group[titles:])) for titles, group in groups]
    _describe(builder, tables, sheet)
    for titles, group, table in tables:
        for row in titles:
            builder.heading(" ".join(" ".join(row.cells).split()), 1, Locator(sheet=sheet, cells=row.place))
        builder.table(table, [Locator(sheet=sheet, cells=row.place) for row in group])


def titles_above(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top are titles: one short text each, with something below."""
    for index, cells in enumerate(rows):
        filled = [cell for cell in cells if cell]
        if len(filled) != 1 or len(filled[0]) >= _LONGEST_TITLE or index + 1 == len(rows):
            return index
    return 0


def filled_from_above(rows: Iterable[GridRow], merged: dict[tuple[int, int], int]) -> Iterator[GridRow]:
    """The rows, the label of a cell that is merged over several in each of them.

    `merged` gives for the row and column of such a cell the last of its rows.
    """
    open_cells: dict[int, tuple[int, str]] = {}
    for row in rows:
        for index in range(max(len(row.cells), max(open_cells, default=-1) + 1)):
            last, text = open_cells.get(index, (0, ""))
            if row.number <= last:
                for cells in (row.cells, row.held):
                    cells.extend([""] * (index + 1 - len(cells)))
                    cells[index] = text
            elif (row.number, index + 1) in merged:
                open_cells[index] = (merged[row.number, index + 1], filled_down(row.cells[index]))
        yield row


def cell_range(left: int, top: int, right: int, bottom: int) -> str:
    """A range as a spreadsheet names it ("B4:F9"), one cell by its name alone."""
    first, last = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


def _groups(rows: Iterable[GridRow]) -> Iterator[list[GridRow]]:
    group: list[GridRow] = []
    for row in rows:
        if any(row.cells):
            group.append(row)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _table(group: Sequence[GridRow]) -> Table:
    return table_of([row.cells for row in group], held=[row.held for row in group])


def _describe(
    builder: DocumentBuilder, tables: Sequence[tuple[list[GridRow], list[GridRow], Table]], sheet: str | None
) -> None:
    """One passage about the sheet, by the service: what its tables hold, counted."""
    parts = []
    for titles, group, table in tables:
        columns = [column for row in group for column, cell in enumerate(row.cells, start=1) if cell]
        where = cell_range(min(columns), group[0].number, max(columns), group[-1].number)
        title = " ".join(titles[-1].cells).strip() if titles else ""
        parts.append((title, where, table))
    text = describe(sheet, parts)
    if text:
        builder.add(text, Locator(sheet=sheet), BlockKind.DESCRIPTION)
