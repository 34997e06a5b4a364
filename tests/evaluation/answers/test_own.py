"""Questions of a partnership's own are read, asked and reported; a wrong line is named."""

from __future__ import annotations

import csv
from contextlib import nullcontext
from pathlib import Path

import pytest

from api.knowledge_base import KnowledgeBase
from evaluation.answers import own
from evaluation.answers.measure import measure
from evaluation.answers.own import BadQuestions, read_questions, write_report
from evaluation.items import Benchmark

CSV = """id,question,document,quote
a,Were fathers overlooked in the assessments?,review.md,Fathers were overlooked in the assessments.
b,=How are zebras vaccinated?,,
"""


def test_a_csv_is_measured_and_reported(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "questions.csv"
    path.write_text(CSV, "utf-8")
    items = tuple(read_questions(path))
    outcomes = measure(base, Benchmark("own", tmp_path, items))
    write_report(tmp_path / "report.csv", items, outcomes)
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["id"], first["answerable"], first["band"], first["strict@3"]) == ("a", "yes", "answer", "1.0")
    assert (second["question"], second["answerable"]) == ("'=How are zebras vaccinated?", "no")


def test_questions_that_nothing_answers_may_stand_alone(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "How are zebras vaccinated?"}', "utf-8")
    (outcome,) = measure(base, Benchmark("own", tmp_path, tuple(read_questions(path))))
    assert (outcome.answerable, outcome.band) == (False, "none")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1: it is not JSON"),
        ("[]", "line 1: it is not an object"),
        ('{"answers": []}', "line 1: `question` is missing"),
        ('\n{"question": "x", "answers": [{"quote": "y"}]}', "line 2: each answer needs"),
        ("", "holds no question"),
        ('{"id": 1, "question": "x"}\n{"id": 1, "question": "y"}', "line 2: the id 1 was used"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(BadQuestions, match=said):
        read_questions(path)


def test_a_file_is_compared_with_the_last_time_it_was_asked(
    base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "questions.csv"
    path.write_text(CSV, "utf-8")
    for name, kept in (("WORK", tmp_path / ".evaluation"), ("REPORT", tmp_path / ".evaluation" / "report.csv")):
        monkeypatch.setattr(own, name, kept)
    monkeypatch.setattr(own, "VALUES", tmp_path / ".evaluation" / "values.json")
    monkeypatch.setattr(own, "indexed", lambda *_: nullcontext(base))
    monkeypatch.setattr(own, "cached_model", lambda: None)
    own.own(path, tmp_path, against=True)
    assert "was not asked before" in capsys.readouterr().out
    own.own(path, tmp_path, against=True)
    said = capsys.readouterr().out
    assert "own: against the last time" in said
    assert "+0.000" in said
    assert (tmp_path / ".evaluation" / "report.html").is_file()
