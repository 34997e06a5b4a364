"""Presentations as their audience sees them, and the account of what is not in the text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu

from indexer.documents import Document, PartKind
from indexer.readers import Limits, read
from tests.office_files import NAMED, box, docx, into, p, rewritten, slides, strict

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LIMITS = Limits(10**8, 1000)
DARK = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'


def shown(path: Path, *edits: Any) -> Document:
    return read(slides(path / "f.pptx", *edits), LIMITS)


def body(paragraphs: str) -> str:
    return box("").replace("<a:p><a:r><a:t></a:t></a:r></a:p>", paragraphs)


def numbered(text: str, kind: str = "arabicPeriod", more: str = "", level: int = 0) -> str:
    return f'<a:p><a:pPr lvl="{level}"><a:buAutoNum type="{kind}" {more}/></a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'


def lines(document: Document) -> list[str]:
    return document.text.replace("\n\n", "\n").split("\n")


def test_lines_broken_in_any_way_keep_a_blank(tmp_path: Path) -> None:
    number = "<a:fld id='x' type='slidenum'><a:t> 1</a:t></a:fld>"
    text = f"<a:p><a:r><a:t>went well</a:t></a:r><a:br/><a:r><a:t>The school_x000B_rang</a:t></a:r>{number}</a:p>"
    document = shown(tmp_path, lambda s: into(s, body(text)))
    assert document.text.split() == "Supervision went well The school rang 1".split()


def test_numbers_of_paragraphs_are_read(tmp_path: Path) -> None:
    made = numbered("a") + numbered("b", "alphaLcParenBoth", level=1) + numbered("c", "alphaLcParenBoth", level=1)
    made += numbered("d") + "<a:p><a:r><a:t>Between</a:t></a:r></a:p>" + numbered("e", "romanUcPeriod", 'startAt="4"')
    document = shown(tmp_path, lambda s: into(s, body(made)))
    assert lines(document)[1:] == ["1. a", "(a) b", "(b) c", "2. d", "Between", "IV. e"]


def test_shapes_written_in_two_ways_are_read_once(tmp_path: Path) -> None:
    newer, older = f'<mc:Choice Requires="a14">{box("Newer")}</mc:Choice>', f"<mc:Fallback>{box('Older')}</mc:Fallback>"
    both = f"<mc:AlternateContent {NAMED}>{newer}{older}</mc:AlternateContent>"
    assert lines(shown(tmp_path, lambda s: into(s, both))) == ["Supervision", "Newer"]


def test_shapes_of_a_group_lie_where_the_group_is_drawn(tmp_path: Path) -> None:
    inner = '<a:chOff x="90000000" y="0"/><a:chExt cx="9000000" cy="9000000"/>'
    frame = f'<a:xfrm><a:off x="{{}}" y="0"/><a:ext cx="1000000" cy="1000000"/>{inner}</a:xfrm>'
    named = '<p:nvGrpSpPr><p:cNvPr id="5" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    group = f"<p:grpSp {{}}>{named}<p:grpSpPr>{{}}</p:grpSpPr>{{}}</p:grpSp>"
    on = group.format(NAMED, frame.format(100_000), box("On it", x=90_000_000))
    off = group.format(NAMED, frame.format(30_000_000), box("Off it", x=90_000_000))
    document = shown(tmp_path, lambda s: (into(s, on), into(s, off)))
    assert lines(document) == ["Supervision", "On it"]
    assert [part.text for part in document.parts if part.hidden] == ["Off it"]


def test_words_of_the_colour_of_their_ground_are_hidden_only_when_nothing_lies_between(tmp_path: Path) -> None:
    white = '<a:rPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:rPr>'

    def bare(slide: Any) -> None:
        slide.placeholders[1]._element.getparent().remove(slide.placeholders[1]._element)

    document = shown(
        tmp_path,
        lambda s: (bare(s), into(s, box("on paper", white))),
        lambda s: (bare(s), into(s, box("on a dark box", white, fill=DARK))),
        lambda s: (bare(s), into(s, box("", fill=DARK)), into(s, box("over a dark box", white))),
        lambda s: (bare(s), s.background.fill.solid(), into(s, box("on a slide of some colour", white))),
    )
    assert [part.text for part in document.parts if part.hidden] == ["on paper"]


def test_furniture_of_slides_is_kept_apart_once(tmp_path: Path) -> None:
    footer = '<p:nvPr><p:ph type="ftr" idx="11"/></p:nvPr>'
    edit = lambda s: into(s, box("Official").replace("<p:nvPr/>", footer))  # noqa: E731
    document = shown(tmp_path, edit, edit)
    assert "Official" not in document.text
    assert [part.text for part in document.parts if part.kind is PartKind.HEADER] == ["Official"]


def test_the_workbook_behind_a_chart_may_hold_more_than_the_chart_shows(tmp_path: Path) -> None:
    def chart(slide: Any) -> None:
        data = CategoryChartData()
        data.categories = ["Police", "Schools"]
        data.add_series("Attended", (12, 30))
        slide.shapes.add_chart(XL_CHART_TYPE.PIE, Emu(0), Emu(0), Emu(900000), Emu(900000), data)

    path = slides(tmp_path / "f.pptx", chart)
    assert read(path, LIMITS).warnings == ()

    def more(name: str, data: bytes) -> tuple[str, bytes]:
        if not name.endswith(".xlsx"):
            return name, data
        book, out = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
        book.create_sheet("Children").append(["Child", "Jolene Undercliff"])
        book.save(out)
        return name, out.getvalue()

    document = read(rewritten(path, more), LIMITS)
    assert [part.text for part in document.parts if part.hidden] == ["Children\nChild: Jolene Undercliff"]
    assert "Jolene" not in document.text


def test_diagrams_and_embedded_files(tmp_path: Path) -> None:
    data = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    points = "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    model = f"<dgm:dataModel {NAMED}>{points.format('Ask')}{points.format('Record')}</dgm:dataModel>"

    def edit(slide: Any) -> None:
        part = Part(PackURI("/ppt/diagrams/data1.xml"), "application/xml", slide.part.package, model.encode())
        relation = slide.part.relate_to(part, f"{RELATED}/diagramData")
        graphic = f'<a:graphicData uri="{data}"><dgm:relIds r:dm="{relation}"/></a:graphicData>'
        into(slide, f"<p:graphicFrame {NAMED}><a:graphic>{graphic}</a:graphic></p:graphicFrame>")
        inner = docx(tmp_path / "inner.docx", p("Minutes of the board.")).read_bytes()
        slide.shapes.add_ole_object(io.BytesIO(inner), "Word.Document.12", Emu(0), Emu(0), Emu(900000), Emu(900000))
        film = Part(PackURI("/ppt/media/film.mp4"), "video/mp4", slide.part.package, b"x")
        slide.part.relate_to(film, f"{RELATED}/video")

    document = shown(tmp_path, edit)
    assert lines(document) == ["Supervision", "Ask", "Record"]
    assert [part.text for part in document.parts if part.kind is PartKind.ATTACHMENT] == ["Minutes of the board."]
    assert any("film.mp4" in line and "not read" in line for line in document.warnings)


def test_comments_old_and_new(tmp_path: Path) -> None:
    path = slides(tmp_path / "f.pptx", lambda s: None)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = {
        "comment1": (f"{office}/comments", f"<p:cmLst {NAMED}><p:cm><p:text>Old remark</p:text></p:cm></p:cmLst>"),
        "comment2": (
            "http://schemas.microsoft.com/office/2018/10/relationships/comments",
            f'<x:cm xmlns:x="urn:x" {NAMED}><x:txBody><a:p><a:r><a:t>New remark</a:t></a:r></a:p></x:txBody></x:cm>',
        ),
    }

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name == "ppt/slides/_rels/slide1.xml.rels":
            for key, (kind, _) in kinds.items():
                relation = f'<Relationship Id="{key}" Type="{kind}" Target="../comments/{key}.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", relation.encode())
        return name, data

    rewritten(path, change)
    with zipfile.ZipFile(path, "a") as archive:
        for key, (_, xml) in kinds.items():
            archive.writestr(f"ppt/comments/{key}.xml", xml)
    document = read(path, LIMITS)
    comments = [(part.text, part.locator.slide) for part in document.parts if part.kind is PartKind.COMMENT]
    assert comments == [("Old remark", 1), ("New remark", 1)]


def test_an_orphaned_slide_is_hidden_text(tmp_path: Path) -> None:
    path = slides(tmp_path / "f.pptx", lambda s: None, lambda s: into(s, box("Left behind")))
    made = Presentation(path)
    made.part.drop_rel(made.slides._sldIdLst[1].rId)
    made.slides._sldIdLst.remove(made.slides._sldIdLst[1])
    listed = {f"/{name}" for name in ("ppt/presentation.xml", "ppt/_rels/presentation.xml.rels")}
    out = tmp_path / "without.pptx"
    made.save(out)
    with zipfile.ZipFile(out) as saved:
        kept = {name: saved.read(name) for name in saved.namelist() if f"/{name}" in listed}
    document = read(rewritten(path, lambda name, data: (name, kept.get(name, data))), LIMITS)
    assert "Left behind" not in document.text
    assert any("Left behind" in part.text and part.hidden for part in document.parts)


def test_strict_presentations_are_read_like_the_usual_ones(tmp_path: Path) -> None:
    path = slides(tmp_path / "f.pptx", lambda s: into(s, box("The panel met.")))
    usual = read(path, LIMITS)
    assert read(rewritten(path, strict), LIMITS) == usual


RECTANGLE = (
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="000000">{}</a:srgbClr></a:solidFill>'
)


def test_only_what_a_filled_rectangle_hides_for_good_is_covered(tmp_path: Path) -> None:
    def slide(first: str, second: str, more: str = "") -> Any:
        def edit(made: Any) -> None:
            for xml in (first, second):
                into(made, xml.replace('id="90"', f'id="{91 if xml is second else 90}"'))
            if more:
                made._element.append(etree.fromstring(more.replace("<p:timing>", f"<p:timing {NAMED}>")))

        return edit

    over = box("", size=5_000_000, x=500_000, fill=RECTANGLE.format("")).replace('y="2914400"', 'y="2800000"')
    clear = over.replace('val="000000">', 'val="000000"><a:alpha val="40000"/>')
    moves = '<p:timing><p:tnLst><p:par><p:cTn><p:spTgt spid="91"/></p:cTn></p:par></p:tnLst></p:timing>'
    edits = (
        slide(box("The zebra."), over),
        slide(over, box("The text over it.")),
        slide(box("Seen through."), clear),
        slide(box("Shown on a click."), over, moves),
    )
    read_whole = shown(tmp_path, *edits)
    assert [(part.text, part.locator.slide) for part in read_whole.parts if part.kind is PartKind.COVERED_TEXT] == [
        ("The zebra.", 1)
    ]
    for words in ("The text over it.", "Seen through.", "Shown on a click."):
        assert words in read_whole.text
