"""Charts: the titles and the values that a chart keeps, as a table of its categories and series."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from indexer.readers.office.markup import local
from indexer.readers.sheets.number_formats import GENERAL, shown_number

_SHEET = re.compile(r"^\(?(?:'((?:[^']|'')+)'|([^'!(]+))!")


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A chart: its titles, the table of its values (one row a category), and the sheets whose cells it shows."""

    titles: tuple[str, ...]
    grid: tuple[tuple[str, ...], ...]
    sheets: frozenset[str]


def chart_of(root: Any) -> SheetChart:
    """The chart of a chart part."""
    titles = [_words(one) for one in root.iter() if local(one) == "title"]
    names: list[str] = []
    columns: list[dict[int, str]] = []
    categories: dict[int, str] = {}
    sheets = {name for one in root.iter() if local(one) == "f" and (name := _sheet(one.text or ""))}
    for series in (one for one in root.iter() if local(one) == "ser"):
        parts = {local(one): one for one in series}
        values = parts.get("val", parts.get("yVal"))
        if values is None:
            continue
        named = _points(parts.get("tx"))
        names.append(" ".join(named.values()) or f"Series {len(names) + 1}")
        columns.append(_points(values))
        categories = {**_points(parts.get("cat", parts.get("xVal"))), **categories}
    places = sorted({place for column in columns for place in column})
    rows = [(categories.get(place, ""), *(column.get(place, "") for column in columns)) for place in places]
    grid = (("", *names), *rows) if rows else ()
    return SheetChart(tuple(filter(None, titles)), grid, frozenset(sheets))


def _words(element: Any) -> str:
    return " ".join("".join(one.text or "" for one in element.iter() if local(one) == "t").split())


def _points(element: Any) -> dict[int, str]:
    """The values an element keeps, by their place, as the chart shows them; of categories in levels the innermost."""
    found: dict[int, str] = {}
    for cache in () if element is None else element.iter():
        if local(cache) not in ("strCache", "numCache", "strLit", "numLit", "lvl"):
            continue
        code = next((one.text or GENERAL for one in cache if local(one) == "formatCode"), GENERAL)
        for point in (one for one in cache if local(one) == "pt"):
            value = next((one.text or "" for one in point if local(one) == "v"), "")
            place = str(point.get("idx") or "")
            if place.isdigit() and int(place) not in found:
                is_number = local(cache).startswith("num")
                found[int(place)] = _shown(value, point.get("formatCode") or code) if is_number else value
    return found


def _shown(value: str, code: str) -> str:
    try:
        return shown_number(float(value), code)
    except ValueError:
        return value


def _sheet(reference: str) -> str:
    found = _SHEET.match(reference)
    return (found[1] or found[2] or "").replace("''", "'") if found else ""
