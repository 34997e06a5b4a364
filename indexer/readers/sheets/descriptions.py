"""Descriptions of sheets: what their tables hold, counted, in the service's own words.

A reader of rows does not see how many there are; a question such as "how many findings were strengths" has
no row to its name. A description says only what can be counted in the cells and is never quoted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from indexer.readers.figures import is_total, number
from indexer.readers.tables import Row, Table

_FEWEST_ROWS = 3
"""Rows of a table worth describing: fewer say themselves what they hold."""
_MOST_WORDS = 110
"""Words of a description: one passage. By judgement."""
_MOST_GROUPS = 6
"""Different values of a column that are counted up; more is no grouping. By judgement."""
_LONGEST_GROUP = 40
"""Characters of such a value; longer is prose. By judgement."""


def describe(sheet: str | None, tables: Sequence[tuple[str, str, Table]]) -> str:
    """One text about a sheet from its tables, each with its title and its cells; empty when none is worth it.

    It stays within one passage: counts of columns that do not fit are left out, and the text says so.
    """
    worth = [entry for entry in tables if entry[2].header and len(_counted(entry[2])) >= _FEWEST_ROWS]
    if not worth:
        return ""
    opening = f"The sheet “{sheet}” holds" if sheet else "This file holds"
    lines = [f"{opening} {len(worth)} {'tables' if len(worth) > 1 else 'table'} with headed columns."]
    lines.extend(_outline(*entry) for entry in worth)
    counts = [line for _, _, table in worth for line in _columns(table)]
    return " ".join(_fitting(lines, counts))


def _fitting(lines: list[str], counts: Iterable[str]) -> list[str]:
    words = 0
    kept: list[str] = []
    for line in [*lines, *counts]:
        words += len(line.split())
        if words > _MOST_WORDS and kept:
            return [*kept, "More is in its rows."]
        kept.append(line)
    return kept


def _outline(title: str, cells: str, table: Table) -> str:
    name = f"“{title}”" if title else "A table"
    rows = _counted(table)
    totals = len(table.rows) - len(rows)
    beside = f" and {totals} of totals" if totals else ""
    return f"{name} (cells {cells}) has {len(rows)} rows{beside} under {', '.join(filter(None, table.header))}."


def _columns(table: Table) -> Iterable[str]:
    for column, name in enumerate(table.header):
        cells = [row.cells[column] for row in _counted(table) if row.cells[column]]
        line = _counts(name, cells) if name and cells else ""
        if line:
            yield line


def _counts(name: str, cells: Sequence[str]) -> str:
    """The range of a column of numbers; how often each entry of a column of few stands there."""
    numbers = [value for cell in cells if (value := number(cell)) is not None]
    if len(numbers) == len(cells):
        if sorted(numbers) == [float(n) for n in range(1, len(numbers) + 1)]:  # it numbers the rows
            return ""
        low, high = (min(numbers), max(numbers))
        return f"{name}: {low:,g} to {high:,g} in {len(cells)} rows."
    groups = Counter(cells)
    few = len(groups) <= _MOST_GROUPS and len(groups) < len(cells) and max(map(len, groups)) <= _LONGEST_GROUP
    if not few:
        return ""
    return f"{name}: " + ", ".join(f"{entry} in {count}" for entry, count in groups.most_common()) + " rows."


def _counted(table: Table) -> list[Row]:
    """The rows that are no totals and hold more than one cell."""
    return [row for row in table.rows if sum(1 for cell in row.cells if cell) > 1 and not is_total(row.cells)]
