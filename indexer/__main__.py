"""The command line of the indexer: python -m indexer add | list | remove | check | waiting | release | …"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from indexer.catalogue.near_duplicates import THRESHOLD
from indexer.commands import release
from indexer.commands.terminal import console, errors, opened, show, show_unread
from indexer.documents import EVERYTHING, Sensitivity
from indexer.index import Index
from indexer.indexing.discovery import Missing

app = typer.Typer(help="Index a safeguarding partnership's documents.", no_args_is_help=True, add_completion=False)


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


@app.command("list")
def list_documents() -> None:
    """List the documents held."""
    with opened() as index:
        table = Table("Id", "Title", "Kind", "Area", "Year", "Class", "Version", "Passages", "Not read")
        records = index.catalogue.documents(EVERYTHING)
        for r in sorted(records, key=lambda r: (r.source.kind, r.source.title)):
            s = r.source
            cells = (r.id, s.title, s.kind.replace("_", " "), s.area or "", str(s.year or ""), s.sensitivity)
            table.add_row(*cells, str(r.version), str(r.passages), str(r.unread or ""))
        console.print(table)
        show_unread(records)
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
    """Check that catalogue, index and file copies agree and are whole. No original is ever deleted."""
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
        show_unread(index.catalogue.documents(EVERYTHING))
        _show_unaccounted(index)
        held = index.store.documents()
        console.print(
            f"All is well: {len(held)} documents, {sum(held.values()):,} passages, catalogue and index agree."
        )


def _show_unaccounted(index: Index) -> None:
    older = [record.name for record in index.catalogue.documents(EVERYTHING) if record.account is None]
    if older:
        line = (
            f"{len(older)} documents were read by an earlier release, so that what their files hold besides their text "
            f"is not known: add them again. {', '.join(older)}"
        )
        console.print(line, style="yellow", markup=False)


def _show_duplicates(index: Index) -> None:
    found = index.indexer.near_duplicates()
    for pair in found:
        console.print(f"{pair.share:.0%}: {pair.record.name} and {pair.other.name}", markup=False)
    held = len(index.catalogue.documents(EVERYTHING))
    console.print(
        f"Pairs that share at least {THRESHOLD:.0%} of their three-word runs: {len(found)}, of {held} documents."
    )


app.add_typer(release.app)

if __name__ == "__main__":
    app()
