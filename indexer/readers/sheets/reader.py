"""XLSX and CSV: each row a block that carries its header, with its sheet and cells; each sheet described."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError

from indexer.documents import Document, Locator, PartKind
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.sheets.cells import SheetCell
from indexer.readers.sheets.grids import GridRow, add_grid, cell_range, filled_from_above
from indexer.readers.sheets.parts import add_book_parts, add_sheet_parts, title_and_day
from indexer.readers.sheets.workbook import MOST_COLUMNS, MOST_ROWS, SheetData, SheetRow, Workbook
from indexer.readers.text.separated import read_rows

BROKEN = (BadZipFile, KeyError, ValueError, TypeError, XMLSyntaxError, SyntaxError, OSError, EOFError)
"""What opening or reading a damaged workbook raises."""
_MOST_CELLS_NAMED = 40
"""Cells of formulas without a stored value that are named one by one; the line about them is cut in any case."""


def read_xlsx(path: Path, limits: Limits) -> Document:
    """Read a workbook, sheet by sheet; formulas give the value last worked out, what is hidden is kept apart."""
    builder = DocumentBuilder()
    notes: list[str] = []
    shown: set[str] = set()
    try:
        with Workbook(path) as book:
            for sheet in book.sheets:
                data = book.read(sheet)
                builder.close_headings(0)
                if sheet.hidden:
                    _keep_apart(builder, data.rows, sheet.name)
                else:
                    if any(row.cells for row in data.rows) or any(book.package.related(sheet.part, "drawing")):
                        builder.heading(sheet.name, 0, Locator(sheet=sheet.name))
                    _add_sheet(builder, data, sheet.name)
                    shown.update(value for row in visible_rows(data) for value in (*row.cells, *row.held))
                    notes.extend(_cut(sheet.name, data.rows_cut, data.widest > data.columns))
                for words in data.printed:
                    builder.set_apart(PartKind.HEADER, words, Locator(sheet=sheet.name))
                add_sheet_parts(builder, book, sheet, data.controls)
            add_book_parts(builder, book, shown)
            title, created = title_and_day(book.package)
    except BROKEN as e:
        raise UnreadableFile("it is damaged: the workbook in it cannot be read.", "Open it and save it again.") from e
    return builder.build(title=title, created=created, warnings=tuple(notes))


def read_csv(path: Path, limits: Limits) -> Document:
    """Read comma, semicolon, tab or bar separated values; the cells are named as a spreadsheet names them."""
    try:
        separated = read_rows(path.read_bytes())
    except csv.Error as error:
        raise UnreadableFile(f"it is not a table ({error}).", "Save it as CSV with commas.") from error
    builder = DocumentBuilder()
    rows = [[" ".join(cell.split()) for cell in row[:MOST_COLUMNS]] for row in separated.rows[:MOST_ROWS]]
    add_grid(builder, (GridRow(number, row, row) for number, row in enumerate(rows, start=1)), None)
    cut = _cut("the table", len(separated.rows) > MOST_ROWS, any(len(row) > MOST_COLUMNS for row in separated.rows))
    return builder.build(warnings=(*separated.warnings, *cut))


def visible_rows(data: SheetData) -> Iterator[GridRow]:
    """The rows of a sheet that are shown, in the columns that are; an empty one where the sheet has a gap."""
    last = 0
    for row in data.rows:
        if row.number > last + 1:
            yield GridRow(row.number - 1, [], [])
        last = row.number
        if not row.hidden:
            shown = {column: cell for column, cell in row.cells.items() if column not in data.hidden_columns}
            width = min(max(shown, default=0), data.columns)
            cells = [shown[column].text if column in shown else "" for column in range(1, width + 1)]
            held = [shown[column].raw if column in shown else "" for column in range(1, width + 1)]
            yield GridRow(row.number, cells, held)


def _cut(name: str, rows: bool, columns: bool) -> list[str]:
    """Lines about what lies beyond the last row or column that is read."""
    cuts = ((rows, f"{MOST_ROWS:,} rows"), (columns, f"{MOST_COLUMNS} columns"))
    return [f"Only the first {what} of {name} were read." for is_cut, what in cuts if is_cut]


def _add_sheet(builder: DocumentBuilder, data: SheetData, name: str) -> None:
    merged = {(top, left): bottom for left, top, _, bottom in data.merged if bottom > top}
    add_grid(builder, filled_from_above(visible_rows(data), merged), name)
    _keep_apart(builder, [row for row in data.rows if row.hidden], name)
    for column in sorted(data.hidden_columns):
        _keep_column_apart(builder, [row for row in data.rows if not row.hidden], column, name)
    lacking = []
    for row in data.rows:
        for column, cell in row.cells.items():
            place = Locator(sheet=name, cells=cell_range(column, row.number, column, row.number))
            if cell.lacks_value:
                lacking.append(str(place.cells))
            if not row.hidden and column not in data.hidden_columns:
                builder.set_apart(PartKind.STRUCK_TEXT, cell.struck, place)
                builder.set_apart(PartKind.HIDDEN_TEXT, cell.unseen, place, hidden=True)
    named = ", ".join(lacking[:_MOST_CELLS_NAMED]) + (" and others" if len(lacking) > _MOST_CELLS_NAMED else "")
    builder.count(PartKind.FORMULA, len(lacking), 0, detail=f"{name} {named}")


def _keep_apart(builder: DocumentBuilder, rows: Sequence[SheetRow], name: str) -> None:
    """Keep hidden rows apart, those that follow one another as one part."""
    run: list[SheetRow] = []
    for row in chain((row for row in rows if row.cells), [None]):
        if run and (row is None or row.number > run[-1].number + 1):
            columns = [column for one in run for column in one.cells]
            place = cell_range(min(columns), run[0].number, max(columns), run[-1].number)
            words = "\n".join("; ".join(_whole(cell) for cell in one.cells.values()) for one in run)
            builder.set_apart(PartKind.HIDDEN_TEXT, words, Locator(sheet=name, cells=place), hidden=True)
            run = []
        if row is not None:
            run.append(row)


def _keep_column_apart(builder: DocumentBuilder, rows: Sequence[SheetRow], column: int, name: str) -> None:
    filled = [(row.number, _whole(row.cells[column])) for row in rows if column in row.cells]
    if filled:
        place = cell_range(column, filled[0][0], column, filled[-1][0])
        words = "\n".join(words for _, words in filled)
        builder.set_apart(PartKind.HIDDEN_TEXT, words, Locator(sheet=name, cells=place), hidden=True)


def _whole(cell: SheetCell) -> str:
    """All that a cell holds, however it is shown; a number in full, for it may be one of a person."""
    return " ".join(dict.fromkeys(filter(None, (cell.text, cell.raw, cell.struck, cell.unseen))))
