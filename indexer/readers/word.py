"""DOCX: headings by style or outline level, paragraphs and table rows numbered in the order of the body, footnotes."""

from __future__ import annotations

import re
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
from indexer.readers.archive import check_archive
from indexer.readers.builder import DocumentBuilder
from indexer.readers.tables import cell_text, filled_down, table_of

_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_QUOTES = ("Quote", "Intense Quote", "Block Text")
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
    notes = _footnotes(document)
    number = 0
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            number += 1
            _paragraph(builder, item, number)
            for reference in item._p.iter(qn("w:footnoteReference")):
                builder.footnote(notes.get(str(reference.get(qn("w:id"))), ""), Locator(paragraph=number))
        elif isinstance(item, Table):
            grid = _grid(item)
            places = [Locator(paragraph=number + row, row=row) for row in range(1, len(grid) + 1)]
            builder.table(table_of(grid), places)
            number += len(grid)
    properties = document.core_properties
    created: date | None = properties.created.date() if properties.created else None
    return builder.build(title=(properties.title or "").strip() or None, created=created)


def _paragraph(builder: DocumentBuilder, paragraph: Paragraph, number: int) -> None:
    style = (paragraph.style.name if paragraph.style is not None else None) or ""
    level = _level(paragraph)
    if level is not None:
        builder.heading(paragraph.text, level, Locator(paragraph=number))
    elif style.startswith("List") or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None):
        builder.add(paragraph.text, Locator(paragraph=number), BlockKind.LIST_ITEM)
    else:
        kind = BlockKind.QUOTE if style in _QUOTES else BlockKind.PARAGRAPH
        builder.add(paragraph.text, Locator(paragraph=number), kind)


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


def _footnotes(document: Any) -> dict[str, str]:
    """The texts of the footnotes by their id."""
    parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.FOOTNOTES]
    notes: dict[str, str] = {}
    for part in parts:
        for note in parse_xml(part.blob).iter(qn("w:footnote")):
            if note.get(qn("w:type")) in (None, "normal"):  # the others are lines that set notes apart
                paragraphs = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in note.iter(qn("w:p"))]
                notes[str(note.get(qn("w:id")))] = "\n".join(text.strip() for text in paragraphs if text.strip())
    return notes


def _grid(table: Table) -> list[list[str]]:
    """The texts of the cells; one merged over columns stands in the first, one merged over rows in each row."""
    grid: list[list[str]] = []
    above: list[Any] = []
    for row in table.rows:
        cells = [cell._tc for cell in row.cells]
        texts = [cell_text(cell.text) for cell in row.cells]
        for column, cell in enumerate(cells):
            if cell in cells[:column]:
                texts[column] = ""
            elif cell in above:
                texts[column] = filled_down(texts[column])
        grid.append(texts)
        above = cells
    return grid
