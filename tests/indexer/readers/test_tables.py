"""Rows carry their header; figures that do not agree are flagged; nothing is guessed. In every format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Cm

from indexer.documents import Block, BlockKind, Document, Locator, TableCell
from indexer.indexing.chunking import chunk
from indexer.readers import Limits, read
from indexer.readers.builder import DocumentBuilder
from indexer.readers.figures import FIGURES_CAUTION, count_in
from indexer.readers.tables import table_of

Grid = list[list[str]]

COURSES = [
    ["Course", "Courses planned", "Attendees"],
    ["Safer recruitment", "2", "49"],
    ["Neglect", "3", "51"],
    ["Total", "5", "100"],
]
WRONG = [*COURSES[:-1], ["Total", "5", "110"]]


def as_docx(path: Path, grid: Grid) -> Path:
    document = docx.Document()
    document.add_paragraph("Training in the year.")
    table = document.add_table(rows=len(grid), cols=len(grid[0]))
    for row, texts in zip(table.rows, grid, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(path.with_suffix(".docx")))
    return path.with_suffix(".docx")


def as_xlsx(path: Path, grid: Grid) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Training"
    for row in grid:
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def as_html(path: Path, grid: Grid) -> Path:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in grid)
    path.with_suffix(".html").write_text(f"<h1 id='t'>Training</h1><table>{rows}</table>", "utf-8")
    return path.with_suffix(".html")


def as_markdown(path: Path, grid: Grid) -> Path:
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    lines.insert(1, "|" + "---|" * len(grid[0]))
    path.with_suffix(".md").write_text("\n".join(lines), "utf-8")
    return path.with_suffix(".md")


def as_csv(path: Path, grid: Grid) -> Path:
    path.with_suffix(".csv").write_text("\n".join(",".join(row) for row in grid), "utf-8")
    return path.with_suffix(".csv")


def as_pptx(path: Path, grid: Grid) -> Path:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = slide.shapes.add_table(len(grid), len(grid[0]), Cm(1), Cm(1), Cm(20), Cm(5)).table
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    presentation.save(str(path.with_suffix(".pptx")))
    return path.with_suffix(".pptx")


FORMATS = [as_docx, as_xlsx, as_html, as_markdown, as_csv, as_pptx]


def read_it(path: Path) -> Document:
    return read(path, Limits(10**7, 100))


def rows_of(document: Document) -> list[tuple[str, Block]]:
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    return [(document.text[block.start : block.end], block) for block in rows]


@pytest.mark.parametrize("write", FORMATS)
def test_every_format_gives_rows_with_their_header_and_place(
    write: Callable[[Path, Grid], Path], tmp_path: Path
) -> None:
    rows = rows_of(read_it(write(tmp_path / "training", COURSES)))
    assert [text for text, _ in rows] == [
        "Course: Safer recruitment; Courses planned: 2; Attendees: 49",
        "Course: Neglect; Courses planned: 3; Attendees: 51",
        "Course: Total; Courses planned: 5; Attendees: 100",
    ]
    where = rows[0][1].locator
    assert where.cells == "A2:C2" or where.row == 2
    assert all(block.caution is None for _, block in rows)


@pytest.mark.parametrize("write", FORMATS)
def test_in_every_format_a_total_that_does_not_add_up_is_flagged(
    write: Callable[[Path, Grid], Path], tmp_path: Path
) -> None:
    document = read_it(write(tmp_path / "training", WRONG))
    said = f"{FIGURES_CAUTION}: “Attendees” says 110 in total, its rows add up to 100"
    assert {block.caution for _, block in rows_of(document)} == {said}
    cautions = [passage.caution for passage in chunk(document, "d") if not passage.by_service]
    assert cautions[-1] == said


def test_a_header_of_two_rows_is_one_name_a_column() -> None:
    table = table_of(
        [
            ["Theme", "Cases", "Judgement", "", ""],
            ["", "", "Inadequate", "Requires improvement", "Good"],
            ["Neglect", "15", "5 (33.3%)", "6 (40%)", "4 (26.7%)"],
            ["Early help", "15", "2 (13%)", "8 (53%)", "5 (33%)"],
        ]
    )
    assert table.header == (
        "Theme",
        "Cases",
        "Judgement Inadequate",
        "Judgement Requires improvement",
        "Judgement Good",
    )
    assert [row.number for row in table.rows] == [3, 4]
    assert table.caution is None


def test_a_share_that_does_not_fit_its_count_is_flagged() -> None:
    rows = [["A", "15", "5 (33%)", "10 (67%)"], ["B", "20", "5 (25%)", "15 (75%)"], ["C", "60", "24 (24%)", "36 (60%)"]]
    assert table_of([["Theme", "Cases", "Good", "Other"], *rows]).caution == (
        f"{FIGURES_CAUTION}: “24 (24%)” is 40% of 60"
    )


def test_a_row_whose_cells_do_not_add_up_to_its_total_is_flagged_where_the_others_do() -> None:
    rows = [["Good", "1", "2", "3"], ["Fair", "4", "5", "9"], ["Poor", "1", "1", "3"]]
    assert "the row “Poor” says 3 in total, its cells add up to 2" in str(
        table_of([["Judgement", "Girls", "Boys", "All"], *rows]).caution
    )
    apart = [["Good", "1", "2", "7"], ["Fair", "4", "5", "7"], ["Poor", "1", "1", "7"]]
    assert table_of([["Judgement", "Girls", "Boys", "All"], *apart]).caution is None


@pytest.mark.parametrize(
    "rows",
    [
        [["A", "10"], ["B", "20"], ["Subtotal", "30"], ["C", "5"], ["D", "5"], ["Subtotal", "10"], ["Total", "40"]],
        [["A", "£1,200.50"], ["B", "£800.50"], ["Total", "£2,001"]],
        [["A", "10"], ["B", "not known"], ["Total", "40"]],
        [["A", "10"], ["B", "-"], ["C", "n/a"], ["D", "30"], ["Total", "40"]],
        [["A", "50%"], ["B", "70%"], ["All", "60%"]],
    ],
)
def test_sums_that_are_right_or_cannot_be_told_are_not_flagged(rows: Grid) -> None:
    assert table_of([["Item", "Figure"], *rows]).caution is None


def test_what_is_no_sum_is_not_taken_for_one() -> None:
    assert table_of([["Area", "Rate per 1,000"], ["A", "10"], ["B", "20"], ["All", "14"]]).caution is None


def test_years_may_head_columns_of_figures_and_a_title_above_is_no_header() -> None:
    table = table_of([["Table 5", "", ""], ["Measure", "2015", "2016"], ["Plans", "84", "109"]])
    assert table.text(table.rows[-1]) == "Measure: Plans; 2015: 84; 2016: 109"
    assert table.text(table.rows[0]) == "Table 5"


def test_a_table_without_header_keeps_its_cells_and_a_header_repeated_is_no_row() -> None:
    assert [table.text(row) for table in [table_of([["A", "1", "2"], ["B", "3", "4"]])] for row in table.rows] == [
        "A; 1; 2",
        "B; 3; 4",
    ]
    assert [row.cells[0] for row in table_of([*COURSES[:2], COURSES[0], *COURSES[2:]]).rows] == [
        "Safer recruitment",
        "Neglect",
        "Total",
    ]


def test_merged_cells_in_word_name_each_row_and_count_once(tmp_path: Path) -> None:
    path = as_docx(
        tmp_path / "merged", [["Agency", "Team", "Staff"], ["Health", "A", "4"], ["", "B", "5"], ["Total", "", "9"]]
    )
    document = docx.Document(str(path))
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    document.save(str(path))
    rows = rows_of(read_it(path))
    assert [text for text, _ in rows] == [
        "Agency: Health; Team: A; Staff: 4",
        "Agency: Health; Team: B; Staff: 5",
        "Agency: Total; Staff: 9",
    ]
    assert rows[0][1].caution is None


def test_merged_cells_in_html_name_each_row_and_count_once(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text(
        "<table><caption>Staff by team</caption><tr><th>Agency</th><th colspan=2>Staff</th></tr>"
        "<tr><th></th><th>2020</th><th>2021</th></tr>"
        "<tr><td rowspan=2>Health</td><td rowspan=2>4</td><td>1</td></tr><tr><td>2</td></tr>"
        "<tr><td>Total</td><td>4</td><td>3</td></tr></table>",
        "utf-8",
    )
    document = read_it(tmp_path / "t.html")
    assert [text for text, _ in rows_of(document)] == [
        "Agency: Health; Staff 2020: 4; Staff 2021: 1",
        "Agency: Health; Staff 2021: 2",
        "Agency: Total; Staff 2020: 4; Staff 2021: 3",
    ]
    assert document.text.startswith("Staff by team")
    assert all(block.caution is None for block in document.blocks)


def test_merged_cells_in_a_sheet_name_each_row(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "merged", [["Agency", "Team", "Staff"], ["Health", "A", "4"], ["", "B", "5"]])
    from openpyxl import load_workbook

    book = load_workbook(path)
    book["Training"].merge_cells("A2:A3")
    book.save(path)
    assert rows_of(read_it(path))[1][0] == "Agency: Health; Team: B; Staff: 5"


def test_a_sheet_gets_one_description_that_counts_what_it_holds(tmp_path: Path) -> None:
    grid = [["No.", "Finding", "Grade", "Cases"]]
    grid += [
        [str(n), f"Finding number {n}", "Strength" if n < 3 else "Area to develop", str(n * 4)] for n in range(1, 6)
    ]
    document = read_it(as_xlsx(tmp_path / "audit", grid))
    described = [passage for passage in chunk(document, "d") if passage.by_service]
    assert [passage.text for passage in described] == [
        "The sheet “Training” holds 1 table with headed columns. A table (cells A1:D6) has 5 rows under No., Finding, "
        "Grade, Cases. Grade: Area to develop in 3, Strength in 2 rows. Cases: 4 to 20 in 5 rows."
    ]
    assert described[0].locator == Locator(sheet="Training")
    assert len(rows_of(document)) == 5


def test_a_description_stays_within_a_passage(tmp_path: Path) -> None:
    header = [f"Column of figures number {n}" for n in range(40)]
    grid = [header, *([str(row * n + 1) for n in range(40)] for row in range(5))]
    described = [p for p in chunk(read_it(as_xlsx(tmp_path / "wide", grid)), "d") if p.by_service]
    assert len(described) == 1


def test_a_table_in_loose_lines_is_flagged_and_the_text_round_it_is_not(tmp_path: Path) -> None:
    loose = ["Salaries", "Chair", "Training", "Total", "2016-17", "£", "104,607", "26,583", "13,500", "144,690", "98%"]
    before = "The board spent its money on people and on courses, as it had in the year before."
    after = "The partners agreed to pay the same share again in the coming year, after some debate."
    (tmp_path / "report.txt").write_text("\n\n".join([before, *loose, after]), "utf-8")
    passages = chunk(read_it(tmp_path / "report.txt"), "d")
    assert {p.caution for p in passages if "26,583" in p.text} == {FIGURES_CAUTION}
    document = read_it(tmp_path / "report.txt")
    plain = [document.text[b.start : b.end] for b in document.blocks if not b.caution]
    assert before in plain
    assert after in plain


def test_phone_numbers_and_numbered_lines_are_no_loose_figures(tmp_path: Path) -> None:
    lines = ["Duty team", "01922 555 010", "Night team", "01922 555 011", "Police", "01922 555 012", "1.", "2.", "3."]
    (tmp_path / "contacts.txt").write_text("\n\n".join(["Whom to call in the night and at weekends.", *lines]), "utf-8")
    assert all(block.caution is None for block in read_it(tmp_path / "contacts.txt").blocks)


def test_rows_of_one_table_share_a_passage_but_not_with_prose_or_another_table(tmp_path: Path) -> None:
    prose = "Many people came to the courses of the partnership in this year. " * 5
    document = docx.Document()
    document.add_paragraph(prose)
    for grid in (COURSES, [["Agency", "People"], ["Police", "20"], ["Health", "80"]]):
        table = document.add_table(rows=len(grid), cols=len(grid[0]))
        for row, texts in zip(table.rows, grid, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(tmp_path / "t.docx"))
    texts = [passage.text for passage in chunk(read_it(tmp_path / "t.docx"), "d")]
    assert [text.count("Course: ") for text in texts] == [0, 3, 0]
    assert [text.count("Agency: ") for text in texts] == [0, 0, 2]


@pytest.mark.parametrize("grid", [[], [[]], [[""], [""]], [["alone"]], [["a", "b"], ["c"]]])
def test_a_grid_with_holes_or_nothing_in_it_is_read_all_the_same(grid: Grid) -> None:
    assert [cell for row in table_of(grid, 0).rows for cell in row.cells if cell] == [
        c for row in grid for c in row if c
    ]


def test_odd_html_tables_are_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text(
        "<table><tr><td rowspan=9999999999 colspan=9999999>x<td>y</tr><tr></tr></table><table></table>"
        "<table><tr></tr></table><table><tr><td><table><tr><td>inner</td></tr></table></td></tr></table>",
        "utf-8",
    )
    text = read_it(tmp_path / "t.html").text
    assert "x: y" in text or "x; y" in text
    assert "inner" in text


def test_a_column_of_percentages_is_checked_against_its_counts() -> None:
    rows = [["Judgement", "Cases", "%"], ["Good", "24", "24"], ["Requires improvement", "27", "45%"]]
    rows += [["Inadequate", "9", "15%"], ["Total", "60", "100%"]]
    assert table_of(rows).caution == f"{FIGURES_CAUTION}: “Good: 24” is 40% of 60"
    rows[1][2] = "40"
    assert table_of(rows).caution is None
    by_row = [["Agency", "Invited", "Came", "Share"], ["Police", "10", "5", "50%"], ["Health", "20", "15", "75%"]]
    assert table_of([*by_row, ["Schools", "8", "2", "30%"]]).caution == f"{FIGURES_CAUTION}: “Schools: 30%” is 25% of 8"
    growth = [["Year", "Cases", "Change"], ["2016", "10", "5%"], ["2017", "20", "90%"], ["2018", "30", "70%"]]
    assert table_of(growth).caution is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("In 26 of 40 files (56%) fathers were named.", "26 of 40 is 65%, the text says 56%"),
        ("Only 12 out of the 30 children seen (25 per cent) were asked.", "12 of 30 is 40%, the text says 25%"),
        ("In 26 of 40 files (65%) fathers were named.", None),
        ("One in three, 1,024 of 3,072 (33%), came back.", None),
        ("Of 40 files, 26 named fathers (56% in 2015).", None),
        ("Recommendation 3 of 2019 (100%) is done.", None),
    ],
)
def test_a_share_in_words_that_its_counts_do_not_give_is_flagged(words: str, said: str | None) -> None:
    built = DocumentBuilder()
    built.add(words, Locator())
    (block,) = built.build().blocks
    assert block.caution == (said and f"{FIGURES_CAUTION}: {said}")


@pytest.mark.parametrize("write", FORMATS)
def test_in_every_format_a_row_travels_as_its_cells(write: Callable[[Path, Grid], Path], tmp_path: Path) -> None:
    grid = [["Course", "Places; booked", "Spoken of"], ["Neglect: signs", "51", "well; by all"], ["Loss", "", "45%"]]
    passage = next(p for p in chunk(read_it(write(tmp_path / "cells", grid)), "d") if p.cells)
    found = [[(cell.header, cell.text, cell.number) for cell in row] for row in passage.rows]
    assert found == [
        [("Course", "Neglect: signs", None), ("Places; booked", "51", 51.0), ("Spoken of", "well; by all", None)],
        [("Course", "Loss", None), ("Spoken of", "45%", 0.45)],
    ]
    assert all(passage.text[cell.start : cell.end] == cell.text for cell in passage.cells)


def test_a_cell_cut_by_the_border_of_a_passage_is_whole_in_both(tmp_path: Path) -> None:
    told = " ".join(f"Sentence {number} tells what was done about it in the year." for number in range(40))
    passages = chunk(
        read_it(as_xlsx(tmp_path / "long", [["Action", "Update"], ["Audit", told], ["Plan", "done"]])), "d"
    )
    cut = [p for p in passages if any(cell.header == "Update" and cell.text == told for cell in p.cells)]
    assert len(cut) > 2
    assert "".join(p.text[c.start : c.end] for p in cut for c in p.cells if c.text == told).replace(" ", "") == (
        told.replace(" ", "")
    )
    assert [row[0].text for row in passages[-1].rows if row][-1] == "Plan"


def test_a_label_and_what_it_says_are_one_cell() -> None:
    table = table_of([["Child:", "H"], ["Age", "4"]], 0)
    assert [table.written(row)[0] for row in table.rows] == ["Child: H", "Age: 4"]
    assert [(c.header, c.text, c.number) for row in table.rows for c in table.written(row)[1]] == [
        ("Child", "H", None),
        ("Age", "4", 4.0),
    ]


def test_a_cell_holds_the_number_of_the_file_where_less_is_shown() -> None:
    shown, held = [["Team", "Share"], ["North", "45%"], ["South", "£1.2M"]], [["", ""], ["", "45.3%"], ["", "1234567"]]
    table = table_of(shown, 1, held)
    assert [table.written(row)[1][1].number for row in table.rows] == [0.453, 1234567.0]


@pytest.mark.parametrize(
    ("text", "held", "count"),
    [
        ("49", 49.0, 49),
        ("49 people", 49.0, 49),
        ("1,234,567 places", 1234567.0, 1234567),
        ("5 (33.3%)", 5.0, 5),
        ("45%", 0.45, None),
        ("100%", 1.0, None),
        ("49 people", None, None),
        ("4 of 5", 4.0, None),
        ("2.5", 2.5, None),
        ("Neglect; places: 3", None, None),
    ],
)
def test_a_count_is_what_a_cell_shows_and_holds(text: str, held: float | None, count: int | None) -> None:
    assert count_in(TableCell(0, len(text), "Places", text, held)) == count


def test_a_table_of_a_document_inside_another_keeps_its_cells(tmp_path: Path) -> None:
    builder = DocumentBuilder()
    builder.include(read_it(as_csv(tmp_path / "inside", COURSES)))
    rows = [block for block in builder.build().blocks if block.cells]
    assert [[cell.text for cell in block.cells] for block in rows] == [list(row) for row in COURSES[1:]]
