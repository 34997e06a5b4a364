"""The learning and improvement log as a table that an import takes back."""

from __future__ import annotations

from collections.abc import Sequence

from api.learning_log.learning_points import LABELS, STATE_LABELS, LearningPoint, LogPart
from api.shared.tabular import Cell, TableFormat, write_table

HEADER = ("Area", "Year", *(LABELS[part] for part in LogPart))


def log_table(points: Sequence[LearningPoint], form: TableFormat) -> bytes:
    """The log as CSV or XLSX; the last columns are worked out, and an import leaves them alone."""
    rows: list[list[Cell]] = [
        [
            point.area,
            point.year,
            *(point.text(part) for part in LogPart),
            STATE_LABELS[point.state] + (", overdue" if point.is_overdue else ""),
            "; ".join(point.themes),
            point.document.title if point.document else "entered by hand",
        ]
        for point in points
    ]
    header = (*HEADER, "Read as", "Suggested codes", "Document")
    return write_table(header, rows, form, "Learning and improvement log")
