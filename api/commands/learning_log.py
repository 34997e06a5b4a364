"""Commands on the learning and improvement log: python -m api learning-log list | import | overview."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from api.commands.terminal import Rows, RowsArea, RowsYear, TableFile, console, opened, show_import, write_to
from api.people.users import LOCAL_OPERATOR

app = typer.Typer(help="The learning and improvement log.", no_args_is_help=True)


@app.command("list")
def list_points(
    area: Annotated[str, typer.Option(help="Only this area.")] = "",
    theme: Annotated[str, typer.Option(help="Only points on this theme, by its id.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False,
    no_evidence: Annotated[
        bool, typer.Option("--no-evidence", help="Only what is closed or embedded and nobody looked at.")
    ] = False,
    export: TableFile = None,
) -> None:
    """List learning points, overdue first, with their action and whether it took root."""
    from api.learning_log.export import log_table
    from api.learning_log.learning_points import LABELS, STATE_LABELS, LogPart
    from api.learning_log.service import WantedPoints

    wanted = WantedPoints(area=area, theme=theme, overdue=overdue, no_evidence=no_evidence)
    with opened() as base:
        found = base.learning_log.all(LOCAL_OPERATOR, wanted)
        if export:
            return write_to(export, lambda form: log_table(found, form))
    shown = (LogPart.TEXT, LogPart.ACTION, LogPart.OWNER)
    table = Table("Area", "Year", *(LABELS[part] for part in shown), "State", "Themes suggested")
    for point in found:
        state = STATE_LABELS[point.state] + (", overdue" if point.is_overdue else "")
        state += ", no evidence" if point.lacks_evidence else ""
        parts = (point.text(part) for part in shown)
        table.add_row(point.area, str(point.year), *parts, state, ", ".join(point.themes))
    console.print(table)
    console.print(f"{len(found)} learning points.", style="dim")


@app.command("import")
def import_points(
    file: Rows,
    area: RowsArea = "",
    year: RowsYear = "",
) -> None:
    """Enter every row of a file; rows that cannot be used are named, the rest goes on."""
    with opened() as base:
        show_import(base.learning_log.import_file(file, file.name, LOCAL_OPERATOR, area, year))


@app.command("overview")
def overview(
    area: Annotated[str, typer.Option(help="Area.")],
    year: Annotated[int, typer.Option(help="Year.")],
) -> None:
    """Count by theme what the audits and reviews of a year found, out of those held."""
    with opened() as base:
        found = base.learning_log.overview(LOCAL_OPERATOR, area, year)
    held = len(found.documents)
    table = Table("Theme", "Found weak in", "Found strong in", "Learning points")
    for one in found.themes:
        weak, strong = f"{one.weak_in} of {held}", f"{one.strong_in} of {held}"
        table.add_row(f"{one.theme} {one.label}", weak, strong, str(len(one.points)))
    console.print(table)
    console.print(f"Audits, reviews and inspections held of {area}, {year}: {held}.", style="dim", markup=False)
