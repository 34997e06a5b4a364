"""What nobody who looks at a page sees is kept out of its text and told; what one sees stays, however it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.documents import PartKind
from tests.indexer.readers.pdf.pages import (
    ORDINARY,
    SEEN,
    UNSEEN,
    annotated,
    apart,
    changed,
    numbers,
    opened,
    with_layer,
    write,
)

BLACK, WHITE, GREY, BLUE = Color(0, 0, 0), Color(1, 1, 1), Color(0.5, 0.5, 0.5), Color(0.05, 0.1, 0.3)
LINE = (55, 690, 400, 25)


def box(canvas: Canvas, colour: Color) -> None:
    canvas.setFillColor(colour)
    canvas.rect(*LINE, stroke=0, fill=1)


def text(canvas: Canvas, words: str, colour: Color = BLACK, mode: int = 0, size: float = 11, y: float = 700) -> None:
    canvas.setFillColor(colour)
    written = canvas.beginText(60, y)
    written.setFont("Helvetica", size)
    if mode:
        written.setTextRenderMode(mode)
    written.textOut(words)
    canvas.drawText(written)


def under(colour: Color) -> Callable[[Canvas], Any]:
    return lambda canvas: (text(canvas, UNSEEN), box(canvas, colour))


def under_picture(canvas: Canvas) -> None:
    text(canvas, UNSEEN)
    canvas.drawImage(ImageReader(Image.effect_noise((200, 30), 80)), *LINE)


def inside_form(canvas: Canvas) -> None:
    canvas.beginForm("line")
    text(canvas, UNSEEN)
    canvas.endForm()
    canvas.doForm("line")
    box(canvas, BLACK)


def clipped(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(60, 500, 100, 20)
    canvas.clipPath(path, stroke=0, fill=0)
    text(canvas, UNSEEN)
    canvas.restoreState()


COVERED = {
    "a black box": under(BLACK),
    "a white box": under(WHITE),
    "a grey box": under(GREY),
    "a picture": under_picture,
    "a box over a form": inside_form,
    "the black of its own ground": lambda canvas: (box(canvas, BLACK), text(canvas, UNSEEN)),
}
HIDDEN = {
    "white on white": lambda canvas: text(canvas, UNSEEN, WHITE),
    "nearly white": lambda canvas: text(canvas, UNSEEN, Color(0.98, 0.98, 0.97)),
    "without a mark": lambda canvas: text(canvas, UNSEEN, mode=3),
    "without opacity": lambda canvas: text(canvas, UNSEEN, Color(0, 0, 0, alpha=0)),
    "tiny": lambda canvas: text(canvas, UNSEEN, size=0.5),
    "off the page": lambda canvas: text(canvas, UNSEEN, y=-40),
    "clipped away": clipped,
}
VISIBLE = {
    "white on a dark box": lambda canvas: (box(canvas, BLUE), text(canvas, SEEN, WHITE)),
    "on shading": lambda canvas: (box(canvas, Color(0.85, 0.85, 0.85)), text(canvas, SEEN)),
    "under a marker": lambda canvas: (text(canvas, SEEN), box(canvas, Color(1, 1, 0, alpha=0.4))),
    "underlined": lambda canvas: (text(canvas, SEEN), canvas.rect(60, 698, 300, 0.8, stroke=0, fill=1)),
    "in outlines": lambda canvas: text(canvas, SEEN, mode=1),
    "small print": lambda canvas: text(canvas, SEEN, size=5),
    "grey": lambda canvas: text(canvas, SEEN, Color(0.7, 0.7, 0.7)),
}


@pytest.mark.parametrize("name", COVERED)
def test_text_under_something_is_kept_apart(name: str, tmp_path: Path) -> None:
    document = opened(write(tmp_path / "file.pdf", COVERED[name]))
    assert UNSEEN not in document.text
    assert ORDINARY in document.text
    assert apart(document, PartKind.COVERED_TEXT) == UNSEEN
    assert [part.hidden for part in document.parts if part.kind is PartKind.COVERED_TEXT] == [True]
    assert "1 text under a covering shape kept out of the search: page 1." in document.warnings


@pytest.mark.parametrize("name", HIDDEN)
def test_text_that_leaves_no_mark_is_kept_apart(name: str, tmp_path: Path) -> None:
    document = opened(write(tmp_path / "file.pdf", HIDDEN[name]))
    assert document.text == ORDINARY
    assert apart(document, PartKind.HIDDEN_TEXT) == UNSEEN
    assert document.warnings == ("1 hidden part kept out of the search: page 1.",)


@pytest.mark.parametrize("name", VISIBLE)
def test_text_that_is_seen_stays(name: str, tmp_path: Path) -> None:
    document = opened(write(tmp_path / "file.pdf", VISIBLE[name]))
    assert SEEN in document.text
    assert document.warnings == ()


def test_only_the_covered_words_of_a_line_go_and_the_gap_is_marked(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, f"The school knew that {UNSEEN} It was late.")
        left = 60 + canvas.stringWidth("The school knew that ", "Helvetica", 11)
        canvas.rect(left, 696, canvas.stringWidth(UNSEEN, "Helvetica", 11), 14, stroke=0, fill=1)

    document = opened(write(tmp_path / "file.pdf", draw))
    assert "The school knew that █ It was late." in document.text
    assert apart(document, PartKind.COVERED_TEXT) == UNSEEN


def test_a_label_on_the_box_is_read_and_what_lies_under_it_is_not(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, UNSEEN)
        box(canvas, BLACK)
        text(canvas, "WITHHELD", WHITE)

    document = opened(write(tmp_path / "file.pdf", draw))
    assert "WITHHELD" in document.text
    assert UNSEEN not in document.text


def test_text_outside_the_crop_box_is_hidden(tmp_path: Path) -> None:
    path = write(tmp_path / "file.pdf", lambda canvas: text(canvas, UNSEEN, y=40))

    def crop(writer: PdfWriter) -> None:
        writer.pages[0].cropbox = RectangleObject((0, 100, 595, 842))

    document = opened(changed(path, crop))
    assert document.text == ORDINARY
    assert apart(document, PartKind.HIDDEN_TEXT) == UNSEEN


def test_a_layer_counts_only_when_it_is_shown(tmp_path: Path) -> None:
    off = opened(with_layer(write(tmp_path / "off.pdf", lambda canvas: None), UNSEEN, shown=False))
    assert (off.text, apart(off, PartKind.HIDDEN_TEXT)) == (ORDINARY, UNSEEN)
    on = opened(with_layer(write(tmp_path / "on.pdf", lambda canvas: None), SEEN, shown=True))
    assert SEEN in on.text


@pytest.mark.parametrize("subtype", ["/Square", "/Redact", "/Highlight"])
def test_annotations_cover_as_boxes_do(subtype: str, tmp_path: Path) -> None:
    path = write(tmp_path / "file.pdf", lambda canvas: text(canvas, UNSEEN))
    document = opened(annotated(path, subtype, b"0 0 0 rg 0 0 400 25 re f"))
    assert UNSEEN not in document.text
    assert apart(document, PartKind.COVERED_TEXT) == UNSEEN


def test_words_marked_for_redaction_are_kept_apart_before_anybody_covers_them(tmp_path: Path) -> None:
    path = write(tmp_path / "file.pdf", lambda canvas: text(canvas, UNSEEN))
    corners = numbers(55, 715, 455, 715, 55, 690, 455, 690)
    document = opened(annotated(path, "/Redact", QuadPoints=corners))
    assert (document.text, apart(document, PartKind.COVERED_TEXT)) == (ORDINARY, UNSEEN)


def test_a_highlight_covers_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "file.pdf", lambda canvas: text(canvas, SEEN))
    corners = numbers(55, 715, 455, 715, 55, 690, 455, 690)
    assert SEEN in opened(annotated(path, "/Highlight", C=numbers(1, 1, 0), QuadPoints=corners)).text


@pytest.mark.parametrize("shift", [(0.3, 0.0), (0.0, 0.0), (1.2, -1.2)])
def test_words_drawn_twice_are_read_once(shift: tuple[float, float], tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60 + shift[0], 700 + shift[1], SEEN)
        canvas.drawString(60, 700, SEEN)

    def letter_by_letter(canvas: Canvas) -> None:
        x = 60.0
        for letter in SEEN:
            canvas.drawString(x, 700, letter)
            canvas.drawString(x + shift[0] / 4, 700, letter)
            x += canvas.stringWidth(letter, "Helvetica", 11)

    document = opened(write(tmp_path / "file.pdf", draw, letter_by_letter))
    assert document.text.count(SEEN) == 2
    assert document.warnings == ()


def test_letters_that_stand_close_are_not_drawn_twice(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        x = 60.0
        for letter in "well-being of all":
            canvas.drawString(x, 700, letter)
            x += canvas.stringWidth(letter, "Helvetica", 11)
        canvas.drawString(60, 660, SEEN)
        canvas.drawString(60, 660, SEEN)

    assert "well-being of all" in opened(write(tmp_path / "file.pdf", draw)).text


def test_a_page_that_is_turned_is_read_line_by_line(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        x = 60.0
        for word in SEEN.split():
            canvas.drawString(x, 400, word)
            x += canvas.stringWidth(f"{word} ", "Helvetica", 11)

    path = changed(write(tmp_path / "file.pdf", draw), lambda writer: writer.pages[0].rotate(90))
    assert SEEN in opened(path).text


def test_a_table_holds_no_words_that_are_covered(tmp_path: Path) -> None:
    rows = [("Worker", "Visits"), ("Osmund Carrick", "12"), (UNSEEN, "7"), ("Ada Formby", "9")]

    def draw(canvas: Canvas) -> None:
        canvas.grid([60, 320, 400], [700 - 20 * n for n in range(5)])
        for number, row in enumerate(rows):
            canvas.setFont("Helvetica-Bold" if number == 0 else "Helvetica", 11)
            for x, cell in zip((65, 325), row, strict=True):
                canvas.drawString(x, 686 - 20 * number, cell)
        canvas.rect(62, 642, 256, 16, stroke=0, fill=1)

    document = opened(write(tmp_path / "file.pdf", draw))
    assert UNSEEN not in document.text
    assert "Worker: Osmund Carrick; Visits: 12" in document.text
    assert apart(document, PartKind.COVERED_TEXT) == UNSEEN
