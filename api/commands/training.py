"""Commands on learning and training: the training-needs matrix on the terminal or as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.commands.terminal import console, opened, stop
from api.people.users import LOCAL_OPERATOR


def training(
    area: Annotated[str, typer.Option(help="Area; the one of which most is held if not said.")] = "",
    year: Annotated[int | None, typer.Option(help="Last year looked at; the latest held if not said.")] = None,
    export: Annotated[Path | None, typer.Option(help="Write the whole matrix to this CSV or XLSX file.")] = None,
) -> None:
    """Show training needs, the greatest first, with the gap suggested or decided; a person decides."""
    from api.paging import NotFound
    from api.tabular import TableFormat
    from api.training.export import DECIDED_LABELS, gap_words, matrix_table

    suffix = export.suffix.lower().lstrip(".") if export else ""
    if export and suffix not in set(TableFormat):
        raise stop(f"{export.name} is neither .csv nor .xlsx; name the file with one of these.")
    with opened() as base:
        try:
            matrix = base.training.matrix(LOCAL_OPERATOR, area, year)
        except NotFound as error:
            raise stop(str(error)) from None
        if export:
            export.write_bytes(matrix_table(matrix, TableFormat(suffix)))
            console.print(f"{len(matrix.rows)} themes written to {export}.", markup=False)
            return
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
