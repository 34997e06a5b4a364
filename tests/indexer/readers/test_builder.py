"""Structure: headings, footnotes, boxes and lists, as they come out of made files and out of real ones."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.documents import BlockKind, Document, Locator
from indexer.indexing.chunking import chunk
from indexer.readers import Limits, read
from indexer.readers.builder import DocumentBuilder
from indexer.readers.pdf.layout import Line, Page, split_footnotes, without_furniture
from indexer.readers.pdf.outline import bookmarks, outline, without_contents
from indexer.text.terms import terms
from tests.conftest import SHARED

LIMITS = Limits(10**9, 2000)
GUIDANCE = SHARED / "corpus" / "guidance" / "working-together-to-safeguard-children-2023.pdf"
REPORT = """THE SUB-GROUPS
Training Sub-Group
What worked well?
 Courses were well attended by all agencies and were received with warm feedback from staff.
 Two lessons were learned:  Book rooms early and tell every agency about them in good time.
Page 3 of 9
What were the challenges?
 Take up of the courses from the voluntary sector was low in the first half of this year.

Every board should keep a framework of learning that is shared with all of the organisations working with children.
Chapter 4 Working Together 2015

Our board wrote its own framework this year and shared it with schools and health services.
"""


def line(text: str, size: float = 12.0, height: float = 0.5) -> Line:
    return Line(text, size, False, 70.0, height)


def blocks(document: Document) -> list[tuple[str, BlockKind, tuple[str, ...]]]:
    return [(document.text[b.start : b.end], b.kind, b.headings) for b in document.blocks]


@pytest.fixture
def report(tmp_path: Path) -> Document:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return read(path, LIMITS)


def test_frame_headings_stand_under_their_section(report: Document) -> None:
    path = next(h for text, _, h in blocks(report) if text.startswith("Take up"))
    assert path == ("THE SUB-GROUPS", "Training Sub-Group", "What were the challenges?")


def test_lost_and_glued_bullets_are_items_and_page_marks_go(report: Document) -> None:
    items = [text for text, kind, _ in blocks(report) if kind is BlockKind.LIST_ITEM]
    assert items[1:3] == [
        "Two lessons were learned:",
        "Book rooms early and tell every agency about them in good time.",
    ]
    assert "Page 3" not in report.text


def test_a_box_stands_under_the_source_it_names_at_its_end(report: Document) -> None:
    found = {text.split()[0]: path for text, kind, path in blocks(report) if kind is BlockKind.PARAGRAPH}
    assert found["Every"][-1] == "Chapter 4 Working Together 2015"
    assert "Chapter 4 Working Together 2015" not in found["Our"]


def test_footnotes_are_taken_from_the_foot_only() -> None:
    lines = (line("Text 1 of the page."), line("1 Children Act", 9.0, 0.12), line("1989, part 3", 9.0, 0.1))
    page, notes = split_footnotes(Page(1, lines, None), 12.0)
    assert [found.text for found in page.lines] == ["Text 1 of the page."]
    assert [[found.text for found in note] for note in notes] == [["1 Children Act", "1989, part 3"]]
    small = (line("A caption in small print", 9.0, 0.1),)
    assert split_footnotes(Page(1, small, None), 12.0) == (Page(1, small, None), [])


def test_footnotes_wait_for_the_end_of_their_section_and_keep_to_themselves() -> None:
    builder = DocumentBuilder()
    builder.heading("Duties", 1, Locator(page=1))
    builder.add("The first half of the sentence", Locator(page=1))
    builder.footnote("1 An Act.", Locator(page=1))
    builder.add("and its end.", Locator(page=2), continues=True)
    passages = chunk(builder.build(), "d")
    assert [p.text for p in passages] == ["The first half of the sentence\nand its end.", "1 An Act."]
    assert [place.locator.page for place in passages[0].places] == [1, 2]


def test_a_heading_without_text_holds_the_one_that_follows_it() -> None:
    builder = DocumentBuilder()
    builder.heading("Children in care", 2, Locator(), nest=True)
    builder.heading("Good", 2, Locator(), nest=True)
    assert builder.headings == ("Children in care", "Good")
    builder.add("Text.", Locator())
    builder.heading("Care leavers", 2, Locator(), nest=True)
    assert builder.headings == ("Care leavers",)


def test_contents_pages_go_and_name_headings_over_several_pages() -> None:
    first = Page(1, (line("Contents"), *(line(f"Section {n} of the report {n}") for n in range(1, 5))), None)
    second = Page(2, tuple(line(f"Annex {n} of the report {n + 40}") for n in range(1, 5)), None)
    pages, entries = without_contents([first, second, Page(3, (line("Text."),), None)])
    assert [len(page.lines) for page in pages] == [0, 0, 1]
    assert outline(entries).depth("Annex 2 of the report") == 1


def test_bookmarks_keep_their_depth() -> None:
    class Mark:
        def __init__(self, title: str) -> None:
            self.title = title

    named = outline(list(bookmarks([Mark("Early help"), [Mark("What we found")]])))
    assert (named.depth("Early  help2"), named.depth("What we found"), named.depth("Other words")) == (1, 2, 0)


def test_a_year_alone_in_the_margin_is_no_page_label() -> None:
    pages = [[line("2023", height=0.02), line("Text.")], [line("2", height=0.02), line("More.")]]
    assert [page.printed for page in without_furniture(pages)] == [None, "2"]


def test_the_mark_of_a_footnote_is_no_part_of_a_heading_or_a_searched_word(tmp_path: Path) -> None:
    path = tmp_path / "mark.pdf"
    canvas = Canvas(str(path))
    text = canvas.beginText(60, 760)
    text.setFont("Helvetica-Bold", 16)
    text.textOut("About this area")
    text.setFont("Helvetica-Bold", 9)
    text.setRise(6)
    text.textLine("12")
    text.setRise(0)
    text.setFont("Helvetica", 11)
    for number in range(4):
        text.textLine(f"Line {number} says something of the children who live in this area and of their families.")
    canvas.drawText(text)
    canvas.save()
    (heading, *_, last) = blocks(read(path, LIMITS))
    assert heading[0] == "About this area12"
    assert last[2] == ("About this area",)
    assert terms("harm and abuse54, of which") == terms("harm and abuse, of which")
    assert terms("in 2017 and COVID19") != terms("in and COVID")


def test_letters_set_apart_and_soft_hyphens_are_found() -> None:
    assert terms("o r g a n i s a t i o n s and safe\xadguarding") == terms("organisations and safeguarding")


@pytest.mark.skipif(not GUIDANCE.is_file(), reason="the labelled data are not beside this checkout")
def test_real_guidance_has_its_headings_labels_and_footnotes() -> None:
    document = read(GUIDANCE, LIMITS)
    notes = [b for b in document.blocks if b.kind is BlockKind.FOOTNOTE]
    assert len(notes) > 100
    assert all(document.text[b.start] in "0123456789" for b in notes)
    assert {b.locator.page_label for b in document.blocks if b.locator.page == 31} == {"31"}
    assert any(b.headings[:1] == ("Chapter 1: A shared responsibility",) for b in document.blocks)
    assert all(a.end <= b.start for a, b in pairwise(document.blocks))
