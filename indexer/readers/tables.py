"""Tables: a grid of cells rebuilt as rows that carry their header ("Course: Safer Recruitment; attendees: 49").

A reader hands over the cells as its format holds them; a cell merged over several columns stands in the first
of them, the others empty. Nothing is guessed: a row that cannot be named by a header stays a row of cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from indexer.documents import TableCell
from indexer.readers.figures import caution_of, is_figure, is_year, number_held, problems

_LONGEST_HEADER = 80
"""Characters of a column's name; longer is a sentence. By judgement."""
_DEEPEST_HEADER = 3
"""Rows of a header at most. By judgement."""

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row under the header: its number in the table, from 1, header rows counted, and its cells.

    `held` are the cells as the file holds them, where it shows them otherwise ("0.453" for "45%").
    """

    number: int
    cells: Cells
    held: Cells = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns (empty when it has none), its rows, a line for readers of its figures."""

    header: Cells
    rows: tuple[Row, ...]
    caution: str | None = None

    def text(self, row: Row) -> str:
        """The row's filled cells, each with its column's name when it has one."""
        return self.written(row)[0]

    def written(self, row: Row) -> tuple[str, tuple[TableCell, ...]]:
        """The text of a row and its cells with their places in it."""
        filled = [(column, cell) for column, cell in enumerate(row.cells) if cell]
        names = [name.rstrip(":") for name in self.header] + [""] * len(row.cells)
        if not self.header and len(row.cells) == 2 and len(filled) == 2:  # a label and what it says
            names[1] = row.cells[0].rstrip(":")
            filled = filled[1:]
        alone = len(filled) == 1 and bool(self.header)
        text, cells = "", []
        for column, words in filled:
            opening = f"{names[column]}: " if names[column] and not alone else ""
            start = len(text) + (2 if text else 0) + len(opening)
            text += f"{'; ' if text else ''}{opening}{words}"
            held = row.held[column] if column < len(row.held) else words
            cells.append(TableCell(start, len(text), names[column], words, number_held(held)))
        return text, tuple(cells)


def table_of(
    grid: Sequence[Sequence[str]], header_rows: int | None = None, held: Sequence[Sequence[str]] | None = None
) -> Table:
    """The table of a grid. `header_rows` is how many rows name the columns, where the format says so.

    A header of several rows becomes one name a column; a header repeated lower down (on the next page) is
    no row. The figures are checked against their totals, and the caution says what does not agree; `held` are the
    cells as the file holds them, where it shows them rounded or otherwise.
    """
    width = max((len(row) for row in grid), default=0)
    if not width:
        return Table((), ())
    full = [tuple(row) + ("",) * (width - len(row)) for row in grid]
    first = _captions(full)
    depth = _header_depth(full[first:]) if header_rows is None else max(0, header_rows - first)
    names = full[first : first + depth]
    header = _column_names(names)
    exact = full if held is None else [tuple(row) + ("",) * (width - len(row)) for row in held]
    rows = tuple(
        Row(number, cells, exact[number - 1])
        for number, cells in enumerate(full, start=1)
        if any(cells) and not first < number <= first + depth and cells not in names
    )
    found = problems(header or ("",) * width, [row.held for row in rows])
    return Table(header, rows, caution_of(found))


def cell_text(value: object) -> str:
    """A cell as a person reads it: 5 March 2016, 3 rather than 3.0, single white space."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime) and value.time() == time(0):
        value = value.date()
    if isinstance(value, datetime):
        return f"{value.day} {value:%B %Y %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def filled_down(cell: str) -> str:
    """What a row further down says of a cell merged over several rows: its label; a figure counts only once."""
    return "" if is_figure(cell) else cell


def numeric_columns(rows: Sequence[Sequence[str]]) -> set[int]:
    """The columns most of whose filled cells are figures."""
    found = set()
    for column in range(max((len(row) for row in rows), default=0)):
        filled = [row[column] for row in rows if column < len(row) and row[column]]
        if filled and 2 * sum(is_figure(cell) for cell in filled) >= len(filled):
            found.add(column)
    return found


def recurs(grid: Sequence[Sequence[str]], depth: int) -> bool:
    """Whether a text of the first rows stands again below itself, as an entry does ("Good") and no name of a column."""
    names = [tuple(row) for row in grid[:depth]]
    below = [row for row in grid[depth:] if tuple(row) not in names]
    return any(name and any(row[column] == name for row in below) for row in names for column, name in enumerate(row))


def _captions(grid: Sequence[Cells]) -> int:
    """How many rows at the top are titles: their first cell alone is filled, and a row of several follows."""
    for number, row in enumerate(grid):
        if not row[0] or any(row[1:]):
            return number if sum(1 for cell in row if cell) > 1 else 0
    return 0


def _header_depth(grid: Sequence[Cells]) -> int:
    """How many rows name the columns: the most that can, upper ones leaving cells to the ones below."""
    numeric = numeric_columns(grid[1:])
    deepest = min(_DEEPEST_HEADER, len(grid) - 1) if numeric else min(1, len(grid) - 1)
    for depth in range(deepest, 0, -1):
        rows = grid[:depth]
        below = all(sum(1 for cell in row if cell) > 1 for row in rows[1:])
        upper = all(any(not cell and under for cell, under in zip(*pair, strict=True)) for pair in pairwise(rows))
        named = all(_names_columns(row, numeric) for row in rows) and _is_header(_column_names(rows), grid[depth])
        if below and upper and named and not recurs(grid, depth):
            return depth
    return 0


def _names_columns(row: Cells, numeric: set[int]) -> bool:
    """Whether no figure stands over a column of figures; years may."""
    over = [row[column] for column in numeric if row[column]]
    return all(not is_figure(cell) or is_year(cell) for cell in over)


def _is_header(names: Cells, below: Cells) -> bool:
    """Whether names can head the row below: several short texts, none of them a figure."""
    filled = [name for name in names if name]
    texts = [name for name in filled if (not is_figure(name) or is_year(name)) and len(name) <= _LONGEST_HEADER]
    used = sum(1 for cell in below if cell)
    words = any(not is_figure(name) for name in filled)
    return words and len(filled) >= 2 and len(texts) == len(filled) and len(filled) >= min(used, len(below) // 2 + 1)


def _column_names(rows: Sequence[Cells]) -> Cells:
    """One name a column from the rows of a header; an upper name stands over the empty cells to its right."""
    if not rows:
        return ()
    spread: list[list[str]] = []
    for row in rows[:-1]:
        names = list(row)
        for column in range(2, len(names)):
            names[column] = names[column] or names[column - 1]
        spread.append(names)
    columns = zip(*spread, rows[-1], strict=True)
    return tuple(" ".join(dict.fromkeys(name for name in column if name)) for column in columns)
