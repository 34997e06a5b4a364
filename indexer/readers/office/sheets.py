"""XLSX and CSV: each row a block that carries its header, with its sheet and cells; each sheet described."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, cast
from zipfile import BadZipFile, ZipFile

import openpyxl
from lxml.etree import XMLSyntaxError
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from indexer.documents import BlockKind, Document, Locator
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.archive import check_archive
from indexer.readers.office.descriptions import describe
from indexer.readers.tables import Table, cell_text, filled_down, table_of
from indexer.readers.text.encodings import decode

_MOST_ROWS = 50_000
"""Rows read of a sheet; further ones are named as not read. By judgement."""
_MOST_COLUMNS = 200
"""Columns read of a sheet; likewise."""
_LONGEST_TITLE = 120
"""Characters of a line above a table that is its title; longer is prose. By judgement."""

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=\"([A-Z]+\d+:[A-Z]+\d+)\"")

Numbered = tuple[int, list[str]]
"""A row's number in the sheet, from 1, and its cells."""


def read_xlsx(path: Path, limits: Limits) -> Document:
    """Read a workbook, sheet by sheet, hidden ones too; formulas give the value last worked out."""
    check_archive(path, "xl/workbook.xml")
    builder = DocumentBuilder()
    notes: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which hold no text
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                builder.close_headings(0)
                rows = _filled_down(
                    _numbered(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS)), _merged_down(path, sheet)
                )
                builder.heading(sheet.title, 0, Locator(sheet=sheet.title))
                notes.extend(_sheet(builder, rows, sheet.title))
            created = book.properties.created
            title = (book.properties.title or "").strip() or None
            book.close()
    except (
        InvalidFileException,
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        XMLSyntaxError,
        SyntaxError,
        OSError,
    ) as e:
        raise UnreadableFile("it is damaged: the workbook in it cannot be read.", "Open it and save it again.") from e
    day: date | None = created.date() if created else None
    return builder.build(title=title, created=day, warnings=tuple(notes))


def read_csv(path: Path, limits: Limits) -> Document:
    """Read comma, semicolon or tab separated values; the cells are named as a spreadsheet names them."""
    text = decode(path.read_bytes())
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    builder = DocumentBuilder()
    try:
        notes = _sheet(builder, _numbered(csv.reader(io.StringIO(text), dialect)), None)
    except csv.Error as error:
        raise UnreadableFile(f"it is not a table ({error}).", "Save it as CSV with commas.") from error
    return builder.build(warnings=tuple(notes))


def _numbered(rows: Iterable[Iterable[object]]) -> Iterator[Numbered]:
    for number, row in enumerate(rows, start=1):
        yield number, [cell_text(cell) for cell in islice(row, _MOST_COLUMNS)]


def _merged_down(path: Path, sheet: Any) -> dict[tuple[int, int], int]:
    """Where a cell is merged over rows: its row and column, and the last of its rows.

    openpyxl does not tell of merged cells when it streams, and without streaming a sheet of one far cell
    fills the memory; the file's own list is read instead.
    """
    inside = getattr(sheet, "_worksheet_path", None)
    if inside is None:
        return {}
    with ZipFile(path) as archive:
        found = _MERGED.findall(archive.read(inside))
    ranges = (cast(tuple[int, int, int, int], range_boundaries(reference.decode())) for reference in found)
    return {(top, left): bottom for left, top, _, bottom in ranges if bottom > top}


def _filled_down(rows: Iterable[Numbered], merged: dict[tuple[int, int], int]) -> Iterator[Numbered]:
    """The rows, the label of a cell that is merged over several in each of them."""
    open_cells: dict[int, tuple[int, str]] = {}
    for number, cells in rows:
        for index, cell in enumerate(cells):
            last, text = open_cells.get(index, (0, ""))
            if number <= last:
                cells[index] = text
            elif (number, index + 1) in merged:
                open_cells[index] = (merged[number, index + 1], filled_down(cell))
        yield number, cells


def _sheet(builder: DocumentBuilder, rows: Iterator[Numbered], sheet: str | None) -> list[str]:
    """Add a sheet's rows; titles above a table become headings, an empty row ends a table."""
    groups = [(_titles(group), group) for group in _groups(islice(rows, _MOST_ROWS))]
    tables = [(group[:titles], group[titles:], _table(group[titles:])) for titles, group in groups]
    _describe(builder, tables, sheet)
    for titles, group, table in tables:
        for number, cells in titles:
            builder.heading(" ".join(" ".join(cells).split()), 1, Locator(sheet=sheet, cells=_range(number, cells)))
        builder.table(table, [Locator(sheet=sheet, cells=_range(*row)) for row in group])
    if next(rows, None) is not None:
        return [f"Only the first {_MOST_ROWS:,} rows of {sheet or 'the table'} were read."]
    return []


def _groups(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    group: list[Numbered] = []
    for number, cells in rows:
        if any(cells):
            group.append((number, cells))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _titles(group: list[Numbered]) -> int:
    """How many rows at the top are titles: one short text each, with something below."""
    for index, (_, cells) in enumerate(group):
        filled = sum(1 for cell in cells if cell)
        if filled != 1 or len("".join(cells)) >= _LONGEST_TITLE or index + 1 == len(group):
            return index
    return 0


def _table(group: list[Numbered]) -> Table:
    return table_of([cells for _, cells in group])


def _describe(
    builder: DocumentBuilder, tables: list[tuple[list[Numbered], list[Numbered], Table]], sheet: str | None
) -> None:
    """One passage about the sheet, by the service: what its tables hold, counted."""
    parts = []
    for titles, group, table in tables:
        cells = [(number, column) for number, row in group for column, cell in enumerate(row, start=1) if cell]
        first, last = min(column for _, column in cells), max(column for _, column in cells)
        where = f"{get_column_letter(first)}{group[0][0]}:{get_column_letter(last)}{group[-1][0]}"
        title = " ".join(titles[-1][1]).strip() if titles else ""
        parts.append((title, where, table))
    text = describe(sheet, parts)
    if text:
        builder.add(text, Locator(sheet=sheet), BlockKind.DESCRIPTION)


def _range(number: int, cells: list[str]) -> str:
    columns = [column for column, cell in enumerate(cells, start=1) if cell]
    first, last = get_column_letter(columns[0]), get_column_letter(columns[-1])
    return f"{first}{number}" if first == last else f"{first}{number}:{last}{number}"
