"""Tables of PDF pages, by pdfplumber: where their cells are and what they hold.

Rules between rows are enough: columns without rules are told apart by the white space that runs through all
rows, and where there are no rules at all, whole rows by their columns. What does not come out whole (words
across a border, a frame round prose, a column of bullets) is no table here and stays text as extracted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pdfplumber
from pdfplumber.table import merge_edges

from indexer.readers.figures import is_figure, is_total
from indexer.readers.pdf.tables.aligned import aligned_tables
from indexer.readers.pdf.tables.page_tables import RuledTable
from indexer.readers.pdf.visibility.hidden import Sight
from indexer.readers.tables import filled_down, numeric_columns, recurs

_PARTED_S = re.compile(r"(?<=\w)[’'] s\b")
"""A possessive that a change of font parted."""
_GAP = 5.0
"""Points of white space, through all rows, that part two columns."""
_SLACK = 3.0
"""Points a word may reach over the border of its cell."""
_MOST_CROSSING = 0.02
"""Part of the words that rules may cut; more, and the rules are no table. By judgement."""
_PROSE_CELL = 60
"""Words of a cell from which a frame holds prose. By judgement."""
_PROSE_ROW = 12
"""Words of a cell, or of a row of one cell, from which on it is prose in a frame rather than a row."""
_MOST_EDGES = 5_000
"""Drawn edges of a page; a map or a drawing has more."""
_HIGHEST_ROW = 80.0
"""Points between two rules that can be of one table."""

NO_SIGHTS: Mapping[int, Sight] = MappingProxyType({})

Words = list[dict[str, Any]]
Spans = list[tuple[float, float, float, float] | None]
Grid = list[tuple[str, ...]]


def tables_of(
    path: Path, ruled: Collection[int], aligned: Collection[int] = (), sights: Mapping[int, Sight] = NO_SIGHTS
) -> list[RuledTable]:
    """The tables of these pages (from 1), in order; a page that cannot be worked out has none.

    On pages of `ruled` tables are told by their rules, on those of `aligned` by their columns as well. `sights` are
    of the pages on which not all text is seen.
    """
    pages = sorted({*ruled, *aligned})
    if not pages:
        return []
    found: list[RuledTable] = []
    try:
        with pdfplumber.open(path, pages=pages) as document:
            for page in document.pages:
                if page.rotation:
                    continue
                try:
                    shown = _as_seen(page, sights.get(page.page_number))
                    found.extend(_of_page(shown, page.page_number in aligned))
                except Exception:  # noqa: BLE001, S112 (its text is there all the same, as extracted)
                    continue
                finally:
                    page.close()
    except Exception:  # noqa: BLE001 (a file only another library can open has no tables here)
        return found
    return found


def _as_seen(page: Any, sight: Sight | None) -> Any:
    """The page with the letters one sees on it, each once."""
    if sight is None:
        return page
    left, bottom = (float(side) for side in page.mediabox[:2])
    boxes = np.array(sight.boxes).reshape(-1, 4) - (left, bottom, left, bottom)

    def is_seen(thing: dict[str, Any]) -> bool:
        if thing["object_type"] != "char":
            return True
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["y0"] + thing["y1"]) / 2
        inside = (boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] - y <= _SLACK) & (y - boxes[:, 3] <= _SLACK)
        return not inside.any()

    shown = page.filter(is_seen) if sight.boxes else page
    return shown.dedupe_chars() if sight.doubled else shown


def _of_page(page: Any, may_be_aligned: bool) -> Iterator[RuledTable]:
    if len(page.edges) > _MOST_EDGES:
        return
    words: Words = page.extract_words(x_tolerance_ratio=0.15, extra_attrs=["fontname"])
    framed = page.find_tables()
    ruled = [*framed, *_between_rules(page, framed)]
    aligned = aligned_tables(words, [table.bbox for table in ruled]) if may_be_aligned else ()
    for table in (*ruled, *aligned):
        inside = [word for word in words if _is_in(word, table.bbox)]
        yield from _rebuild(page, table, inside)


def _between_rules(page: Any, framed: Sequence[Any]) -> Iterator[Any]:
    """Runs of rules of one length, one above the other, without any down, as tables."""
    for left, right, tops in _runs_of_rules(page):
        if not any(table.bbox[1] < tops[-1] and tops[0] < table.bbox[3] for table in framed):
            lines = {"explicit_vertical_lines": [left, right], "explicit_horizontal_lines": tops}
            yield from page.find_tables({"vertical_strategy": "explicit", "horizontal_strategy": "explicit", **lines})


def _runs_of_rules(page: Any) -> Iterator[tuple[float, float, list[float]]]:
    """Left, right and heights of rules that lie close above each other."""
    groups: dict[tuple[int, int], set[float]] = {}
    for edge in merge_edges(page.horizontal_edges, 3, 3, 3, 3):
        groups.setdefault((round(edge["x0"] / _GAP), round(edge["x1"] / _GAP)), set()).add(float(edge["top"]))
    for (left, right), heights in groups.items():
        run: list[float] = []
        for top in [*sorted(heights), float("inf")]:
            if run and top - run[-1] > _HIGHEST_ROW:
                if len(run) > 2:
                    yield left * _GAP - _SLACK, right * _GAP + _SLACK, run
                run = []
            run.append(top)


def _rebuild(page: Any, table: Any, words: Words) -> list[RuledTable]:
    """The table; several where rows in bold between its rows name the columns anew; none where it is none."""
    rows: list[Spans] = [list(row.cells) for row in table.rows]
    if max(map(len, rows)) == 1:
        rows = _split(rows, words)
    if not words or _crossing(rows, words) > _MOST_CROSSING * len(words):
        return []
    held = [[[word for word in words if cell and _is_in(word, cell)] for cell in row] for row in rows]
    grid, columns = _compact(_texts(rows, held))
    prose = [_is_prose(row) for row in grid]
    first = next((n for n, row in enumerate(grid) if not prose[n] and any(row[1:])), len(grid))
    kept: Grid = [("",) * len(row) if prose[n] else row for n, row in enumerate(grid)][first:]
    bold = [all(_is_bold(word) for cell in row for word in cell) for row in held][first:]
    if not _is_whole(kept, bold):
        return []
    lefts = tuple(min(row[c][0] for row in rows if row[c]) for c in columns)  # type: ignore[index]
    starts = [0, *_named_anew(kept, bold), len(kept)]
    return [
        RuledTable(
            page.page_number,
            tuple(_band(page, table, rows[first + n]) for n in range(a, b) if any(kept[n])),
            tuple(kept[a:b]),
            _header_rows(kept[a:b], bold[a:b]),
            first + a + 1,
            lefts,
        )
        for a, b in pairwise(starts)
    ]


def _named_anew(grid: Grid, bold: list[bool]) -> list[int]:
    """The rows below the first, after others that are not in bold, that name every column anew in bold words."""
    if _header_rows(grid, bold) != 1 or not all(grid[0]):
        return []
    return [
        n
        for n in range(2, len(grid) - 1)
        if bold[n]
        and not bold[n - 1]
        and not bold[n + 1]
        and all(grid[n])
        and not any(is_figure(c) for c in grid[n])
        and not is_total(grid[n])
        and grid[n] != grid[0]
    ]


def _split(rows: list[Spans], words: Words) -> list[Spans]:
    """Rows without rules between their columns, parted where white space runs through all of them."""
    covered: list[list[float]] = []
    for word in sorted(words, key=lambda w: float(w["x0"])):
        if covered and word["x0"] - covered[-1][1] < _GAP:
            covered[-1][1] = max(covered[-1][1], word["x1"])
        else:
            covered.append([word["x0"], word["x1"]])
    middles = [(left[1] + right[0]) / 2 for left, right in pairwise(covered)]
    split: list[Spans] = []
    for (cell,) in rows:
        if cell is None:
            continue
        borders = [cell[0], *middles, cell[2]]
        split.append([(left, cell[1], right, cell[3]) for left, right in pairwise(borders)])
    return split


def _crossing(rows: list[Spans], words: Words) -> int:
    """How many words reach over the border of their cell."""
    cells = [cell for row in rows for cell in row if cell]
    inside = [(word, cell) for word in words for cell in cells if _is_in(word, cell)]
    return sum(word["x0"] < cell[0] - _SLACK or word["x1"] > cell[2] + _SLACK for word, cell in inside)


def _texts(rows: list[Spans], held: list[list[Words]]) -> Grid:
    """The texts of the cells; the label of one merged over several rows stands in each that has words of its own."""
    grid: Grid = []
    open_cells: dict[int, tuple[float, str]] = {}
    for cells, words in zip(rows, held, strict=True):
        top = min(cell[1] for cell in cells if cell)
        own = [_text(of_cell) for of_cell in words]
        texts = []
        for column, cell in enumerate(cells):
            bottom, above = open_cells.get(column, (0.0, ""))
            text = own[column]
            if cell:
                open_cells[column] = (cell[3], text)
            elif bottom > top + _SLACK and any(own):
                text = filled_down(above)
            texts.append(text)
        grid.append(tuple(texts))
    return grid


def _text(words: Words) -> str:
    """Words as one text; what only a change of font parted ("children", "’s") is one word."""
    text = ""
    for number, word in enumerate(words):
        before = words[number - 1]
        touches = 0 <= word["x0"] - before["x1"] < 0.05 * word["height"] and abs(word["top"] - before["top"]) < _SLACK
        text += ("" if not number or touches else " ") + str(word["text"])
    return _PARTED_S.sub("’s", text)


def _compact(grid: Grid) -> tuple[Grid, list[int]]:
    """The grid without empty columns, neighbours that are never both filled taken as one: rules drawn twice.

    The second value is the number of the first column each is made of.
    """
    columns: list[tuple[int, list[str]]] = []
    for number, column in enumerate(zip(*grid, strict=True)):
        if not any(column):
            continue
        last = columns[-1][1] if columns else []
        if last and not any(a and b for a, b in zip(last, column, strict=True)):
            columns[-1] = (columns[-1][0], [a or b for a, b in zip(last, column, strict=True)])
        else:
            columns.append((number, list(column)))
    return list(zip(*(texts for _, texts in columns), strict=True)), [number for number, _ in columns]


def _is_prose(row: Iterable[str]) -> bool:
    filled = [len(cell.split()) for cell in row if cell]
    return max(filled, default=0) > (_PROSE_ROW if len(filled) == 1 else _PROSE_CELL)


def _is_whole(grid: Grid, bold: list[bool]) -> bool:
    """Whether a grid is a table: rows of several cells, and a first column that says what they are."""
    filled = [sum(1 for cell in row if cell) for row in grid]
    used, full = sum(1 for count in filled if count), sum(1 for count in filled if count > 1)
    text = "".join(cell for row in grid for cell in row)
    labels = [row[0] for row in grid if row and row[0]]
    return (
        full >= (2 if bold[:1] == [True] else 3)
        and full >= 0.5 * used
        and any(any(c.isalnum() for c in label) for label in labels)
        and "(cid:" not in text
        and "\ufffd" not in text
    )


def _header_rows(grid: Grid, bold: list[bool]) -> int | None:
    """Rows in bold over rows that are not; None, to be told by the figures, where there are some."""
    depth = next((number for number, is_bold in enumerate(bold) if not is_bold), 0)
    parted = all("" in row for row in grid[: max(0, depth - 1)])
    if 0 < depth <= 3 and parted and sum(bold[depth:]) < 0.5 * len(bold[depth:]) and not recurs(grid, depth):
        return depth
    return None if numeric_columns(grid) else 0


def _band(page: Any, table: Any, cells: Spans) -> tuple[float, float, float, float]:
    top, bottom = min(c[1] for c in cells if c), min(c[3] for c in cells if c)
    left, _, right, _ = table.bbox
    return float(left), float(right), 1 - bottom / page.height, 1 - top / page.height


def _is_in(word: dict[str, Any], box: Sequence[float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x < box[2] and box[1] <= y < box[3])


def _is_bold(word: dict[str, Any]) -> bool:
    return any(weight in str(word["fontname"]).lower() for weight in ("bold", "black", "heavy"))
