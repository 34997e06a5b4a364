"""Commands on training needs: python -m api training."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.commands.terminal import console, opened, write_to
from api.people.users import LOCAL_OPERATOR


def training(
    area: Annotated[str, typer.Option(help="Area; the one of which most is held if not said.")] = "",
    year: Annotated[int | None, typer.Option(help="Last year looked at; the latest held if not said.")] = None,
    export: Annotated[Path | None, typer.Option(help="Write the whole matrix to this CSV or XLSX file.")] = None,
) -> None:
    """Show training needs, the greatest first, with the gap suggested or decided; a person decides."""
    from api.training.export import DECIDED_LABELS, gap_words, matrix_table

    with opened() as base:
        matrix = base.training.matrix(LOCAL_OPERATOR, area, year)
        if export:
            return write_to(export, lambda form: matrix_table(matrix, form))
    table = Table("Theme", "Need", "Documents", "Courses", "Gap", "Why")
    for row in matrix.rows:
        need = row.need
        gap = DECIDED_LABELS[row.decision.gap] + " (decided)" if row.decision else gap_words(row.suggested.gaps)
        score = f"{need.level} ({need.score:.1f})" if need.findings else str(need.level)
        label = f"{row.theme.id} {row.theme.label}"
        why = " ".join(row.suggested.reasons)
        table.add_row(label, score, str(len(need.documents)), str(len(row.courses)), gap, why)
    console.print(table)
    known = ", ".join(map(str, matrix.programmes)) or "no year"
    console.print(
        f"{matrix.area}, {matrix.first} to {matrix.year}: {len(matrix.documents)} documents held that could say how "
        f"practice was; courses known of {known}. Gaps are suggested by rules; a person decides.",
        style="dim",
        markup=False,
    )
