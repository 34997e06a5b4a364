"""Word files as their reader sees them, and the account of what is not in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.documents import BlockKind, Document, PartKind
from indexer.readers import Limits, UnreadableFile, read
from indexer.readers.office.markup import NAMESPACES
from tests.compound_files import packed
from tests.conftest import SHARED
from tests.office_files import docx, p, r, rewritten, strict, table

LIMITS = Limits(10**8, 1000)
CASES = SHARED / "cases"
HEADED = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'


def text(path: Path, body: str, **more: object) -> str:
    return read(docx(path / "f.docx", body, **more), LIMITS).text  # type: ignore[arg-type]


def field(kind: str, more: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{more}</w:fldChar></w:r>'


def code(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def test_left_out_words_leave_one_blank(tmp_path: Path) -> None:
    body = p(
        "Staff must ", r("soon", "<w:strike/>"), " meet", "<w:del><w:r><w:delText> today</w:delText></w:r></w:del>", "."
    )
    assert text(tmp_path, body) == "Staff must meet."


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next(tmp_path: Path) -> None:
    assert text(tmp_path, p("The board ", properties="<w:rPr><w:del/></w:rPr>") + p("met.")) == "The board met."
    assert text(tmp_path, p("The end.", properties="<w:rPr><w:del/></w:rPr>")) == "The end."


def test_fields_show_results_and_no_codes(tmp_path: Path) -> None:
    inner = field("begin") + code("REF a") + field("separate") + r("never") + field("end")
    body = p(
        field("begin"), code("IF "), inner, code(' = 1 "x"'), r("nor this"), field("separate"), r("shown"), field("end")
    )
    assert text(tmp_path, body) == "shown"
    assert text(tmp_path, p("Before ", field("begin"), code("XE"), " after.")) == "Before  after."
    assert (
        text(tmp_path, p("See ", '<w:fldSimple w:instr="REF x"><w:r><w:t>page 3</w:t></w:r></w:fldSimple>'))
        == "See page 3"
    )


def test_form_fields_of_the_old_kind(tmp_path: Path) -> None:
    ticked = field("begin", "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>") + field("end")
    empty = field("begin", '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>') + field("end")
    entries = '<w:listEntry w:val="Low"/><w:listEntry w:val="High"/>'
    chosen = field("begin", f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>') + field("end")
    document = read(docx(tmp_path / "f.docx", p(ticked, " seen ", empty, " alone, risk ", chosen)), LIMITS)
    assert document.text == "☒ seen ☐ alone, risk High"
    (fields,) = (balance for balance in document.account if balance.kind is PartKind.FORM_FIELD)
    assert (fields.kind, fields.held, fields.taken) == (PartKind.FORM_FIELD, 3, 3)


def test_tick_boxes_dates_and_lists_of_content_controls(tmp_path: Path) -> None:
    box = '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>'
    assert text(tmp_path, p(box.format(1), " yes ", box.format(0), " no")) == "☒ yes ☐ no"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here.')}</w:sdtContent></w:sdt>"
    document = read(docx(tmp_path / "f.docx", p("Name:") + prompt), LIMITS)
    assert document.text == "Name:"
    assert document.warnings == ("1 form field kept out of the search: not filled in.",)


def test_signs_of_symbol_fonts(tmp_path: Path) -> None:
    font = '<w:rFonts w:ascii="Wingdings"/>'
    body = p(
        r("ü", font), " yes ", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', " no ", r("\uf0a7"), " item"
    )
    assert text(tmp_path, body) == "✓ yes ☑ no ▪ item"


def test_breaks_tabs_and_hyphens(tmp_path: Path) -> None:
    first = "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>self</w:t><w:noBreakHyphen/><w:t>harm </w:t></w:r>"
    body = p(first, "<w:r><w:t>safe</w:t><w:softHyphen/><w:t>ty</w:t></w:r>")
    assert text(tmp_path, body) == "one\ntwo\tself-harm safety"


def test_equations_in_one_line(tmp_path: Path) -> None:
    def m(name: str, *inner: str) -> str:
        return (
            f"<m:{name}>{''.join(i if i.startswith('<') else f'<m:r><m:t>{i}</m:t></m:r>' for i in inner)}</m:{name}>"
        )

    rate = m("f", m("num", "a+b"), m("den", "10"))
    body = p("Rate ", m("oMath", "r=", rate, m("sSup", m("e", "x"), m("sup", "2")), m("rad", m("deg"), m("e", "n"))))
    assert text(tmp_path, body) == "Rate r=(a+b)/10x²√n"


def test_a_frame_of_one_cell_reads_as_text(tmp_path: Path) -> None:
    boxed = table((f"<w:p>{HEADED}{r('Key message')}</w:p>{p('Ask the child.')}",))
    document = read(docx(tmp_path / "f.docx", boxed + p("After.")), LIMITS)
    assert [b.kind for b in document.blocks] == [BlockKind.PARAGRAPH] * 3
    assert [b.headings for b in document.blocks] == [("Key message",), ("Key message",), ()]


def test_a_document_laid_out_in_one_cell_keeps_its_headings(tmp_path: Path) -> None:
    inner = "".join(f"<w:p>{HEADED}{r(name)}</w:p>{p(f'Text of {name}.')}" for name in ("Aims", "Findings"))
    document = read(docx(tmp_path / "f.docx", table((inner,)) + p("After.")), LIMITS)
    assert [b.headings for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == [("Aims",), ("Findings",), ()]


def test_merged_cells_and_columns_left_out(tmp_path: Path) -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"

    head = f"<w:tr>{cell('Agency')}{cell('Course')}{cell('Places')}</w:tr>"
    restart = '<w:vMerge w:val="restart"/>'
    first = f"<w:tr>{cell('Police', restart)}{cell('Neglect')}{cell('12')}</w:tr>"
    second = f"<w:tr>{cell('', '<w:vMerge/>')}{cell('Harm')}{cell('9')}</w:tr>"
    short = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("Total")}{cell("21")}</w:tr>'
    found = text(tmp_path, f"<w:tbl>{head}{first}{second}{short}</w:tbl>").split("\n")
    assert found[0] == "Agency: Police; Course: Neglect; Places: 12"
    assert found[1] == "Agency: Police; Course: Harm; Places: 9"
    assert found[2].startswith("Course: Total; Places: 21")


def test_what_hangs_in_a_header_row_is_read_too(tmp_path: Path) -> None:
    nested = table(("Owner", "Nurse"))
    body = table((f"{p('Action')}{nested}", "When"), ("Write", "May"), ("Tell", "June"))
    assert text(tmp_path, body).split("\n") == ["Owner: Nurse", "Action: Write; When: May", "Action: Tell; When: June"]


def test_the_chart_shows_as_a_table_with_its_formats(tmp_path: Path) -> None:
    ser = (
        "<c:ser><c:tx><c:v>{}</c:v></c:tx><c:cat><c:strCache><c:pt idx='0'><c:v>Police</c:v></c:pt><c:pt idx='1'><c:v>"
        "Schools</c:v></c:pt></c:strCache></c:cat><c:val><c:numCache><c:formatCode>{}</c:formatCode><c:pt idx='0'><c:v>"
        "0.453</c:v></c:pt><c:pt idx='1'><c:v>0.5</c:v></c:pt></c:numCache></c:val></c:ser>"
    )
    title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>Take-up</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    plotted = ser.format("2020", "0%") + ser.format("2021", "0.0%")
    chart = f"<c:chartSpace><c:chart>{title}<c:plotArea>{plotted}</c:plotArea></c:chart></c:chartSpace>"
    drawn = '<w:r><w:drawing><wp:inline><c:chart r:id="k1"/></wp:inline></w:drawing></w:r>'
    found = text(tmp_path, p("See:", drawn), parts={"k1": ("chart", chart)})
    assert found == "See:\n\nTake-up\nPolice; 2020: 45%; 2021: 45.3%\nSchools; 2020: 50%; 2021: 50.0%"


def test_another_document_inside_the_text_is_read_in_its_place(tmp_path: Path) -> None:
    path = docx(
        tmp_path / "f.docx", p("Before.") + '<w:altChunk r:id="x1"/>' + p("After."), {"x1": ("aFChunk", "<x/>")}
    )

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        data = data.replace(b'"x1.xml"', b'"x1.html"') if name.endswith(".rels") else data
        data = data.replace(b"/word/x1.xml", b"/word/x1.html") if name == "[Content_Types].xml" else data
        return ("word/x1.html", b"<h1>Inner</h1><p>Between.</p>") if name == "word/x1.xml" else (name, data)

    document = read(rewritten(path, change), LIMITS)
    assert document.text.split("\n\n") == ["Before.", "Inner", "Between.", "After."]
    assert [b.headings for b in document.blocks] == [(), (), ("Inner",), ()]


def test_embedded_files_are_read_apart_or_named(tmp_path: Path) -> None:
    inner = docx(tmp_path / "inner.docx", p("Minutes of the board.") + p(r("secret", "<w:vanish/>"))).read_bytes()
    path = docx(tmp_path / "f.docx", p("See the file."), {"e1": ("oleObject", "<x/>"), "e2": ("oleObject", "<x/>")})
    contents = {"word/e1.xml": packed("minutes.docx", inner), "word/e2.xml": packed("plan.vsd", b"\x00\x01")}
    document = read(rewritten(path, lambda name, data: (name, contents.get(name, data))), LIMITS)
    assert [(part.kind, part.text, part.hidden) for part in document.parts] == [
        (PartKind.ATTACHMENT, "Minutes of the board.", False),
        (PartKind.HIDDEN_TEXT, "secret", True),
    ]
    assert document.warnings[0] == "1 attached file not read: minutes.docx; plan.vsd."


def test_comments_stand_where_they_are_made(tmp_path: Path) -> None:
    body = p("One.") + p("Two.", '<w:r><w:commentReference w:id="7"/></w:r>')
    comments = f'<w:comments><w:comment w:id="7" w:author="Ann">{p("Really?")}</w:comment></w:comments>'
    (part,) = read(docx(tmp_path / "f.docx", body, {"c1": ("comments", comments)}), LIMITS).parts
    assert (part.text, part.locator.paragraph) == ("Ann: Really?", 2)


def test_strict_files_are_read_like_the_usual_ones(tmp_path: Path) -> None:
    header = {"h1": ("header", f"<w:hdr>{p('Draft')}</w:hdr>")}
    body = (
        p("The board met.")
        + p(r("gone", "<w:strike/>"), "Kept.")
        + '<w:sectPr><w:headerReference r:id="h1"/></w:sectPr>'
    )
    usual = read(docx(tmp_path / "usual.docx", body, header), LIMITS)
    assert b"purl.oclc.org" in strict("", NAMESPACES["w"].encode())[1]
    found = read(rewritten(docx(tmp_path / "strict.docx", body, header), strict), LIMITS)
    assert found == usual
    assert [part.text for part in found.parts] == ["gone", "Draft"]


def test_the_main_part_is_found_by_its_relationship(tmp_path: Path) -> None:
    assert text(tmp_path, p("Threshold guidance."), main="document2.xml") == "Threshold guidance."
    with pytest.raises(UnreadableFile, match="not the kind of file"):
        read(docx(tmp_path / "f.docx", p("x")).rename(tmp_path / "f.pptx"), LIMITS)


def test_large_pictures_of_which_nothing_is_said_are_counted(tmp_path: Path) -> None:
    named = '<wp:extent cx="{0}" cy="{0}"/><wp:docPr id="1" name="x"/>'
    picture = f"<w:r><w:drawing><wp:inline>{named}<a:graphic><pic:pic/></a:graphic></wp:inline></w:drawing></w:r>"
    body = p("Text.", picture.format(5_000_000), picture.format(500_000))
    assert read(docx(tmp_path / "f.docx", body), LIMITS).warnings == ("1 picture not read.",)


@pytest.mark.skipif(not CASES.is_dir(), reason="the labelled data are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "shown", "apart"),
    [
        ("d01-textbox-in-table-cell.docx", "Cellbox finding: beechwood supervisors", ""),
        ("d04-nested-table.docx", "Nestedtable action: hawthorn", ""),
        ("d06-auto-numbered-recommendations.docx", "Recommendation 4: Police should share", ""),
        ("d07-marking-in-header.docx", "The rapid review found", "OFFICIAL-SENSITIVE"),
        ("d10-hidden-and-struck.docx", "must convene a conference within 15 working days", "Jolene Undercliff"),
        ("d14-word-online-document2.docx", "within one day of the referral", "three days"),
        ("n-header.docx", "records were complete", "943 476 5919"),
        ("n-nested-table.docx", "NHS number 943 476 5919", ""),
        ("n-control-body.docx", "NHS number 943 476 5919", ""),
        ("p01-line-breaks-chart-hidden.pptx", "Chartcat Schools; Attended Westering: 30", "Hiddenslide"),
    ],
)
def test_files_that_were_read_wrongly(name: str, shown: str, apart: str) -> None:
    document: Document = read(CASES / name, LIMITS)
    assert shown in document.text
    assert not apart or (apart not in document.text and any(apart in part.text for part in document.parts))
