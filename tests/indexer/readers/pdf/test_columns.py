"""Two columns of prose are read one after the other, in whatever order the file holds their lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.readers import Limits, read
from indexer.readers.pdf.columns import in_columns, in_order
from indexer.readers.pdf.layout import Line

LEFT = [
    "The school wrote to the family twice",
    "and asked what had changed at home",
    "but no reply was kept on the file.",
] * 4
RIGHT = [
    "Health visitors saw the baby at once",
    "and told the doctor of the bruises",
    "before the meeting that afternoon.",
] * 4


def test_a_page_written_row_by_row_is_read_column_by_column(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(60, 760, "A bulletin for every team that works with children and their families in our area")
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        canvas.drawString(60, 700 - 14 * row, left)
        canvas.drawString(310, 700 - 14 * row, right)
    canvas.drawString(60, 500, "Printed below both columns for all of the readers of this bulletin this spring")
    canvas.save()
    words = " ".join(read(path, Limits(10**9, 2000)).text.split())
    assert " ".join(LEFT) in words
    assert " ".join(RIGHT) in words
    assert words.index("Printed below") > words.rindex("that afternoon.")


def test_rows_of_cells_and_pages_of_one_column_stay_as_they_are() -> None:
    def line(text: str, x: float, row: int) -> Line:
        return Line(text, 10.0, False, x, 0.8 - 0.02 * row)

    cells = [
        line(text, x, row)
        for row in range(12)
        for text, x in ((f"Measure number {row} of the plan", 60), ("Done by the named officer", 310))
    ]
    assert in_columns(cells) == cells
    one = [line("and the text goes on over lines", 60, row) for row in range(12)]
    assert in_columns(one) == one


def test_boxes_of_a_diagram_are_read_from_the_top_whatever_was_drawn_first() -> None:
    def box(x: float, top: float, *texts: str) -> list[Line]:
        return [Line(text, 9.0, False, x + 7 * n, top - 0.015 * n) for n, text in enumerate(texts)]

    first, left = box(200, 0.9, "A referral is made", "by anyone"), box(100, 0.8, "It is urgent:", "act at once")
    right, last = box(300, 0.8, "It is not urgent:", "assess"), box(205, 0.5, "Feedback is given")
    end = box(212, 0.3, "The case is closed")
    drawn = [*end, *last, *right, *first, *left]
    assert in_order(drawn) == [*first, *left, *right, *last, *end]
    columns = [*box(60, 0.9, "one", "two"), *box(300, 0.9, "three", "four")]
    assert in_order(columns) == columns


@pytest.mark.parametrize("rows", [2, 3, 4])
def test_columns_of_a_few_lines_are_read_one_after_the_other(rows: int, tmp_path: Path) -> None:
    left = [
        "The school wrote to the family twice in",
        "March and asked what had changed at",
        "home, but no reply came.",
    ]
    right = ["Health visitors saw the baby at once and", "told the doctor of the bruises before the"]
    left, right = [*left, "and nobody rang the father of the child."][:rows], [*right, "meeting that afternoon."][:rows]
    canvas = Canvas(str(tmp_path / "short.pdf"))
    canvas.drawString(60, 760, "A title that runs across both of the columns of this short page of the bulletin")
    for row, words in enumerate(left):
        canvas.drawString(60, 700 - 14 * row, words)
        if row < len(right):
            canvas.drawString(310, 700 - 14 * row, right[row])
    canvas.save()
    words = " ".join(read(tmp_path / "short.pdf", Limits(10**9, 2000)).text.split())
    assert " ".join(left) in words
    assert " ".join(right) in words


def test_a_few_rows_of_cells_stay_rows() -> None:
    cells = [
        Line(text, 10.0, False, x, 0.8 - 0.02 * row)
        for row, pair in enumerate(
            (
                ("Review all of the open cases", "the named officer of the board"),
                ("Train all of the new staff", "the lead for learning"),
                ("Audit the files of the year", "the manager of the service"),
            )
        )
        for text, x in zip(pair, (60, 310), strict=True)
    ]
    assert in_columns(cells) == cells
