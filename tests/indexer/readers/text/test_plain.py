"""Plain text that lost its layout: every kind of loss is mended, and nothing is mended that was never broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.documents import BlockKind, Document
from indexer.readers import Limits, read
from indexer.readers.builder import DRAFT_CAUTION
from indexer.readers.text.lines import text_lines, widths_of
from indexer.text.terms import repaired
from tests.golden.readings import SAMPLES

LIMITS = Limits(10**9, 2000)


@pytest.fixture(scope="module")
def report() -> Document:
    return read(SAMPLES["txt"], LIMITS)


def path_of(document: Document, beginning: str) -> tuple[str, ...]:
    block = next(b for b in document.blocks if document.text[b.start :].startswith(beginning))
    return block.headings


def test_bullets_that_became_blank_lines_are_items_one_for_each(report: Document) -> None:
    items = [report.text[b.start : b.end] for b in report.blocks if b.kind is BlockKind.LIST_ITEM]
    assert "Two audits of neglect were finished on time." in items
    assert (
        "Single agency audits were shared with the sub-group and each was discussed by the board in\nthe same quarter."
        in items
    )
    assert path_of(report, "Single agency")[-1] == "What worked well?"


def test_the_heading_of_a_case_ends_with_its_box(report: Document) -> None:
    assert path_of(report, "A boy of nine")[-1] == "Case Study - A quiet boy"
    assert path_of(report, "Since then")[-1] == "What worked well?"


def test_a_case_of_several_paragraphs_keeps_its_heading(tmp_path: Path) -> None:
    text = "Case study: Sam\n\nSam was seen at home.\n\nHis mother was asked.\n\nWhat went well?\n\nHe was heard.\n"
    (tmp_path / "sam.txt").write_text(text, "utf-8")
    found = read(tmp_path / "sam.txt", LIMITS)
    assert path_of(found, "His mother") == ("Case study: Sam",)
    assert path_of(found, "He was heard") == ("What went well?",)


def test_boxes_stand_under_the_guidance_review_or_act_they_name(report: Document) -> None:
    assert path_of(report, "What was learned") == ("Introduction", "Working Together 2015")
    assert path_of(report, "“The board has not")[-1] == "Peer Review May 2016"
    assert path_of(report, "A briefing on neglect")[-1] == "What worked well?"
    assert path_of(report, "Schools are asked")[-1] == "Section 175 Audits Education Act 2002"
    assert path_of(report, "This report tells") == ("Introduction",)


def test_second_level_and_glued_bullets_are_items_and_lone_markers_go(report: Document) -> None:
    items = [report.text[b.start : b.end] for b in report.blocks if b.kind is BlockKind.LIST_ITEM]
    assert {"Neglect", "o The number of notifications", "o The reasons that carers give"} <= set(items)
    assert "Page 12" not in report.text
    assert "\no\n" not in report.text
    assert repaired("o The number") == " The number"


def test_an_editors_note_is_told(report: Document) -> None:
    cautions = {report.text[b.start : b.end].split()[0]: b.caution for b in report.blocks if b.caution}
    assert cautions == {"Supervision": DRAFT_CAUTION}


def test_letters_set_apart_are_closed_up_for_searching_only(report: Document) -> None:
    assert "P ar t n er sh i p Bo ar d" in report.text
    assert "Partnership Board" in repaired(report.text)
    assert "organisations share" in repaired(report.text)
    assert repaired("r e p or t ing to it") == "reporting to it"
    assert repaired("if it is to be so we do it") == "if it is to be so we do it"


def test_the_usual_width_is_that_of_the_text_itself() -> None:
    narrow = "\n".join(["a line of some fifty letters that the page broke off"] * 30)
    wide = "\n".join(
        ["a line of rather more letters, a hundred or so of them, that the page broke off where it ended it"] * 30
    )
    assert widths_of(text_lines(narrow)).usual < 70 < widths_of(text_lines(wide)).usual
    unbroken = "\n".join([("A paragraph on a line of its own. " * 8).strip()] * 5)
    assert widths_of(text_lines(unbroken)).full == float("inf")
