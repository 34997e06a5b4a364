"""Commands on courses: python -m api courses list | import."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from api.commands.terminal import Rows, RowsArea, RowsYear, TableFile, console, opened, show_import, write_to
from api.people.users import LOCAL_OPERATOR

app = typer.Typer(help="Courses: what was offered in which year and who came.", no_args_is_help=True)


@app.command("list")
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


@app.command("import")
def import_courses(
    file: Rows,
    area: RowsArea = "",
    year: RowsYear = "",
) -> None:
    """Enter every row of a file; rows that cannot be used are named, the rest goes on."""
    with opened() as base:
        show_import(base.courses.import_file(file, file.name, LOCAL_OPERATOR, area, year))
