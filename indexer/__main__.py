"""The command line of the indexer: python -m indexer add | list | remove | check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from indexer.arrivals import Missing
from indexer.documents import EVERYTHING, Sensitivity
from indexer.failures import EXPECTED, explain
from indexer.index import Index
from indexer.near_duplicates import THRESHOLD
from indexer.reports import IndexReport
from indexer.settings import Settings

app = typer.Typer(help="Index a safeguarding partnership's documents.", no_args_is_help=True, add_completion=False)
console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def opened() -> Iterator[Index]:
    """The index the settings point to; what goes wrong ends the command with one line."""
    try:
        index = Index.open(Settings.read())
    except EXPECTED as error:
        errors.print(explain(error), style="bold red", markup=False)
        raise typer.Exit(2) from None
    try:
        for line in index.recovered:
            errors.print(line, style="yellow", markup=False)
        yield index
    except EXPECTED as error:
        errors.print(explain(error), style="bold red", markup=False)
        raise typer.Exit(2) from None
    finally:
        index.close()


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    manifest: Annotated[Path | None, typer.Option(help="A manifest in place of those beside the files.")] = None,
    sensitivity: Annotated[
        Sensitivity | None, typer.Option(help="Class of files that no manifest row describes.")
    ] = None,
    keep_missing: Annotated[
        bool, typer.Option("--keep-missing", help="Keep documents whose file is gone from the folder.")
    ] = False,
    allow_empty: Annotated[
        bool, typer.Option("--allow-empty", help="Remove them even when the folder holds none of its documents.")
    ] = False,
) -> None:
    """Bring the index in step with files and folders.

    New files are indexed, changed ones become a new version, renamed ones keep their document, unchanged ones are
    left alone; documents whose file is gone from a folder named here are removed.
    """
    if keep_missing and allow_empty:
        raise typer.BadParameter("--keep-missing and --allow-empty contradict each other; use one of them.")
    missing = Missing.KEEP if keep_missing else Missing.REMOVE_ALL if allow_empty else Missing.REMOVE
    with opened() as index:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=errors, transient=True) as bar:
            task = bar.add_task("Looking for files", total=None)
            report = index.indexer.add(
                paths,
                manifest,
                sensitivity,
                lambda done, total, name: bar.update(task, completed=done, total=total, description=name[-40:]),
                missing,
            )
    show(report)
    if report.failed:
        raise typer.Exit(1)


def show(report: IndexReport) -> None:
    """Print what an index run did: figures first, then a line for each file that needs a person."""
    console.print(
        f"{len(report.indexed)} documents indexed, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
        f"{len(report.removed)} removed, {len(report.duplicates)} duplicates, {len(report.failed)} failed."
    )
    console.print(f"{report.passages:,} passages from {report.pages:,} pages in {report.seconds:.1f} seconds.")
    for record in report.indexed:
        for warning in record.warnings:
            console.print(f"Note: {record.name}: {warning}", style="yellow", markup=False)
    for record in report.removed:
        console.print(f"Removed: {record.name} ({record.source.title}), its file is gone.", markup=False)
    for line in (*report.problems, *map(str, report.duplicates), *map(str, report.near)):
        console.print(f"Note: {line}", style="yellow", markup=False)
    for failure in report.failed:
        console.print(f"Failed: {failure}", style="bold red", markup=False)


@app.command("list")
def list_documents() -> None:
    """List the documents held."""
    with opened() as index:
        table = Table("Id", "Title", "Kind", "Area", "Year", "Class", "Version", "Passages")
        records = index.catalogue.documents(EVERYTHING)
        for r in sorted(records, key=lambda r: (r.source.kind, r.source.title)):
            s = r.source
            cells = (r.id, s.title, s.kind.replace("_", " "), s.area or "", str(s.year or ""), s.sensitivity)
            table.add_row(*cells, str(r.version), str(r.passages))
        console.print(table)
        console.print(f"{len(records)} documents, {sum(r.passages for r in records):,} passages.")


@app.command()
def remove(document_id: Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it.")]) -> None:
    """Remove a document with all its versions: passages, vectors, copies and pictures of its pages."""
    with opened() as index:
        record = index.indexer.remove(document_id)
        if record is None:
            index.store.remove(document_id)
            errors.print(f"No document {document_id} is held; `list` shows which are.", style="bold red", markup=False)
            raise typer.Exit(1)
        console.print(f"Removed {record.source.title} ({record.passages} passages).", markup=False)


@app.command()
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Put right what can be, and say what was done.")] = False,
    duplicates: Annotated[
        bool, typer.Option("--duplicates", help="List pairs of documents that share much of their text.")
    ] = False,
) -> None:
    """Check that catalogue, index and file copies agree."""
    with opened() as index:
        for line in index.indexer.repair() if repair else ():
            console.print(f"Repaired: {line}", markup=False)
        lines = index.indexer.check()
        for line in lines:
            console.print(line, style="bold red", markup=False)
        if duplicates:
            _show_duplicates(index)
        if lines:
            raise typer.Exit(1)
        held = index.store.documents()
        console.print(
            f"All is well: {len(held)} documents, {sum(held.values()):,} passages, catalogue and index agree."
        )


def _show_duplicates(index: Index) -> None:
    found = index.indexer.near_duplicates()
    for pair in found:
        console.print(f"{pair.share:.0%}: {pair.record.name} and {pair.other.name}", markup=False)
    held = len(index.catalogue.documents(EVERYTHING))
    console.print(
        f"Pairs that share at least {THRESHOLD:.0%} of their three-word runs: {len(found)}, of {held} documents."
    )


if __name__ == "__main__":
    app()
