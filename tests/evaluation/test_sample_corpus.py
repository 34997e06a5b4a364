"""The sample corpus is what its sources make, and the questions on it are sound."""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from evaluation.benchmark import sample
from evaluation.matching import letters
from evaluation.sample_corpus import build
from indexer.readers import Limits, read
from tests.conftest import ROOT

CORPUS = ROOT / "corpus"
QUESTIONS = [
    json.loads(line) for line in (ROOT / "evaluation/data/sample/questions.jsonl").read_text("utf-8").splitlines()
]


@cache
def words(document: str) -> str:
    return letters(read(CORPUS / document, Limits(10**8, 1000)).text)


def test_the_corpus_is_what_its_sources_make(tmp_path: Path) -> None:
    for made in build(tmp_path):
        held = CORPUS / made.relative_to(tmp_path)
        if made.suffix in (".pdf", ".docx", ".xlsx"):  # their bytes follow the version of the library that writes them
            limits = Limits(10**8, 1000)
            assert read(made, limits).text == read(held, limits).text, held
        else:
            assert made.read_bytes() == held.read_bytes(), held


def test_every_file_has_a_row_and_every_row_a_file() -> None:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    files = {p.relative_to(CORPUS).as_posix() for p in CORPUS.rglob("*.*") if p.parent != CORPUS}
    assert {row["path"] for row in rows} == files
    assert all("ictional" in row["note"] for row in rows)
    kinds = Counter((row["kind"], Path(row["path"]).suffix) for row in rows)
    assert kinds["annual_report", ".pdf"] >= 4
    assert kinds["learning_review", ".pdf"] + kinds["learning_review", ".docx"] >= 4
    assert kinds["audit", ".xlsx"] + kinds["audit", ".docx"] >= 3
    assert kinds["procedure", ".html"] + kinds["procedure", ".md"] >= 6


@pytest.mark.parametrize("document", sorted(p.relative_to(CORPUS).as_posix() for p in CORPUS.rglob("*/*.*")))
def test_every_document_says_that_it_is_fictional(document: str) -> None:
    assert "fictional" in words(document)


def test_every_quote_stands_word_for_word_in_its_document() -> None:
    missing = [
        (question["id"], answer["quote"])
        for question in QUESTIONS
        for answer in question["answers"]
        if letters(answer["quote"]) not in words(answer["document"])
    ]
    assert not missing


def test_the_questions_are_sound() -> None:
    assert len({q["id"] for q in QUESTIONS}) == len({q["question"] for q in QUESTIONS}) == len(QUESTIONS) >= 60
    assert {q["who"] for q in QUESTIONS} == {"practitioner", "training_lead", "board_manager"}
    assert sum(not q["answers"] for q in QUESTIONS) >= 15
    for question in QUESTIONS:
        assert bool(question["answers"]) != ("unanswerable" in question["tags"]), question["id"]
    assert len(sample().items) == len(QUESTIONS)
