"""Briefings on the command line: python -m api briefing list | new | export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

from api.briefings.forms import Form, Layout
from api.commands.terminal import console, opened, stop
from api.people.users import LOCAL_OPERATOR

app = typer.Typer(help="Briefings, digests, posters and overviews from cited passages.", no_args_is_help=True)


@app.command("list")
def list_briefings() -> None:
    """List the briefings with their state and marking."""
    with opened() as base:
        found = base.briefings.all(LOCAL_OPERATOR)
    table = Table(Column("Id", no_wrap=True), "Title", "Form", "Version", "State", "Marking")
    for one in found:
        form = one.briefing.form.replace("_", " ")
        table.add_row(one.briefing.id, one.title, form, str(one.version), one.state, one.marking)
    console.print(table)
    console.print(f"{len(found)} briefings.", style="dim")


@app.command("new")
def new_briefing(
    theme: Annotated[str, typer.Option(help="A theme's id.")] = "",
    document: Annotated[str, typer.Option(help="A review's id, as `python -m indexer list` shows it.")] = "",
    question: Annotated[str, typer.Option(help="A question.")] = "",
    year: Annotated[int | None, typer.Option(help="A year, for an annual overview.")] = None,
    form: Annotated[Form, typer.Option(help="What to write.")] = Form.SEVEN_MINUTE,
    best: Annotated[int, typer.Option(min=0, max=5, help="Passages to begin each panel with.")] = 3,
) -> None:
    """Begin a draft from cited passages; edit, submit and approve it on its page."""
    from api.briefings.briefing import Subject, SubjectKind

    named = {
        SubjectKind.THEME: theme,
        SubjectKind.REVIEW: document,
        SubjectKind.QUESTION: question,
        SubjectKind.YEAR: str(year or ""),
    }
    subjects = [Subject(kind, value) for kind, value in named.items() if value]
    if len(subjects) != 1:
        raise stop("Say what it is about with exactly one of --theme, --document, --question and --year.")
    with opened() as base:
        read = base.briefings.begin(form, subjects[0], LOCAL_OPERATOR, best)
    console.print(f"{read.briefing.id}: {read.content.title}", markup=False)
    for panel in read.content.panels:
        held = len(panel.lines)
        said = f"{held} cited line{'' if held == 1 else 's'}" if held else "no source passage: write locally"
        console.print(f"  {panel.heading}: {said}", markup=False)


@app.command("export")
def export_briefing(
    briefing_id: Annotated[str, typer.Argument(metavar="ID", help="As `briefing list` shows it.")],
    file: Annotated[Path, typer.Argument(help="Where to write it; the name ends in .html, .docx or .pdf.")],
    layout: Annotated[Layout, typer.Option(help="In full, or what fits a poster or pocket card.")] = Layout.FULL,
) -> None:
    """Write a briefing to a file, with its marking, sources and approval; that it left is recorded."""
    from api.exports.files import Format, export

    try:
        wanted = Format(file.suffix.lower().lstrip("."))
    except ValueError:
        raise stop(f"{file.name}: end the name in .html, .docx or .pdf.") from None
    with opened() as base:
        made = export(base.briefings, briefing_id, wanted, LOCAL_OPERATOR, layout, base.settings.organisation)
        file.write_bytes(made.data)
    console.print(f"Written: {file}", markup=False)
