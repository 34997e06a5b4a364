"""Headings and footnotes of Word documents and web pages, however their authors made them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from indexer.documents import BlockKind, Document
from indexer.readers import Limits, read

LIMITS = Limits(10**9, 2000)


def read_word(made: object, path: Path) -> list[tuple[str, BlockKind, tuple[str, ...]]]:
    made.save(str(path))  # type: ignore[attr-defined]
    return blocks(read(path, LIMITS))


def blocks(document: Document) -> list[tuple[str, BlockKind, tuple[str, ...]]]:
    return [(document.text[b.start : b.end], b.kind, b.headings) for b in document.blocks]


def set_level(element: object, level: int) -> None:
    found = OxmlElement("w:outlineLvl")
    found.set(qn("w:val"), str(level))
    element.get_or_add_pPr().append(found)  # type: ignore[attr-defined]


def test_word_headings_of_own_styles_are_known_by_base_or_level(tmp_path: Path) -> None:
    made = docx.Document()
    based = made.styles.add_style("Board section", WD_STYLE_TYPE.PARAGRAPH)
    based.base_style = made.styles["Heading 1"]
    levelled = made.styles.add_style("Board point", WD_STYLE_TYPE.PARAGRAPH)
    set_level(levelled.element, 1)
    made.add_paragraph("Findings", based)
    made.add_paragraph("Seeing the child", levelled)
    set_level(made.add_paragraph("At school")._p, 2)
    made.add_paragraph("Staff saw her often.")
    text, kind, path = read_word(made, tmp_path / "own.docx")[-1]
    assert (text, kind) == ("Staff saw her often.", BlockKind.PARAGRAPH)
    assert path == ("Findings", "Seeing the child", "At school")


def test_word_text_whose_level_says_text_is_no_heading(tmp_path: Path) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Only looks like one.", "Heading 2")
    set_level(paragraph._p, 9)
    assert read_word(made, tmp_path / "text.docx")[0][1] is BlockKind.PARAGRAPH


def test_word_footnotes_come_after_the_text_of_their_section(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Law", 1)
    paragraph = made.add_paragraph("The duty is set in law.")
    made.add_paragraph("It binds each partner.")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    paragraph.add_run()._r.append(reference)
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Section 9 of an Act.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    found = read_word(made, tmp_path / "notes.docx")
    assert found[-1] == ("Section 9 of an Act.", BlockKind.FOOTNOTE, ("Law",))
    assert [text for text, _, _ in found[1:3]] == ["The duty is set in law.", "It binds each partner."]


def refer(paragraph: object, sort: str, number: int) -> None:
    reference = OxmlElement(f"w:{sort}Reference")
    reference.set(qn("w:id"), str(number))
    paragraph.add_run()._r.append(reference)  # type: ignore[attr-defined]


def test_word_notes_of_table_cells_and_endnotes_are_read(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Law", 1)
    refer(made.add_paragraph("The duty is set in law."), "endnote", 3)
    cells = made.add_table(rows=2, cols=2).rows
    for cell, text in zip([*cells[0].cells, *cells[1].cells], ["Duty", "Who", "Share", "Police"], strict=True):
        cell.text = text
    refer(cells[1].cells[1].paragraphs[0], "footnote", 2)
    for sort, number, text in (("footnote", 2, "And probation."), ("endnote", 3, "Section 9 of an Act.")):
        notes = (
            f'<w:{sort}s {nsdecls("w")}><w:{sort} w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
            f"</w:{sort}></w:{sort}s>"
        )
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{sort}s+xml"
        part = Part(PackURI(f"/word/{sort}s.xml"), kind, notes.encode(), made.part.package)
        made.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{sort.upper()}S"))
    made.save(str(tmp_path / "notes.docx"))
    document = read(tmp_path / "notes.docx", LIMITS)
    found = [(document.text[b.start : b.end], b.locator.row) for b in document.blocks if b.kind is BlockKind.FOOTNOTE]
    assert found == [("Section 9 of an Act.", None), ("And probation.", 2)]


BOX = (
    '<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    "<mc:Choice><w:drawing><w:txbxContent>{inside}</w:txbxContent></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_word_text_boxes_follow_their_paragraph_once_under_their_own_heading(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Early help", 1)
    anchor = made.add_paragraph("Teams met weekly.")
    inside = (
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Case study</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Sam was seen the same day.</w:t></w:r></w:p>"
    )
    anchor._p.append(parse_xml(BOX.format(ns=nsdecls("w"), inside=inside)))
    made.add_paragraph("Families liked it.")
    assert read_word(made, tmp_path / "box.docx")[1:] == [
        ("Teams met weekly.", BlockKind.PARAGRAPH, ("Early help",)),
        ("Case study", BlockKind.PARAGRAPH, ("Early help", "Case study")),
        ("Sam was seen the same day.", BlockKind.PARAGRAPH, ("Early help", "Case study")),
        ("Families liked it.", BlockKind.PARAGRAPH, ("Early help",)),
    ]


def test_word_content_controls_and_inserted_text_are_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    made = docx.Document()
    changed = made.add_paragraph("Staff saw her ")
    tracked = '<w:{0} {1}><w:r><w:{2} xml:space="preserve">{3}</w:{2}></w:r></w:{0}>'
    changed._p.append(parse_xml(tracked.format("del", nsdecls("w"), "delText", "once.")))
    changed._p.append(parse_xml(tracked.format("ins", nsdecls("w"), "t", "often.")))
    control = "<w:sdt {0}><w:sdtContent><w:p><w:r><w:t>A summary.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    made.element.body.insert(0, parse_xml(control.format(nsdecls("w"))))
    texts = [text for text, _, _ in read_word(made, tmp_path / "changed.docx")]
    assert texts == ["A summary.", "Staff saw her often."]


@pytest.mark.parametrize("around", ["main", "article"])
def test_the_header_of_an_article_heads_its_text_and_that_of_the_site_goes(around: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<body><header><h1>Our council</h1></header>"
        f"<{around}><header><h1>Neglect</h1></header><p>Neglect is seen over time.</p></{around}></body>"
    )
    assert blocks(read(path, LIMITS))[-1][2] == ("Neglect",)
    assert "council" not in read(path, LIMITS).text
