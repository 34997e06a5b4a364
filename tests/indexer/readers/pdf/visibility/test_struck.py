"""Words that a line runs through are no part of the sentence; rules of tables, forms and underlines strike nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from indexer.documents import PartKind
from tests.indexer.readers.pdf.pages import apart, opened, write

WORDS = "The child was never seen alone."
LEFT, SIZE, BASE = 60, 11, 700
Line = Callable[[Canvas, float, float], None]


def drawn(canvas: Canvas, left: float, right: float) -> None:
    canvas.setLineWidth(0.6)
    canvas.line(left, BASE + 3, right, BASE + 3)


def filled(canvas: Canvas, left: float, right: float) -> None:
    canvas.rect(left, BASE + 2.6, right - left, 0.7, stroke=0, fill=1)


def short_by_a_letter(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(left, BASE + 3, right - 5, BASE + 3)


def underlined(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(left, BASE - 1.2, right, BASE - 1.2)


def across_the_page(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(20, BASE + 3, 560, BASE + 3)


def unseen(canvas: Canvas, left: float, right: float) -> None:
    canvas.setStrokeColor(white)
    drawn(canvas, left, right)


def boxed(canvas: Canvas, left: float, right: float) -> None:
    canvas.rect(left - 1, BASE - 2, right - left + 2, SIZE + 2)


def page(path: Path, line: Line) -> Path:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, BASE, WORDS)
        left = LEFT + canvas.stringWidth("The child was ", "Helvetica", SIZE)
        line(canvas, left, left + canvas.stringWidth("never", "Helvetica", SIZE))

    return write(path, draw)


@pytest.mark.parametrize("line", [drawn, filled, short_by_a_letter])
def test_words_with_a_line_through_them_are_struck(tmp_path: Path, line: Line) -> None:
    document = opened(page(tmp_path / "f.pdf", line))
    assert "The child was seen alone." in document.text
    assert apart(document, PartKind.STRUCK_TEXT) == "never"
    assert [part.hidden for part in document.parts if part.kind is PartKind.STRUCK_TEXT] == [False]
    assert "1 struck-out passage kept out of the search: page 1." in document.warnings


@pytest.mark.parametrize("line", [underlined, across_the_page, unseen, boxed])
def test_other_lines_strike_nothing(tmp_path: Path, line: Line) -> None:
    document = opened(page(tmp_path / "f.pdf", line))
    assert WORDS in document.text and document.warnings == ()


def test_a_page_with_struck_words_goes_on_after_a_hyphen_and_a_raised_mark(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, BASE, WORDS)
        drawn(canvas, LEFT, LEFT + canvas.stringWidth("The child", "Helvetica", SIZE))
        canvas.drawString(LEFT, 650, "Partners said what they had kept.")
        right = LEFT + canvas.stringWidth("Partners said what they had kept.", "Helvetica", SIZE)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(right + 0.5, 654.5, "1")
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(right + 5, 650, "It was read by practi-")
        canvas.drawString(LEFT, 636, "tioners of every agency.")

    text = opened(write(tmp_path / "f.pdf", draw)).text
    assert "kept.1 It was read by practi-\ntioners of every agency." in text
