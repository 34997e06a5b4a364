"""Quotations are found with their marks, blocks and sources, in text and in files."""

from __future__ import annotations

from pathlib import Path

import docx

from api.quotations.quoted import in_document, in_text
from indexer.readers import Limits, read

LIMITS = Limits(10_000_000, 100)


def test_curly_and_straight_marks_with_what_follows() -> None:
    text = 'It said “the plan was late” (Annual report 2016-17, page 4) and "nobody\nasked why" — Child P review.'
    first, second = in_text(text).quotations
    assert (first.text, first.attributed_to) == ("the plan was late", "Annual report 2016-17, page 4")
    assert text[first.start : first.end] == first.text
    assert (second.text, second.attributed_to) == ("nobody\nasked why", "Child P review")


def test_what_leads_in_is_kept() -> None:
    (found,) = in_text("All is new. The Child P review found: “the plan was late”. More.").quotations
    assert found.lead_in == "The Child P review found"
    assert found.attributed_to is None


def test_a_block_quote_may_name_its_source_in_its_last_line() -> None:
    text = "Before.\n\n> The plan was late,\n> “and” nobody knew.\n> — Child P review\n\nAfter."
    (found,) = in_text(text).quotations
    assert found.text == "The plan was late,\n“and” nobody knew."
    assert found.attributed_to == "Child P review"


def test_an_unclosed_mark_does_not_swallow_the_next_paragraph() -> None:
    assert [q.text for q in in_text('An inch is 1" long.\n\nThen "three more words" came.').quotations] == [
        "three more words"
    ]


def test_files_say_what_is_set_apart(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>x</p><blockquote><p>The plan was late.</p><p>Nobody knew.</p></blockquote><p>y</p>", "utf-8")
    note = tmp_path / "a.md"
    note.write_text("x\n\n> The plan was late.\n> Nobody knew.\n\ny\n", "utf-8")
    word = tmp_path / "a.docx"
    made = docx.Document()
    made.add_paragraph("x")
    made.add_paragraph("The plan was late.", style="Quote")
    made.add_paragraph("Nobody knew.", style="Intense Quote")
    made.add_paragraph("y")
    made.save(str(word))
    for path in (page, note, word):
        found = [" ".join(q.text.split()) for q in in_document(read(path, LIMITS)).quotations]
        assert found == ["The plan was late. Nobody knew."], path.name
