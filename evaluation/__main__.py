"""How good and how fast the service is: `python -m evaluation --help` lists what is measured."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import numpy as np
import typer
from rich.console import Console

from api.knowledge_base import KnowledgeBase
from evaluation import structure
from evaluation.answers import cases, contrast, crowding, lay, own, spelling
from evaluation.answers.load import run_load
from evaluation.answers.measure import Outcome, measure, summary
from evaluation.answers.results import by_tag, compare, differences_table, read, table, values_of, write
from evaluation.benchmark import benchmarks
from evaluation.commands import fitting as fit_commands
from evaluation.commands import learning as learning_commands
from evaluation.commands import reading as reading_commands
from evaluation.commands import themes as theme_commands
from evaluation.commands import training as training_commands
from evaluation.indexes import cached_model, index, indexed, settings_for
from evaluation.items import ROOT, WORK, Absent
from evaluation.learning import agencies, grid_speed, story
from indexer.passages import NO_FILTERS

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(reading_commands.app)
app.add_typer(own.app)
app.add_typer(learning_commands.app)
app.add_typer(lay.app)
app.add_typer(contrast.app)
app.add_typer(cases.app)
app.add_typer(spelling.app)
app.add_typer(crowding.app)
app.add_typer(theme_commands.app)
app.add_typer(training_commands.app)
app.add_typer(fit_commands.app)
app.add_typer(agencies.app)
app.add_typer(grid_speed.app)
app.add_typer(story.app)
app.add_typer(structure.app)
console = Console(width=120)
BASELINE = ROOT / "evaluation" / "data" / "baseline.json"
RESULTS = WORK / "results.json"
ALL = "sample,real,squad,cranfield"

Sets = Annotated[str, typer.Option("--sets", help="Data sets, separated by commas.")]
Reuse = Annotated[bool, typer.Option("--reuse", help="Use the indexes held, even if the indexer changed.")]


@app.command()
def run(
    sets: Sets = ALL,
    reuse: Reuse = False,
    tags: Annotated[bool, typer.Option(help="Show figures by tag, too.")] = False,
    save_baseline: Annotated[bool, typer.Option(help="Make this run what later runs are compared with.")] = False,
) -> None:
    """Measure retrieval, answers and refusals; print tables and keep `.evaluation/results.json`."""
    found: dict[str, list[Outcome]] = {}
    for name, outcomes in _measured(sets, reuse):
        found[name] = outcomes
        console.print(table(name, outcomes))
        if tags:
            console.print(by_tag(name, outcomes))
    summaries = {name: summary(outcomes) for name, outcomes in found.items()}
    rows = {name: [o.as_row() for o in outcomes] for name, outcomes in found.items()}
    write(RESULTS, {"summary": summaries, "outcomes": rows})
    if save_baseline:
        held = read(BASELINE) if BASELINE.is_file() else {}
        write(BASELINE, held | {name: values_of(outcomes) for name, outcomes in found.items()})


@app.command("compare")
def compare_with(
    sets: Sets = ALL,
    reuse: Reuse = False,
    baseline: Annotated[Path, typer.Option(help="Stored values to compare with.")] = BASELINE,
) -> None:
    """Measure again and compare with the baseline: paired bootstrap, 5,000 resamples, by document."""
    stored = read(baseline)
    for name, outcomes in _measured(sets, reuse):
        if name in stored:
            console.print(differences_table(name, compare(stored[name], values_of(outcomes))))
        else:
            console.print(f"{name}: no baseline is stored.")


@app.command()
def calibrate(sets: Sets = "sample,real,squad", reuse: Reuse = False) -> None:
    """Where answerable questions score: the cuts of `api/answers/abstention_weights.json` are such quantiles."""
    for name, outcomes in _measured(sets, reuse):
        scores = [o.score for o in outcomes if o.answerable and o.score is not None]
        if not scores:
            continue
        quantiles = np.quantile(scores, [0.02, 0.05, 0.1, 0.2, 0.3, 0.5])
        console.print(f"{name}: score at the 2, 5, 10, 20, 30 and 50 % of answerable questions:", quantiles.round(2))
        others = [o.score for o in outcomes if not o.answerable and o.score is not None]
        for cut in quantiles:
            refused = np.mean([s < cut for s in others])
            console.print(f"  cut {cut:+.2f} refuses {refused:.2f} of {len(others)} unanswerable questions")


@app.command("index")
def index_anew(name: Annotated[str, typer.Argument(help="Data set.")] = "real") -> None:
    """Index a data set into an empty folder: documents, passages, pages, seconds, failures."""
    benchmark = benchmarks()[name]()
    with TemporaryDirectory() as folder, KnowledgeBase.open(settings_for(Path(folder))) as base:
        base.warm_up()
        start = time.perf_counter()
        report = index(base, benchmark)
        console.print(
            f"{len(report.indexed)} documents, {report.pages:,} pages, {report.passages:,} passages, "
            f"{time.perf_counter() - start:.0f} seconds, {len(report.failed)} failures"
        )


@app.command()
def load(
    name: Annotated[str, typer.Argument(help="Data set asked.")] = "real",
    questions: Annotated[int, typer.Option(min=1)] = 200,
    clients: Annotated[int, typer.Option(min=1)] = 8,
    reuse: Reuse = False,
) -> None:
    """Ask the running service over HTTP: median and 95th percentile of POST /answers, and peak memory."""
    benchmark = benchmarks()[name]()
    with indexed(benchmark, cached_model(), reuse) as base:
        data_dir = base.settings.data_dir
    texts = list(islice(cycle([i.text for i in benchmark.items]), questions))
    found = run_load(data_dir, texts, clients)
    peak = "not known here" if found.peak_mb is None else f"{found.peak_mb:.0f} MB"
    console.print(
        f"{questions} questions, {clients} clients: median {found.percentile(50):.0f} ms, 95th percentile "
        f"{found.percentile(95):.0f} ms, {questions / found.total:.1f} answers a second, {found.failed} failed, "
        f"peak memory {peak}"
    )


def _measured(sets: str, reuse: bool) -> Iterator[tuple[str, list[Outcome]]]:
    """Each data set's outcomes as soon as they are there; one whose data are absent is skipped, saying so."""
    loaders = benchmarks()
    chosen = [name.strip() for name in sets.split(",") if name.strip()]
    unknown = [name for name in chosen if name not in loaders]
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)} is not one of {', '.join(loaders)}.")
    for name in chosen:
        try:
            benchmark = loaders[name]()
        except Absent as absent:
            console.print(f"{name}: skipped, {absent}.")
            continue
        with indexed(benchmark, cached_model(), reuse) as base:
            yield benchmark.name, measure(base, benchmark)
            if any(item.filters != NO_FILTERS for item in benchmark.items):
                yield f"{benchmark.name}, filtered", measure(base, benchmark, filtered=True)


if __name__ == "__main__":
    app()
