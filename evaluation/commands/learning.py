"""Commands that measure learning over time: commitments and what became of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console

from api.commitments.outcomes import SHIPPED, shipped_outcomes
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from evaluation.benchmark import benchmarks
from evaluation.indexes import cached_model, indexed
from evaluation.items import Absent
from evaluation.learning import commitments as measured
from evaluation.learning.commitments import Held, Traced

app = typer.Typer()
console = Console(width=120)


@app.command("commitments")
def measure_commitments() -> None:
    """Commitments found, evidence among the first five, suggested outcomes by weights of other areas, and rivals."""
    embedding = cached_model().name
    sets = _traced()
    everything = [one for traced in sets.values() for one in traced]
    if not everything:
        return
    suggested = measured.cross_validate(everything, embedding)
    for name, traced in sets.items():
        console.print(measured.evidence_table(name, traced))
        mine, suggested = suggested[: len(traced)], suggested[len(traced) :]
        console.print(measured.outcome_table(f"{name}, model of other folds", traced, mine))
        for rival, rule in (("role of the nearest passage", measured.by_role), ("leaning", measured.by_leaning)):
            right = sum(rule(one, embedding) == one.case.outcome for one in traced)
            console.print(f"{name}, {rival}: right for {right} of {len(traced)} ({right / len(traced):.2f})")
        if any(one.case.theme for one in traced):
            console.print(f"{name}, {measured.theme_line(traced)}")


@app.command("train-outcomes")
def train_outcomes() -> None:
    """Train the weights that suggest outcomes, on the labelled rows of real reports and of the sample corpus."""
    sets = _traced()
    if "real" not in sets:
        raise typer.Exit(1)
    model = measured.train([one for traced in sets.values() for one in traced], cached_model().name)
    model.save(SHIPPED)
    shipped_outcomes.cache_clear()
    console.print(f"Labelled rows SHA-256 {model.digest[:12]}, weights in {SHIPPED.name}.")


def _traced() -> dict[str, list[Traced]]:
    """The rows of each corpus as the product sees them; a corpus that is not held is skipped, saying so."""
    found: dict[str, list[Traced]] = {}
    for name, load in {"real": measured.real, "sample": measured.sample}.items():
        try:
            cases, benchmark = load(), benchmarks()[name]()
        except Absent as absent:
            console.print(f"{name}: skipped, {absent}.")
            continue
        with indexed(benchmark, cached_model()) as base:
            traced = list(measured.trace(cases, _held(base)))
            excerpts = [one.commitment.excerpt for one in traced if one.commitment]
            themes = iter(base.themes.of_excerpts(excerpts, LOCAL_OPERATOR))
            found[name] = [replace(one, themes=tuple(next(themes))) if one.commitment else one for one in traced]
    return found


def _held(base: KnowledgeBase) -> Held:
    """The documents of an index by file name."""
    records = base.documents.all(LOCAL_OPERATOR).items
    return {Path(r.name).name: (r.card, base.commitments.passages(r.card, LOCAL_OPERATOR)) for r in records}
