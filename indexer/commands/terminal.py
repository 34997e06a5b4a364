"""What every command of the indexer needs of the terminal: where it prints, what it opens, and how a run is told."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer
from rich.console import Console

from indexer.catalogue.records import DocumentRecord
from indexer.failures import EXPECTED, explain
from indexer.index import Index
from indexer.indexing.reports import IndexReport
from indexer.privacy.publishers import advice
from indexer.readers.account import in_words
from indexer.settings import Settings

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
    show_unread(report.indexed)
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


def show_unread(records: Sequence[DocumentRecord]) -> None:
    """The documents of which parts were not read, each named, with their number out of how many."""
    in_part = [record for record in records if record.unread]
    for record in in_part:
        lines = (in_words(balance.kind, balance.unread) for balance in record.account or () if balance.unread)
        console.print(f"Not read: {record.name}: {', '.join(lines)}.", style="yellow", markup=False)
    if in_part:
        console.print(f"{len(in_part)} of {len(records)} documents hold parts that were not read.", style="yellow")
