"""Lay questions are measured by whether the needed line is shown, and by the words they share with it."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from api.knowledge_base import KnowledgeBase
from evaluation.answers import lay
from evaluation.answers.lay import OBSERVED, Asked
from evaluation.answers.measure import Outcome
from evaluation.items import Benchmark, Gold, Item

ITEMS = (
    Item(
        "near",
        "Were fathers overlooked in the assessments?",
        (Gold("review.md", "Fathers were overlooked in the assessments."),),
        tags=("teacher", "finding"),
    ),
    Item(
        "far",
        "how come grown ups forgot the blokes",
        (Gold("review.md", "Fathers were overlooked in the assessments."),),
        tags=("police officer", "reason", OBSERVED),
    ),
    Item("none", "How are zebras vaccinated?", tags=("GP", "procedure")),
)


@pytest.fixture
def asked(base: KnowledgeBase, tmp_path: Path) -> list[Asked]:
    return lay.ask(base, Benchmark("toy", tmp_path, ITEMS))


def printed(table: Table) -> list[list[str]]:
    out = StringIO()
    Console(file=out, width=200).print(table)
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.getvalue().splitlines() if "│" in line]


def test_each_question_is_classed_by_the_words_it_shares(asked: list[Asked]) -> None:
    near, far, none = asked
    assert (near.overlap, near.words) == (1.0, "more shared")
    assert (far.overlap, far.words) == (0.0, "few words shared")
    assert (none.overlap, none.words) == (None, "unanswerable")


def test_the_table_counts_each_group_with_its_questions(asked: list[Asked]) -> None:
    rows = {row[0]: row[1:] for row in printed(lay.table(asked))}
    assert set(rows) == {"all", "few words shared", "more shared", "finding", "reason", OBSERVED}
    assert rows["all"][0] == "2"
    assert rows["finding"] == ["1", "1.00", "1.00", "1.00", "1.00", "0.00"]
    assert rows[OBSERVED][:2] == ["1", "0.00"]
    assert lay.refusals(asked) == "Unanswerable answered as if held: 0.00 of 1"


def test_a_failure_says_what_was_missed(asked: list[Asked]) -> None:
    near, _, none = asked
    assert lay.failure(near) == lay.failure(none) == ""
    assert lay.failure(replace(none, outcome=replace(none.outcome, band="answer"))) == "answered as if held"

    def changed(band: str, **values: float) -> str:
        outcome: Outcome = replace(near.outcome, band=band, values={**near.outcome.values, "strict@3": 0.0, **values})
        return lay.failure(replace(near, outcome=outcome))

    assert changed("none") == "false nothing held"
    assert changed("answer") == "needed line shown late, passage within ten"
    late = {"cited": 0.0, "Success@10": 0.0}
    assert changed("closest", **late) == "needed line not shown, passage not within ten"
