"""The sample corpus is what its sources make, and the questions on it are sound."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from api.quotations.letters import letters
from evaluation.answers.contrast import PAIRS, read_pairs
from evaluation.answers.lay import QUESTIONS as LAY_QUESTIONS
from evaluation.benchmark import SAMPLE_SCANS, sample
from evaluation.items import read_rows
from evaluation.sampling.corpus import build, read_sources
from indexer.readers import Limits, UnreadableFile, read
from tests.conftest import ROOT

CORPUS = ROOT / "corpus"
LIMITS = Limits(10**8, 1000)
QUESTIONS = read_rows(ROOT / "evaluation/data/sample/questions.jsonl")
LAY = read_rows(LAY_QUESTIONS)
CONTRAST = read_rows(PAIRS)


@cache
def words(document: str) -> str:
    return letters(text_of(CORPUS / document))


def text_of(path: Path) -> str:
    """What is read from a file; nothing from a scan where text is not recognised."""
    try:
        return read(path, LIMITS).text
    except UnreadableFile:
        if path.name not in SAMPLE_SCANS:
            raise
        return ""


def test_the_corpus_is_what_its_sources_make(tmp_path: Path) -> None:
    for made in build(tmp_path):
        held = CORPUS / made.relative_to(tmp_path)
        if made.suffix in (".pdf", ".docx", ".xlsx", ".pptx"):  # their bytes follow the version of what writes them
            assert text_of(made) == text_of(held), held
        else:
            assert made.read_bytes() == held.read_bytes(), held


def manifest() -> list[dict[str, str]]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_has_a_row_and_every_row_a_file() -> None:
    rows = manifest()
    files = {p.relative_to(CORPUS).as_posix() for p in CORPUS.rglob("*.*") if p.parent != CORPUS}
    assert {row["path"] for row in rows} == files
    assert all("ictional" in row["note"] for row in rows)


def test_the_corpus_holds_what_its_readme_says() -> None:
    rows = manifest()
    kinds = Counter(row["kind"] for row in rows)
    assert kinds == {
        "annual_report": 8,
        "learning_review": 8,
        "audit": 8,
        "procedure": 12,
        "training": 8,
        "child_death": 3,
        "briefing": 2,
        "log": 1,
        "other": 1,
    }
    assert {Path(row["path"]).suffix for row in rows} == {".pdf", ".docx", ".xlsx", ".csv", ".pptx", ".html", ".md"}
    years = {row["period_end"] for row in rows if row["kind"] == "annual_report"}
    assert years == {row["period_end"] for row in rows if row["kind"] == "training"}
    assert len(years) == 8
    procedures = [row for row in rows if row["kind"] == "procedure"]
    assert {row["procedure_level"] for row in procedures} == {"1", "2", "3"}
    replaced = {row["path"] for row in procedures if row["effective_to"]}
    assert replaced == {row["supersedes"] for row in procedures} - {""}
    assert len(replaced) == 2


def test_pages_are_pictures_or_columns_where_the_sources_say_so() -> None:
    sources = read_sources()
    assert {Path(s.path).name for s in sources if "scanned" in s.fields} == SAMPLE_SCANS
    assert sum("columns" in s.fields for s in sources) >= 1
    for name in SAMPLE_SCANS:
        path = next(CORPUS.rglob(name))
        assert path.stat().st_size < 400_000
        assert "".join(page.extract_text() for page in PdfReader(path).pages) == ""


@pytest.mark.parametrize("document", sorted(p.relative_to(CORPUS).as_posix() for p in CORPUS.rglob("*/*.*")))
def test_every_document_says_that_it_is_fictional(document: str) -> None:
    assert "fictional" in words(document) or Path(document).name in SAMPLE_SCANS


def test_what_follows_the_mark_notes_is_for_the_speaker() -> None:
    slides = Presentation(str(CORPUS / "briefings/learning-from-child-r-slides-2022.pptx")).slides
    assert slides[1].notes_slide.notes_text_frame.text.startswith("Do not guess who the child is.")
    shown = "\n".join(shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame)
    assert "Do not guess" not in shown


def test_every_quote_stands_word_for_word_in_its_document() -> None:
    missing = [
        (question["id"], answer["quote"])
        for question in (*QUESTIONS, *LAY)
        for answer in question["answers"]
        if letters(answer["quote"]) not in words(answer["document"])
    ]
    assert not missing


def test_the_questions_are_sound() -> None:
    assert len({q["id"] for q in QUESTIONS}) == len({q["question"] for q in QUESTIONS}) == len(QUESTIONS) >= 110
    assert {q["who"] for q in QUESTIONS} == {"practitioner", "training_lead", "board_manager"}
    assert sum(not q["answers"] for q in QUESTIONS) >= 15
    for question in QUESTIONS:
        assert bool(question["answers"]) != ("unanswerable" in question["tags"]), question["id"]
    assert len(sample().items) == len(QUESTIONS)


def test_the_lay_questions_are_sound() -> None:
    assert len({q["id"] for q in LAY}) == len({q["question"] for q in LAY}) == len(LAY) == 80
    assert len({q["who"] for q in LAY}) >= 6
    assert {q["need"] for q in LAY} == {"procedure", "finding", "figure", "promise", "list", "reason"}
    assert sum(not q["answers"] for q in LAY) == 12
    assert sum(q.get("observed", False) for q in LAY) == 6
    assert not {q["question"] for q in LAY} & {q["question"] for q in QUESTIONS}


def test_every_line_of_a_contrast_pair_stands_word_for_word_in_its_document() -> None:
    lines = [line for pair in CONTRAST for side in pair["sides"] for line in (*side["needed"], *side["must_not"])]
    assert not [line for line in lines if letters(line.get("quote", "")) not in words(line["document"])]


def test_the_contrast_pairs_are_sound() -> None:
    pairs = read_pairs()
    assert len({pair.id for pair in pairs}) == len({row["question"] for row in CONTRAST}) == len(pairs) == 60
    assert len({pair.kind for pair in pairs}) == 9
    for row, pair in zip(CONTRAST, pairs, strict=True):
        one, other = pair.sides
        assert row["question"].count("{}") == 1 and one.question != other.question, pair.id
        for side, written in zip(pair.sides, row["sides"], strict=True):
            assert (written["expect"] == "answer") == bool(side.needed), pair.id
            assert not set(side.needed) & set(side.must_not), pair.id
            assert not {line.document for line in side.needed} & {m.document for m in side.must_not if not m.quote}
