"""Agencies named in sentences against labels by hand: precision and recall for each agency and in all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import typer
from rich.console import Console
from rich.table import Table

from evaluation.items import ROOT
from indexer.text.agencies import agencies_of, labels

app = typer.Typer()
console = Console(width=120)
LABELLED = ROOT / "evaluation" / "data" / "agencies.jsonl"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the sample corpus and the agencies it names, the wider ones too."""

    text: str
    agencies: frozenset[str]


@app.command("agencies")
def measure_agencies() -> None:
    """How well agencies are found in labelled sentences of the sample corpus."""
    sentences = labelled()
    console.print(table(sentences))
    for one in sentences:
        found = frozenset(agencies_of(one.text))
        if found != one.agencies:
            missed, wrong = ", ".join(sorted(one.agencies - found)), ", ".join(sorted(found - one.agencies))
            console.print(f"missed: {missed or 'none'}; wrong: {wrong or 'none'}: {one.text}", markup=False)


def labelled() -> list[Sentence]:
    """The labelled sentences."""
    rows = (json.loads(line) for line in LABELLED.read_text("utf-8").splitlines())
    return [Sentence(row["sentence"], frozenset(row["agencies"])) for row in rows]


def table(sentences: Sequence[Sentence]) -> Table:
    """True, found and right for each agency and in all, with precision and recall."""
    true, found, right = counts(sentences)
    shown = Table(title=f"Agencies named in {len(sentences)} sentences", title_justify="left")
    for column in ("agency", "true", "found", "right", "precision", "recall"):
        shown.add_column(column, justify="left" if column == "agency" else "right")
    rows = {label: (true[name], found[name], right[name]) for name, label in labels().items()}
    rows["all"] = (true.total(), found.total(), right.total())
    for label, (a, b, c) in rows.items():
        if a or b:
            shown.add_row(label, str(a), str(b), str(c), f"{c / b:.2f}" if b else "–", f"{c / a:.2f}" if a else "–")
    return shown


def counts(sentences: Sequence[Sentence]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """For each agency the sentences that name it, those it was found in, and those that are both."""
    true: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in sentences:
        names = set(agencies_of(one.text))
        true.update(one.agencies)
        found.update(names)
        right.update(one.agencies & names)
    return true, found, right
