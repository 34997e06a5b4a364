"""XLSX and CSV: each row a block that carries its header, with its sheet and cells."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from lxml.etree import XMLSyntaxError
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from indexer.documents import BlockKind, Document, Locator
from indexer.readers import Limits, UnreadableFile
from indexer.readers.archive import check_archive
from indexer.readers.builder import DocumentBuilder
from indexer.readers.encodings import decode
from indexer.readers.rows import cell_text, is_header, row_text

_MOST_ROWS = 50_000
_MOST_COLUMNS = 200

Row = tuple[int, list[str]]
"""A row's number, from 1, and its cells."""


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
                rows = _numbered(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS))
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


def _numbered(rows: Iterable[Iterable[object]]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        yield number, [cell_text(cell) for cell in islice(row, _MOST_COLUMNS)]


def _sheet(builder: DocumentBuilder, rows: Iterator[Row], sheet: str | None) -> list[str]:
    """Add a sheet's rows; titles above a table become headings, an empty row ends a table."""
    for table in _tables(islice(rows, _MOST_ROWS)):
        _table(builder, table, sheet)
    if next(rows, None) is not None:
        return [f"Only the first {_MOST_ROWS:,} rows of {sheet or 'the table'} were read."]
    return []


def _tables(rows: Iterable[Row]) -> Iterator[list[Row]]:
    table: list[Row] = []
    for number, cells in rows:
        if any(cells):
            table.append((number, cells))
        elif table:
            yield table
            table = []
    if table:
        yield table


def _table(builder: DocumentBuilder, table: list[Row], sheet: str | None) -> None:
    header: list[str] = []
    for index, (number, cells) in enumerate(table):
        below = table[index + 1][1] if index + 1 < len(table) else []
        locator = Locator(sheet=sheet, cells=_range(number, cells))
        filled = sum(1 for cell in cells if cell)
        if not header and filled == 1 and below and len(" ".join(cells)) < 120:
            builder.heading(" ".join(cells), 1, locator)
        elif not header and below and is_header(cells, below):
            header = cells
        else:
            builder.add(row_text(header, cells), locator, BlockKind.TABLE_ROW)


def _range(number: int, cells: list[str]) -> str:
    columns = [column for column, cell in enumerate(cells, start=1) if cell]
    first, last = get_column_letter(columns[0]), get_column_letter(columns[-1])
    return f"{first}{number}" if first == last else f"{first}{number}:{last}{number}"
