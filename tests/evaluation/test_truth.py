"""The truth about the sample corpus: every quote stands where it is said to stand, every figure in its cell."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.quotations.letters import letters
from evaluation.sampling.corpus import read_sources
from evaluation.sampling.text import Sample, plain
from indexer.passages import PassageRole
from tests.conftest import ROOT
from tests.evaluation.sampling.test_corpus import manifest, words

TRUTH: dict[str, Any] = json.loads((ROOT / "evaluation/data/sample/truth.json").read_text("utf-8"))
ROWS = {row["path"]: row for row in manifest()}
SOURCES = {source.path: source for source in read_sources()}
GROUPS = {"A": 4, "B": 6, "C": 8, "D": 6, "E": 6, "F": 6, "G": 5, "H": 8}
THEMES = {f"{group}{number}" for group, size in GROUPS.items() for number in range(1, size + 1)}
OUTCOMES = {"met", "progress", "still_weak", "promised_again", "not_mentioned"}


def filed_under(document: str) -> int:
    row = ROWS[document]
    return int((row["period_end"] or row["published"] or row["effective_from"])[:4])


def quotes(part: Any, document: str | None = None) -> Iterator[tuple[str, str]]:
    """Every quote below a part of the truth, with its document (named beside the quote or above it)."""
    if isinstance(part, list):
        for item in part:
            yield from quotes(item, document)
    elif isinstance(part, dict):
        document = part.get("document", document)
        if isinstance(part.get("quote"), str):
            assert document
            yield document, part["quote"]
        for value in part.values():
            yield from quotes(value, document)


def table_of(source: Sample, title: str) -> list[dict[str, str]]:
    """Rows, by column, of all tables of a source that have a row with this title."""
    found = []
    for piece in source.pieces:
        if piece.kind == "table":
            header, *rows = [[plain(runs) for runs in row] for row in piece.rows]
            found += [dict(zip(header, row, strict=True)) for row in rows if row[0] == title]
    return found


@pytest.mark.parametrize("part", ["themes", "promises", "figures", "roles", "duplicates"])
def test_every_quote_stands_word_for_word_in_its_document(part: str) -> None:
    found = list(quotes(TRUTH[part]))
    assert found
    assert not [(document, quote) for document, quote in found if letters(quote) not in words(document)]


def test_themes_have_a_state_that_their_quotes_bear_out() -> None:
    assert set(TRUTH["theme_names"]) == THEMES
    seen = {cell["theme"] for cell in TRUTH["themes"]}
    assert seen | set(TRUTH["themes_without_evidence"]) == THEMES
    assert not seen & set(TRUTH["themes_without_evidence"])
    assert len({(cell["theme"], cell["document"]) for cell in TRUTH["themes"]}) == len(TRUTH["themes"]) >= 200
    for cell in TRUTH["themes"]:
        sides = {quote["side"] for quote in cell["quotes"]}
        assert cell["state"] == ("both" if sides == {"strength", "weakness"} else sides.pop()), cell
        assert cell["year"] == filed_under(cell["document"]), cell


def test_what_is_said_to_be_absent_is_absent() -> None:
    silent = [later for promise in TRUTH["promises"] for later in promise["later"] if later["quote"] is None]
    assert silent
    assert all(later["outcome"] == "not_mentioned" for later in silent)
    for silence in [*TRUTH["silences"], *silent]:
        present = [word for word in silence["absent"] if letters(word) in words(silence["document"])]
        assert silence["absent"] and not present, silence


def test_promises_are_followed_through_later_annual_reports() -> None:
    promises = TRUTH["promises"]
    assert len({promise["id"] for promise in promises}) == len(promises) >= 50
    assert {later["outcome"] for promise in promises for later in promise["later"]} == OUTCOMES
    for promise in promises:
        assert promise["theme"] in THEMES
        assert promise["due"] is None or date.fromisoformat(promise["due"])
        years = [promise["year"], *(filed_under(later["document"]) for later in promise["later"])]
        assert years == sorted(set(years)), promise
    again = [[later["outcome"] for later in promise["later"]].count("promised_again") for promise in promises]
    assert max(again) >= 3


def test_courses_are_the_tables_of_the_programmes() -> None:
    courses = TRUTH["courses"]
    assert len({course["document"] for course in courses}) == 8
    for course in courses:
        assert set(course["themes"]) <= THEMES
        assert sum(course["by_agency"].values()) == course["attended"], course
        cells: dict[str, str] = {}
        for row in table_of(SOURCES[course["document"]], course["title"]):
            cells |= row
        figures = {"Sessions planned": "planned", "Sessions run": "run", "Places": "places", "Attended": "attended"}
        figures |= {"Did not attend": "did_not_attend", "E-learning completions": "e_learning"}
        assert {name: cells[name] for name in figures} == {n: str(course[key]) for n, key in figures.items()}
        assert {name: cells[name] for name in course["by_agency"]} == {
            name: str(number) for name, number in course["by_agency"].items()
        }


def test_a_year_of_courses_agrees_with_its_annual_report() -> None:
    for course in TRUTH["courses"]:
        report = SOURCES[f"annual_reports/annual-report-{course['year']}.pdf"]
        attended = [row["People attended"] for row in table_of(report, course["title"]) if "People attended" in row]
        assert attended == [str(course["attended"])], course["title"]


def test_figures_that_clash_stand_in_their_cells() -> None:
    assert len(TRUTH["figures"]) >= 8
    for figure in TRUTH["figures"]:
        for cell in figure["cells"]:
            rows = table_of(SOURCES[cell["document"]], cell["row"])
            assert cell["value"] in [row.get(cell["column"]) for row in rows], cell


def test_the_procedures_in_force_follow_from_the_manifest() -> None:
    assert any(row["date"] == "2018-05-01" for row in TRUTH["procedures"])
    for row in TRUTH["procedures"]:
        in_force = [
            path
            for path, known in ROWS.items()
            if known["kind"] == "procedure"
            and known["effective_from"] <= row["date"]
            and not (known["effective_to"] and known["effective_to"] < row["date"])
        ]
        assert sorted(in_force) == row["in_force"], row["date"]


def test_ten_roles_have_eight_quotes_each() -> None:
    counts = Counter(row["role"] for row in TRUTH["roles"])
    assert set(counts) == {role.value for role in PassageRole}
    assert min(counts.values()) >= 8


def test_duplicates_say_the_same_in_more_than_one_document() -> None:
    for group in TRUTH["duplicates"]:
        assert len({row["document"] for row in group["quotes"]}) == len(group["quotes"]) >= 2
        same = len({letters(row["quote"]) for row in group["quotes"]}) == 1
        assert same == (group["kind"] == "word_for_word"), group


def test_no_document_is_left_out_of_the_truth() -> None:
    named = {document for document, _ in quotes(TRUTH)}
    named |= {path for row in TRUTH["procedures"] for path in row["in_force"]}
    unnamed = set(ROWS) - named
    assert {Path(path).parent.name for path in unnamed} <= {"training", "briefings"}
