"""Commands on training: the training-needs matrix and the courses, on the terminal, from files and as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.commands.terminal import Rows, RowsArea, RowsYear, TableFile, console, opened, show_import, write_to
from api.people.users import LOCAL_OPERATOR

courses = typer.Typer(help="Courses: what was offered in which year and who came.", no_args_is_help=True)


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


@courses.command("list")
def list_courses(
    area: Annotated[str, typer.Option(help="Only this area.")] = "",
    year: Annotated[int | None, typer.Option(help="Only this year.")] = None,
    theme: Annotated[str, typer.Option(help="Only courses on this theme, by its id.")] = "",
    export: TableFile = None,
) -> None:
    """List the courses that documents tell of or people entered, the newest year first."""
    from api.courses.finding import LABELS, Fact
    from api.courses.service import WantedCourses
    from api.training.export import course_table

    shown = (Fact.PLACES, Fact.ATTENDED)
    with opened() as base:
        found = base.courses.all(LOCAL_OPERATOR, WantedCourses(area, year, theme))
        if export:
            return write_to(export, lambda form: course_table(found, form))
    table = Table("Course", "Area", "Year", *(LABELS[fact] for fact in shown), "Themes")
    for course in found:
        facts = (course.text(fact) or "not stated" for fact in shown)
        themes = ", ".join(f"{t.theme} ({t.state})" for t in course.themes)
        table.add_row(course.title, course.area, str(course.year), *facts, themes)
    console.print(table)
    console.print(f"{len(found)} courses.", style="dim")


@courses.command("import")
def import_courses(
    file: Rows,
    area: RowsArea = "",
    year: RowsYear = "",
) -> None:
    """Enter every row of a file; rows that cannot be used are named, the rest goes on."""
    with opened() as base:
        show_import(base.courses.import_file(file, file.name, LOCAL_OPERATOR, area, year))
