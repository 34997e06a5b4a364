"""Commands that train and measure the finding of themes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.themes.codebook import seed
from api.themes.tagger import SHIPPED
from evaluation.indexes import cached_model
from evaluation.items import Absent

app = typer.Typer()
console = Console(width=120)


@app.command("train-themes")
def train_themes(to: Annotated[Path, typer.Option(help="Where the coefficients are written.")] = SHIPPED) -> None:
    """Train the coefficients that find themes, on the labelled passages."""
    from evaluation.learning import themes

    try:
        labelled = themes.gold()
    except Absent as absent:
        console.print(f"Not trained: {absent}.")
        raise typer.Exit(1) from None
    model = themes.train(labelled, cached_model())
    model.save(to)
    cuts = f"tags from {model.tag_cut:.2f}, evidence from {model.evidence_cut:.2f}"
    console.print(f"{len(labelled)} labelled passages, model {model.version}, {cuts}, in {to.name}.")


@app.command("themes")
def measure_themes() -> None:
    """How well themes are found: passages of documents and areas not trained on, and the grid against the truth."""
    from evaluation.learning import theme_cells

    measure_passages()
    for name, compare in {"sample": theme_cells.compare_sample, "real chains": theme_cells.compare_trace}.items():
        try:
            console.print(theme_cells.cells_table(compare(cached_model())))
        except Absent as absent:
            console.print(f"{name}: skipped, {absent}.")


@app.command("theme-curve")
def theme_curve(seeds: Annotated[int, typer.Option(min=1, max=50)] = 5) -> None:
    """How well themes are found after 0, 50, 100 and 200 reviewed passages, by chance and by the queue's order."""
    from evaluation.learning import theme_curve as curves
    from evaluation.learning import themes

    try:
        labelled = themes.gold()
    except Absent as absent:
        console.print(f"Not measured: {absent}.")
        raise typer.Exit(1) from None
    data = themes.measure(labelled, cached_model(), seed())
    console.print(curves.curve_table(curves.curve(data, [item.document for item in labelled], seeds)))


def measure_passages() -> None:
    """Themes of the labelled passages' statements, in folds by area and by document."""
    from evaluation.learning import themes

    try:
        labelled = themes.gold()
    except Absent as absent:
        console.print(f"themes of passages: skipped, {absent}.")
        return
    data = themes.measure(labelled, cached_model(), seed())
    by_document = themes.cross_validate(labelled, data, lambda label: label.document)
    by_area = themes.cross_validate(labelled, data, lambda label: label.area)
    console.print(themes.summary_table({"area": by_area, "document": by_document}))
    console.print(themes.theme_table(by_area))
