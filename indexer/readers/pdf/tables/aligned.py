"""Tables of PDF pages without rules: rows of words whose columns line up, where nothing about them is in doubt.

A table is taken only as a block of lines, apart from other text, of which all but the names of the columns, a
caption above and a note below hold figures in the same columns. Labels or names over two lines are in doubt, and
so is everything nearer: such a block stays text as extracted, flagged where its figures stand loose.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from indexer.readers.figures import is_figure, is_year, loose_figures
from indexer.readers.pdf.layout import Page

Words = list[dict[str, Any]]
Box = tuple[float, float, float, float]

_FEWEST_ROWS = 3
"""Rows in line from which they are a table. By judgement."""
_GAP = 10.0
"""Points of white space within a line that part two cells."""
_SAME_LINE = 3.0
"""Points by which words of one line may differ in height. By judgement: a third of small print."""
_APART = 1.6
"""Distance of two lines, as a multiple of that within the block, at which another block begins."""
_LONGEST_ROW = 14
"""Words of a line that can be a row of figures."""


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """A row as the finder of ruled tables gives it: one cell that its columns are still to be parted in."""

    cells: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """A table found by its columns, with what the finder of ruled tables gives: its box and its rows."""

    bbox: Box
    rows: tuple[AlignedRow, ...]


def may_hold_figures(page: Page) -> bool:
    """Whether a page's lines look as if a table without rules stood there; quick, where finding it is not."""
    if loose_figures([line.text for line in page.lines]):
        return True
    run = 0
    for line in page.lines:
        words = line.words.split()
        run = run + 1 if 1 < len(words) <= _LONGEST_ROW and is_figure(words[-1]) else 0
        if run >= _FEWEST_ROWS:
            return True
    return False


def aligned_tables(words: Words, taken: Sequence[Box]) -> Iterator[AlignedTable]:
    """The tables among words, none of them within the boxes already taken."""
    free = [word for word in words if not any(box[1] <= word["top"] <= box[3] for box in taken)]
    for block in _blocks(_lines(free)):
        rows = _rows(block)
        if rows and _lines_up(rows):
            yield _table(rows)


def _lines(words: Words) -> list[Words]:
    lines: list[Words] = []
    for word in sorted(words, key=lambda w: (float(w["bottom"]), float(w["x0"]))):
        if lines and abs(word["bottom"] - lines[-1][-1]["bottom"]) <= _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: float(w["x0"])) for line in lines]


def _blocks(lines: Sequence[Words]) -> Iterator[list[Words]]:
    """Runs of lines at one distance from each other."""
    block: list[Words] = []
    for line in lines:
        steps = [b[0]["bottom"] - a[0]["bottom"] for a, b in pairwise(block)]
        step = line[0]["bottom"] - block[-1][0]["bottom"] if block else 0.0
        if block and step > _APART * (statistics.median(steps) if steps else 2 * line[0]["height"]):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _rows(block: Sequence[Words]) -> list[Words]:
    """The rows of a block that is a table, its names of columns first; none where something else is among them."""
    held = [_cells(line) for line in block]
    figures = [n for n, cells in enumerate(held) if len(cells) > 1 and any(is_figure(_text(c)) for c in cells[1:])]
    named = [n for n, cells in enumerate(held) if len(cells) > 1 and not any(_is_count(_text(c)) for c in cells)]
    if len(figures) < _FEWEST_ROWS:
        return []
    first, last = figures[0], figures[-1]
    if first and named and named[0] == first - 1:
        first -= 1
    within = [n for n in range(first, last + 1) if n not in figures and n != first]
    above_and_below = [*held[:first], *held[last + 1 :]]
    if within or len(held[:first]) > 1 or any(len(cells) > 1 for cells in above_and_below):
        return []
    return list(block[first : last + 1])


def _lines_up(rows: Sequence[Words]) -> bool:
    """Whether white space through all rows parts as many columns as the fullest row has cells."""
    covered: list[list[float]] = []
    for word in sorted((word for row in rows for word in row), key=lambda w: float(w["x0"])):
        if covered and word["x0"] - covered[-1][1] < _GAP / 2:
            covered[-1][1] = max(covered[-1][1], word["x1"])
        else:
            covered.append([word["x0"], word["x1"]])
    return len(covered) == max(len(_cells(row)) for row in rows)


def _cells(line: Words) -> list[Words]:
    cells: list[Words] = [[line[0]]]
    for before, word in pairwise(line):
        if word["x0"] - before["x1"] >= _GAP:
            cells.append([])
        cells[-1].append(word)
    return cells


def _text(cell: Words) -> str:
    return " ".join(str(word["text"]) for word in cell)


def _is_count(text: str) -> bool:
    return is_figure(text) and not is_year(text)


def _table(rows: Sequence[Words]) -> AlignedTable:
    left = min(word["x0"] for row in rows for word in row) - _SAME_LINE
    right = max(word["x1"] for row in rows for word in row) + _SAME_LINE
    tops = [min(word["top"] for word in row) for row in rows]
    bottoms = [max(word["bottom"] for word in row) for row in rows]
    boxes = [(left, top, right, bottom) for top, bottom in zip(tops, bottoms, strict=True)]
    return AlignedTable((left, tops[0], right, bottoms[-1]), tuple(AlignedRow((box,)) for box in boxes))
