"""Rows and cells of OpenDocument tables, in texts, slides and the data of charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indexer.readers.office.markup import local
from indexer.readers.opendocument.names import q

_ROWS = {q(f"table:{name}") for name in ("table-header-rows", "table-rows", "table-row-group")}
_MOST_REPEATED = 100
"""Times a cell may say it is repeated; sheets fill themselves so to their end. By judgement."""


def rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table, those under its header and in groups too, those of tables in its cells not."""
    for child in table:
        if child.tag == q("table:table-row"):
            yield child
        elif child.tag in _ROWS:
            yield from rows_of(child)


def cells_of(row: Any) -> Iterator[tuple[Any, bool]]:
    """The cells of a row, each with whether another covers it; one repeated so often as it says, within reason."""
    for cell in row:
        if local(cell) in ("table-cell", "covered-table-cell"):
            said = str(cell.get(q("table:number-columns-repeated")) or "1")
            for _ in range(min(int(said) if said.isdigit() else 1, _MOST_REPEATED)):
                yield cell, local(cell) == "covered-table-cell"


def paragraphs_of(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell, those in its lists too, those of tables in it not."""
    for child in cell:
        if child.tag in (q("text:p"), q("text:h")):
            yield child
        elif child.tag in (q("text:list"), q("text:list-item"), q("text:list-header"), q("text:section")):
            yield from paragraphs_of(child)
