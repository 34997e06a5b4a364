"""Commands that fit weights on recorded features and say how good they are on documents not fitted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.answers.abstention import SHIPPED
from evaluation.answers.features import Recorded, recorded
from evaluation.benchmark import benchmarks
from evaluation.items import Absent

app = typer.Typer()
fit = typer.Typer(no_args_is_help=True)
app.add_typer(fit, name="fit", help="Fit weights of the answer path and say how good they are.")
console = Console(width=140)

SIZES = (0, 5, 10, 20, 40)
DRAWS = 20

Reuse = Annotated[bool, typer.Option("--reuse", help="Use the indexes and features held, even if the code changed.")]


@fit.command("ranking")
def fit_ranking(reuse: Reuse = False) -> None:
    """Weights of re-ranking: those in force, and fitted ones on documents not fitted on (facts and subjects apart)."""
    from evaluation.answers.fitting import RANKING, SUBJECTS

    found = _recorded("sample,real,squad,cranfield", reuse)
    for task in (RANKING, SUBJECTS):
        console.print(_weights_table(task.name, found))


@fit.command("sentences")
def fit_sentences(reuse: Reuse = False) -> None:
    """Weights of choosing sentences: those in force, and fitted ones on documents not fitted on."""
    console.print(_weights_table("sentences", _recorded("sample,real,squad", reuse)))


@fit.command("abstention")
def fit_abstention(
    reuse: Reuse = False,
    write: Annotated[bool, typer.Option("--write", help="Store the model of six signals as the shipped one.")] = False,
    to: Annotated[Path, typer.Option(help="Where it is stored.")] = SHIPPED,
) -> None:
    """Ways of telling that nothing held answers, each on documents not trained on."""
    from evaluation.answers import abstention

    found = _recorded("sample,real,squad", reuse)
    if len(found) < 3:
        console.print("Not fitted: it takes all three sets.")
        raise typer.Exit(1)
    asked = abstention.Asked.of(found)
    console.print(abstention.table(asked))
    model = abstention.train(asked)
    console.print(f"Six signals, all questions: {model}", markup=False)
    if write:
        model.save(to)
        console.print(f"Version {model.version} is in {to.name}.")


@app.command("learning-curve")
def learning_curve(sets: Annotated[str, typer.Option("--sets")] = "sample,real", reuse: Reuse = False) -> None:
    """Quality on held-out documents by how many judged questions weights are fitted on; 0 are the weights in force."""
    from evaluation.answers.fitting import RANKING, SENTENCES, rows_for
    from evaluation.answers.fitting import learning_curve as curve

    for name, questions in _recorded(sets, reuse).items():
        for task in (RANKING, SENTENCES):
            figures = curve(task, rows_for(task, questions), SIZES, DRAWS)
            shown = Table(title=f"{name}, weights of {task.name}: mean of {DRAWS} draws", title_justify="left")
            columns = list(next(iter(figures.values())))
            for column in ("judged questions", *columns):
                shown.add_column(column, justify="right")
            for size, values in figures.items():
                shown.add_row(str(size), *(f"{values[c]:.3f}" for c in columns))
            console.print(shown)


@app.command()
def ablate(
    sets: Annotated[str, typer.Option("--sets")] = "sample,real",
    on_index: Annotated[
        bool, typer.Option(help="Also what needs an index of its own: minutes, the first time.")
    ] = True,
) -> None:
    """Take each ingredient out in turn and show what is lost: differences, paired bootstrap by document."""
    from evaluation.answers import ablation

    for name in sets.split(","):
        try:
            benchmark = benchmarks()[name]()
        except Absent as absent:
            console.print(f"{name}: skipped, {absent}.")
            continue
        console.print(ablation.table(name, list(ablation.ablate(benchmark, on_index))))


def _weights_table(name: str, found: Mapping[str, Sequence[Recorded]]) -> Table:
    """Figures of each set: by the weights in force, by fitted ones out of fold, and by ones fitted on all of it."""
    from evaluation.answers import fitting

    task = {t.name: t for t in (fitting.RANKING, fitting.SUBJECTS, fitting.SENTENCES)}[name]
    sets = {key: rows for key, questions in found.items() if (rows := fitting.rows_for(task, questions))}
    fitted = task.fit(list(sets.values()))
    shown = Table(title=f"Weights of {name}: {', '.join(task.features)}", title_justify="left")
    for column in ("set", "questions", "weights", "measures"):
        shown.add_column(column)
    for key, rows in sets.items():
        figures = {
            f"in force {fitting.as_row(task.weights)}": task.figures(rows, task.weights),
            "fitted, folds by document": fitting.cross_validated(task, sets, key),
            f"fitted on all {fitting.as_row(fitted)}": task.figures(rows, fitted),
        }
        for weights, values in figures.items():
            cells = ", ".join(f"{measure} {value:.3f}" for measure, value in values.items())
            shown.add_row(key, str(len(rows)), weights, cells)
    return shown


def _recorded(sets: str, reuse: bool) -> dict[str, list[Recorded]]:
    """The sets that are on this machine; the others are named."""
    loaders, found = benchmarks(), {}
    for name in sets.split(","):
        try:
            found[name] = recorded(loaders[name](), reuse)
        except Absent as absent:
            console.print(f"{name}: skipped, {absent}.")
    return found
