"""Lay questions: whether a person who asks in her own words is shown the line she needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.answers.answer import Band
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from evaluation.answers.judging import Judge
from evaluation.answers.lines import as_shown, names_of, share
from evaluation.answers.measure import Outcome, measure
from evaluation.benchmark import sample
from evaluation.indexes import cached_model, indexed
from evaluation.items import ROOT, Benchmark, Gold, Item, read_rows
from indexer.passages import NO_FILTERS, StoredPassage
from indexer.text.terms import terms

app = typer.Typer()
console = Console(width=140)
QUESTIONS = ROOT / "evaluation" / "data" / "sample" / "lay.jsonl"
LOW = 0.25
"""Up to this share of its content stems in the needed passage, a question shares few words with it."""
OBSERVED = "as met with users"
"""The tag of questions that follow what people were seen to ask."""
_WITHIN_TEN = "Success@10"


@dataclass(frozen=True, slots=True)
class Asked:
    """A lay question with what became of it; `overlap` is None where nothing held answers."""

    item: Item
    outcome: Outcome
    overlap: float | None

    @property
    def words(self) -> str:
        """The class of its overlap."""
        return "unanswerable" if self.overlap is None else "few words shared" if self.overlap <= LOW else "more shared"


@app.command("lay")
def lay(
    verbose: Annotated[bool, typer.Option("--verbose", help="List each failure with what was shown.")] = False,
    reuse: Annotated[bool, typer.Option("--reuse", help="Use the index held, even if the indexer changed.")] = False,
) -> None:
    """Everyday questions of many professions on the sample: is the needed line shown, found, wrongly not held?"""
    asked_of = sample()
    benchmark = Benchmark(asked_of.name, asked_of.folder, tuple(read_items()), scans=asked_of.scans)
    with indexed(benchmark, cached_model(), reuse) as base:
        asked = ask(base, benchmark)
        console.print(table(asked))
        console.print(refusals(asked))
        for one in asked if verbose else ():
            if why := failure(one):
                _print_failure(base, one, why)


def read_items(path: Path = QUESTIONS) -> list[Item]:
    """The questions; their tags are the profession, the kind of need and, where it is one, OBSERVED."""
    return [
        Item(
            row["id"],
            row["question"],
            tuple(Gold(Path(a["document"]).name, a["quote"]) for a in row["answers"]),
            tags=(row["who"], row["need"], *([OBSERVED] if row.get("observed") else [])),
        )
        for row in read_rows(path)
    ]


def ask(base: KnowledgeBase, benchmark: Benchmark) -> list[Asked]:
    """Every question with its outcome and the words it shares with the passages that answer it."""
    outcomes, judge = {o.id: o for o in measure(base, benchmark)}, Judge(base)
    return [Asked(i, outcomes[i.id], overlap(i.text, judge.answering(i)) if i.gold else None) for i in benchmark.items]


def overlap(question: str, passages: Iterable[StoredPassage]) -> float:
    """The share of the question's content stems in the passage (with its headings) that has most of them."""
    asked = set(terms(question))
    texts = (" ".join((*found.passage.headings, found.passage.text)) for found in passages)
    return max((len(asked & set(terms(text))) / len(asked) for text in texts if asked), default=0.0)


def failure(one: Asked) -> str:
    """Why a question failed; empty where the needed line is within the first three, or nothing held is so told."""
    outcome = one.outcome
    if not outcome.answerable:
        return "answered as if held" if outcome.band == Band.ANSWER else ""
    if outcome.values["strict@3"]:
        return ""
    if outcome.band == Band.NONE:
        return "false nothing held"
    found = "passage within ten" if outcome.values[_WITHIN_TEN] else "passage not within ten"
    return f"needed line {'shown late' if outcome.values['cited'] else 'not shown'}, {found}"


def table(asked: Sequence[Asked]) -> Table:
    """Answerable questions: all, by words shared and by need."""
    shown = Table(title="Lay questions on the sample corpus that it answers", title_justify="left")
    for column in ("", "questions", "line first", "within three", "shown", "passage within ten", "false nothing held"):
        shown.add_column(column, justify="right" if column else "left")
    held = [one for one in asked if one.outcome.answerable]
    for name, members in _groups(held).items():
        means = [_mean(members, measure) for measure in ("strict@1", "strict@3", "cited", _WITHIN_TEN)]
        none = sum(one.outcome.band == Band.NONE for one in members) / len(members)
        shown.add_row(name, str(len(members)), *(f"{value:.2f}" for value in (*means, none)))
    return shown


def refusals(asked: Sequence[Asked]) -> str:
    """What became of the questions that nothing held answers."""
    others = [one.outcome for one in asked if not one.outcome.answerable]
    return f"Unanswerable answered as if held: {share(sum(o.band == Band.ANSWER for o in others), len(others))}"


def _groups(asked: Sequence[Asked]) -> Mapping[str, Sequence[Asked]]:
    by: Sequence[Callable[[Asked], str]] = (
        lambda one: "all",
        lambda one: one.words,
        lambda one: one.item.tags[1],
        lambda one: one.item.tags[2] if len(one.item.tags) > 2 else "",
    )
    found: dict[str, list[Asked]] = {}
    for key in by:
        for one in sorted(asked, key=key):
            found.setdefault(key(one), []).append(one)
    return {name: members for name, members in found.items() if name}


def _mean(asked: Sequence[Asked], measure: str) -> float:
    return sum(one.outcome.values[measure] for one in asked) / len(asked)


def _print_failure(base: KnowledgeBase, one: Asked, why: str) -> None:
    answer = base.ask(one.item.text, NO_FILTERS, LOCAL_OPERATOR)
    needed = "".join(f"\n  needed: {g.quote[:150]} [{g.document}]" for g in one.item.gold[:2])
    head = f"\n{one.item.id} ({', '.join(one.item.tags)}) {one.item.text}\n  {why}"
    console.print(f"{head}\n{as_shown(answer, names_of(base))}{needed}", markup=False, highlight=False)
