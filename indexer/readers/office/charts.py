"""Charts and diagrams of Office files: what a chart shows as a table of its data, what a diagram says as a list.

Elements are told by their names without namespaces, which differ between the usual and the Strict form of the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.readers.office.markup import local, q
from indexer.readers.sheets.number_formats import shown_number

_SHEET = re.compile(r"^\(?(?:'((?:[^']|'')+)'|([^'!(]+))!")
_MOST_POINTS = 5_000
"""Points of a chart that are read. By judgement."""


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart as it shows: its titles, and its data with a row a category and a column a series.

    `titles` are its own and those of its axes; `sheets` are the sheets of a workbook whose cells it shows.
    """

    titles: tuple[str, ...]
    grid: list[list[str]]
    sheets: frozenset[str] = frozenset()


def chart_of(root: Any) -> DrawnChart:
    """The chart of a chart part, of the usual kind or the newer (`cx`); the grid is empty when no data are stored."""
    titles = tuple(filter(None, map(_said, _below(root, "title"))))
    sheets = frozenset(name for one in _below(root, "f") if (name := _sheet_named(str(one.text or "").strip())))
    newer = next(_below(root, "numDim", "strDim"), None) is not None
    return DrawnChart(titles, _newer_grid(root) if newer else _grid(list(_below(root, "ser"))), sheets)


def diagram_texts(root: Any) -> Iterator[str]:
    """The texts of a diagram (SmartArt), one for each of its boxes, from its data part."""
    for point in root.iter(q("dgm:pt")):
        if point.get("type", "node") in ("node", "asst", "doc") and (text := _said(point.find(q("dgm:t")))):
            yield text


def _below(element: Any | None, *names: str) -> Iterator[Any]:
    return (one for one in (() if element is None else element.iter()) if local(one) in names)


def _child(element: Any, *names: str) -> Any | None:
    return next((one for one in element if local(one) in names), None)


def _grid(series: list[Any]) -> list[list[str]]:
    """Categories down, series across; a chart of points has the X values of its first series as categories."""
    names = [_said(_child(one, "tx")) or f"Series {number}" for number, one in enumerate(series, start=1)]
    labels: dict[int, str] = {}
    for one in series:
        for source in (_child(one, "cat"), _child(one, "xVal")):
            labels.update({at: text for at, text in _points(source).items() if at not in labels})
    columns = [_points(_child(one, "val", "yVal")) for one in series]
    places = sorted({*labels, *(at for column in columns for at in column)})[:_MOST_POINTS]
    if not any(columns):
        return []
    rows = [[labels.get(at, str(at + 1)), *(column.get(at, "") for column in columns)] for at in places]
    return [["", *names], *rows]


def _points(source: Any | None) -> dict[int, str]:
    """The values of a series or its labels, by their place; labels of several levels in one, the outer first."""
    levels = list(_below(source, "lvl"))
    if levels:
        return _joined([_numbered(level, "") for level in levels])
    form = next(_below(source, "formatCode"), None)
    return _numbered(source, "" if form is None else form.text or "")


def _numbered(element: Any | None, form: str) -> dict[int, str]:
    found = {}
    for point in _below(element, "pt"):
        value = _child(point, "v")
        at = str(point.get("idx") or "")
        if value is not None and at.isdigit():
            found[int(at)] = _formatted(value.text or "", str(point.get("formatCode") or form))
    return found


def _joined(levels: list[dict[int, str]]) -> dict[int, str]:
    """Labels of several levels, the innermost given first: an outer one holds until the next."""
    labels = {}
    for at, inner in levels[0].items():
        outer = [next((level[key] for key in sorted(level, reverse=True) if key <= at), "") for level in levels[1:]]
        labels[at] = " ".join(filter(None, [*reversed(outer), inner]))
    return labels


def _formatted(value: str, form: str) -> str:
    """A stored value as a chart prints it: a number by its form where it has one; years and codes stay as they are."""
    try:
        return shown_number(float(value), form) if form else " ".join(value.split())
    except ValueError:
        return " ".join(value.split())


def _sheet_named(reference: str) -> str:
    found = _SHEET.match(reference)
    return (found[1] or found[2] or "").replace("''", "'") if found else ""


def _newer_grid(root: Any) -> list[list[str]]:
    columns: list[tuple[str, dict[int, str]]] = []
    for dimension in _below(root, "strDim", "numDim"):
        levels = [_newer_points(level) for level in _below(dimension, "lvl")]
        if levels:
            columns.append((local(dimension), _joined(levels)))
    places = sorted({at for _, column in columns for at in column})[:_MOST_POINTS]
    heads = iter([_said(_child(series, "tx")) for series in _below(root, "series")])
    header = ["" if kind == "strDim" else next(heads, "") or "Value" for kind, _ in columns]
    return [header, *([column.get(at, "") for _, column in columns] for at in places)] if places else []


def _newer_points(level: Any) -> dict[int, str]:
    form = str(level.get("formatCode") or "")
    points = ((str(point.get("idx") or ""), point.text or "") for point in _below(level, "pt"))
    return {int(at): _formatted(text, form) for at, text in points if at.isdigit()}


def _said(element: Any | None) -> str:
    """The text of a title or name, typed or taken from a cell."""
    typed = list(_below(element, "t")) or list(_below(element, "v"))
    return " ".join("".join(node.text or "" for node in typed).split())
