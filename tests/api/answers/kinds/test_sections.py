"""Sections of a document, and the steps that a passage prints."""

from __future__ import annotations

import re

import pytest

from api.answers.kinds.sections import LONGEST, sections, steps
from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity
from indexer.passages import Passage, Place, Span, StoredPassage

CARD = DocumentCard("d", "Guide", DocumentKind.PROCEDURE, Sensitivity.PUBLIC, 1, "x")


def passage(number: int, text: str, *headings: str, sentences: tuple[Span, ...] = ()) -> StoredPassage:
    spans = sentences or ((0, len(text)),)
    made = Passage(str(number), "d", text, 0, len(text), headings, spans, (Place(0, Locator(page=1)),), number)
    return StoredPassage(made, CARD)


def test_stages_under_one_heading_are_one_section_and_the_preamble_is_none() -> None:
    held = [
        passage(0, "Sample.", "Guide"),
        passage(1, "Talk.", "Guide", "Stages", "Stage 1"),
        passage(2, "Write.", "Guide", "Stages", "Stage 2"),
        passage(3, "Keep a record.", "Guide", "Records"),
    ]
    found = sections(held)
    assert [section.headings for section in found] == [("Guide", "Stages"), ("Guide", "Records")]
    assert [len(section.passages) for section in found] == [2, 1]


def test_a_long_chapter_is_cut_at_the_headings_below() -> None:
    long = "word " * LONGEST
    held = [
        passage(0, long, "Guide", "A", "A1"),
        passage(1, "Talk.", "Guide", "A", "A2"),
        passage(2, "x", "Guide", "B"),
    ]
    assert [s.headings[-1] for s in sections(held)] == ["A1", "A2", "B"]


def test_a_document_without_headings_is_one_section() -> None:
    assert len(sections([passage(0, "Talk."), passage(1, "Write.")])) == 1
    assert sections([]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask. Then write.\n\nTelephone.", ["Ask. Then write.", "Telephone."]),
        ("1. Ask him.\n2. Write\nit down.", ["1. Ask him.", "2. Write\nit down."]),
    ],
)
def test_steps_are_the_items_and_paragraphs_as_printed(text: str, expected: list[str]) -> None:
    spans = tuple(match.span() for match in re.finditer(r"\S(?:[^.]|(?<=\d)\.)*\.", text))
    assert [text[a:b] for a, b in steps(passage(0, text, sentences=spans))] == expected
