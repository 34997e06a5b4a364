"""Commands that measure reading and indexing: roles, metadata, hostile files, speed, pages, kills."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from evaluation.benchmark import benchmarks
from evaluation.indexes import cached_model
from evaluation.items import ROOT, WORK, Absent, shared
from evaluation.reading import metadata
from evaluation.reading import speed as reading
from evaluation.reading.account import account_lines, account_table, accounts
from evaluation.reading.crash import RUN, crashes
from evaluation.reading.hostile import costs_table, measure_hostile
from evaluation.reading.pages import hard_pages, write_page_view
from evaluation.reading.privacy import check as check_privacy
from evaluation.reading.privacy import table as privacy_table
from indexer.privacy.personal_data import names_somebody
from indexer.readers import Limits
from indexer.roles.model import SHIPPED
from indexer.settings import Settings

app = typer.Typer()
console = Console(width=120)


@app.command("train-roles")
def train_roles(
    to: Annotated[Path, typer.Option(help="Where the weights are written.")] = SHIPPED,
) -> None:
    """Train the weights that find roles, on statements of the labelled passages and the project's own sentences."""
    from evaluation.reading import labels, roles

    try:
        labelled = [*labels.as_read(labels.gold(), shared("corpus")), *labels.own()]
    except Absent as absent:
        console.print(f"Not trained: {absent}.")
        raise typer.Exit(1) from None
    model = roles.train(labelled, cached_model())
    model.save(to)
    console.print(f"{len(labelled)} labelled statements (SHA-256 {model.digest[:12]}), weights in {to.name}.")


@app.command("roles")
def measure_roles() -> None:
    """How well the role of a statement is found in areas, and in documents, not trained on: 5-fold cross-validation."""
    from evaluation.reading import labels, roles

    try:
        tested = labels.as_read(labels.gold(), shared("corpus"))
    except Absent as absent:
        console.print(f"roles: skipped, {absent}.")
        return
    embedder, own = cached_model(), labels.own()
    found = len({one.label for one in tested})
    console.print(f"{found} of {len(labels.gold())} labelled texts found as read, {len(tested)} statements.")
    by_area = roles.cross_validate(tested, own, embedder, lambda label: label.area)
    console.print(roles.summary_table("Statements, folds by area", "statements", (v.single() for v in by_area)))
    console.print(roles.role_table(by_area[-1].single()))
    console.print(roles.summary_table("Texts of several, folds by area", "texts", (v.together() for v in by_area)))
    for sample in ("random", "top-up"):
        kept = [v.together(lambda label, sample=sample: label.sample == sample) for v in by_area]  # type: ignore[misc]
        console.print(roles.summary_table(f"Of these, {sample}", "texts", kept))
    by_document = roles.cross_validate(tested, own, embedder, lambda label: label.document)
    console.print(roles.summary_table("Statements, folds by document", "statements", (v.single() for v in by_document)))
    without = roles.cross_validate(tested, [], embedder, lambda label: label.area)
    title = "Statements, folds by area, without the project's own sentences"
    console.print(roles.summary_table(title, "statements", (v.single() for v in without)))


@app.command()
def hostile() -> None:
    """Read hostile files: what the user sees of each, seconds, and peak memory of the reading process."""
    console.print(costs_table(measure_hostile(_limits())))


@app.command()
def account(
    folder: Annotated[Path, typer.Argument(help="A folder of documents, or one file.", exists=True)],
) -> None:
    """What each file holds against what was read of it: parts held, read, kept apart and not read, by kind."""
    found = list(accounts(folder, _limits()))
    console.print(account_table(found))
    for line in account_lines(found):
        console.print(line, markup=False, highlight=False)


def _limits() -> Limits:
    settings = Settings.read()
    return Limits(
        settings.max_file_mb * 1_000_000,
        settings.max_pages,
        settings.read_seconds,
        settings.read_memory_mb,
        settings.ocr,
    )


@app.command("metadata")
def metadata_alone() -> None:
    """Kind, area, year and more worked out without a manifest: right out of how many, and each wrong one."""
    for name, load_known in {"real": metadata.real, "sample": metadata.sample}.items():
        try:
            shown, hidden = metadata.judge(load_known())
        except Absent as absent:
            console.print(f"{name}: skipped, {absent}.")
            continue
        console.print(metadata.counts_table(name, shown, hidden))
        for what, judged in (("with the file's name", shown), ("name hidden", hidden)):
            right, all_files = metadata.all_right(judged)
            console.print(f"{name}, {what}: kind, area and year all right for {right} of {all_files} files")
            for line in metadata.wrong_lines(judged):
                console.print(f"  {line}", markup=False, highlight=False)


@app.command("reading")
def reading_speed(
    every: Annotated[int, typer.Option(min=1, help="Read one PDF in so many, to bound the time.")] = 8,
) -> None:
    """Pages a second and peak memory of the reader and of the whole index path, beside plain pypdf."""
    try:
        chosen, largest = reading.files(every), reading.largest()
    except Absent as absent:
        console.print(f"skipped, {absent}.")
        return
    console.print(reading.speed_table(reading.measure(chosen), len(chosen)))
    console.print(reading.memory_table(reading.measure([largest]), largest))


@app.command()
def pages(
    file: Annotated[
        Path | None, typer.Argument(help="A PDF; without it, ten hard pages of the labelled reports.")
    ] = None,
    number: Annotated[list[int] | None, typer.Option("--page", min=1, help="A page, from 1; may come again.")] = None,
) -> None:
    """Put pages of a PDF beside what was read from them, under `.evaluation/pages/`."""
    try:
        chosen = [(file, number or [1])] if file else list(hard_pages())
    except Absent as absent:
        console.print(f"skipped, {absent}.")
        return
    embedder = cached_model()
    for path, numbers in chosen:
        console.print(str(write_page_view(path, numbers, WORK / "pages", embedder)))


@app.command()
def crash(
    moments: Annotated[int, typer.Option(min=1, help="How often to kill.")] = 20,
    seed: Annotated[int, typer.Option(help="What the moments are drawn from.")] = 1,
) -> None:
    """Kill an index run at random moments, open, check and complete it: is anything lost or doubled?"""
    bad = cut = 0
    with TemporaryDirectory() as folder:
        for found in crashes(ROOT / "corpus", Path(folder), moments, seed, cached_model(), RUN):
            console.print(str(found))
            cut += found.cut
            bad += bool(found.findings or found.lost or found.doubled)
    console.print(
        f"{moments} kills, {cut} while the run was going on: {bad} left something lost, doubled or in disagreement."
    )
    if bad:
        raise typer.Exit(1)


@app.command()
def privacy(
    sets: Annotated[str, typer.Option("--sets", help="Data sets, separated by commas.")] = "sample,real",
) -> None:
    """Count the personal data that the rules find in each document, which would wait, and questions held up."""
    for name in sets.split(","):
        try:
            benchmark = benchmarks()[name]()
        except Absent as absent:
            console.print(f"{name}: skipped, {absent}.")
            continue
        console.print(privacy_table(name, list(check_privacy(benchmark))))
        held_up = sum(names_somebody(item.text) for item in benchmark.items)
        console.print(f"{name}: {held_up} of {len(benchmark.items)} questions are taken to name somebody.")
