"""DOCX: headings by style, paragraphs and table rows numbered in the order of the body."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
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
    number = 0
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            number += 1
            _paragraph(builder, item, number)
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
    text = paragraph.text
    level = _HEADING.match(style)
    if level or style == "Title":
        builder.heading(text, int(level.group(1)) if level else 0, Locator(paragraph=number))
    elif style.startswith("List") or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None):
        builder.add(text, Locator(paragraph=number), BlockKind.LIST_ITEM)
    else:
        kind = BlockKind.QUOTE if style in _QUOTES else BlockKind.PARAGRAPH
        builder.add(text, Locator(paragraph=number), kind)


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
