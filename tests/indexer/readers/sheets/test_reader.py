"""Workbooks as their readers see them; what they do not see is kept apart, what could not be read is counted."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from api.shared.tabular import read_table
from indexer.documents import Document, Part, PartKind
from indexer.readers import Limits, read
from tests.conftest import SHARED
from tests.indexer.readers.sheets import workbooks as made
from tests.indexer.readers.sheets.workbooks import relations, row, sheet, text, write

DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{made.OFFICE}" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>4</xdr:row></xdr:from>{}</xdr:twoCellAnchor></xdr:wsDr>"
)
HEAD = row("Action", "Owner", "Child")


def read_it(path: Path) -> Document:
    return read(path, Limits(10**8, 100))


def rows(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == "table_row"]


def parts(document: Document, kind: PartKind) -> list[Part]:
    return [part for part in document.parts if part.kind is kind]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def test_numbers_are_shown_as_in_their_cells_and_checked_as_they_are_held(path: Path) -> None:
    grid = [row("Team", "Share", "Cost", "Day")]
    for name, share, cost in (("North", 0.104, 10.4), ("South", 0.204, 20.4), ("Total", 0.308, 30.8)):
        cells = f'<c s="{made.SHARE}"><v>{share}</v></c>', f"<c><v>{cost}</v></c>", '<c s="3"><v>43191</v></c>'
        grid.append(row(name, *cells))
    document = read_it(write(path, {"Costs": sheet(*grid)}))
    assert rows(document)[0] == "Team: North; Share: 10%; Cost: 10.4; Day: 01/04/2018"
    assert {block.caution for block in document.blocks} == {None}
    assert [line.cells["Day"] for line in read_table(path, path.name)] == ["2018-04-01"] * 3
    assert read_table(path, path.name)[0].cells["Share"] == "10.4%"


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_a_formula_without_a_stored_value_is_said_on_its_cell_and_the_document(path: Path, value: str) -> None:
    total = f'<c r="B3"><f>SUM(B2:B2)</f>{value}</c>'
    said = '<c r="C3" t="str"><f>IF(1,"")</f><v></v></c>'
    document = read_it(write(path, {"S": sheet(row("Team", "Number"), row("A", 4), row("All", total, said))}))
    assert rows(document)[-1] == "Team: All; Number: [formula without a stored value]"
    assert "1 formula without a stored value not read: S B3." in document.warnings


@pytest.mark.parametrize("how", ['hidden="1"', 'hidden="true"', 'ht="0"', 'ht="0" customHeight="1"'])
def test_hidden_and_filtered_rows_are_kept_apart_and_cut_no_table(path: Path, how: str) -> None:
    grid = [
        HEAD,
        row("Audit", "Lead", "x"),
        row("Withdrawn", "Thistlewood", "y", attributes=how),
        row("Review", "QA", "z"),
    ]
    document = read_it(write(path, {"S": sheet(*grid)}))
    assert rows(document) == ["Action: Audit; Owner: Lead; Child: x", "Action: Review; Owner: QA; Child: z"]
    (part,) = parts(document, PartKind.HIDDEN_TEXT)
    assert (part.text, part.hidden, part.locator.cells) == ("Withdrawn; Thistlewood; y", True, "A3:C3")
    assert [line.cells["Action"] for line in read_table(path, path.name)] == ["Audit", "Review"]


@pytest.mark.parametrize("how", ['hidden="1"', 'width="0" customWidth="1"'])
def test_hidden_columns_are_kept_apart(path: Path, how: str) -> None:
    cols = f'<cols><col min="3" max="16384" {how}/></cols>'
    document = read_it(write(path, {"S": sheet(HEAD, row("Audit", "Lead", 9434765919), before=cols)}))
    assert rows(document) == ["Action: Audit; Owner: Lead"]
    assert [part.text for part in parts(document, PartKind.HIDDEN_TEXT)] == ["Child\n9434765919"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_kept_apart_with_all_that_is_on_them(path: Path, state: str) -> None:
    names = sheet(row("Child H", "Corin Applegarth"))
    book = write(path, {"Names": names, "S": sheet(HEAD, row("a", "b", "c"))}, states={"Names": state})
    document = read_it(book)
    assert "Applegarth" not in document.text and "Names" not in document.text
    assert [part.text for part in parts(document, PartKind.HIDDEN_TEXT)] == ["Child H; Corin Applegarth"]
    assert read_table(path, path.name)[0].cells["Action"] == "a"


@pytest.mark.parametrize("style", [made.WHITE, made.PAPER, made.BLACK])
def test_words_as_pale_as_their_ground_are_kept_apart(path: Path, style: int) -> None:
    document = read_it(write(path, {"S": sheet(HEAD, row("Audit", text("Brianna", style), "x"))}))
    assert rows(document) == ["Action: Audit; Child: x"]
    assert [(part.text, part.locator.cells) for part in parts(document, PartKind.HIDDEN_TEXT)] == [("Brianna", "B2")]


def test_white_words_on_a_dark_ground_or_in_a_painted_range_are_read(path: Path) -> None:
    painted = '<conditionalFormatting sqref="B2:B9"/>'
    head = row(text("Action", made.WHITE_ON_BLUE), text("Owner", made.WHITE_ON_BLUE))
    document = read_it(write(path, {"S": sheet(head, row("Audit", text("Lead", made.WHITE)), after=painted)}))
    assert rows(document) == ["Action: Audit; Owner: Lead"]
    assert document.parts == ()


def test_a_number_whose_format_shows_nothing_and_cells_under_a_merge_are_hidden(path: Path) -> None:
    cells = ('<c r="A2"><v>1</v></c>', text("under").replace("<c ", '<c r="B2" '))
    document = read_it(
        write(path, {"S": sheet(HEAD, row(*cells), after='<mergeCells><mergeCell ref="A2:B2"/></mergeCells>')})
    )
    assert [part.text for part in parts(document, PartKind.HIDDEN_TEXT)] == ["under"]


def test_struck_words_are_no_part_of_a_cell(path: Path) -> None:
    rich = (
        '<c t="inlineStr"><is><r><t xml:space="preserve">met </t></r><r><rPr><strike/></rPr><t>twice</t></r></is></c>'
    )
    document = read_it(write(path, {"S": sheet(HEAD, row(rich, text("Lead", made.STRUCK), "x"))}))
    assert rows(document) == ["Action: met; Child: x"]
    assert [part.text for part in parts(document, PartKind.STRUCK_TEXT)] == ["twice", "Lead"]


def test_notes_threaded_comments_and_printed_headers_are_kept_apart(path: Path) -> None:
    notes = (
        "<comments><authors><author>Jo Lee</author><author>tc={1}</author></authors><commentList>"
        '<comment ref="A2" authorId="0"><text><r><t>rejected in May</t></r></text></comment>'
        '<comment ref="B2" authorId="1"><text><t>[Threaded comment] Your version</t></text></comment>'
        "</commentList></comments>"
    )
    threaded = '<threadedComment ref="B2" personId="p"><text>ask her</text></threadedComment>'
    threaded = f"<ThreadedComments>{threaded}</ThreadedComments>"
    codes = '&amp;L&amp;"Arial,Bold"&amp;12OFFICIAL&amp;CQ&amp;&amp;A&amp;RPage &amp;P'
    footer = f"<headerFooter><oddHeader>{codes}</oddHeader></headerFooter>"
    listed = relations(("a", "comments", "../comments1.xml"), ("b", "threadedComment", "../threaded.xml"))
    others = {"xl/worksheets/_rels/sheet1.xml.rels": listed, "xl/comments1.xml": notes, "xl/threaded.xml": threaded}
    others["xl/persons.xml"] = '<personList><person id="p" displayName="Sam"/></personList>'
    content = sheet(HEAD, row("a", "b", "c"), after=footer)
    document = read_it(write(path, {"S": content}, others, related=(("p", "person", "persons.xml"),)))
    found = {(part.text, part.locator.cells) for part in parts(document, PartKind.COMMENT)}
    assert found == {("Jo Lee: rejected in May", "A2"), ("Sam: ask her", "B2")}
    assert [part.text for part in parts(document, PartKind.HEADER)] == ["OFFICIAL Q&A Page"]


def drawn(path: Path, shape: str, more: dict[str, str] | None = None, *related: tuple[str, str, str]) -> Document:
    others = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("d", "drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": DRAWING.format(shape),
        "xl/drawings/_rels/drawing1.xml.rels": relations(*related),
        **(more or {}),
    }
    return read_it(write(path, {"S": sheet(HEAD, row("a", "b", "c"))}, others))


def test_text_boxes_are_read_and_pictures_known_by_their_description(path: Path) -> None:
    box = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='2' name='x'{}/></xdr:nvSpPr><xdr:txBody>"
    box += "<a:p><a:r><a:t>one</a:t></a:r><a:br/>"
    box += "<a:r><a:t>two</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    pictures = '<xdr:pic><xdr:cNvPr id="3" descr="A map"/></xdr:pic><xdr:pic><xdr:cNvPr id="4"/></xdr:pic>'
    document = drawn(path, box.format("") + pictures)
    assert document.text.endswith("one two")
    assert document.blocks[-1].locator.cells == "B5"
    assert [part.text for part in parts(document, PartKind.PICTURE)] == ["A map"]
    assert "1 picture not read: sheet S at B5." in document.warnings
    hidden = drawn(path, box.format(" hidden='1'"))
    assert "two" not in hidden.text and [p.text for p in parts(hidden, PartKind.HIDDEN_TEXT)] == ["one two"]


@pytest.mark.parametrize(("source", "is_read"), [("S!$A$1:$A$2", False), ("[1]Other!$A$1:$A$2", True), ("", True)])
def test_a_chart_is_read_from_its_own_values_where_no_sheet_shows_them(path: Path, source: str, is_read: bool) -> None:
    chart = (
        '<c:chartSpace xmlns:c="c" xmlns:a="a"><c:title><a:t>Referrals</a:t></c:title>'
        "<c:ser><c:tx><c:strRef><c:strCache>"
        '<c:pt idx="0"><c:v>Police</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>'
        '<c:pt idx="0"><c:v>2018</c:v></c:pt><c:pt idx="1"><c:v>2019</c:v></c:pt></c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{source}</c:f><c:numCache><c:formatCode>0%</c:formatCode>"
        '<c:pt idx="0"><c:v>0.12</c:v></c:pt><c:pt idx="1"><c:v>0.3</c:v></c:pt></c:numCache></c:numRef>'
        "</c:val></c:ser></c:chartSpace>"
    )
    shape = (
        '<xdr:graphicFrame><a:graphic><a:graphicData><c:chart r:id="k"/></a:graphicData></a:graphic></xdr:graphicFrame>'
    )
    document = drawn(path, shape, {"xl/charts/chart1.xml": chart}, ("k", "chart", "../charts/chart1.xml"))
    assert "Referrals" in document.text
    assert ("2019; Police: 30%" in document.text) is is_read
    assert [b for b in document.account if b.kind is PartKind.CHART and b.unread == 0]


def test_embedded_files_are_named_and_stored_data_is_kept_apart(path: Path) -> None:
    listed = relations(("e", "package", "../embeddings/minutes.docx"))
    cache = '<c><sharedItems><s v="Brianna Thistlewood"/><s v="a"/></sharedItems></c>'
    others = {"xl/worksheets/_rels/sheet1.xml.rels": listed, "xl/pivot.xml": cache}
    related = (("v", "pivotCacheDefinition", "pivot.xml"),)
    names = '<definedNames><definedName name="Contact">"Jo on 07700 900123"</definedName></definedNames>'
    document = read_it(write(path, {"S": sheet(HEAD, row("a", "b", "c"))}, others, more=names, related=related))
    assert "1 attached file not read: minutes.docx (sheet S)." in document.warnings
    assert [p.text for p in parts(document, PartKind.HIDDEN_TEXT)] == ["data behind a pivot table: Brianna Thistlewood"]
    assert [p.text for p in parts(document, PartKind.PROPERTY)] == ["Contact: Jo on 07700 900123"]


def test_the_workbook_is_found_by_its_relationship_and_may_be_strict(path: Path, tmp_path: Path) -> None:
    write(path, {"S": sheet(HEAD, row("a", '<c t="d" s="3"><v>2018-04-01</v></c>', "c"))}, main="xl/workbook2.xml")
    strict = tmp_path / "strict.xlsx"
    with ZipFile(path) as old, ZipFile(strict, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(made.MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            new.writestr(
                name, content.replace(made.OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
            )
    for book in (path, strict):
        assert rows(read_it(book)) == ["Action: a; Owner: 01/04/2018; Child: c"]


def test_a_sheet_as_wide_as_it_gets_is_read(path: Path) -> None:
    far = '<c r="XFD2" t="inlineStr"><is><t>far away</t></is></c>'
    assert "far away" in read_it(write(path, {"S": sheet(HEAD, row("a", "b", far))})).text


@pytest.mark.skipif(not (SHARED / "cases").is_dir(), reason="the shared cases are not here")
def test_the_shared_cases_are_read_as_a_careful_reader_would() -> None:
    shown = read_it(SHARED / "cases" / "x01-percent-formats.xlsx").text
    assert "2017/18: 45%" in shown and "£125,000" in shown and "Apr-18" in shown
    hidden = read_it(SHARED / "cases" / "x03-hidden-parts.xlsx")
    assert "Applegarth" not in hidden.text and "Thistlewood" not in hidden.text
    assert any("Thistlewood" in part.text for part in hidden.parts)
