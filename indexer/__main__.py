"""The command line of the indexer: python -m indexer add | list | remove | check | waiting | release | …"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from indexer.catalogue.near_duplicates import THRESHOLD
from indexer.catalogue.records import DocumentRecord
from indexer.documents import EVERYTHING, Sensitivity
from indexer.failures import EXPECTED, explain
from indexer.index import Index
from indexer.indexing.discovery import Missing
from indexer.indexing.reports import IndexReport
from indexer.privacy.concerns import told
from indexer.privacy.personal_data import IDENTIFIERS, LABELS, LIMITS
from indexer.privacy.publishers import advice
from indexer.privacy.quarantine import PAST, ReleaseVerdict, Waiting
from indexer.privacy.screening import NotDecided, in_context
from indexer.readers.account import in_words
from indexer.settings import Settings

app = typer.Typer(help="Index a safeguarding partnership's documents.", no_args_is_help=True, add_completion=False)
console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def opened() -> Iterator[Index]:
    """The index the settings point to; what goes wrong ends the command with one line."""
    os.umask(0o077)  # what is kept is for the account that keeps it
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
        if record.contradiction:
            console.print(f"Note: {record.name}: {record.contradiction}", style="yellow", markup=False)
    _show_unread(report.indexed)
    for record in report.removed:
        console.print(f"Removed: {record.name} ({record.source.title}), its file is gone.", markup=False)
    for line in (*report.problems, *map(str, report.duplicates), *map(str, report.near)):
        console.print(f"Note: {line}", style="yellow", markup=False)
    for waiting in report.waiting:
        why = waiting.why.removesuffix(".")
        console.print(f"{waiting.name} waits for release: {why}. See it: waiting {waiting.id}", markup=False)
    for line in advice(report.waiting):
        console.print(line, style="yellow", markup=False)
    for line in report.refused:
        console.print(f"Not added: {line}", style="yellow", markup=False)
    for failure in report.failed:
        console.print(f"Failed: {failure}", style="bold red", markup=False)


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
        _show_unread(records)
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
        _show_unread(index.catalogue.documents(EVERYTHING))
        _show_unaccounted(index)
        held = index.store.documents()
        console.print(
            f"All is well: {len(held)} documents, {sum(held.values()):,} passages, catalogue and index agree."
        )


def _show_unread(records: Sequence[DocumentRecord]) -> None:
    """The documents of which parts were not read, each named, with their number out of how many."""
    in_part = [record for record in records if record.unread]
    for record in in_part:
        lines = (in_words(balance.kind, balance.unread) for balance in record.account or () if balance.unread)
        console.print(f"Not read: {record.name}: {', '.join(lines)}.", style="yellow", markup=False)
    if in_part:
        console.print(f"{len(in_part)} of {len(records)} documents hold parts that were not read.", style="yellow")


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


@app.command()
def waiting(
    waiting_id: Annotated[str | None, typer.Argument(metavar="ID", help="Show what was found in this one.")] = None,
) -> None:
    """List the documents that wait for a person, or show what was found in one."""
    with opened() as index:
        if waiting_id is not None:
            _show_findings(index, _held(index, waiting_id))
            return
        held = index.quarantine.waiting()
        for one in held:
            of = f" ({one.publisher})" if one.publisher else ""
            console.print(f"{one.id}  {one.name}{of}: {one.why}", markup=False)
        number = len(held)
        console.print(f"{number} document{'' if number == 1 else 's'} wait{'s' if number == 1 else ''} for release.")


def _show_findings(index: Index, held: Waiting) -> None:
    text = index.quarantine.text(held)
    for line in held.concerns:
        console.print(line, style="yellow", markup=False)
    found = zip(held.findings, held.parts, held.locators, strict=True)
    for number, (finding, part, locator) in enumerate(found, start=1):
        before, words, after = (" ".join(piece.split()) for piece in in_context(text, finding))
        where = f" {told(part, locator)}" if part else ""
        console.print(f"{number}. {LABELS[finding.kind][0]}{where}: {before} [{words}] {after}", markup=False)
    console.print(LIMITS, style="yellow", markup=False)


def _held(index: Index, waiting_id: str) -> Waiting:
    held = index.quarantine.find(waiting_id)
    if held is None:
        errors.print(f"No document {waiting_id} waits; `waiting` lists those that do.", style="bold red", markup=False)
        raise typer.Exit(1)
    return held


WaitingId = Annotated[str, typer.Argument(metavar="ID", help="As `waiting` shows it.")]
Reason = Annotated[str, typer.Option(help="Why; it is kept, so name nobody in it.")]
By = Annotated[str, typer.Option(help="Who decides; it is kept.")]
_OPERATOR = "the person at this machine"


@app.command()
def release(
    reason: Reason,
    waiting_id: Annotated[str | None, typer.Argument(metavar="ID", help="As `waiting` shows it.")] = None,
    publisher: Annotated[
        str | None, typer.Option(help="Release all of this publisher that hold no identifier, after looking at one.")
    ] = None,
    by: By = _OPERATOR,
) -> None:
    """Index a waiting document as it is, or all of a publisher."""
    if (waiting_id is None) == (publisher is None):
        raise typer.BadParameter("Name one document by its ID, or --publisher.")
    if publisher is None:
        _decide(waiting_id or "", ReleaseVerdict.RELEASE, by, reason)
        return
    with opened() as index:
        of_it = [one for one in index.quarantine.waiting() if _same(one.publisher, publisher)]
        if not of_it:
            errors.print(f"No document of {publisher} waits; `waiting` lists those that do.", style="bold red")
            raise typer.Exit(1)
        for one in of_it:
            if IDENTIFIERS & set(one.counts) or one.concerns:
                said = f"{one.name} waits on: {one.why.removesuffix('.')}. Look at it: waiting {one.id}"
                errors.print(said, style="yellow", markup=False)
            else:
                _take(index, one, ReleaseVerdict.RELEASE, by, reason)


def _same(publisher: str | None, named: str) -> bool:
    return publisher is not None and publisher.casefold() == " ".join(named.casefold().split())


@app.command()
def redact(
    waiting_id: WaitingId,
    reason: Reason,
    by: By = _OPERATOR,
    finding: Annotated[list[int] | None, typer.Option(help="Number of a finding; all when left out.")] = None,
) -> None:
    """Index a waiting document with what was found replaced; its file is not kept."""
    _decide(waiting_id, ReleaseVerdict.REDACT, by, reason, finding or None)


@app.command()
def refuse(waiting_id: WaitingId, reason: Reason, by: By = _OPERATOR) -> None:
    """Delete a waiting document, and refuse the same file from now on."""
    _decide(waiting_id, ReleaseVerdict.REFUSE, by, reason)


def _decide(waiting_id: str, verdict: ReleaseVerdict, by: str, reason: str, chosen: list[int] | None = None) -> None:
    with opened() as index:
        _take(index, _held(index, waiting_id), verdict, by, reason, chosen)


def _take(
    index: Index, held: Waiting, verdict: ReleaseVerdict, by: str, reason: str, chosen: list[int] | None = None
) -> None:
    """Take a decision and show what came of it."""
    try:
        report = index.indexer.decide(held, verdict, by, reason, chosen)
    except NotDecided as error:
        errors.print(str(error), style="bold red", markup=False)
        raise typer.Exit(1) from None
    console.print(f"{held.name} was {PAST[verdict]}.", markup=False)
    show(report)
    if report.failed or report.waiting:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
