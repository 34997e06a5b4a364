"""Contrast pairs: a side is right when it keeps to the term that was changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from api.answers.answer import Answer, Band
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from evaluation.answers import contrast
from evaluation.answers.contrast import Pair, Side
from evaluation.answers.lines import Line, names_of
from indexer.passages import NO_FILTERS

FATHERS = Line("review.md", "Fathers were overlooked in the assessments.")
SUPERVISION = Line("review.md", "The board should write a standard for supervision.")


@pytest.fixture
def answer(base: KnowledgeBase) -> Answer:
    found = base.ask("Were fathers overlooked in the assessments?", NO_FILTERS, LOCAL_OPERATOR)
    return replace(found, statements=found.statements[:1])


@pytest.mark.parametrize(
    ("side", "band", "said"),
    [
        (Side("", (FATHERS,), ()), Band.ANSWER, ""),
        (Side("", (SUPERVISION, FATHERS), ()), Band.ANSWER, ""),
        (Side("", (SUPERVISION, FATHERS), (), every=True), Band.ANSWER, "not every line needed is shown"),
        (Side("", (SUPERVISION,), ()), Band.ANSWER, "no needed line within three"),
        (Side("", (FATHERS,), (FATHERS,)), Band.ANSWER, "a line breaks the term"),
        (Side("", (FATHERS,), (Line("review.md"),)), Band.ANSWER, "a line breaks the term"),
        (Side("", (FATHERS,), (Line("audit.csv"),)), Band.ANSWER, ""),
        (Side("", (FATHERS,), ()), Band.CLOSEST, "held, and not answered (closest)"),
        (Side("", (), ()), Band.ANSWER, "not held, and answered as if it were"),
        (Side("", (), ()), Band.CLOSEST, ""),
    ],
)
def test_a_side_is_right_or_its_fault_is_named(
    base: KnowledgeBase, answer: Answer, side: Side, band: Band, said: str
) -> None:
    assert contrast.fault(side, replace(answer, band=band), names_of(base)) == said


def test_a_pair_is_right_when_both_sides_are(base: KnowledgeBase) -> None:
    held, other = Side("Were fathers overlooked?", (FATHERS,), ()), Side("How are zebras vaccinated?", (), ())
    right = contrast.judge(base, Pair("a", "case", (held, other)), names_of(base))
    wrong = contrast.judge(base, Pair("b", "case", (held, replace(other, needed=(FATHERS,)))), names_of(base))
    assert (right.is_right, wrong.is_right) == (True, False)
    assert wrong.faults[1].startswith("held, and not answered")
    assert [list(column.cells) for column in contrast.table([right, wrong]).columns] == [
        ["all", "case"],
        ["0.50 of 2"] * 2,
        ["0.75 of 4"] * 2,
        ["0.67 of 3"] * 2,
        ["1.00 of 1"] * 2,
    ]


def test_the_term_of_a_side_stands_in_the_question_of_its_pair(tmp_path: Path) -> None:
    sides = [
        {"term": "2018", "expect": "answer", "needed": [{"document": "a/b.pdf", "quote": "x"}], "must_not": []},
        {"term": "2010", "expect": "not_held", "needed": [], "must_not": [{"document": "a/c.pdf"}]},
    ]
    row = {"id": "p", "kind": "period", "question": "How many in {}?", "sides": sides}
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    one, other = contrast.read_pairs(path)[0].sides
    assert (one.question, one.needed, one.every) == ("How many in 2018?", (Line("b.pdf", "x"),), False)
    assert (other.question, other.must_not) == ("How many in 2010?", (Line("c.pdf"),))
