"""Reading order: columns of prose and boxes of diagrams, however a PDF draws them, in the order one reads them."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from indexer.readers.pdf.layout import Line

_MANY_ROWS = 8
"""Rows from which on two sides of prose are columns whatever their lines begin with."""
_LEAST_SHORT = 0.5
"""Share of the lines of a few rows that must run on from the line above."""
_UNFINISHED = frozenset(
    "a an and as at by for from her his in its of on or our that the their this to was were with".split()
)
"""Words that end a line of prose, and seldom a cell."""
_SAME_ROW = 0.003
"""Share of the page's height that base lines of one row differ by at most."""
_SAME_PITCH = 1.2
"""How much wider than usual the gap of lines of one column may be. By judgement."""
_SAME_EDGE = 3.0
"""Points that lines of one column begin apart at most."""
_LEAST_LETTERS = 20
"""Letters of the median line of a column of prose; shorter ones are a table. By judgement."""
_LEAST_RUNNING_ON = 0.3
"""Share of the lines of a column of prose that begin in lower case; cells of a table seldom do."""
_LETTER_WIDTH = 0.45
"""Width of a usual letter as a share of its size; the width of a line is not known, only where it begins."""
_FEWEST_JUMPS = 3
"""Jumps back to the top from which the order is that of columns. By judgement."""
_LEAST_EDGES = 0.4
"""Different left edges for each line: labels and centred boxes have many, columns of text few."""
_NEXT_LINE = 1.9
"""Distance to the line before, as a multiple of the usual one, up to which a line is of the same box."""


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page in the order one reads them."""
    return _boxes_in_order(in_columns(lines))


def in_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that jump between two columns of prose sorted by column; a table's rows stay as they are.

    What stands above and below the columns, and a line across both, stays where it is.
    """
    rows = [n for n, (left, right) in enumerate(pairwise(lines)) if _is_row(left, right)]
    edges = Counter(round(lines[n + 1].x) for n in rows)
    if not edges:
        return list(lines)
    edge = edges.most_common(1)[0][0]
    rows = [n for n in rows if abs(lines[n + 1].x - edge) <= _SAME_EDGE and not _crosses(lines[n], edge)]
    sides = ([lines[n] for n in rows], [lines[n + 1] for n in rows])
    are_columns = all(map(_is_prose, sides)) if len(rows) >= _MANY_ROWS else _run_apart(*sides)
    if not are_columns:
        return list(lines)
    first, last = rows[0], _end_of_columns(lines, rows, edge)
    return [*lines[:first], *_by_column(lines[first:last], edge), *lines[last:]]


def _end_of_columns(lines: Sequence[Line], rows: Sequence[int], edge: float) -> int:
    """Where the columns end: one of them may be longer than the other by lines at the same distance."""
    end = rows[-1] + 2
    if len(rows) < 2:
        return end
    pitch = (lines[rows[-2]].height or 0.0) - (lines[rows[-1]].height or 0.0)
    left = lines[rows[-1]].x
    for line in lines[end:]:
        gap = (lines[end - 1].height or 0.0) - (line.height or 0.0)
        in_column = min(abs(line.x - left), abs(line.x - edge)) <= _SAME_EDGE and not _crosses_from_left(line, edge)
        if not in_column or not 0 < gap <= _SAME_PITCH * pitch:
            break
        end += 1
    return end


def _crosses_from_left(line: Line, edge: float) -> bool:
    return line.x < edge - _SAME_EDGE and _crosses(line, edge)


def _by_column(lines: Sequence[Line], edge: float) -> list[Line]:
    ordered: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.x >= edge - _SAME_EDGE:
            right.append(line)
            continue
        if _crosses(line, edge):
            ordered.extend(right)
            right = []
        ordered.append(line)
    return [*ordered, *right]


def _is_row(left: Line, right: Line) -> bool:
    if left.height is None or right.height is None:
        return False
    return abs(left.height - right.height) <= _SAME_ROW and right.x > left.x


def _crosses(line: Line, edge: float) -> bool:
    return line.x + len(line.words) * line.size * _LETTER_WIDTH > edge


def _run_apart(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether a few rows are of two columns: both run on from line to line, and none begins anew on both sides.

    Rows of cells begin anew on both sides.
    """
    on = [[_runs_on(*lines) for lines in pairwise(side)] for side in (left, right)]
    count = sum(map(sum, on))
    long = all(statistics.median(len(line.words) for line in side) >= _LEAST_LETTERS for side in (left, right) if side)
    return (
        long and all(map(any, on)) and all(map(any, zip(*on, strict=True))) and count >= _LEAST_SHORT * 2 * len(on[0])
    )


def _runs_on(before: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence of the one above it, by how that ends and this begins."""
    ends = before.words.rpartition(" ")[2].casefold()
    return line.words[:1].islower() or ends in _UNFINISHED or ends.endswith(",")


def _is_prose(side: Sequence[Line]) -> bool:
    running_on = sum(line.words[:1].islower() for line in side)
    return statistics.median(
        len(line.words) for line in side
    ) >= _LEAST_LETTERS and running_on >= _LEAST_RUNNING_ON * len(side)


def _boxes_in_order(lines: list[Line]) -> list[Line]:
    """The lines of a page with a diagram, box after box from the top; a box is a run of lines below each other."""
    if any(line.height is None for line in lines):
        return lines
    heights = [line.height or 0.0 for line in lines]
    gaps = [round(a - b, 3) for a, b in pairwise(heights)]
    usual = statistics.mode([gap for gap in gaps if 0 < gap < 0.06] or [0.02])
    runs = [[lines[0]]] if lines else []
    for line, gap in zip(lines[1:], gaps, strict=True):
        if -_SAME_ROW <= gap <= _NEXT_LINE * usual:
            runs[-1].append(line)
        else:
            runs.append([line])
    jumps = sum(gap < -_NEXT_LINE * usual for gap in gaps)
    edges = len({round(line.x / _SAME_EDGE) for line in lines})
    if jumps < _FEWEST_JUMPS or edges < _LEAST_EDGES * len(lines):
        return lines
    return [line for row in _rows(runs, 2 * usual) for run in row for line in run]


def _rows(runs: list[list[Line]], depth: float) -> list[list[list[Line]]]:
    """Boxes that begin within `depth` of each other as one row, from the left; rows from the top."""
    rows: list[list[list[Line]]] = []
    for run in sorted(runs, key=lambda run: -(run[0].height or 0.0)):
        if rows and (rows[-1][0][0].height or 0.0) - (run[0].height or 0.0) <= depth:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run[0].x) for row in rows]
