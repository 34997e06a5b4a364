"""Table rows as text that carries its header: "Course: Safer Recruitment; attendees: 49"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

_LONGEST_HEADER = 80


def cell_text(value: object) -> str:
    """A cell as a person reads it: 5 March 2016, 3 rather than 3.0, single white space."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime) and value.time() == time(0):
        value = value.date()
    if isinstance(value, datetime):
        return f"{value.day} {value:%B %Y %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def is_header(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row names the columns of the row below: several short texts, none of them a number."""
    filled = [cell for cell in cells if cell]
    texts = [cell for cell in filled if not _is_number(cell) and len(cell) <= _LONGEST_HEADER]
    used = sum(1 for cell in below if cell)
    return len(filled) >= 2 and len(texts) == len(filled) and len(filled) >= min(used, len(below) // 2 + 1)


def row_text(header: Sequence[str], cells: Sequence[str]) -> str:
    """The row's filled cells, each with its column's name when it has one."""
    parts = []
    for column, cell in enumerate(cells):
        if cell:
            name = header[column].rstrip(":") if column < len(header) else ""
            parts.append(f"{name}: {cell}" if name else cell)
    return "; ".join(parts)


def _is_number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").replace("%", "").replace("£", "").strip("-+ ").isdigit()
