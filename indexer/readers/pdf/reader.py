"""PDF: text by pypdf, headings by size and weight, what is seen and what is hidden by PDFium, and all else it holds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdf import PdfReader

from indexer.documents import Document, PartKind
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.pdf import scans
from indexer.readers.pdf.flow import add_pages
from indexer.readers.pdf.holdings import account
from indexer.readers.pdf.layout import without_furniture
from indexer.readers.pdf.outline import outline, without_contents
from indexer.readers.pdf.page_reading import PageReading, lines_of_page, read_page
from indexer.readers.pdf.placing import merged
from indexer.readers.pdf.properties import bookmarks_of, created_on, has_layers_off, labels_of, title_of
from indexer.readers.pdf.tables.aligned import may_hold_figures
from indexer.readers.pdf.tables.page_tables import rebuilt
from indexer.readers.pdf.tables.ruled_tables import tables_of

PDFIUM_LOCK = threading.RLock()
"""PDFium is not safe in several threads, not even for several documents: hold this round every use."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is raised or said in the report


def read_pdf(path: Path, limits: Limits) -> Document:
    """Read a PDF. `page` counts from 1; `page_label` is the number printed on the page, or the file's own label.

    Entries of contents pages, running headers and footers, and what no reader of the page sees are left out of the
    text and kept apart. Raises UnreadableFile when the file is damaged, needs a password, has no page, too many, or
    no text at all.
    """
    reader = _open(path)
    count = _page_count(reader, path, limits)
    readings, recognised = _read_pages(reader, path, count, limits)
    pages = without_furniture([reading.lines for reading in readings])
    silent = [page.number for page in pages if not page.lines]
    if len(silent) == count:
        raise UnreadableFile(f"none of its {count} pages holds text: it is a scan or a picture.", _advice(limits))
    builder = DocumentBuilder()
    kept, entries = without_contents(pages)
    labels = [page.printed or label for page, label in zip(pages, labels_of(reader, count), strict=True)]
    aligned = [page.number for page in kept if page.number not in recognised and may_hold_figures(page)]
    ruled = [number for number, reading in enumerate(readings, start=1) if reading.ruled]
    left_out = {number: reading.sight for number, reading in enumerate(readings, start=1) if reading.sight}
    tables = rebuilt(tables_of(path, ruled, aligned, left_out), labels)
    add_pages(builder, kept, labels, tables, outline([*bookmarks_of(reader), *entries]))
    unread = [
        number
        for number, reading in enumerate(readings, start=1)
        if number not in recognised and (reading.is_scan or (number in silent and not reading.is_blank))
    ]
    builder.count(PartKind.TABLE, len(tables), len(tables))
    account.enter_pages(builder, readings, pages, unread)
    account.enter_form(builder, reader, readings)
    account.enter_file(builder, reader, path, limits, [title for title, _ in entries], _open_state)
    warnings = (*_recognised_note(recognised, count), *_how_to(unread, limits))
    document = builder.build(title_of(reader, pages), created_on(reader), count, warnings)
    return scans.mark(document, recognised)


def _open(path: Path) -> PdfReader:
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("it is encrypted and needs a password.", "Remove the password and add it again.")
        return reader
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile("it is damaged: it cannot be opened as a PDF.", "Download or save it again.") from error


def _open_state(data: Any) -> PdfReader:
    """An earlier state of a file; without a password it says nothing."""
    state = PdfReader(data, strict=False)
    if state.is_encrypted:
        state.decrypt("")
    return state


def _page_count(reader: PdfReader, path: Path, limits: Limits) -> int:
    try:
        count = len(reader.pages)
    except Exception as error:
        raise UnreadableFile("it is damaged: its pages cannot be counted.", "Download or save it again.") from error
    if count == 0:
        raise UnreadableFile("it has no pages.", "Download or save it again.")
    if count > limits.max_pages:
        raise UnreadableFile(
            f"it has {count:,} pages; the limit is {limits.max_pages:,}.", "Split it, or raise LEARNING_MAX_PAGES."
        )
    return count


def _open_second(path: Path) -> Any:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return None


def _read_pages(reader: PdfReader, path: Path, count: int, limits: Limits) -> tuple[list[PageReading], set[int]]:
    """Each page as read, and the pages (from 1) whose text was recognised from pictures, here or before."""
    layers = has_layers_off(reader)
    with PDFIUM_LOCK:
        second = _open_second(path)
        try:
            readings = [
                read_page(reader.pages[index], None if second is None else _page_of(second, index), layers)
                for index in range(count)
            ]
            recognised = _recognise(readings, second, limits)
        finally:
            if second is not None:
                second.close()
    return readings, recognised | {n for n, reading in enumerate(readings, start=1) if reading.is_recognised}


def _page_of(second: Any, index: int) -> Any:
    try:
        return second[index]
    except pdfium.PdfiumError:
        return None


def _recognise(readings: list[PageReading], second: Any, limits: Limits) -> set[int]:
    """Fill in the lines of pages that are pictures, where they can be recognised; those pages."""
    bare = [page.number for page in without_furniture([reading.lines for reading in readings]) if not page.lines]
    scanned = [number for number, reading in enumerate(readings, start=1) if reading.is_scan or number in bare]
    wanted = [number for number in scanned if not readings[number - 1].is_blank]
    if not (wanted and second is not None and limits.ocr and scans.can_recognise()):
        return set()
    typed = set(wanted) - set(bare)
    found = scans.recognise(second, wanted, typed, lambda copy: [lines_of_page(p) for p in PdfReader(copy).pages])
    for number, lines in found.items():
        reading = readings[number - 1]
        readings[number - 1] = replace(reading, lines=merged(reading.lines, lines))
    return set(found)


def _recognised_note(recognised: set[int], count: int) -> tuple[str, ...]:
    if not recognised:
        return ()
    return (
        f"{len(recognised)} of {count} pages were recognised from pictures: check quotations against the page image.",
    )


def _advice(limits: Limits) -> str:
    if not limits.ocr:
        return "Have its text recognised (OCR) and add the result."
    if not scans.can_recognise():
        return f"To have scans recognised here, {scans.HOW_TO_INSTALL}; or have it done elsewhere and add the result."
    return "Nothing could be recognised on it either: look at it, and scan it again upright and sharp."


def _how_to(unread: Sequence[int], limits: Limits) -> tuple[str, ...]:
    """How pages that are pictures could be read, where there are some and nobody said that they shall not be."""
    if not unread or not limits.ocr or scans.can_recognise():
        return ()
    return (f"To have scans recognised, {scans.HOW_TO_INSTALL}.",)
