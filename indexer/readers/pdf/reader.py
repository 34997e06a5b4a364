"""PDF: text by pypdf, headings by size and weight, a second opinion by PDFium where the text looks damaged."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pypdf import PageObject, PdfReader

from indexer.documents import Document
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.pdf import scans
from indexer.readers.pdf.aligned import may_hold_figures
from indexer.readers.pdf.columns import in_order
from indexer.readers.pdf.flow import add_pages
from indexer.readers.pdf.layout import (
    Line,
    Page,
    body_size,
    without_furniture,
)
from indexer.readers.pdf.outline import bookmarks, outline, without_contents
from indexer.readers.pdf.page_tables import rebuilt
from indexer.readers.pdf.ruled_tables import tables_of

PDFIUM_LOCK = threading.RLock()
"""PDFium is not safe in several threads, not even for several documents: hold this round every use."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is raised or said in the report

_DAMAGE = re.compile(r"/g\d{1,4}|/C\d{1,4}\b|\(cid:\d+\)|[\x00-\x08\x0e-\x1f\ufffd]")
_TOO_DAMAGED = 0.03
"""Part of the characters that may be damaged before another reader is asked. By judgement."""
_FEW_WORDS = 15
"""Words below which a page's text is not taken as it is. By judgement."""
_NEXT_LINE = 1.5
"""Distance from the base line of a fragment, in its size, at which another cannot be of the same line."""
_MARK_SIZE = 0.8
"""Share of the size of a line up to which digits at its end are the mark of a footnote."""
_FEWEST_SEGMENTS = 6
"""Lines drawn on a page that can be a table: three rules of two ends each."""
_NO_TITLE = re.compile(r"^(microsoft \w+|untitled|document\d*|slide \d|powerpoint)|\.(docx?|pdf|pptx?|indd|qxd)$", re.I)


def read_pdf(path: Path, limits: Limits) -> Document:
    """Read a PDF. `page` counts from 1; `page_label` is the number printed on the page, or the file's own label.

    Entries of contents pages, running headers and footers are left out of the text. Raises UnreadableFile
    when the file is damaged, needs a password, has no page, too many, or no text at all.
    """
    reader = _open(path)
    count = _page_count(reader, path, limits)
    with PDFIUM_LOCK:
        second = _open_second(path)
        try:
            raw = [_page_lines(reader, second, index) for index in range(count)]
            ruled = [index + 1 for index in range(count) if _is_ruled(second, index)]
            recognised = _recognise(raw, second, limits)
        finally:
            if second is not None:
                second.close()
    pages = without_furniture(raw)
    silent = [page.number for page in pages if not page.lines]
    if len(silent) == count:
        raise UnreadableFile(f"none of its {count} pages holds text: it is a scan or a picture.", _advice(limits))
    builder = DocumentBuilder()
    kept, entries = without_contents(pages)
    labels = [page.printed or label for page, label in zip(pages, _labels(reader, count), strict=True)]
    aligned = [page.number for page in kept if page.number not in recognised and may_hold_figures(page)]
    tables = rebuilt(tables_of(path, ruled, aligned), labels)
    add_pages(builder, kept, labels, tables, outline([*_bookmarks(reader), *entries]))
    warnings = (*_recognised_note(recognised, count), *_warnings(silent, count, limits))
    document = builder.build(title=_title(reader, pages), created=_created(reader), pages=count, warnings=warnings)
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


def _page_lines(reader: PdfReader, second: Any, index: int) -> list[Line]:
    """A page's lines by pypdf; by PDFium, without sizes, where pypdf fails or gives damaged text."""
    try:
        lines = in_order(list(_lines(reader.pages[index])))
    except Exception:  # noqa: BLE001 (one bad page must not cost the others)
        lines = []
    text = "\n".join(line.text for line in lines)
    if len(text.split()) >= _FEW_WORDS and not _is_damaged(text):
        return lines
    other = _second_opinion(second, index)
    if not _is_damaged(other) and (_is_damaged(text) or len(other.split()) > 1.5 * len(text.split())):
        return [Line(line, 10.0, False, 0.0, None) for line in other.splitlines() if line.strip()]
    return [] if _is_damaged(text) else lines


def _is_ruled(second: Any, index: int) -> bool:
    """Whether so much is drawn on a page that it may hold a ruled table; quick, where finding one is not."""
    if second is None:
        return False
    try:
        drawn = second[index].get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=3)
        return bool(sum(pdfium_c.FPDFPath_CountSegments(path) for path in drawn) >= _FEWEST_SEGMENTS)
    except pdfium.PdfiumError:
        return False


def _is_damaged(text: str) -> bool:
    damage = sum(len(found) for found in _DAMAGE.findall(text))
    return damage > _TOO_DAMAGED * max(1, len(text))


def _second_opinion(second: Any, index: int) -> str:
    if second is None:
        return ""
    try:
        page = second[index].get_textpage()
        return str(page.get_text_bounded()).replace("\r\n", "\n").replace("\ufffe", "-")
    except pdfium.PdfiumError:
        return ""


def _lines(page: PageObject) -> Iterator[Line]:
    """Lines of a page with size, weight and place, from the fragments pypdf meets in the content stream."""
    fragments: list[tuple[str, float, bool, float, float]] = []

    def visit(text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        if text:
            scale = (abs(text_matrix[3]) or abs(text_matrix[1]) or 1) * (abs(matrix[3]) or abs(matrix[1]) or 1)
            name = str((font or {}).get("/BaseFont", "")).lower()
            bold = any(word in name for word in ("bold", "black", "heavy", "semibold"))
            x = matrix[0] * text_matrix[4] + matrix[2] * text_matrix[5] + matrix[4]
            y = matrix[1] * text_matrix[4] + matrix[3] * text_matrix[5] + matrix[5]
            fragments.append((text, round(size * scale, 1), bold, x, y))

    page.extract_text(visitor_text=visit)
    height = float(page.mediabox.height) or 1.0
    bottom = float(page.mediabox.bottom)
    line: list[tuple[str, float, bool, float, float]] = []
    for text, *style in fragments:
        pieces = text.split("\n")
        for number, piece in enumerate(pieces):
            if number or _is_elsewhere(line, style[3], style[0]):
                yield from _line(line, bottom, height)
                line = []
            if piece:
                line.append((piece, *style))  # type: ignore[arg-type]
    yield from _line(line, bottom, height)


def _is_elsewhere(line: list[tuple[str, float, bool, float, float]], y: float, size: float) -> bool:
    """Whether a fragment lies above or below the line it would follow: the next box, drawn without a break."""
    return bool(line) and abs(y - line[-1][4]) > _NEXT_LINE * max(size, line[-1][1])


def _line(fragments: list[tuple[str, float, bool, float, float]], bottom: float, height: float) -> Iterator[Line]:
    text = "".join(fragment[0] for fragment in fragments).replace("\x7f", "•").rstrip()
    written = [fragment for fragment in fragments if fragment[0].strip()]
    if not written:
        return
    longest = max(written, key=lambda fragment: len(fragment[0]))
    letters = [fragment for fragment in written if any(c.isalnum() for c in fragment[0])] or written
    bold = all(fragment[2] for fragment in letters)
    place = (written[0][4] - bottom) / height
    last, size = written[-1][0].strip(), written[-1][1]
    mark = last if last.isdigit() and size < _MARK_SIZE * longest[1] and text.endswith(last) else ""
    yield Line(text, longest[1], bold, written[0][3], place if 0 < place < 1 else None, mark)


def _labels(reader: PdfReader, count: int) -> list[str | None]:
    """The file's own page labels, when it has any; pypdf counts from 1 when it has none, which is no label."""
    try:
        if "/PageLabels" not in reader.root_object:
            return [None] * count
        return [label or None for label in reader.page_labels[:count]]
    except Exception:  # noqa: BLE001 (labels are a courtesy; a damaged table of them costs nothing else)
        return [None] * count


def _bookmarks(reader: PdfReader) -> list[tuple[str, int]]:
    try:
        return list(bookmarks(reader.outline))
    except Exception:  # noqa: BLE001 (bookmarks are a courtesy as well)
        return []


def _title(reader: PdfReader, pages: list[Page]) -> str | None:
    """The largest words on the first page that has some, if they can be a title; else what the file says."""
    first = next(page for page in pages if page.lines)
    largest = max(line.size for line in first.lines)
    words = " ".join(line.words for line in first.lines if line.size == largest)
    if largest > body_size(pages) and 2 <= len(words.split()) <= 30:
        return words
    try:
        said = str((reader.metadata and reader.metadata.title) or "").strip()
    except Exception:  # noqa: BLE001 (metadata is a courtesy too)
        return None
    return said if len(said) > 5 and not _NO_TITLE.search(said) else None


def _created(reader: PdfReader) -> date | None:
    try:
        made = reader.metadata.creation_date if reader.metadata else None
    except Exception:  # noqa: BLE001 (dates in PDFs are written in every way)
        return None
    return made.date() if made else None


def _recognise(raw: list[list[Line]], second: Any, limits: Limits) -> set[int]:
    """Fill in the lines of pages without text, where they can be recognised; those pages."""
    silent = [page.number for page in without_furniture(raw) if not page.lines]
    if not (silent and second is not None and limits.ocr and scans.can_recognise()):
        return set()
    found = scans.recognise(second, silent, lambda copy: [list(_lines(page)) for page in PdfReader(copy).pages])
    for number, lines in found.items():
        raw[number - 1] = lines
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


def _warnings(silent: list[int], count: int, limits: Limits) -> tuple[str, ...]:
    if not silent:
        return ()
    shown = ", ".join(str(number) for number in silent[:10]) + (" and more" if len(silent) > 10 else "")
    how = f" To have scans recognised, {scans.HOW_TO_INSTALL}." if limits.ocr and not scans.can_recognise() else ""
    return (f"{len(silent)} of {count} pages hold no text (pages {shown}): pictures or scans, not searched.{how}",)
