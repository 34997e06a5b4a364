"""Matching, comparing and loading: what the figures of an evaluation rest on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.knowledge_base import KnowledgeBase
from api.quotations.letters import letters
from evaluation import items
from evaluation.answers.matching import holds, overlaps
from evaluation.answers.measure import auroc, measure, summary
from evaluation.answers.results import compare, read, values_of, write
from evaluation.benchmark import benchmarks
from evaluation.items import Absent, Benchmark, Gold, Item
from indexer.documents import DocumentKind
from indexer.passages import Filters


def test_letters_survive_every_way_of_extracting_a_text() -> None:
    assert letters("“Multi-\nagency”  ﬁles, 12%") == letters('"Multiagency" files 12')


def test_a_passage_holds_a_quote_when_most_of_it_stands_there_in_one_run() -> None:
    quote = letters("the father was never asked by anyone")
    assert holds(letters("We saw that the father was never asked by any"), quote)
    assert not holds(letters("the father was asked. He was never there, by anyone's account"), quote)
    assert not holds("anything", "")
    assert overlaps(letters("Never asked by anyone."), quote)


QUESTIONS = (
    Item("q1", "Were fathers overlooked in the assessments?", (Gold("review.md", "Fathers were overlooked in the"),)),
    Item("q2", "Was escalation used nine times?", (Gold("report.pdf", "No such sentence is there at all"),)),
    Item("q3", "How are zebras vaccinated in Antarctica?", tags=("off-topic",)),
    Item(
        "q4",
        "the father",
        (Gold("review.md", "Nobody asked the father of Child Q about his own childhood"),),
        filters=Filters(kinds=(DocumentKind.LEARNING_REVIEW,)),
    ),
)


def test_items_are_measured_and_a_quote_nobody_holds_counts_as_a_miss(base: KnowledgeBase) -> None:
    benchmark = Benchmark("tiny", Path(), QUESTIONS, foreign=("What is the capital of France?",))
    outcomes = {o.id: o for o in measure(base, benchmark)}
    assert outcomes["q1"].values["Success@1"] == outcomes["q1"].values["strict@1"] == 1.0
    assert outcomes["q2"].values["Success@10"] == outcomes["q2"].values["strict@3"] == 0.0
    assert outcomes["q3"].band == "none"
    assert "Success@1" not in outcomes["q3"].values
    found = summary(list(outcomes.values()))
    assert found["verbatim"] == 1.0
    assert found["unanswerable: none"] == 1.0
    assert 0 < found["Success@10"] < 1
    assert [o.id for o in measure(base, benchmark, filtered=True)] == ["q4"]


def test_graded_documents_are_judged_as_documents(base: KnowledgeBase) -> None:
    topic = Item("t1", "supervision of the father", grades=(("audit.csv", 4), ("review.md", 1)))
    (outcome,) = measure(base, Benchmark("topics", Path(), (topic,), topical=True))
    assert outcome.values["R@5"] == 1.0
    assert outcome.band is None


def test_auroc_is_the_chance_that_a_positive_scores_higher() -> None:
    assert auroc([2, 3], [0, 1]) == 1.0
    assert auroc([1, 0], [1, 0]) == 0.5


def test_a_comparison_is_paired_and_sees_a_clear_difference_only() -> None:
    before = {f"q{i}": {"cluster": f"d{i % 10}", "nDCG@10": 0.2} for i in range(40)}
    after = {k: {**v, "nDCG@10": 0.7} for k, v in before.items()}
    (difference,) = compare(before, after)
    assert difference.is_clear
    assert (difference.items, round(difference.low, 3), round(difference.high, 3)) == (40, 0.5, 0.5)
    mixed = {k: {**v, "nDCG@10": 0.2 + (0.5 if i % 2 else -0.5)} for i, (k, v) in enumerate(before.items())}
    (none,) = compare(before, mixed)
    assert not none.is_clear
    assert compare(before, {"other": {"cluster": "d", "nDCG@10": 1.0}}) == []


def test_values_are_stored_whole(tmp_path: Path, base: KnowledgeBase) -> None:
    path = tmp_path / "deep" / "baseline.json"
    values = {"tiny": values_of(measure(base, Benchmark("tiny", Path(), QUESTIONS)))}
    write(path, values)
    assert read(path) == values == json.loads(path.read_text())
    assert not list(path.parent.glob("*.part"))


def test_data_that_are_not_there_are_skipped_and_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(items, "SHARED", tmp_path / "shared")
    for name in ("real", "squad", "cranfield"):
        with pytest.raises(Absent, match="not beside this checkout"):
            benchmarks()[name]()
    assert benchmarks()["sample"]().foreign == ()


@pytest.mark.skipif(not items.SHARED.is_dir(), reason="the labelled real reports are not beside this checkout")
def test_the_real_questions_name_files_that_are_there() -> None:
    real = benchmarks()["real"]()
    names = {path.name for path in real.folder.rglob("*")}
    assert {gold.document for item in real.items for gold in item.gold} <= names
    assert len(real.foreign) == 200
