"""Cases: questions on a few small files made to mislead, each with what the lines of its answer must hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from api.answers.answer import Answer, Band
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from evaluation.answers.lines import as_shown, names_of, share
from evaluation.indexes import cached_model, indexed
from evaluation.items import ROOT, Absent, Benchmark, read_rows, shared
from indexer.passages import NO_FILTERS

app = typer.Typer()
console = Console(width=140)
CASES = ROOT / "evaluation" / "data" / "cases.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """A question and its conditions: words of the first line, words of any line, words that no line may hold.

    `not_held`: nothing answers it, so it must not be answered as if something did.
    """

    question: str
    first: str = ""
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    not_held: bool = False


@app.command("cases")
def cases() -> None:
    """Questions on small misleading files: the top lines of each answer and whether they keep to the question."""
    try:
        benchmark = Benchmark("cases", shared("cases/questions"), (), sensitivity="public")
    except Absent as absent:
        console.print(f"cases: skipped, {absent}.")
        return
    asked = read_cases()
    with indexed(benchmark, cached_model()) as base:
        right = sum(_print_case(base, case) for case in asked)
    console.print(f"Right: {share(right, len(asked))}")


def read_cases(path: Path = CASES) -> list[Case]:
    """The questions with their conditions."""
    return [_case(row) for row in read_rows(path)]


def faults(case: Case, answer: Answer) -> list[str]:
    """Each condition that the answer does not meet."""
    if case.not_held:
        return ["answered as if held"] if answer.band == Band.ANSWER else []
    if answer.band != Band.ANSWER:
        return [f"held, and not answered ({answer.band})"]
    lines = [statement.text for statement in answer.statements]
    return [
        *([f"the first line lacks “{case.first}”"] if not _holds(lines[:1], case.first) else []),
        *(f"no line has “{words}”" for words in case.has if not _holds(lines, words)),
        *(f"a line has “{words}”" for words in case.lacks if _holds(lines, words)),
    ]


def _print_case(base: KnowledgeBase, case: Case) -> bool:
    answer = base.ask(case.question, NO_FILTERS, LOCAL_OPERATOR)
    wrong = faults(case, answer)
    head = f"\n{case.question}\n  {'; '.join(wrong) or 'right'}"
    console.print(f"{head}\n{as_shown(answer, names_of(base))}", markup=False, highlight=False)
    return not wrong


def _holds(lines: Sequence[str], words: str) -> bool:
    return any(words.casefold() in line.casefold() for line in lines)


def _case(row: dict[str, Any]) -> Case:
    wanted = {key: tuple(row.get(key, ())) for key in ("has", "lacks")}
    return Case(row["question"], row.get("first", ""), wanted["has"], wanted["lacks"], row.get("not_held", False))
