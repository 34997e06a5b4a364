"""DOCX: headings by style or outline level, paragraphs and table rows numbered in the order of the body.

Footnotes and endnotes come after their section, text boxes after the paragraph they hang on. Inserted text of
tracked changes is read, deleted text is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from indexer.documents import BlockKind, Document, Locator
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.archive import check_archive
from indexer.readers.tables import cell_text, filled_down, table_of

_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_QUOTES = ("Quote", "Intense Quote", "Block Text")
_NOTES = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
_BOX = qn("w:txbxContent")
_CHOICE, _FALLBACK = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_NOT_TEXT = {_BOX, _FALLBACK, qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr")}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_DEEPEST = 9
"""Outline levels of headings, as Word counts them from 0; the next, 9, means text."""


def read_docx(path: Path, limits: Limits) -> Document:
    """Read a Word document. `paragraph` counts paragraphs and table rows of the body from 1, empty ones too."""
    check_archive(path, "word/document.xml")
    try:
        document = docx.Document(str(path))
        return _read(document)
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError, AttributeError, OSError) as error:
        raise UnreadableFile(
            "it is damaged: Word's own parts in it cannot be read.", "Open it and save it again."
        ) from error


def _read(document: Any) -> Document:
    builder = DocumentBuilder()
    notes = _notes(document)
    number = 0
    for item in _items(document.element.body, document):
        if isinstance(item, Paragraph):
            number += 1
            _paragraph(builder, item, number)
            _add_notes(builder, item._p, notes, Locator(paragraph=number))
            for box in _boxes(item._p):
                _add_box(builder, list(_items(box, item)), number)
        else:
            grid = _grid(item)
            places = [Locator(paragraph=number + row, row=row) for row in range(1, len(grid) + 1)]
            builder.table(table_of(grid), places)
            for row, place in zip(item.rows, places, strict=True):
                _add_notes(builder, row._tr, notes, place)
            number += len(grid)
    properties = document.core_properties
    created: date | None = properties.created.date() if properties.created else None
    return builder.build(title=(properties.title or "").strip() or None, created=created)


def _items(element: Any, parent: Any) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables right below an element, those in content controls too; entries of contents not."""
    for child in element:
        if child.tag == qn("w:p"):
            paragraph = Paragraph(child, parent)
            if not _style(paragraph).lower().startswith("toc "):
                yield paragraph
        elif child.tag == qn("w:tbl"):
            yield Table(child, parent)
        elif child.tag == qn("w:sdt"):
            for content in child.iterchildren(qn("w:sdtContent")):
                yield from _items(content, parent)


def _paragraph(builder: DocumentBuilder, paragraph: Paragraph, number: int) -> None:
    style, text = _style(paragraph), _text(paragraph._p)
    level = _level(paragraph)
    if level is not None:
        builder.heading(text, level, Locator(paragraph=number))
    elif style.startswith("List") or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None):
        builder.add(text, Locator(paragraph=number), BlockKind.LIST_ITEM)
    else:
        builder.add(text, Locator(paragraph=number), BlockKind.QUOTE if style in _QUOTES else BlockKind.PARAGRAPH)


def _add_box(builder: DocumentBuilder, items: list[Paragraph | Table], number: int) -> None:
    """A text box; a heading in it heads the box alone."""
    place = Locator(paragraph=number)
    name, count = "", 0
    for item in items:
        if isinstance(item, Table):
            rows = table_of(_grid(item))
            builder.table(rows, [place] * max((row.number for row in rows.rows), default=0))
            count += len(rows.rows)
        elif text := _text(item._p).strip():
            name = name or (" ".join(text.split()) if _level(item) is not None else "")
            builder.add(text, place)
            count += 1
    if name:
        builder.attribute(count, name)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes that hang on a paragraph; of one written in two ways, the newer."""
    for box in paragraph.iter(_BOX):
        around = {ancestor.tag for ancestor in box.iterancestors()}
        if _FALLBACK not in around or not any(True for _ in paragraph.iter(_CHOICE)):
            yield box


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name if paragraph.style is not None else None) or ""


def _text(element: Any) -> str:
    """The text of a paragraph as it reads with all changes accepted, without its text boxes."""
    parts: list[str] = []
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag not in _NOT_TEXT:
            parts.append(_text(child))
    return "".join(parts)


def _level(paragraph: Paragraph) -> int | None:
    """The level of a heading, 0 for the title; None for text. The paragraph's own level goes before its style's."""
    own = _outline_level(paragraph._p)
    if own is not None:
        return own + 1 if own < _DEEPEST else None
    style: Any = paragraph.style
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:  # a damaged file may base a style on itself
        seen.add(style.style_id)
        named = _HEADING.match(style.name or "")
        if named or style.name == "Title":
            return int(named.group(1)) if named else 0
        level = _outline_level(style.element)
        if level is not None:
            return level + 1 if level < _DEEPEST else None
        style = style.base_style
    return None


def _outline_level(element: Any) -> int | None:
    """The outline level that the properties of a paragraph or style set, from 0; None when they set none."""
    found = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    said = "" if found is None else str(found.get(qn("w:val")) or "")
    return int(said) if said.isascii() and said.isdigit() else None


def _notes(document: Any) -> dict[tuple[str, str], str]:
    """The texts of footnotes and endnotes, each by its sort and its id."""
    notes: dict[tuple[str, str], str] = {}
    for sort, relation in _NOTES.items():
        for part in (rel.target_part for rel in document.part.rels.values() if rel.reltype == relation):
            for note in parse_xml(part.blob).iter(qn(f"w:{sort}")):
                if note.get(qn("w:type")) in (None, "normal"):  # the others are lines that set notes apart
                    paragraphs = [_text(p).strip() for p in note.iter(qn("w:p"))]
                    notes[sort, str(note.get(qn("w:id")))] = "\n".join(filter(None, paragraphs))
    return notes


def _add_notes(builder: DocumentBuilder, element: Any, notes: dict[tuple[str, str], str], place: Locator) -> None:
    """The notes that a paragraph or row refers to."""
    for sort in _NOTES:
        for reference in element.iter(qn(f"w:{sort}Reference")):
            builder.footnote(notes.get((sort, str(reference.get(qn("w:id")))), ""), place)


def _grid(table: Table) -> list[list[str]]:
    """The texts of the cells; one merged over columns stands in the first, one merged over rows in each row."""
    grid: list[list[str]] = []
    above: list[Any] = []
    for row in table.rows:
        cells = [cell._tc for cell in row.cells]
        texts = [cell_text("\n".join(_text(p._p) for p in cell.paragraphs)) for cell in row.cells]
        for column, cell in enumerate(cells):
            if cell in cells[:column]:
                texts[column] = ""
            elif cell in above:
                texts[column] = filled_down(texts[column])
        grid.append(texts)
        above = cells
    return grid
