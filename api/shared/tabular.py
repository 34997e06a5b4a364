"""Tables in and out: CSV and XLSX files read row by row with their line, and written so that no cell runs as a formula.

A spreadsheet takes a cell that begins with =, +, - or @ for a formula, wherever it came from. Such a text is written
behind an apostrophe, which spreadsheets show as text, and which is taken away again when the file is read back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from api.errors import BadRequest
from indexer.readers import UnreadableFile
from indexer.readers.sheets.grids import titles_above
from indexer.readers.table_rows import rows_apart

MOST_ROWS = 5_000
"""Rows of an imported table at most. By judgement."""
_ABOVE = 50
"""Rows of titles above a table at most. By judgement."""
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_HIDDEN_FORMULA = re.compile(r"^'[=+\-@\t\r]")
_NOT_HELD_BY_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIGURE = re.compile(r"^[+-]?\d[\d,]*(?:\.\d+)?%?$")
Cell = str | int | float | None


class TableFormat(StrEnum):
    """How a table is written."""

    CSV = "csv"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """What a browser is told."""
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return "text/csv; charset=utf-8" if self is TableFormat.CSV else sheet


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row under the header: its line in the file, from 1, and its cells by the name of their column."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class ImportReport:
    """What became of each line: how many were added or changed, and why others were refused."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def write_table(header: Sequence[str], rows: Iterable[Sequence[Cell]], form: TableFormat, title: str) -> bytes:
    """A table as a file; texts that would run as formulas are neutralised, in the header as well."""
    safe = [[_safe(cell) for cell in row] for row in (header, *rows)]
    if form is TableFormat.CSV:
        out = io.StringIO()
        csv.writer(out).writerows(safe)
        # The mark says to spreadsheets that it is UTF-8.
        return ("\ufeff" + out.getvalue()).encode()
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = title[:31]
    for row in safe:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    book.properties.title = title
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def read_table(path: Path, name: str) -> list[TableLine]:
    """The rows of a CSV or XLSX file (its first sheet that is shown) under their header; empty rows are left out.

    Titles above the header are passed over. Raises BadRequest for another format, a broken file, or one without a
    header.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise BadRequest(f"{name[:100]} is neither CSV nor XLSX. Save it as one of them.")
    try:
        rows = rows_apart(path, suffix, MOST_ROWS + _ABOVE)
    except UnreadableFile as error:
        raise BadRequest(f"{name[:100]}: {error}") from None
    numbered = [(number, [_text(cell) for cell in cells]) for number, cells in rows]
    numbered = numbered[titles_above([cells for _, cells in numbered]) :]
    if not numbered or sum(1 for cell in numbered[0][1] if cell) < 2:
        raise BadRequest(f"{name[:100]} has no row of column names. Put the names of the columns into its first row.")
    if len(numbered) > MOST_ROWS:
        raise BadRequest(f"{name[:100]} has more than {MOST_ROWS:,} rows. Split it.")
    header = numbered[0][1]
    return [
        TableLine(number, {k: v for k, v in zip(header, cells, strict=False) if k}) for number, cells in numbered[1:]
    ]


def _text(cell: str) -> str:
    return cell[1:] if _HIDDEN_FORMULA.match(cell) else cell


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = held_by_xml(cell)
    return f"'{text}" if _FORMULA.match(text) and not _FIGURE.match(text) else text


def held_by_xml(text: str) -> str:
    """The text with a replacement character for each that XML, and so a Word or Excel file, cannot hold."""
    return _NOT_HELD_BY_XML.sub("\ufffd", text)
