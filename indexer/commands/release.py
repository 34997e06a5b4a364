"""Commands on documents that wait for a person: python -m indexer waiting | release | redact | refuse."""

from __future__ import annotations

from typing import Annotated

import typer

from indexer.commands.terminal import console, errors, opened, show
from indexer.index import Index
from indexer.privacy.concerns import told
from indexer.privacy.personal_data import IDENTIFIERS, LABELS, LIMITS
from indexer.privacy.quarantine import PAST, ReleaseVerdict, Waiting
from indexer.privacy.screening import NotDecided, in_context

app = typer.Typer()


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
