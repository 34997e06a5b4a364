"""Variants of the kinds: the many ways in which Word, PowerPoint, OpenDocument, RTF and mail hold the same thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu

from indexer.documents import PartKind
from tests.office_files import box, docx, into, odf, p, r, slides, table

SHOWN = "The sub-group meets in May."
WORD = "Hawthorn"
"""The word that each file holds in the place it is about, and nowhere else."""
SPAN = '<style:style style:name="T1" style:family="text"><style:text-properties {}/></style:style>'
WHITE_SPAN = SPAN.format('fo:color="#ffffff"')
BREAK = '<text:p>{}<text:span text:style-name="T1">{}</text:span></text:p>'
PAGE = (
    '<draw:page draw:name="p"><draw:frame svg:x="1cm" svg:y="1cm"><draw:text-box><text:p>{}</text:p></draw:text-box>'
    "</draw:frame>{}</draw:page>"
)
CLASSED = '<draw:frame presentation:class="{}"><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>'
VML = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
DRAWN = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
    "<wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
WHITE = '<a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>'
CHART = (
    "<c:chartSpace><c:chart><c:plotArea><c:barChart><c:ser><c:tx><c:v>Attended</c:v></c:tx><c:cat><c:strCache>"
    f'<c:pt idx="0"><c:v>{WORD}</c:v></c:pt></c:strCache></c:cat><c:val><c:numCache><c:formatCode>0%</c:formatCode>'
    '<c:pt idx="0"><c:v>0.453</c:v></c:pt></c:numCache></c:val></c:ser></c:barChart></c:plotArea></c:chart>'
    "</c:chartSpace>"
)


@dataclass(frozen=True)
class Case:
    """A file of a kind: how it is made, and the part that holds the word; None when the text does."""

    name: str
    make: Callable[[Path], Path]
    kind: PartKind | None = None
    hidden: bool = False


def word(name: str, body: str, kind: PartKind | None = None, hidden: bool = False, **more: Any) -> Case:
    return Case(f"docx {name}", lambda at: docx(at / "f.docx", p(SHOWN) + body, **more), kind, hidden)


def slide(name: str, edit: Callable[[Any], object], kind: PartKind | None = None, hidden: bool = False) -> Case:
    def made(at: Path) -> Path:
        return slides(at / "f.pptx", lambda s: setattr(s.placeholders[1], "text", SHOWN), edit)

    return Case(f"pptx {name}", made, kind, hidden)


def odt(name: str, body: str, kind: PartKind | None = None, hidden: bool = False, **more: Any) -> Case:
    return Case(f"odt {name}", lambda at: odf(at / "f.odt", f"<text:p>{SHOWN}</text:p>{body}", **more), kind, hidden)


def odp(name: str, page: str, kind: PartKind | None = None, hidden: bool = False, **more: Any) -> Case:
    body = PAGE.format(SHOWN, "") + page
    return Case(f"odp {name}", lambda at: odf(at / "f.odp", body, sort="presentation", **more), kind, hidden)


def mail(name: str, edit: Callable[[EmailMessage], object], kind: PartKind | None = None) -> Case:
    def made(at: Path) -> Path:
        message = EmailMessage()
        message["Subject"], message["From"] = "Dates", "Ann <ann@x.example>"
        message.set_content(SHOWN)
        edit(message)
        (at / "f.eml").write_bytes(message.as_bytes())
        return at / "f.eml"

    return Case(f"eml {name}", made, kind)


def rtf(name: str, body: str, kind: PartKind | None = None, hidden: bool = False) -> Case:
    def made(at: Path) -> Path:
        (at / "f.rtf").write_text(f"{{\\rtf1\\ansi{RTF_HEAD}\\pard {SHOWN}\\par {body}}}", "ascii")
        return at / "f.rtf"

    return Case(f"rtf {name}", made, kind, hidden)


def notes_on(found: Any) -> None:
    found.notes_slide.notes_text_frame.text = WORD


def chart_on(found: Any) -> None:
    data = CategoryChartData()
    data.categories = [WORD, "Police"]
    data.add_series("Attended", (12, 30))
    found.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Emu(0), Emu(0), Emu(900000), Emu(900000), data)


def in_cell(found: Any) -> None:
    found.shapes.add_table(1, 2, Emu(0), Emu(0), Emu(900000), Emu(900000)).table.cell(0, 1).text = WORD


def in_group(found: Any) -> None:
    found.shapes.add_group_shape().shapes.add_textbox(Emu(0), Emu(0), Emu(900000), Emu(900000)).text_frame.text = WORD


def on_layout(found: Any) -> None:
    into(found.slide_layout, box(WORD))


def says(found: Any) -> None:
    found.shapes.title._element.nvSpPr.cNvPr.set("descr", WORD)


HIDDEN, STRUCK, HEADER = PartKind.HIDDEN_TEXT, PartKind.STRUCK_TEXT, PartKind.HEADER
FOOTNOTES = f'<w:footnotes><w:footnote w:id="2"><w:p>{r(WORD)}</w:p></w:footnote></w:footnotes>'
OF_NOTES = {"n1": ("footnotes", FOOTNOTES)}
NOTED = '<w:r><w:footnoteReference w:id="2"/></w:r>'
SECTION = '<w:sectPr><w:headerReference w:type="{}" r:id="h1"/>{}</w:sectPr>'
HEAD = {"h1": ("header", f"<w:hdr>{p(WORD)}</w:hdr>")}
IN_HEADER = {"h1": ("header", f"<w:hdr>{p(DRAWN.format(p(WORD)))}</w:hdr>")}
WATERMARK = '<w:r><w:pict><v:shape><v:textpath string="Hawthorn"/></v:shape></w:pict></w:r>'
COMMENTED = {"c1": ("comments", f'<w:comments><w:comment w:id="1" w:author="A">{p(WORD)}</w:comment></w:comments>')}
STYLE = (
    '<w:styles><w:style w:type="{}" w:styleId="S"><w:name w:val="Own"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)
ALT = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Hawthorn"/></wp:inline></w:drawing></w:r>'
CONTROL = "<w:sdt><w:sdtPr>{1}</w:sdtPr><w:sdtContent>{0}</w:sdtContent></w:sdt>"
DELETED = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>Hawthorn</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
)
FOOTER = f'<style:master-page style:name="m"><style:footer><text:p>{WORD}</text:p></style:footer></style:master-page>'
NOTE = (
    "<text:p>x<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Hawthorn</text:p>"
    "</text:note-body></text:note></text:p>"
)
REMARK = f"<text:p>x<office:annotation><dc:creator>A</dc:creator><text:p>{WORD}</text:p></office:annotation></text:p>"
FRAME = f"<draw:frame><draw:text-box><text:p>{WORD}</text:p></draw:text-box></draw:frame>"
ODF_LIST = f"<text:list><text:list-item><text:p>{WORD}</text:p></text:list-item></text:list>"
CELL = (
    "<table:table><table:table-row><table:table-cell>{}</table:table-cell><table:table-cell/></table:table-row>"
    "</table:table>"
)
HIDES = (
    '<style:style style:name="D1" style:family="drawing-page"><style:drawing-page-properties '
    'presentation:visibility="hidden"/></style:style>'
)
PICTURE = f"<text:p>x<draw:frame><draw:image/><svg:desc>{WORD}</svg:desc></draw:frame></text:p>"
META = f'<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject>{WORD}</dc:subject></m>'.encode()
DRAWING = "<w:r><w:drawing><wp:inline>{}</wp:inline></w:drawing></w:r>"
DIAGRAM = f"<dgm:dataModel><dgm:pt><dgm:t><a:p><a:r><a:t>{WORD}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>"
VARIABLE = f'<w:settings><w:docVars><w:docVar w:name="x" w:val="{WORD}"/></w:docVars></w:settings>'
OF_RUN, OF_PARAGRAPH = ({"s1": ("styles", STYLE.format(sort))} for sort in ("character", "paragraph"))
WHITE_RUN = r(WORD, '<w:color w:val="FFFFFF"/>')
DARK = '<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>'
BEHIND = '<w:r><w:drawing><wp:anchor><wp:extent cx="7000000" cy="9000000"/></wp:anchor></w:drawing></w:r>'
DARK_CELL = (
    '<style:style style:name="C1" style:family="table-cell"><style:table-cell-properties '
    'fo:background-color="#1f3864"/></style:style>'
)
IN_DARK_CELL = CELL.replace("<table:table-cell>", '<table:table-cell table:style-name="C1">')
SLIDE_SIZE = (
    '<style:page-layout style:name="l"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/>'
    '</style:page-layout><style:master-page style:name="m" style:page-layout-name="l"/>'
)
OFF_SLIDE = (
    f'<draw:page draw:master-page-name="m"><draw:frame svg:x="30cm" svg:y="1cm" svg:width="5cm" svg:height="5cm">'
    f"<draw:text-box><text:p>{WORD}</text:p></draw:text-box></draw:frame></draw:page>"
)
CLEAR = '<a:rPr><a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:solidFill></a:rPr>'
BLACK_FILL = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
OVER = (
    '<w:r><w:drawing><wp:anchor behindDoc="0"><wp:extent cx="900000" cy="200000"/><wps:wsp><wps:spPr><a:solidFill>'
    '<a:srgbClr val="{}"/></a:solidFill></wps:spPr></wps:wsp></wp:anchor></w:drawing></w:r>'
)
BLACK = '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'
CANVAS = f"<a:graphic><a:txSp><a:txBody><a:p><a:r><a:t>{WORD}</a:t></a:r></a:p></a:txBody></a:txSp></a:graphic>"
DARK_FILL = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'


RTF_HEAD = r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red31\green56\blue100;}"
RTF_NESTED = r"{\*\nesttableprops\trowd\cellx500\nestrow}"
RTF_ROW = r"\trowd\cellx1000\cellx2000\pard\intbl x\cell y\cell\row "
ODF_BLACK = SPAN.format('fo:color="#000000" fo:background-color="#000000"')
COVER = (
    '<style:style style:name="g1" style:family="graphic"><style:graphic-properties draw:fill="solid" '
    'draw:fill-color="#{}"/></style:style>'
)
UNDER_COVER = PAGE.format(
    WORD,
    '<draw:custom-shape draw:style-name="g1" svg:x="0cm" svg:y="0cm" svg:width="9cm" svg:height="3cm">'
    '<draw:enhanced-geometry draw:type="rectangle"/></draw:custom-shape>',
).replace('svg:y="1cm">', 'svg:y="1cm" svg:width="5cm" svg:height="1cm">')


def row(first: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{first}<w:tc>{p('x')}</w:tc></w:tr>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


ONE_CELL = f"<w:tc>{p(WORD)}</w:tc>"


def skip_slide(found: Any) -> None:
    found._element.set("show", "0")
    found.placeholders[1].text = WORD
    found.notes_slide.notes_text_frame.text = "Spoken."


def skip_notes(found: Any) -> None:
    found._element.set("show", "0")
    notes_on(found)


def white_on_white(found: Any) -> None:
    found.placeholders[1]._element.getparent().remove(found.placeholders[1]._element)
    into(found, box(WORD, WHITE))


def twice(message: EmailMessage) -> None:
    message.set_content(WORD)
    message.add_alternative(f"<p>{SHOWN}</p>", subtype="html")


CASES = [
    word("text box (VML)", p(VML.format(p(WORD)))),
    word("text box (DrawingML and VML)", p(DRAWN.format(p(WORD)))),
    word("text box in a cell", table(("Theme", "Found"), ("Voice", p(VML.format(p(WORD)))))),
    word("text box in a header", SECTION.format("default", ""), HEADER, parts=IN_HEADER),
    word("table in a cell", table(("Theme", "Found"), ("Voice", table(("Owner", WORD)) + p("")))),
    word("table in a frame", table((table(("Owner", WORD)) + p(""),))),
    word("content control round a paragraph", CONTROL.format(p(WORD), "")),
    word("content control in a paragraph", p(CONTROL.format(r(WORD), ""))),
    word("content control round a row", f"<w:tbl>{CONTROL.format(row(ONE_CELL), '')}</w:tbl>"),
    word("content control round a cell", f"<w:tbl>{row(CONTROL.format(ONE_CELL, ''))}</w:tbl>"),
    word("header", SECTION.format("default", ""), HEADER, parts=HEAD),
    word("header of the first page", SECTION.format("first", "<w:titlePg/>"), HEADER, parts=HEAD),
    word("header of no page", SECTION.format("first", ""), HEADER, hidden=True, parts=HEAD),
    word(
        "watermark", SECTION.format("default", ""), HEADER, parts={"h1": ("header", f"<w:hdr>{p(WATERMARK)}</w:hdr>")}
    ),
    word("comment", p('<w:r><w:commentReference w:id="1"/></w:r>'), PartKind.COMMENT, parts=COMMENTED),
    word("footnote", p(NOTED), parts={"n1": ("footnotes", FOOTNOTES)}),
    word("footnote that nothing names", "", HIDDEN, True, parts={"n1": ("footnotes", FOOTNOTES)}),
    word("hidden run", p(r(WORD, "<w:vanish/>")), HIDDEN, True),
    word("run hidden by its style", p(r(WORD, '<w:rStyle w:val="S"/>')), HIDDEN, True, parts=OF_RUN),
    word(
        "paragraph hidden by its style", p(WORD, properties='<w:pStyle w:val="S"/>'), HIDDEN, True, parts=OF_PARAGRAPH
    ),
    word("shown against its style", p(r(WORD, '<w:rStyle w:val="S"/><w:vanish w:val="0"/>')), parts=OF_RUN),
    word("white on paper", p(WHITE_RUN), HIDDEN, True),
    word("white on a dark shade", p(r(WORD, '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'))),
    word("white in a dark cell", f"<w:tbl>{row(f'<w:tc>{DARK}{p(WHITE_RUN)}</w:tc>')}</w:tbl>"),
    word("white over a large drawing", p(BEHIND) + p(WHITE_RUN)),
    word("one point high", p(r(WORD, '<w:sz w:val="2"/>')), HIDDEN, True),
    word("black under a black marker", p(r(WORD, '<w:highlight w:val="black"/>')), PartKind.COVERED_TEXT, True),
    word("black on a black shade", p(r(WORD, BLACK)), PartKind.COVERED_TEXT, True),
    word("under a black box", p(WORD, OVER.format("000000")), PartKind.COVERED_TEXT, True),
    word("beside a box of another colour", p(WORD, OVER.format("1F3864"))),
    word("text drawn on a canvas", p(DRAWING.format(CANVAS))),
    word("hidden row", f"<w:tbl>{row(ONE_CELL, '<w:hidden/>')}</w:tbl>", HIDDEN, True),
    word("struck out", p(r(WORD, "<w:strike/>")), STRUCK),
    word("struck out twice", p(r(WORD, "<w:dstrike/>")), STRUCK),
    word("deleted", p(f"<w:del><w:r><w:delText>{WORD}</w:delText></w:r></w:del>"), PartKind.REVISION, True),
    word("moved away", p(f"<w:moveFrom>{r(WORD)}</w:moveFrom>"), PartKind.REVISION, True),
    word("deleted row", f"<w:tbl>{row(ONE_CELL, '<w:del/>')}</w:tbl>", PartKind.REVISION, True),
    word("note of deleted words", p(f"<w:del>{NOTED}</w:del>"), PartKind.REVISION, True, parts=OF_NOTES),
    word("text box that was deleted", p(f"<w:del>{VML.format(p(WORD))}</w:del>"), PartKind.REVISION, True),
    word("inserted", p(f"<w:ins>{r(WORD)}</w:ins>")),
    word("moved here", p(f"<w:moveTo>{r(WORD)}</w:moveTo>")),
    word("description of a picture", p(ALT), PartKind.PICTURE),
    word("chart", p(DRAWING.format('<c:chart r:id="k1"/>')), parts={"k1": ("chart", CHART)}),
    word("diagram", p(DRAWING.format('<dgm:relIds r:dm="k1"/>')), parts={"k1": ("diagramData", DIAGRAM)}),
    word("equation", p(f"<m:oMath><m:r><m:t>{WORD}</m:t></m:r></m:oMath>")),
    word(
        "result of a field",
        p(field("begin"), "<w:r><w:instrText>REF x</w:instrText></w:r>", field("separate"), WORD, field("end")),
    ),
    word("variable", "", PartKind.PROPERTY, parts={"s1": ("settings", VARIABLE)}),
    word(
        "building block",
        "",
        PartKind.PROPERTY,
        parts={"g1": ("glossaryDocument", f"<w:glossaryDocument>{p(WORD)}</w:glossaryDocument>")},
    ),
    word(
        "choice of a list that is not chosen",
        p(CONTROL.format(r("x"), f'<w:dropDownList><w:listItem w:displayText="{WORD}"/></w:dropDownList>')),
        PartKind.PROPERTY,
    ),
    word("tip of a link", p(f'<w:hyperlink w:tooltip="{WORD}">{r("x")}</w:hyperlink>'), PartKind.PROPERTY),
    word(
        "words in the code of a field",
        p(field("begin"), f'<w:r><w:instrText>COMMENTS "{WORD}"</w:instrText></w:r>', field("end")),
        PartKind.PROPERTY,
    ),
    word("prompt of an empty field", p(CONTROL.format(r(WORD), "<w:showingPlcHdr/>")), PartKind.FORM_FIELD),
    word("part that nothing names", "", HIDDEN, True, more={"word/header9.xml": f"<x>{WORD}</x>".encode()}),
    slide("text box in a group", in_group),
    slide("table", in_cell),
    slide("chart", chart_on),
    slide("speaker notes", notes_on),
    slide("text on the layout", on_layout, HEADER),
    slide("hidden slide", skip_slide, HIDDEN, True),
    slide("notes of a hidden slide", skip_notes, HIDDEN, True),
    slide("off the slide", lambda s: into(s, box(WORD, x=20_000_000)), HIDDEN, True),
    slide("hidden shape", lambda s: into(s, box(WORD, named='hidden="1"')), HIDDEN, True),
    slide("shape without size", lambda s: into(s, box(WORD, size=0)), HIDDEN, True),
    slide("white on white", white_on_white, HIDDEN, True),
    slide("white on a dark shape", lambda s: into(s, box(WORD, WHITE, fill=DARK_FILL))),
    slide(
        "under a shape", lambda s: (into(s, box(WORD)), into(s, box("", fill=DARK_FILL))), PartKind.COVERED_TEXT, True
    ),
    slide(
        "under a black bar",
        lambda s: (into(s, box(WORD)), into(s, box("", x=950_000, size=300_000, fill=BLACK_FILL))),
        PartKind.COVERED_TEXT,
        True,
    ),
    slide(
        "under a thin line", lambda s: (into(s, box(WORD)), into(s, box("", x=950_000, size=20_000, fill=BLACK_FILL)))
    ),
    slide(
        "under a bar of another colour",
        lambda s: (into(s, box(WORD)), into(s, box("", x=950_000, size=300_000, fill=DARK_FILL))),
    ),
    slide("before a shape", lambda s: (into(s, box("", fill=DARK_FILL)), into(s, box(WORD)))),
    slide("one point high", lambda s: into(s, box(WORD, '<a:rPr sz="100"/>')), HIDDEN, True),
    slide("without colour", lambda s: into(s, box(WORD, "<a:rPr><a:noFill/></a:rPr>")), HIDDEN, True),
    slide("transparent", lambda s: into(s, box(WORD, CLEAR)), HIDDEN, True),
    slide("struck out", lambda s: into(s, box(WORD, '<a:rPr strike="sngStrike"/>')), STRUCK),
    slide("description of a shape", says, PartKind.PICTURE),
    odt("text box", f"<text:p>x{FRAME}</text:p>"),
    odt("text box in a cell", CELL.format(f"<text:p>x{FRAME}</text:p>")),
    odt("table in a cell", CELL.format(CELL.format(f"<text:p>{WORD}</text:p>"))),
    odt("list in a cell", CELL.format(ODF_LIST)),
    odt("section", f"<text:section><text:p>{WORD}</text:p></text:section>"),
    odt("hidden section", f'<text:section text:display="none"><text:p>{WORD}</text:p></text:section>', HIDDEN, True),
    odt("footer", "", HEADER, master=FOOTER),
    odt("footnote", NOTE),
    odt("comment", REMARK, PartKind.COMMENT),
    odt("deleted", DELETED, PartKind.REVISION, True),
    odt("hidden words", BREAK.format("x ", WORD), HIDDEN, True, styles=SPAN.format('text:display="none"')),
    odt("white words", BREAK.format("x ", WORD), HIDDEN, True, styles=SPAN.format('fo:color="#ffffff"')),
    odt("white words in a dark cell", IN_DARK_CELL.format(BREAK.format("", WORD)), styles=DARK_CELL + WHITE_SPAN),
    odt("white words in a pale cell", CELL.format(BREAK.format("x ", WORD)), HIDDEN, True, styles=WHITE_SPAN),
    odt("black words on black", BREAK.format("x ", WORD), PartKind.COVERED_TEXT, True, styles=ODF_BLACK),
    odt("struck words", BREAK.format("x ", WORD), STRUCK, styles=SPAN.format('style:text-line-through-style="solid"')),
    odt("description of a picture", PICTURE, PartKind.PICTURE),
    odt("property", "", PartKind.PROPERTY, more={"meta.xml": META}),
    odt("part that nothing names", "", HIDDEN, True, more={"old.xml": f"<x>{WORD}</x>".encode()}),
    odp("text", PAGE.format(WORD, "")),
    odp(
        "table over its picture",
        "<draw:page><draw:frame>" + CELL.format(f"<text:p>{WORD}</text:p>") + "<draw:image/></draw:frame></draw:page>",
    ),
    odp(
        "speaker notes",
        PAGE.format("x", "<presentation:notes>" + CLASSED.format("notes", WORD) + "</presentation:notes>"),
    ),
    odp(
        "hidden slide",
        PAGE.format(WORD, "").replace("page ", 'page draw:style-name="D1" ', 1),
        HIDDEN,
        True,
        styles=HIDES,
    ),
    odp("off the slide", OFF_SLIDE, HIDDEN, True, master=SLIDE_SIZE),
    odp("footer", "<draw:page>" + CLASSED.format("footer", WORD) + "</draw:page>", HEADER),
    odp("under a shape", UNDER_COVER, PartKind.COVERED_TEXT, True, styles=COVER.format("1f3864")),
    rtf("header", rf"{{\header {WORD}\par}}", HEADER),
    rtf("comment", rf"x{{\*\annotation {WORD}}}\par", PartKind.COMMENT),
    rtf("footnote", rf"x{{\footnote {WORD}}}\par"),
    rtf("hidden words", rf"x {{\v {WORD}}}\par", HIDDEN, True),
    rtf("white words", rf"x {{\cf2 {WORD}}}\par", HIDDEN, True),
    rtf("white words on a dark marker", rf"x {{\cf2\highlight3 {WORD}}}\par"),
    rtf("white words on a dark shade", rf"\pard\cbpat3\cf2 {WORD}\par\pard x\par"),
    rtf("white words after a dark shade", rf"\pard\cbpat3 x\par\pard\cf2 {WORD}\par", HIDDEN, True),
    rtf("black words under a marker", rf"x {{\highlight1 {WORD}}} y\par", PartKind.COVERED_TEXT, True),
    rtf("black words on a black shade", rf"x {{\cf1\chcbpat1 {WORD}}} y\par", PartKind.COVERED_TEXT, True),
    rtf("words on a black shade in the colour of the program", rf"x {{\chcbpat1 {WORD}}} y\par"),
    rtf("struck words", rf"x {{\strike {WORD}}}\par", STRUCK),
    rtf("deleted", rf"x {{\deleted {WORD}}}\par", PartKind.REVISION, True),
    rtf("property", rf"{{\info{{\subject {WORD}}}}}x\par", PartKind.PROPERTY),
    rtf("text box", rf"x{{\shp{{\*\shpinst{{\shptxt {WORD}\par}}}}}}\par"),
    rtf(
        "table in a cell",
        RTF_ROW + rf"\pard\intbl\itap2 {WORD}\nestcell{RTF_NESTED}\pard\intbl\cell z\cell\row",
    ),
    rtf(
        "row that ends with a table in its cell",
        RTF_ROW + rf"\pard\intbl {WORD}\cell\pard\intbl\itap2 z\nestcell{RTF_NESTED}\pard x\par",
    ),
    mail("plain text", lambda m: m.set_content(f"{SHOWN}\n\n{WORD}")),
    mail("formatted text", lambda m: m.add_alternative(f"<p>{SHOWN}</p><p>{WORD}</p>", subtype="html")),
    mail("text that only old programs show", twice, PartKind.PROPERTY),
    mail("blind copy", lambda m: m.add_header("Bcc", f"{WORD} <h@x.example>"), PartKind.PROPERTY),
    mail("attached text", lambda m: m.add_attachment(WORD, filename="minutes.txt"), PartKind.ATTACHMENT),
]
