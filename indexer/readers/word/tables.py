"""Tables of a Word document: rows and cells wherever they stand, merged ones, and what else hangs in a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.readers.office.markup import is_on, q

_WRAPPERS = {
    q(name)
    for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:del", "w:moveTo", "w:moveFrom", "w:smartTag")
}
_VAL = q("w:val")
_WIDEST = 200
"""Columns that one cell may span at most; more is damage."""


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell of a row: the columns it spans, and whether it goes on from the row above or the cell to its left."""

    element: Any
    span: int = 1
    goes_on: bool = False


def rows_of(table: Any) -> list[Any]:
    """The rows of a table, those in content controls too, those of tables in its cells not."""
    return list(_below(table, q("w:tr")))


def cells_of(row: Any) -> list[WordCell]:
    """The cells of a row, with an empty one for the columns that it leaves out at its start."""
    before = _number(row.find(f"{q('w:trPr')}/{q('w:gridBefore')}"), 0)
    cells = [WordCell(None)] * before
    for element in _below(row, q("w:tc")):
        properties = element.find(q("w:tcPr"))
        merged = None if properties is None else properties.find(q("w:vMerge"))
        level = None if properties is None else properties.find(q("w:hMerge"))
        goes_on = merged is not None and merged.get(_VAL) in (None, "continue")
        beside = level is not None and level.get(_VAL) in (None, "continue")
        span = _number(None if properties is None else properties.find(q("w:gridSpan")), 1)
        cells.append(WordCell(None) if beside else WordCell(element, span, goes_on))
    return cells


def is_removed(row: Any) -> bool:
    """Whether a tracked change took a row away."""
    return row.find(f"{q('w:trPr')}/{q('w:del')}") is not None


def is_hidden(row: Any) -> bool:
    """Whether a row is hidden."""
    return is_on(row.find(f"{q('w:trPr')}/{q('w:hidden')}"), _VAL)


def _below(element: Any, wanted: str) -> Iterator[Any]:
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _below(child, wanted)


def _number(element: Any | None, otherwise: int) -> int:
    said = "" if element is None else str(element.get(_VAL) or "")
    return min(int(said), _WIDEST) if said.isascii() and said.isdigit() and int(said) else otherwise
