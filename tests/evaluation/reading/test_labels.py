"""Labelled texts are found in their documents as read, statement by statement, under the headings they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.items import Absent
from evaluation.reading import labels
from indexer.documents import DocumentKind
from indexer.passages import PassageRole

REPORT = """# Summary

Help is timely. Fathers are not always seen.

# Findings

Help is timely. Fathers are
not always seen. Plans drift.
"""


def label(text: str, *headings: str) -> labels.Label:
    return labels.Label(text, headings, DocumentKind.AUDIT, PassageRole.WEAKNESS, "town-audit.md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "town-audit.md").write_text(REPORT, "utf-8")
    return tmp_path


def test_the_projects_own_sentences_cover_every_role() -> None:
    own = labels.own()
    assert {one.label.role for one in own} == set(PassageRole)
    assert len({(one.label.text, one.label.headings) for one in own}) == len({one.label for one in own})
    several = [one for one in own if one.label.text != one.passage.text and one.text == one.label.text]
    assert len({one.passage.id for one in several}) >= 20


def test_a_text_is_found_as_statements_under_headings_like_its_own(folder: Path) -> None:
    found = labels.as_read([label("Fathers are not always seen. Plans drift.", "Findings")], folder)
    assert [" ".join(one.text.split()) for one in found] == ["Fathers are not always seen.", "Plans drift."]
    assert {one.passage.headings[-1] for one in found} == {"Findings"}
    (under_summary,) = labels.as_read([label("Fathers are not always seen.", "Summary")], folder)
    assert under_summary.passage.headings[-1] == "Summary"


def test_a_statement_that_a_text_only_touches_is_not_of_it_and_what_is_not_held_is_left_out(folder: Path) -> None:
    (found,) = labels.as_read([label("ly. Fathers are not always seen.", "Summary")], folder)
    assert found.text == "Fathers are not always seen."
    assert labels.as_read([label("Nobody wrote this.")], folder) == []


def test_labelled_passages_name_their_area() -> None:
    try:
        areas = {one.area for one in labels.gold()}
    except Absent as absent:
        pytest.skip(str(absent))
    assert "walsall" in areas and not areas & {"jtai", "wscb"}
