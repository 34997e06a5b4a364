"""Presentations of each kind, written with python-pptx and changed by hand where it has no word for it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from tests.indexer.readers.kinds.cells import BODY, SECRET
from tests.indexer.readers.kinds.packages import replaced

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def _deck() -> tuple[Any, Any]:
    """A presentation with a slide that holds the body."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Review"
    _box(slide, BODY, top=5)
    return deck, slide


def _box(slide: Any, text: str, top: float = 9, left: float = 2) -> Any:
    box = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(18), Cm(2))
    box.text_frame.text = text
    return box


def plain(path: Path) -> None:
    """Nothing besides the slide."""
    deck, _ = _deck()
    deck.save(str(path))


def header(path: Path) -> None:
    """A number on the master, and so on every slide."""
    deck, _ = _deck()
    box = deck.slides[0].shapes[1]._element
    copy = etree.fromstring(etree.tostring(box).replace(BODY.encode(), SECRET.encode()))
    deck.slide_masters[0].shapes._spTree.append(copy)
    deck.save(str(path))


def marking(path: Path) -> None:
    """A marking in the footer of the slide."""
    deck, slide = _deck()
    box = _box(slide, "OFFICIAL-SENSITIVE", top=17)
    properties = box._element.nvSpPr.find(f".//{{{box._element.nsmap['p']}}}nvPr")
    etree.SubElement(properties, f"{{{box._element.nsmap['p']}}}ph", type="ftr", idx="11")
    deck.save(str(path))


def comment(path: Path) -> None:
    """A reviewer's comment."""
    deck, _ = _deck()
    deck.save(str(path))
    space = "http://schemas.openxmlformats.org/presentationml/2006/main"
    said = f'<p:cm authorId="0" idx="1"><p:pos x="1" y="1"/><p:text>{SECRET}</p:text></p:cm>'
    comments = f'<p:cmLst xmlns:p="{space}">{said}</p:cmLst>'
    related = f'<Relationship Id="rId99" Type="{_COMMENTS}" Target="../comments/comment1.xml"/></Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
    changes = {
        "ppt/slides/_rels/slide1.xml.rels": ("</Relationships>", related),
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/ppt/comments/comment1.xml" ContentType="{kind}"/></Types>',
        ),
    }
    replaced(path, changes, {"ppt/comments/comment1.xml": comments})


def note(path: Path) -> None:
    """Notes of the speaker."""
    deck, slide = _deck()
    slide.notes_slide.notes_text_frame.text = SECRET
    deck.save(str(path))


def hidden(path: Path) -> None:
    """A hidden slide."""
    deck, _ = _deck()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    _box(slide, SECRET)
    slide._element.set("show", "0")
    deck.save(str(path))


def off_page(path: Path) -> None:
    """A box beside the slide."""
    deck, slide = _deck()
    _box(slide, SECRET, left=60)
    deck.save(str(path))


def white(path: Path) -> None:
    """Words in white."""
    deck, slide = _deck()
    _box(slide, SECRET).text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)
    deck.save(str(path))


def blackened(path: Path) -> None:
    """Words under a black marker."""
    deck, slide = _deck()
    run = _box(slide, SECRET).text_frame.paragraphs[0].runs[0]._r
    marker = etree.SubElement(run.get_or_add_rPr(), qn("a:highlight"))
    etree.SubElement(marker, qn("a:srgbClr"), val="000000")
    deck.save(str(path))


def covered(path: Path) -> None:
    """A filled rectangle over a box."""
    deck, slide = _deck()
    _box(slide, SECRET)
    shape = slide.shapes.add_shape(1, Cm(1), Cm(8), Cm(22), Cm(4))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0, 0, 0)
    deck.save(str(path))


def struck(path: Path) -> None:
    """A struck-out word in a sentence."""
    deck, slide = _deck()
    paragraph = _box(slide, "The child was ").text_frame.paragraphs[0]
    word = paragraph.add_run()
    word.text = "never "
    word.font._element.set("strike", "sngStrike")
    paragraph.add_run().text = "seen alone."
    deck.save(str(path))


def properties(path: Path) -> None:
    """A number in the description of the file."""
    deck, _ = _deck()
    deck.core_properties.comments = SECRET
    deck.save(str(path))


def text_box(path: Path) -> None:
    """A box in a group."""
    deck, slide = _deck()
    group = slide.shapes.add_group_shape()
    box = group.shapes.add_textbox(Cm(2), Cm(9), Cm(10), Cm(2))
    box.text_frame.text = "Fathers were overlooked."
    deck.save(str(path))


def chart_of(path: Path) -> None:
    """A chart."""
    deck, slide = _deck()
    data = CategoryChartData()
    data.categories = ["Neglect"]
    data.add_series("Cases", (417,))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(2), Cm(8), Cm(10), Cm(6), data)
    deck.save(str(path))


def attachment(path: Path) -> None:
    """An embedded file."""
    deck, slide = _deck()
    slide.shapes.add_ole_object(BytesIO(b"no package"), "Word.Document.12", Cm(2), Cm(9), Cm(4), Cm(4))
    deck.save(str(path))


def numbered(path: Path) -> None:
    """A list that PowerPoint numbers."""
    deck, slide = _deck()
    frame = _box(slide, "Train all staff.").text_frame
    for text in ("Ask both parents.", "Write it down."):
        frame.add_paragraph().text = text
    for paragraph in frame.paragraphs:
        numbering = etree.SubElement(paragraph._p.get_or_add_pPr(), f"{{{_A}}}buAutoNum")
        numbering.set("type", "arabicPeriod")
        paragraph.font.size = Pt(14)
    deck.save(str(path))


def line_break(path: Path) -> None:
    """A line break inside a paragraph."""
    deck, slide = _deck()
    paragraph = _box(slide, "The school").text_frame.paragraphs[0]
    paragraph.add_line_break()
    paragraph.add_run().text = "was told."
    deck.save(str(path))


def split_word(path: Path) -> None:
    """A word in two runs."""
    deck, slide = _deck()
    paragraph = _box(slide, "The LA").text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = "DO"
    run.font.bold = True
    paragraph.add_run().text = ", who was told, came."
    deck.save(str(path))
