"""Asks every item of a benchmark and measures what comes: retrieval by ir_measures, answers by the judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import ir_measures
from ir_measures import RR, R, Success, nDCG
from rich.progress import track
from sklearn.metrics import roc_auc_score

from api.answers.answer import Answer, Band
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.retrieval.hits import Hit
from evaluation.answers.judging import Judge
from evaluation.items import Benchmark, Item
from indexer.passages import NO_FILTERS

RETRIEVAL = {str(m): m for m in (nDCG @ 10, R @ 5, R @ 10, RR @ 10, Success @ 1, Success @ 5, Success @ 10)}
ANSWERING = ("strict@1", "strict@3", "cited")
DEPTH = 30
"""Passages looked at to fill ten units."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one item came to. `values` has a number for each measure that applies to it."""

    id: str
    cluster: str
    tags: tuple[str, ...]
    answerable: bool
    values: dict[str, float] = field(default_factory=dict)
    band: str | None = None
    score: float | None = None
    quotes: int = 0
    verbatim: int = 0

    def as_row(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def measure(base: KnowledgeBase, benchmark: Benchmark, filtered: bool = False) -> list[Outcome]:
    """Every item and every foreign question; `filtered` sets the filters a user could have set."""
    judge = Judge(base)
    items = benchmark.items if filtered else [replace(i, filters=NO_FILTERS) for i in benchmark.items]
    asked = [i for i in items if not filtered or i.filters != NO_FILTERS]
    ranked: dict[str, list[str]] = {}
    outcomes: dict[str, Outcome] = {}
    for item in track(asked, f"asking {benchmark.name}{', filtered' if filtered else ''}"):
        if item.gold or item.grades:
            hits = base.search(item.text, item.filters, LOCAL_OPERATOR, DEPTH).hits
            ranked[item.id] = units(judge, item, hits)
        outcomes[item.id] = _plain(item) if benchmark.topical else _answered(base, judge, item)
    for item_id, values in retrieval(asked, ranked, judge).items():
        outcomes[item_id].values.update(values)
    foreign = () if filtered else benchmark.foreign
    return [*outcomes.values(), *(_foreign(base, n, text) for n, text in enumerate(foreign))]


def units(judge: Judge, item: Item, hits: Sequence[Hit]) -> list[str]:
    """The first ten different units that are judged, of hits in their order."""
    found = (judge.unit(item, one) for hit in hits for one in (hit.found, *hit.repeats))
    return list(dict.fromkeys(found))[:10]


def retrieval(items: Sequence[Item], ranked: dict[str, list[str]], judge: Judge) -> dict[str, dict[str, float]]:
    """Every measure of retrieval for each item that was ranked."""
    grades = {item.id: judge.relevant(item) for item in items if item.id in ranked}
    scores = {q: {unit: float(-n) for n, unit in enumerate(units)} or {"none": 0.0} for q, units in ranked.items()}
    values: dict[str, dict[str, float]] = {item_id: {} for item_id in ranked}
    for metric in ir_measures.iter_calc(list(RETRIEVAL.values()), grades, scores):
        values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def _answered(base: KnowledgeBase, judge: Judge, item: Item) -> Outcome:
    answer = base.ask(item.text, item.filters, LOCAL_OPERATOR)
    citations = [c for statement in answer.statements for c in statement.citations]
    values: dict[str, float] = {}
    if item.gold:
        right = [any(judge.is_right(item, c) for c in s.citations) for s in answer.statements]
        values = {"strict@1": float(any(right[:1])), "strict@3": float(any(right[:3])), "cited": float(any(right))}
    return replace(
        _plain(item),
        values=values,
        band=str(answer.band),
        score=_finite(answer),
        quotes=len(citations),
        verbatim=sum(judge.is_verbatim(c) for c in citations),
    )


def _foreign(base: KnowledgeBase, number: int, text: str) -> Outcome:
    answer = base.ask(text, NO_FILTERS, LOCAL_OPERATOR)
    name = f"foreign-{number}"
    return Outcome(name, name, ("foreign",), False, band=str(answer.band), score=_finite(answer))


def _plain(item: Item) -> Outcome:
    return Outcome(item.id, item.cluster, item.tags, bool(item.gold or item.grades))


def _finite(answer: Answer) -> float:
    """The answerability; -100 where there was nothing to go by, as JSON has no infinity."""
    return max(answer.score, -100.0)


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Means of every measure, shares of the bands, and how well the score tells answerable from not."""
    found: dict[str, float] = {}
    for name in (*RETRIEVAL, *ANSWERING):
        values = [o.values[name] for o in outcomes if name in o.values]
        if values:
            found[name] = sum(values) / len(values)
    groups = {
        "answerable": [o for o in outcomes if o.answerable and o.band],
        "unanswerable": [o for o in outcomes if not o.answerable and o.band and "foreign" not in o.tags],
        "foreign": [o for o in outcomes if "foreign" in o.tags],
    }
    for group, members in groups.items():
        for band in Band if members else ():
            found[f"{group}: {band}"] = sum(o.band == band for o in members) / len(members)
    for group in ("unanswerable", "foreign"):
        if groups["answerable"] and groups[group]:
            found[f"AUROC against {group}"] = auroc(_scores(groups["answerable"]), _scores(groups[group]))
    quotes = sum(o.quotes for o in outcomes)
    if quotes:
        found["verbatim"] = sum(o.verbatim for o in outcomes) / quotes
    return found


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """The chance that a positive scores above a negative."""
    truth = [1] * len(positives) + [0] * len(negatives)
    return float(roc_auc_score(truth, [*positives, *negatives]))


def _scores(outcomes: Iterable[Outcome]) -> list[float]:
    return [o.score for o in outcomes if o.score is not None]
