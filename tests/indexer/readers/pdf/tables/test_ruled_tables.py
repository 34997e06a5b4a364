"""Ruled tables of PDF pages are rebuilt where they stand; frames round prose and broken grids stay text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from api.documents.page_images import view, ways_of
from indexer.documents import Block, BlockKind, Document
from indexer.indexing.chunking import chunk
from indexer.readers import Limits, read
from indexer.readers.figures import FIGURES_CAUTION

TEXT = getSampleStyleSheet()["BodyText"]
PROSE = "The partnership looked at the courses that were held in the year and at the people who came to them. "
HEAD = ["Course", "Courses planned", "People attended"]
BODY = [["Safer recruitment", "2", "49"], ["Neglect", "3", "51"], ["Early help", "1", "10"]]
RULES = [
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"),
    ("LINEABOVE", (0, 0), (-1, 0), 0.5, "black"),
    ("FONT", (0, 0), (-1, 0), "Helvetica-Bold"),
]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")]


def ruled(rows: Sequence[Sequence[object]], style: list[Any] = GRID) -> Table:
    return Table([list(row) for row in rows], colWidths=[180, 110, 110], repeatRows=1, style=style)


def pdf(path: Path, *story: Flowable) -> Path:
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(list(story))
    return path


def read_it(path: Path) -> Document:
    return read(path, Limits(10**7, 100))


def rows_of(document: Document) -> list[tuple[str, Block]]:
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    return [(document.text[block.start : block.end], block) for block in rows]


@pytest.mark.parametrize("style", [GRID, RULES], ids=["grid", "rules between rows only"])
def test_a_ruled_table_becomes_rows_between_the_text_above_and_below(style: list[Any], tmp_path: Path) -> None:
    table = ruled([HEAD, *BODY, ["Total", "6", "110"]], style)
    below = Paragraph("It was a good year for the courses, all in all.", TEXT)
    document = read_it(pdf(tmp_path / "t.pdf", Paragraph(PROSE, TEXT), table, below))
    rows = rows_of(document)
    assert [text for text, _ in rows] == [
        "Course: Safer recruitment; Courses planned: 2; People attended: 49",
        "Course: Neglect; Courses planned: 3; People attended: 51",
        "Course: Early help; Courses planned: 1; People attended: 10",
        "Course: Total; Courses planned: 6; People attended: 110",
    ]
    assert (rows[0][1].locator.page, rows[0][1].locator.row) == (1, 2)
    assert rows[0][1].caution is None
    order = [block.kind is BlockKind.TABLE_ROW for block in document.blocks]
    assert order == [False, True, True, True, True, False]
    assert document.text.count("Safer recruitment") == 1


def test_a_total_that_does_not_add_up_is_flagged_on_every_row(tmp_path: Path) -> None:
    document = read_it(pdf(tmp_path / "t.pdf", Paragraph(PROSE, TEXT), ruled([HEAD, *BODY, ["Total", "6", "112"]])))
    said = f"{FIGURES_CAUTION}: “People attended” says 112 in total, its rows add up to 110"
    assert [block.caution for _, block in rows_of(document)] == [said] * 4


def test_a_table_over_two_pages_is_one_its_header_no_row_and_its_total_of_both(tmp_path: Path) -> None:
    many = [[f"Course number {n}", "1", "10"] for n in range(1, 41)]
    good = pdf(tmp_path / "good.pdf", Paragraph(PROSE, TEXT), ruled([HEAD, *many, ["Total", "40", "400"]]))
    rows = rows_of(read_it(good))
    assert len(rows) == 41
    assert {block.caution for _, block in rows} == {None}
    last = rows[-1][1].locator
    assert last.page == 2
    assert last.row == 1 + sum(block.locator.page == 2 for _, block in rows)
    assert rows[-1][0] == "Course: Total; Courses planned: 40; People attended: 400"
    bad = pdf(tmp_path / "bad.pdf", Paragraph(PROSE, TEXT), ruled([HEAD, *many, ["Total", "40", "401"]]))
    assert all(block.caution for _, block in rows_of(read_it(bad)))


def test_cells_merged_over_rows_and_columns_name_each_row(tmp_path: Path) -> None:
    rows = [["Agency", "Staff", ""], ["", "2020", "2021"], ["Health", "4", "5"], ["", "6", "7"], ["Police", "8", "9"]]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (0, 2), (0, 3))]
    document = read_it(pdf(tmp_path / "t.pdf", Paragraph(PROSE, TEXT), ruled(rows, [GRID[0], *spans])))
    assert [text for text, _ in rows_of(document)] == [
        "Agency: Health; Staff 2020: 4; Staff 2021: 5",
        "Agency: Health; Staff 2020: 6; Staff 2021: 7",
        "Agency: Police; Staff 2020: 8; Staff 2021: 9",
    ]


def test_a_frame_round_prose_and_a_grid_with_words_over_its_borders_stay_text(tmp_path: Path) -> None:
    frame = Table([[Paragraph(PROSE * 3, TEXT)], [Paragraph(PROSE, TEXT)]], style=GRID)
    over = Table([["A-long-label-that-runs-on", "5"]] * 4, colWidths=[30, 60], style=[GRID[0]])
    document = read_it(pdf(tmp_path / "t.pdf", frame, Spacer(1, 40), over))
    assert rows_of(document) == []
    assert document.text.count("The partnership looked") == 4


def test_a_table_without_rules_stays_text_with_a_caution(tmp_path: Path) -> None:
    loose: list[Flowable] = []
    for line in ["Salaries", "Chair", "Training", "104,607", "26,583", "13,500", "88,000", "25,000", "14,000"]:
        loose += [Spacer(1, 14), Paragraph(line, TEXT)]
    document = read_it(pdf(tmp_path / "t.pdf", Paragraph(PROSE, TEXT), *loose, PageBreak(), Paragraph(PROSE, TEXT)))
    cautions = {document.text[b.start : b.end]: b.caution for b in document.blocks}
    assert {caution for text, caution in cautions.items() if "26,583" in text} == {FIGURES_CAUTION}
    assert {caution for text, caution in cautions.items() if text.startswith("The partnership")} == {None}


def test_the_cells_of_a_row_are_marked_on_the_page(tmp_path: Path) -> None:
    path = pdf(tmp_path / "t.pdf", Paragraph(PROSE, TEXT), ruled([HEAD, *BODY]))
    passage = next(passage for passage in chunk(read_it(path), "one") if passage.cells)
    start, end = passage.rows[0][0].start, passage.rows[0][-1].end
    row = passage.text[start:end]
    assert view(path, 1, row).boxes == ()
    (first, *_) = view(path, 1, row, ways_of(passage, (start, end))).boxes
    assert 0.1 < first.y < 0.25
    assert view(path, 1, "Elsewhere; 12", [["Course: Elsewhere; People attended: 12", "Elsewhere 12"]]).boxes == ()
    assert ways_of(passage, (0, start)) == ()


def test_bold_rows_between_rows_name_the_columns_anew(tmp_path: Path) -> None:
    rows = [["Council", "Health"], ["A. Able", "B. Best"], ["Police", "Probation"], ["C. Calm", "D. Dear"]]
    bold = ("FONT", (0, 2), (-1, 2), "Helvetica-Bold")
    document = read_it(pdf(tmp_path / "t.pdf", Paragraph(PROSE, TEXT), ruled(rows, [*GRID, bold])))
    assert [text for text, _ in rows_of(document)] == [
        "Council: A. Able; Health: B. Best",
        "Police: C. Calm; Probation: D. Dear",
    ]


def aligned(path: Path, rows: Sequence[Sequence[str]], xs: Sequence[float] = (60, 300, 400)) -> Path:
    """A page with rows at these places and not a rule on it."""
    canvas = Canvas(str(path))
    canvas.drawString(60, 790, PROSE)
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            canvas.drawString(x, 740 - 18 * number, text)
    canvas.drawString(60, 700 - 18 * len(rows), PROSE)
    canvas.save()
    return path


def test_a_table_without_rules_is_rebuilt_where_its_columns_line_up(tmp_path: Path) -> None:
    document = read_it(aligned(tmp_path / "t.pdf", [HEAD, *BODY, ["Total", "6", "112"]]))
    assert [text for text, _ in rows_of(document)][1:] == [
        "Course: Neglect; Courses planned: 3; People attended: 51",
        "Course: Early help; Courses planned: 1; People attended: 10",
        "Course: Total; Courses planned: 6; People attended: 112",
    ]
    assert "its rows add up to 110" in str(rows_of(document)[0][1].caution)
    assert document.text.count("Neglect") == 1


def test_a_table_without_rules_in_doubt_stays_text(tmp_path: Path) -> None:
    two_lines = [HEAD, *BODY[:2], ["and for neglect of", "", ""], *BODY[2:]]
    assert rows_of(read_it(aligned(tmp_path / "label.pdf", two_lines))) == []
    names = [["Name", "Courses", "People"], ["of course", "planned", "attended"], *BODY]
    assert rows_of(read_it(aligned(tmp_path / "names.pdf", names))) == []
    assert rows_of(read_it(aligned(tmp_path / "few.pdf", [HEAD, *BODY[:2]]))) == []
