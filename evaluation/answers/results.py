"""Results of a run: kept as JSON, shown as a table, compared with a stored baseline by a paired bootstrap."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.table import Table

from evaluation.answers.measure import ANSWERING, RETRIEVAL, Outcome, summary
from evaluation.answers.references import REFERENCES

RESAMPLES = 5000
_SEED = 1
_COMPARED = (*RETRIEVAL, *ANSWERING)

Values = dict[str, dict[str, Any]]
"""For each item: its cluster and its value of each compared measure."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Ours less theirs, with the bounds of 95 % of the resamples; `items` were in both."""

    measure: str
    baseline: float
    now: float
    low: float
    high: float
    items: int

    @property
    def is_clear(self) -> bool:
        """Whether zero lies outside the interval."""
        return self.low > 0 or self.high < 0


def values_of(outcomes: Sequence[Outcome]) -> Values:
    """What a later run is compared by."""
    return {o.id: {"cluster": o.cluster, **{k: round(v, 4) for k, v in o.values.items()}} for o in outcomes if o.values}


def compare(baseline: Values, now: Values) -> list[Difference]:
    """Paired cluster bootstrap over the items both have (Efron and Tibshirani, 1993); fixed seed."""
    differences = []
    for measure in _COMPARED:
        ids = [i for i in now if measure in now[i] and measure in baseline.get(i, {})]
        if not ids:
            continue
        before = np.array([baseline[i][measure] for i in ids])
        after = np.array([now[i][measure] for i in ids])
        low, high = _interval(after - before, [now[i]["cluster"] for i in ids])
        differences.append(Difference(measure, float(before.mean()), float(after.mean()), low, high, len(ids)))
    return differences


def _interval(deltas: Any, clusters: Sequence[str]) -> tuple[float, float]:
    names = {name: n for n, name in enumerate(dict.fromkeys(clusters))}
    which = np.array([names[c] for c in clusters])
    sums = np.bincount(which, weights=deltas, minlength=len(names))
    sizes = np.bincount(which, minlength=len(names))
    draws = np.random.default_rng(_SEED).integers(0, len(names), (RESAMPLES, len(names)))
    means = sums[draws].sum(axis=1) / sizes[draws].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def read(path: Path) -> dict[str, Values]:
    """Stored values of each data set."""
    found: dict[str, Values] = json.loads(path.read_text("utf-8"))
    return found


def write(path: Path, values: Mapping[str, Any], indent: int | None = None) -> None:
    """Store values, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(values, indent=indent, ensure_ascii=False) + "\n", "utf-8")
    part.replace(path)


def table(name: str, outcomes: Sequence[Outcome]) -> Table:
    """Every measure of one data set beside the reference figures."""
    references = REFERENCES.get(name, {})
    answerable = sum(o.answerable for o in outcomes)
    shown = Table(title=f"{name}: {len(outcomes)} questions, {answerable} of them answerable", title_justify="left")
    for column in ("measure", "this", *references):
        shown.add_column(column, justify="left" if column == "measure" else "right")
    for measure, value in summary(outcomes).items():
        others = (references[r].get(measure) for r in references)
        shown.add_row(measure, f"{value:.3f}", *("" if v is None else f"{v:.3f}" for v in others))
    return shown


def by_tag(name: str, outcomes: Sequence[Outcome], fewest: int = 5) -> Table:
    """Success@10, strict@3 and refusals for each tag with at least `fewest` items."""
    shown = Table(title=f"{name}, by tag", title_justify="left")
    for column in ("tag", "questions", "Success@10", "strict@3", "answer", "none"):
        shown.add_column(column, justify="left" if column == "tag" else "right")
    for tag in sorted({tag for o in outcomes for tag in o.tags} - {"foreign"}):
        members = [o for o in outcomes if tag in o.tags]
        if len(members) < fewest:
            continue
        found = summary(members)
        bands = [sum(o.band == band for o in members) / len(members) for band in ("answer", "none")]
        cells = [f"{found[m]:.2f}" if m in found else "" for m in ("Success@10", "strict@3")]
        shown.add_row(tag, str(len(members)), *cells, *(f"{b:.2f}" for b in bands))
    return shown


def differences_table(name: str, differences: Sequence[Difference], against: str = "the baseline") -> Table:
    """A comparison; * marks intervals that exclude zero."""
    shown = Table(title=f"{name}: against {against}", title_justify="left")
    for column in ("measure", "items", "before", "now", "difference", "95 %"):
        shown.add_column(column, justify="left" if column == "measure" else "right")
    for d in differences:
        mark = "*" if d.is_clear else ""
        delta, bounds = f"{d.now - d.baseline:+.3f}{mark}", f"{d.low:+.3f} to {d.high:+.3f}"
        shown.add_row(d.measure, str(d.items), f"{d.baseline:.3f}", f"{d.now:.3f}", delta, bounds)
    return shown
