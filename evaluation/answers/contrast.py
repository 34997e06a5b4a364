"""Contrast pairs: the same question with one term changed, and whether the answer keeps to the term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from api.answers.answer import Answer, Band
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from evaluation.answers.lines import Line, Names, as_shown, names_of, places, share
from evaluation.benchmark import sample
from evaluation.indexes import cached_model, indexed
from evaluation.items import ROOT, read_rows
from indexer.passages import NO_FILTERS

app = typer.Typer()
console = Console(width=140)
PAIRS = ROOT / "evaluation" / "data" / "sample" / "contrast.jsonl"
FIRST = 3
"""A needed line counts among so many lines of an answer."""


@dataclass(frozen=True, slots=True)
class Side:
    """One question of a pair. Nothing needed: nothing held answers it. `every`: all lines needed must be shown.

    `must_not` are lines that break the term; an answer that shows one is wrong.
    """

    question: str
    needed: tuple[Line, ...]
    must_not: tuple[Line, ...]
    every: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides that differ in one term, and what kind of term that is."""

    id: str
    kind: str
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what is wrong with the answer to each side; empty where it is right."""

    pair: Pair
    faults: tuple[str, str]
    answers: tuple[Answer, Answer]

    @property
    def is_right(self) -> bool:
        """Whether both sides are right."""
        return not any(self.faults)


@app.command("contrast")
def contrast(
    verbose: Annotated[bool, typer.Option("--verbose", help="List each failure with what was shown.")] = False,
    reuse: Annotated[bool, typer.Option("--reuse", help="Use the index held, even if the indexer changed.")] = False,
) -> None:
    """Pairs of questions on the sample that differ in one term: both sides right, by kind of term."""
    with indexed(sample(), cached_model(), reuse) as base:
        names = names_of(base)
        judged = [judge(base, pair, names) for pair in track(read_pairs(), "asking pairs", console=console)]
    console.print(table(judged))
    for fault, times in Counter(f for one in judged for f in one.faults if f).most_common():
        console.print(f"{times} sides: {fault}", highlight=False)
    for one in judged if verbose else ():
        _print_faults(one, names)


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The pairs; the question of each side is the pair's with the side's term in its braces."""
    return [_pair(row) for row in read_rows(path)]


def judge(base: KnowledgeBase, pair: Pair, names: Names) -> Judged:
    """Ask both sides."""
    one, other = (base.ask(side.question, NO_FILTERS, LOCAL_OPERATOR) for side in pair.sides)
    faults = fault(pair.sides[0], one, names), fault(pair.sides[1], other, names)
    return Judged(pair, faults, (one, other))


def fault(side: Side, answer: Answer, names: Names) -> str:
    """What is wrong with an answer, worst first; empty where it is right."""
    if not side.needed:
        return "not held, and answered as if it were" if answer.band == Band.ANSWER else ""
    if answer.band != Band.ANSWER:
        return f"held, and not answered ({answer.band})"
    if any(place is not None for place in places(side.must_not, answer, names)):
        return "a line breaks the term"
    shown = places(side.needed, answer, names)
    if side.every and None in shown:
        return "not every line needed is shown"
    return "" if any(place is not None and place < FIRST for place in shown) else "no needed line within three"


def table(judged: Sequence[Judged]) -> Table:
    """Both sides right and sides right, of all pairs and by kind of term."""
    shown = Table(title="Contrast pairs on the sample corpus", title_justify="left")
    for column in ("term changed", "both sides right", "sides right", "of them held", "of them not held"):
        shown.add_column(column, justify="left" if column == "term changed" else "right")
    kinds = dict.fromkeys(one.pair.kind for one in judged)
    for kind in ("all", *kinds):
        members = [one for one in judged if kind in ("all", one.pair.kind)]
        sides = [(side, f) for one in members for side, f in zip(one.pair.sides, one.faults, strict=True)]
        held, not_held = [f for s, f in sides if s.needed], [f for s, f in sides if not s.needed]
        groups = ([f for _, f in sides], held, not_held)
        cells = [share(sum(not f for f in faults), len(faults)) for faults in groups]
        shown.add_row(kind, share(sum(one.is_right for one in members), len(members)), *cells)
    return shown


def _pair(row: Mapping[str, Any]) -> Pair:
    one, other = (_side(row["question"], side) for side in row["sides"])
    return Pair(row["id"], row["kind"], (one, other))


def _side(question: str, row: Mapping[str, Any]) -> Side:
    needed, must_not = (tuple(Line.of(line) for line in row[key]) for key in ("needed", "must_not"))
    return Side(question.replace("{}", row["term"]), needed, must_not, row.get("every", False))


def _print_faults(one: Judged, names: Names) -> None:
    for side, fault_, answer in zip(one.pair.sides, one.faults, one.answers, strict=True):
        if fault_:
            needed = "".join(f"\n  needed: {line.quote[:150]} [{line.document}]" for line in side.needed[:2])
            head = f"\n{one.pair.id} ({one.pair.kind}) {side.question}\n  {fault_}"
            console.print(f"{head}\n{as_shown(answer, names)}{needed}", markup=False, highlight=False)
