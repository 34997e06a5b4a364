"""Charts and diagrams of Office files: what a chart shows as a table of its data, what a diagram says as a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.readers.office.markup import local, q

_DECIMALS = re.compile(r"0\.(0+)")
_MOST_POINTS = 5_000
"""Points of a chart that are read. By judgement."""


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart as it shows: its title, and its data with a row a category and a column a series."""

    title: str
    grid: list[list[str]]


def chart_of(root: Any) -> DrawnChart:
    """The chart of a chart part, of the usual kind or the newer (`cx`); the grid is empty when no data are stored."""
    if root.tag == q("cx:chartSpace"):
        return DrawnChart(_said(root.find(f".//{q('cx:title')}")), _newer_grid(root))
    titles = root.find(f"{q('c:chart')}/{q('c:title')}")
    return DrawnChart(_said(titles), _grid(list(root.iter(q("c:ser")))))


def diagram_texts(root: Any) -> Iterator[str]:
    """The texts of a diagram (SmartArt), one for each of its boxes, from its data part."""
    for point in root.iter(q("dgm:pt")):
        if point.get("type", "node") in ("node", "asst", "doc") and (text := _said(point.find(q("dgm:t")))):
            yield text


def _grid(series: list[Any]) -> list[list[str]]:
    """Categories down, series across; a chart of points has the X values of its first series as categories."""
    names = [_said(one.find(q("c:tx"))) or f"Series {number}" for number, one in enumerate(series, start=1)]
    labels: dict[int, str] = {}
    for one in series:
        for source in (one.find(q("c:cat")), one.find(q("c:xVal"))):
            labels.update({at: text for at, text in _points(source).items() if at not in labels})
    columns = [_points(next(one.iter(q("c:val"), q("c:yVal")), None)) for one in series]
    places = sorted({*labels, *(at for column in columns for at in column)})[:_MOST_POINTS]
    if not places:
        return []
    rows = [[labels.get(at, str(at + 1)), *(column.get(at, "") for column in columns)] for at in places]
    return [["", *names], *rows]


def _points(source: Any | None) -> dict[int, str]:
    """The values of a series or its labels, by their place; labels of several levels in one, the outer first."""
    if source is None:
        return {}
    levels = list(source.iter(q("c:lvl")))
    if levels:
        return _joined([_numbered(level, "") for level in levels])
    form = source.find(f".//{q('c:formatCode')}")
    return _numbered(source, "" if form is None else form.text or "")


def _numbered(element: Any, form: str) -> dict[int, str]:
    found = {}
    for point in element.iter(q("c:pt")):
        value = point.find(q("c:v"))
        at = str(point.get("idx") or "")
        if value is not None and at.isdigit():
            found[int(at)] = formatted(value.text or "", str(point.get("formatCode") or form))
    return found


def _joined(levels: list[dict[int, str]]) -> dict[int, str]:
    """Labels of several levels, the innermost given first: an outer one holds until the next."""
    labels = {}
    for at, inner in levels[0].items():
        outer = [next((level[key] for key in sorted(level, reverse=True) if key <= at), "") for level in levels[1:]]
        labels[at] = " ".join(filter(None, [*reversed(outer), inner]))
    return labels


def formatted(value: str, form: str) -> str:
    """A stored number as a chart prints it: percentages by their form, others in their shortest writing."""
    try:
        number = float(value)
    except ValueError:
        return " ".join(value.split())
    decimals = _DECIMALS.search(form)
    places = len(decimals.group(1)) if decimals else 0
    if "%" in form:
        return f"{number * 100:.{places}f}%"
    if form and form != "General" and set(form) <= set("0#,."):
        return f"{number:{',' if ',' in form else ''}.{places}f}"
    return f"{number:.10g}"


def _newer_grid(root: Any) -> list[list[str]]:
    columns: list[tuple[str, dict[int, str]]] = []
    for data in root.iter(q("cx:data")):
        for dimension in data:
            if local(dimension) not in ("strDim", "numDim"):
                continue
            levels = [_newer_points(level) for level in dimension.iter(q("cx:lvl"))]
            if levels:
                columns.append((local(dimension), _joined(levels)))
    places = sorted({at for _, column in columns for at in column})[:_MOST_POINTS]
    names = [_said(series.find(q("cx:tx"))) for series in root.iter(q("cx:series"))]
    heads = iter(names)
    header = ["" if kind == "strDim" else next(heads, "") or "Value" for kind, _ in columns]
    return [header, *([column.get(at, "") for _, column in columns] for at in places)] if places else []


def _newer_points(level: Any) -> dict[int, str]:
    form = str(level.get("formatCode") or "")
    return {int(point.get("idx")): formatted(point.text or "", form) for point in level.iter(q("cx:pt"))}


def _said(element: Any | None) -> str:
    """The text of a title or name, typed or taken from a cell."""
    if element is None:
        return ""
    typed = list(element.iter(q("a:t"))) or list(element.iter(q("c:v"), q("cx:v")))
    return " ".join("".join(node.text or "" for node in typed).split())
