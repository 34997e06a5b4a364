"""Crowding: what it costs or gains when one document leaves room for others among the first hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from api.people.users import LOCAL_OPERATOR
from api.retrieval.diversify import FIRST, MOST_OF_DOCUMENT, NEAR, uncrowded
from api.retrieval.hits import Hit
from evaluation.answers.judging import Judge
from evaluation.answers.measure import DEPTH, retrieval, units
from evaluation.benchmark import benchmarks
from evaluation.indexes import cached_model, indexed
from evaluation.items import Absent, Item
from indexer.passages import NO_FILTERS

app = typer.Typer()
console = Console(width=120)
OFF = (FIRST, 0.0)
CHOICES = (OFF, (5, 1.0), (4, 1.0), (4, 0.5), (3, 1.0), (3, 0.5), (2, 0.5))
"""Most passages of a document, and how near another must stand."""
_SHOWN = ("nDCG@10", "R@5", "R@10", "Success@1", "Success@5", "Success@10")


@app.command("crowding")
def crowding(
    sets: Annotated[str, typer.Option("--sets", help="Data sets, separated by commas.")] = "sample,real",
    reuse: Annotated[bool, typer.Option("--reuse", help="Use the indexes held, even if the indexer changed.")] = False,
) -> None:
    """Retrieval by how many of the first hits one document may have; no filters are set."""
    for name in sets.split(","):
        try:
            benchmark = benchmarks()[name.strip()]()
        except Absent as absent:
            console.print(f"{name}: skipped, {absent}.")
            continue
        items = [replace(item, filters=NO_FILTERS) for item in benchmark.items if item.gold or item.grades]
        with indexed(benchmark, cached_model(), reuse) as base:
            judge = Judge(base)
            found = [
                (item, base.search(item.text, item.filters, LOCAL_OPERATOR, DEPTH).hits)
                for item in track(items, f"asking {name}")
            ]
            table = Table(f"{name}: most, near", *_SHOWN, "hits of the document with most")
            for most, near in CHOICES:
                table.add_row(*_row(found, judge, most, near))
        console.print(table)


def _row(found: Sequence[tuple[Item, Sequence[Hit]]], judge: Judge, most: int, near: float) -> list[str]:
    shown = [(item, reordered(hits, most, near)) for item, hits in found]
    values = retrieval([item for item, _ in shown], {item.id: units(judge, item, hits) for item, hits in shown}, judge)
    means = [sum(row[name] for row in values.values()) / len(values) for name in _SHOWN]
    share = sum(most_of_one(hits) for _, hits in shown) / len(shown)
    label = (
        "off"
        if (most, near) == OFF
        else f"{most}, {near:g}{' (in use)' if (most, near) == (MOST_OF_DOCUMENT, NEAR) else ''}"
    )
    return [label, *(f"{mean:.3f}" for mean in means), f"{share:.2f}"]


def reordered(hits: Sequence[Hit], most: int, near: float) -> list[Hit]:
    """The hits as another choice of the two numbers would show them."""
    ranked = sorted(hits, key=lambda hit: -hit.score)
    order = uncrowded([(hit.found.document.id, hit.score) for hit in ranked], most=most, near=near)
    return [ranked[place] for place in order]


def most_of_one(hits: Sequence[Hit]) -> int:
    """How many of the first hits the document with most of them has."""
    return max(Counter(hit.found.document.id for hit in hits[:FIRST]).values(), default=0)
