"""PPTX: slide by slide, titles as headings, tables as rows, speaker notes marked as such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.exc import PackageNotFoundError

from indexer.documents import BlockKind, Document, Locator
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.archive import check_archive
from indexer.readers.tables import cell_text, table_of


def read_pptx(path: Path, limits: Limits) -> Document:
    """Read a presentation; shapes from top to bottom and left to right."""
    check_archive(path, "ppt/presentation.xml")
    try:
        return _read(Presentation(str(path)))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError, AttributeError, OSError) as error:
        raise UnreadableFile("it is damaged: the slides in it cannot be read.", "Open it and save it again.") from error


def _read(presentation: Any) -> Document:
    builder = DocumentBuilder()
    for number, slide in enumerate(presentation.slides, start=1):
        locator = Locator(slide=number)
        builder.close_headings(1)
        title = slide.shapes.title
        if title is not None:
            builder.heading(title.text_frame.text, 1, locator)
        for shape in _in_reading_order(slide.shapes):
            if title is None or shape.shape_id != title.shape_id:
                _shape(builder, shape, locator)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            notes = slide.notes_slide.notes_text_frame.text
            if notes.strip():
                builder.heading("Notes", 2, locator)
                for paragraph in notes.split("\n"):
                    builder.add(paragraph, locator)
    properties = presentation.core_properties
    created = properties.created.date() if properties.created else None
    return builder.build(title=(properties.title or "").strip() or None, created=created)


def _in_reading_order(shapes: Any) -> Iterator[Any]:
    for shape in sorted(shapes, key=lambda s: (s.top or 0, s.left or 0)):
        if hasattr(shape, "shapes"):
            yield from _in_reading_order(shape.shapes)
        else:
            yield shape


def _shape(builder: DocumentBuilder, shape: Any, locator: Locator) -> None:
    if getattr(shape, "has_table", False):
        grid = [[_cell(cell) for cell in row.cells] for row in shape.table.rows]
        builder.table(table_of(grid), [replace(locator, row=row) for row in range(1, len(grid) + 1)])
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            builder.add("".join(run.text for run in paragraph.runs), locator, BlockKind.LIST_ITEM)


def _cell(cell: Any) -> str:
    return "" if cell.is_spanned else cell_text(cell.text)
