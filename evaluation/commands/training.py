"""Commands that hold courses, promises and training needs against what is written down of them."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from api.people.users import LOCAL_OPERATOR
from evaluation.benchmark import benchmarks
from evaluation.indexes import cached_model, indexed
from evaluation.items import Absent
from evaluation.learning import training as measured

app = typer.Typer()
console = Console(width=180)
REAL = ("Walsall", 2017)
"""The area and year of the worked example."""

Reuse = Annotated[bool, typer.Option("--reuse", help="Use the indexes held, even if the indexer changed.")]


@app.command("courses")
def measure_courses(reuse: Reuse = False) -> None:
    """Every course and promise written down of the sample corpus against what the product says, as tables."""
    truth = measured.read_truth()
    with indexed(benchmarks()["sample"](), cached_model(), reuse) as base:
        console.print(measured.courses_table(base, truth))
        console.print(measured.promises_table(base, truth))


@app.command("training")
def measure_training(reuse: Reuse = False) -> None:
    """The training-needs matrix of the sample corpus and of a real report, this one beside a worked example."""
    for name, (area, year) in {"sample": ("", None), "real": REAL}.items():
        try:
            benchmark = benchmarks()[name]()
        except Absent as absent:
            console.print(f"{name}: skipped, {absent}.")
            continue
        with indexed(benchmark, cached_model(), reuse) as base:
            base.themes.tag(LOCAL_OPERATOR)
            matrix = base.training.matrix(LOCAL_OPERATOR, area, year)
        documents = f"{len(matrix.documents)} documents held, courses known of {matrix.programmes}"
        console.print(f"{name}: {matrix.area}, {matrix.first} to {matrix.year}; {documents}", style="bold")
        console.print(measured.matrix_table(matrix))
        if name == "real":
            try:
                console.print(measured.compared(matrix, measured.worked_example()))
            except Absent as absent:
                console.print(f"comparison: skipped, {absent}.")
