"""Tables of pages: parts on several pages read as one, and taken out of the lines of the pages they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.documents import Locator
from indexer.readers.pdf.layout import Line, Page
from indexer.readers.tables import Table, table_of

_SLACK = 3.0
"""Points by which the beginning of a line and the border of a table, or two columns, may differ."""
_AT_EDGE = 0.25
"""Share of the page's height within which a table goes on from one page to the next."""


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The part of a table that stands on one page.

    `bands` are its rebuilt rows on the page: left and right in points, bottom and top as shares of its height.
    `first` is the number of the first row of `grid` in the table, from 1; `lefts` where its columns begin.
    """

    page: int
    bands: tuple[tuple[float, float, float, float], ...]
    grid: tuple[tuple[str, ...], ...]
    header_rows: int | None
    first: int
    lefts: tuple[float, ...]


def rebuilt(parts: Sequence[RuledTable], labels: Sequence[str | None]) -> list[tuple[RuledTable, Table, list[Locator]]]:
    """Each part with its rows and where they stand; a table that runs over pages is read and checked as one."""
    result = []
    for chain in _chains(parts):
        table = table_of([row for part in chain for row in part.grid], chain[0].header_rows)
        places = [
            Locator(page=part.page, page_label=labels[part.page - 1], row=part.first + offset)
            for part in chain
            for offset in range(len(part.grid))
        ]
        before = 0
        for part in chain:
            after = before + len(part.grid)
            rows = tuple(row for row in table.rows if before < row.number <= after)
            result.append((part, replace(table, rows=rows), places))
            before = after
    return result


def without_tables(page: Page, tables: Sequence[RuledTable]) -> tuple[Page, dict[int, int]]:
    """The page without the lines its tables are made of, and before which line each table stands, by its index.

    A line that holds words no table has stays: better twice than lost.
    """
    known = {word for table in tables for row in table.grid for cell in row for word in cell.split()}
    kept: list[Line] = []
    stands: dict[int, int] = {}
    for line in page.lines:
        inside = next((index for index, table in enumerate(tables) if _holds(table, line)), None)
        if inside is None or not _is_known(line, known):
            kept.append(line)
        else:
            stands.setdefault(inside, len(kept))
    for index in range(len(tables)):
        stands.setdefault(index, len(kept))
    return replace(page, lines=tuple(kept)), stands


def _holds(table: RuledTable, line: Line) -> bool:
    return any(_is_in(band, line) for band in table.bands)


def _is_in(band: tuple[float, float, float, float], line: Line) -> bool:
    left, right, bottom, top = band
    return line.height is not None and left - _SLACK <= line.x <= right and bottom <= line.height <= top


def _is_known(line: Line, known: set[str]) -> bool:
    words = line.text.split()
    return sum(word in known for word in words) >= 0.6 * len(words)


def _chains(parts: Sequence[RuledTable]) -> Iterator[list[RuledTable]]:
    chain: list[RuledTable] = []
    for index, part in enumerate(parts):
        last_of_page = index == 0 or parts[index - 1].page != part.page
        if chain and last_of_page and _goes_on(chain[-1], part, chain[0]):
            chain.append(part)
            continue
        if chain:
            yield chain
        chain = [part]
    if chain:
        yield chain


def _goes_on(before: RuledTable, after: RuledTable, first: RuledTable) -> bool:
    """Whether a table goes on: on the next page, with the same header again, or without one in the same columns."""
    if after.page != before.page + 1 or len(after.grid[0]) != len(before.grid[0]):
        return False
    if after.header_rows:
        return after.grid[: after.header_rows] == first.grid[: after.header_rows]
    aligned = all(abs(a - b) < 2 * _SLACK for a, b in zip(before.lefts, after.lefts, strict=True))
    return aligned and before.bands[-1][2] < _AT_EDGE and after.bands[0][3] > 1 - _AT_EDGE
