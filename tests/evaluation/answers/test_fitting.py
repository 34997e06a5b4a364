"""Recorded features, weights fitted on them, and each ingredient taken out in turn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.retrieval import linear_ranker
from evaluation.answers import ablation, abstention, features, fitting
from evaluation.answers.features import Recorded
from evaluation.answers.measure import measure
from evaluation.answers.report import verdict, write_html
from evaluation.items import Benchmark, Gold, Item
from indexer.passages import NO_FILTERS
from tests.toy import ToyEmbedder, write_corpus

ITEMS = (
    Item("q1", "Were fathers overlooked in the assessments?", (Gold("review.md", "Fathers were overlooked in the"),)),
    Item("q2", "Was escalation used nine times?", (Gold("report.pdf", "Escalation was used nine times"),)),
    Item("q3", "How are zebras <b>vaccinated</b>?", tags=("near-miss",)),
)
RNG = np.random.default_rng(0)


def made(number: int, kind: str = "answerable") -> Recorded:
    """A question whose second feature alone tells what answers."""
    rows = RNG.random((12, 6))
    right = int(rows[:, 1].argmax())
    level = 1.0 if kind == "answerable" else 0.0
    return Recorded(
        id=f"q{number}",
        kind=kind,
        cluster=f"d{number % 7}",
        tags=("near-miss",) if kind == "unanswerable" else (),
        subject=False,
        ranking=rows,
        units=tuple(range(12)),
        gains=tuple(float(n == right) for n in range(12)),
        ideal=(1.0,),
        sentences=rows[:, :5],
        right=tuple(n == right for n in range(12)),
        signals=(level + RNG.random() / 2, *RNG.random(3), 0.0, 1.0),
    )


def test_every_question_is_recorded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "WORK", tmp_path)
    monkeypatch.setattr("evaluation.indexes.WORK", tmp_path)
    monkeypatch.setattr(features, "cached_model", ToyEmbedder)
    benchmark = Benchmark("tiny", write_corpus(tmp_path / "corpus"), ITEMS, foreign=("What is the capital?",))
    rows = features.recorded(benchmark)
    kinds = [row.kind for row in rows]
    assert sorted(kinds) == ["answerable", "answerable", "foreign", "hidden", "hidden", "unanswerable"]
    assert rows[0].ranking.shape == (len(rows[0].units), len(linear_ranker.FEATURES) + 1)
    assert any(rows[0].right)
    assert sum(rows[0].gains) == 1.0
    assert not any(any(row.right) for row in rows if row.kind != "answerable")
    monkeypatch.setattr(features, "_record", None)
    again = features.recorded(benchmark)
    assert [row.signals for row in again] == [row.signals for row in rows]


def test_fitted_weights_find_the_feature_that_tells() -> None:
    questions = [made(n) for n in range(60)]
    weights = fitting.RANKING.fit([questions])
    assert weights.argmax() == 1
    in_force = fitting.RANKING.figures(questions, fitting.RANKING.weights)
    held_out = fitting.cross_validated(fitting.RANKING, {"made": questions, "other": [made(99)]}, "made")
    assert held_out["Success@1"] >= 0.9 > in_force["Success@1"]
    curve = fitting.learning_curve(fitting.SENTENCES, questions, (0, 10), 3)
    assert curve[10]["strict@1"] > curve[0]["strict@1"]


def test_graded_units_are_counted_once() -> None:
    question = Recorded(
        "q", "answerable", "d", (), False, np.zeros((3, 1)), (0, 0, 1), (2.0, 2.0, 1.0), (2.0, 1.0), np.zeros((0, 0)),
        (), None,
    )  # fmt: skip
    figures = fitting.RANKING.judge(question, np.array([3.0, 2.0, 1.0]))
    assert figures["nDCG@10"] == pytest.approx(1.0)


def test_abstention_is_learnt_and_judged_out_of_fold(tmp_path: Path) -> None:
    kinds = ("answerable", "unanswerable", "foreign", "hidden")
    sets = {name: [made(n, kind) for kind in kinds for n in range(30)] for name in ("squad", "real", "sample")}
    asked = abstention.Asked.of(sets)
    labels = {(name, label) for name, label, _ in asked.groups()}
    assert ("squad", "document left out") in labels
    assert ("real", "near misses") in labels
    scores = abstention.out_of_fold(asked, abstention.APPROACHES["six signals"])
    right = asked.where("real", "answerable")
    assert abstention.refused(scores[right], scores[asked.where("real", "foreign")]) == 1.0
    model = abstention.train(asked)
    assert model.weights["top_passage"] > 0
    assert model.cuts.refuse_below < model.cuts.answer_from
    assert len(abstention.table(asked).rows) == len(labels)


def test_what_is_replaced_comes_back(base: KnowledgeBase) -> None:
    before = base.ask("Were fathers overlooked?", NO_FILTERS, LOCAL_OPERATOR)
    for replacements in (*ablation.OF_ANSWERING.values(), *ablation.OF_INDEX.values()):
        with ablation.replaced(replacements):
            assert base.search("Were fathers overlooked?", NO_FILTERS, LOCAL_OPERATOR).hits
    assert base.ask("Were fathers overlooked?", NO_FILTERS, LOCAL_OPERATOR) == before


def test_the_table_says_what_is_lost(base: KnowledgeBase) -> None:
    whole = measure(base, Benchmark("tiny", Path(), ITEMS))
    with ablation.replaced({"api.retrieval.linear_ranker.rerank": lambda candidates: list(candidates)}):
        worse = measure(base, Benchmark("tiny", Path(), ITEMS[:2]))
    shown = ablation.table("tiny", [("nothing", whole), ("ranking", worse)])
    assert [column.header for column in shown.columns] == ["without", *ablation.MEASURES]
    assert len(shown.rows) == 2


def test_the_report_shows_what_is_wrong_first_and_runs_nothing(base: KnowledgeBase, tmp_path: Path) -> None:
    outcomes = measure(base, Benchmark("tiny", Path(), ITEMS))
    said = {o.id: verdict(i, o) for i, o in zip(ITEMS, outcomes, strict=True)}
    assert said["q1"] == "right"
    write_html(tmp_path / "report.html", base, ITEMS, outcomes, "Tiny <set>")
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "<script" not in text and "http" not in text
    assert "Tiny &lt;set&gt;" in text and "zebras &lt;b&gt;" in text
    assert "Fathers were overlooked in the assessments." in text
