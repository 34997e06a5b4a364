"""What every command of the service needs of the terminal: where it prints, how it stops, and what it opens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from api.errors import ServiceError
from api.shared.tabular import ImportReport, TableFormat
from indexer.failures import EXPECTED, explain
from indexer.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.knowledge_base import KnowledgeBase

TableFile = Annotated[Path | None, typer.Option(help="Write them to this CSV or XLSX file; import takes it back.")]
Rows = Annotated[Path, typer.Argument(help="CSV or XLSX file, a row for each.", exists=True, dir_okay=False)]
RowsArea = Annotated[str, typer.Option("--area", help="The area of rows that name none.")]
RowsYear = Annotated[str, typer.Option("--year", help="The year of rows that name none.")]

NOTHING_HELD = "No document is held yet: add some with python -m indexer add PATH."

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def stop(message: str) -> typer.Exit:
    """Print one clear line; the exit to raise."""
    errors.print(message, style="bold red", markup=False)
    return typer.Exit(2)


@contextmanager
def opened() -> Iterator[KnowledgeBase]:
    """The knowledge base; what goes wrong ends the command with one line."""
    from api.knowledge_base import KnowledgeBase

    os.umask(0o077)  # what is kept is for the account that keeps it
    try:
        with KnowledgeBase.open(Settings.read()) as base:
            yield base
    except (*EXPECTED, ServiceError) as error:
        raise stop(explain(error)) from None


@contextmanager
def opened_database() -> Iterator[tuple[Engine, Settings]]:
    """The SQL database alone, which the service shares."""
    from api.people import accounts  # noqa: F401 (so that its tables are made)
    from indexer.catalogue.database import open_database

    try:
        values = Settings.read()
        database = open_database(values.database_url, values.data_dir)
        yield database, values
        database.dispose()
    except EXPECTED as error:
        raise stop(explain(error)) from None


def write_to(file: Path, table: Callable[[TableFormat], bytes]) -> None:
    """Write a table to a CSV or XLSX file, as its name ends."""
    try:
        form = TableFormat(file.suffix.lower().lstrip("."))
    except ValueError:
        raise stop(f"{file.name} is neither .csv nor .xlsx; name the file with one of these.") from None
    file.write_bytes(table(form))
    console.print(f"Written: {file}", markup=False)


def show_import(report: ImportReport) -> None:
    """Say what became of each line of an imported table; the exit code is 1 where one was refused."""
    for number, why in report.refused:
        errors.print(f"Line {number}: {why}", markup=False)
    console.print(
        f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged, {len(report.refused)} refused."
    )
    if report.refused:
        raise typer.Exit(1)
