"""DOCX: headings by style, paragraphs and table rows numbered in the order of the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
from indexer.readers.rows import cell_text, is_header, row_text

_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)


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
            for row, header, is_first in _rows(item):
                number += 1
                if not (is_first and header):
                    builder.add(row_text(header, row), Locator(paragraph=number), BlockKind.TABLE_ROW)
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
        builder.add(text, Locator(paragraph=number))


def _rows(table: Table) -> Iterator[tuple[list[str], list[str], bool]]:
    """Rows of a table with the header that names their columns (empty when there is none)."""
    rows = [_cells(row) for row in table.rows]
    header = rows[0] if len(rows) > 1 and is_header(rows[0], rows[1]) else []
    for number, row in enumerate(rows):
        yield row, header, number == 0


def _cells(row: Any) -> list[str]:
    """Texts of a row's cells; one that is merged over several columns counts once."""
    texts: list[str] = []
    seen: set[int] = set()
    for cell in row.cells:
        texts.append("" if id(cell._tc) in seen else cell_text(cell.text))
        seen.add(id(cell._tc))
    return texts
