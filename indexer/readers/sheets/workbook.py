"""Workbooks: the sheets of an XLSX file, row by row, each cell as it is shown and as it is held.

The XML is read as a stream: a sheet of one far cell must not fill the memory, and no library that streams tells which
rows and columns are hidden, which words of a cell are struck out, or which formula has no stored value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lxml import etree
from openpyxl.utils import column_index_from_string, range_boundaries

from indexer.readers.office.archive import check_archive
from indexer.readers.office.markup import is_on, local
from indexer.readers.sheets.cells import CellReader, Runs, SheetCell, runs_of
from indexer.readers.sheets.package import ID, Package
from indexer.readers.sheets.styles import SheetStyles, styles_of

MOST_ROWS = 50_000
"""Rows read of a sheet; further ones are told as not read. By judgement."""
MOST_COLUMNS = 200
"""Columns read of a sheet; likewise."""
_MOST_CELLS = 2_000_000
"""Places for cells, filled or not, up to which a sheet of more columns is read as wide as it is."""
_WANTED = ("cols", "row", "mergeCells", "conditionalFormatting", "headerFooter", "control")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
"""Columns and rows of a sheet in Excel."""

Range = tuple[int, int, int, int]
"""First column, first row, last column, last row, each from 1."""


@dataclass(slots=True)
class SheetRow:
    """A row by its number, from 1, with its filled cells by their column, from 1."""

    number: int
    hidden: bool
    cells: dict[int, SheetCell]


@dataclass
class SheetData:
    """What the part of a sheet holds: `merged` cells, words `printed` on each page, whether there were more rows.

    `controls` are the relationships of its form controls by the number of their shape.
    """

    rows: list[SheetRow] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    controls: dict[str, str] = field(default_factory=dict)
    rows_cut: bool = False

    @cached_property
    def columns(self) -> int:
        """How many columns are read."""
        return self.widest if self.widest * len(self.rows) <= _MOST_CELLS else min(self.widest, MOST_COLUMNS)

    @property
    def widest(self) -> int:
        """The last column that holds anything."""
        return max((max(row.cells, default=0) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it. `kind` is "worksheet", "chartsheet" or another sort of sheet."""

    name: str
    part: str
    kind: str
    hidden: bool


class Workbook:
    """An XLSX file opened. Use it as a context. Raises UnreadableFile for one that is no workbook or is not safe."""

    def __init__(self, path: Path) -> None:
        check_archive(path, "xl/workbook.xml")
        self.package = Package(path)
        self.part = self.package.main_part()
        self.root = self.package.tree(self.part)
        if self.root is None:
            raise KeyError(self.part)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.package.__exit__(kind, error, at)

    @cached_property
    def sheets(self) -> list[SheetEntry]:
        """The sheets in their order; those whose part is missing are left out."""
        relations = {relation.id: relation for relation in self.package.relations(self.part)}
        found = []
        for element in self.root.iter():
            relation = relations.get(str(element.get(ID))) if local(element) == "sheet" else None
            if relation is not None and self.package.holds(relation.target):
                hidden = element.get("state", "visible") != "visible"
                found.append(SheetEntry(str(element.get("name") or ""), relation.target, relation.kind, hidden))
        return found

    @cached_property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904, as old programs for the Macintosh did."""
        settings = next((one for one in self.root if local(one) == "workbookPr"), None)
        return settings is not None and settings.get("date1904") is not None and is_on(settings, "date1904")

    @cached_property
    def _styles(self) -> SheetStyles:
        sheets = [root for _, root in self.package.trees(self.part, "styles")]
        themes = [root for _, root in self.package.trees(self.part, "theme")]
        return styles_of(sheets[0] if sheets else None, themes[0] if themes else None)

    @cached_property
    def _strings(self) -> list[Runs]:
        relation = next(self.package.related(self.part, "sharedStrings"), None)
        if relation is None or not self.package.holds(relation.target):
            return []
        with self.package.stream(relation.target) as part:
            return [runs_of(element, self._styles.theme) for element in _elements(part, ("si",))]

    @cached_property
    def _cells(self) -> CellReader:
        return CellReader(self._styles, self._strings, self.since_1904)

    def read(self, entry: SheetEntry) -> SheetData:
        """The cells of a sheet. Raises lxml's XMLSyntaxError for a broken part."""
        data = SheetData()
        painted = [r for _, root in self.package.trees(entry.part, "table") for r in _ranges(str(root.get("ref")))]
        number = 0
        with self.package.stream(entry.part) as part:
            for element in _elements(part, _WANTED):
                name = local(element)
                if name == "row":
                    number = _number(element.get("r")) or number + 1
                    self._add_row(data, element, number)
                elif name == "cols":
                    data.hidden_columns |= _hidden_columns(element)
                elif name == "mergeCells":
                    data.merged += [r for one in element for r in _ranges(str(one.get("ref")))]
                elif name == "conditionalFormatting":
                    painted += _ranges(str(element.get("sqref")))
                elif name == "control":
                    data.controls[str(element.get("shapeId"))] = str(element.get(ID))
                else:
                    data.printed += [words for one in element if (words := _printed_words(one.text or ""))]
        _settle(data, painted)
        return data

    def _add_row(self, data: SheetData, element: Any, number: int) -> None:
        cells: dict[int, SheetCell] = {}
        column = 0
        for one in element:
            if local(one) != "c":
                continue
            column = _column(str(one.get("r") or "")) or column + 1
            cell = self._cells.read(one)
            if cell.text or cell.struck or cell.unseen:
                cells[column] = cell
        if len(data.rows) >= MOST_ROWS:
            data.rows_cut = data.rows_cut or bool(cells)
            return
        data.rows.append(SheetRow(number, _is_hidden(element, "ht"), cells))


def _settle(data: SheetData, painted: list[Range]) -> None:
    """Show what a table's style or a condition may put on another ground; hide what lies under merged cells."""
    small = [r for r in painted if r[2] < _LAST_COLUMN]
    for row in data.rows:
        for column, cell in row.cells.items():
            if cell.unseen and not cell.text and any(_within(column, row.number, r) for r in small):
                cell.text, cell.raw, cell.unseen = cell.unseen, cell.raw or cell.unseen, ""
    covered = {
        (row, column): True
        for left, top, right, bottom in data.merged
        if (right - left + 1) * (bottom - top + 1) <= MOST_ROWS
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    for row in data.rows if covered else ():
        for column, cell in row.cells.items():
            if cell.text and (row.number, column) in covered:
                row.cells[column] = SheetCell(unseen=cell.text)


def _within(column: int, row: int, area: Range) -> bool:
    left, top, right, bottom = area
    return left <= column <= right and top <= row <= bottom


def _elements(part: Any, names: tuple[str, ...]) -> Iterator[Any]:
    """The elements of some names, one by one; each is emptied when the next is asked for."""
    wanted = tuple(f"{{*}}{name}" for name in names)
    for _, element in etree.iterparse(part, tag=wanted, resolve_entities=False, no_network=True, huge_tree=True):
        if element.getroottree().docinfo.internalDTD is not None:
            raise ValueError("a part that declares entities")
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _hidden_columns(cols: Any) -> set[int]:
    found: set[int] = set()
    for one in cols:
        if _is_hidden(one, "width"):
            last = min(_number(one.get("max")), _LAST_COLUMN)
            found.update(range(_number(one.get("min")), last + 1))
    return found


def _is_hidden(element: Any, size: str) -> bool:
    """Whether a row or column is hidden, by its mark or because it has no size."""
    said = str(element.get(size) or "")
    return (element.get("hidden") is not None and is_on(element, "hidden")) or (said != "" and not said.strip("0."))


def _ranges(references: str) -> list[Range]:
    """The ranges that references name, blanks between them; those that are none are left out."""
    found = []
    for reference in references.split():
        try:
            left, top, right, bottom = range_boundaries(reference)
        except (ValueError, TypeError):
            continue
        found.append((left or 1, top or 1, right or _LAST_COLUMN, bottom or _LAST_ROW))
    return found


def _column(reference: str) -> int:
    letters = reference.rstrip("0123456789").replace("$", "")
    return column_index_from_string(letters) if letters and letters.isalpha() else 0


def _number(text: str | None) -> int:
    return int(text) if text and text.strip().isdigit() else 0


def _printed_words(code: str) -> str:
    """The words of a header or footer, without the codes for fonts, places, page numbers and dates."""
    parts = re.split(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d{3}|&\d+|&([LCR])|&[A-Za-z]', code.replace("&&", "\0"))
    words = "".join(" " if part in ("L", "C", "R") else part or "" for part in parts)
    return " ".join(words.replace("\0", "&").split())
