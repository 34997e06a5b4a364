"""A briefing as a Word document: real headings, tables with header rows, language, title and marking set."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from api.briefings.forms import Layout
from api.exports.paper import LOCALLY, LineKind, Paper, PaperLine, PaperTable

LANGUAGE = "en-GB"
_SIZES = {Layout.FULL: 12, Layout.POSTER: 18, Layout.CARD: 12}
"""Points of the text; never below 12, which is what people read without strain."""
_PAGES = {Layout.FULL: (21.0, 29.7, 2.0), Layout.POSTER: (21.0, 29.7, 1.5), Layout.CARD: (10.5, 14.8, 0.8)}
"""Width, height and margin in centimetres: A4, and A6 for a pocket."""
_CELL = 10
"""Points of the letters in table cells. By judgement."""


def to_docx(printed: Paper) -> bytes:
    """The file."""
    document = Document()
    _describe(document, printed)
    _set_page(document, printed)
    document.add_heading(printed.title, 1)
    document.add_paragraph(printed.form)
    for status in filter(None, (printed.draft, f"Marking: {printed.marking}")):
        document.add_paragraph().add_run(status).bold = True
    for name, value in printed.facts:
        fact = document.add_paragraph(style="Fact")
        fact.add_run(f"{name}: ").bold = True
        fact.add_run(value)
    for section in printed.sections:
        document.add_heading(f"{section.number}. {section.heading}" if section.number else section.heading, 2)
        for line in section.lines:
            _line(document, line)
    for table in (*printed.tables, printed.sources):
        _table(document, table)
    document.add_paragraph(printed.foot)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _describe(document: Any, printed: Paper) -> None:
    """What the file says of itself, and the language and styles its text is in."""
    properties = document.core_properties
    properties.title, properties.language = printed.title, LANGUAGE
    properties.author = properties.last_modified_by = printed.publisher
    properties.subject, properties.comments = printed.form, ""
    properties.keywords = ", ".join(filter(None, (printed.marking, printed.draft)))
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    size = _SIZES[printed.layout]
    for name, factor in (("Normal", 1.0), ("Heading 1", 1.6), ("Heading 2", 1.25)):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size * factor)
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "")
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)
    for name, indent, after in (("Quotation", 0.7, 8), ("Local words", 0, 8), ("Fact", 0, 2)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.paragraph_format.left_indent = Cm(indent)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_together = True
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), LANGUAGE)


def _set_page(document: Any, printed: Paper) -> None:
    width, height, margin = _PAGES[printed.layout]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(margin)
    section.header_distance = section.footer_distance = Cm(margin / 2)
    marks = " – ".join(filter(None, (printed.marking, printed.draft)))
    for part in (section.header, section.footer):
        part.paragraphs[0].add_run(marks).bold = True


def _line(document: Any, line: PaperLine) -> None:
    if line.kind is LineKind.EMPTY:
        document.add_paragraph(line.text, style="Local words")
        return
    paragraph = document.add_paragraph(style="Quotation" if line.kind is LineKind.QUOTATION else "Local words")
    if line.kind is LineKind.LOCAL:
        paragraph.add_run(f"{LOCALLY}: ").bold = True
    paragraph.add_run(line.text)
    if line.cited:
        paragraph.add_run(f" {line.cited}")


def _table(document: Any, printed: PaperTable) -> None:
    document.add_heading(printed.heading, 2)
    if printed.note:
        document.add_paragraph(printed.note)
    if not printed.rows:
        return
    table = document.add_table(rows=1 + len(printed.rows), cols=len(printed.header), style="Table Grid")
    for row, texts in zip(table.rows, (printed.header, *printed.rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(_CELL), texts is printed.header
        _set(row._tr.get_or_add_trPr(), "w:cantSplit")
    _set(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    _set(table._tbl.tblPr, "w:tblCaption", printed.heading)


def _set(properties: Any, name: str, value: str = "true") -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    properties.append(element)
