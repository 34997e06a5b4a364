"""PDF: text by pypdf, headings by size and weight, a second opinion by PDFium where the text looks damaged."""

from __future__ import annotations

import logging
import re
import statistics
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdf import PageObject, PdfReader

from indexer.documents import BlockKind, Document, Locator
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.layout import (
    Line,
    Page,
    body_size,
    heading_styles,
    joins,
    looks_like_heading,
    split_footnotes,
    without_furniture,
)
from indexer.readers.outline import Outline, bookmarks, outline, without_contents

PDFIUM_LOCK = threading.RLock()
"""PDFium is not safe in several threads, not even for several documents: hold this round every use."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is raised or said in the report

_DAMAGE = re.compile(r"/g\d{1,4}|/C\d{1,4}\b|\(cid:\d+\)|[\x00-\x08\x0e-\x1f\ufffd]")
_TOO_DAMAGED = 0.03
_FEW_WORDS = 15
_HEADING_LINES = 4
_COVER_WORDS = 40
"""A document that has fewer words of text so far has shown its cover only."""
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
        finally:
            if second is not None:
                second.close()
    pages = without_furniture(raw)
    silent = [page.number for page in pages if not page.lines]
    if len(silent) == count:
        raise UnreadableFile(
            f"none of its {count} pages holds text: it is a scan or a picture.",
            "Have its text recognised (OCR) and add the result.",
        )
    builder = DocumentBuilder()
    kept, entries = without_contents(pages)
    _add_pages(builder, kept, _labels(reader, count), outline([*_bookmarks(reader), *entries]))
    return builder.build(
        title=_title(reader, pages), created=_created(reader), pages=count, warnings=_warnings(silent, count)
    )


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
        lines = list(_lines(reader.pages[index]))
    except Exception:  # noqa: BLE001 (one bad page must not cost the others)
        lines = []
    text = "\n".join(line.text for line in lines)
    if len(text.split()) >= _FEW_WORDS and not _is_damaged(text):
        return lines
    other = _second_opinion(second, index)
    if not _is_damaged(other) and (_is_damaged(text) or len(other.split()) > 1.5 * len(text.split())):
        return [Line(line, 10.0, False, 0.0, None) for line in other.splitlines() if line.strip()]
    return [] if _is_damaged(text) else lines


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
            if number:
                yield from _line(line, bottom, height)
                line = []
            if piece:
                line.append((piece, *style))  # type: ignore[arg-type]
    yield from _line(line, bottom, height)


def _line(fragments: list[tuple[str, float, bool, float, float]], bottom: float, height: float) -> Iterator[Line]:
    text = "".join(fragment[0] for fragment in fragments).replace("\x7f", "•").rstrip()
    written = [fragment for fragment in fragments if fragment[0].strip()]
    if not written:
        return
    longest = max(written, key=lambda fragment: len(fragment[0]))
    letters = [fragment for fragment in written if any(c.isalnum() for c in fragment[0])] or written
    bold = all(fragment[2] for fragment in letters)
    place = (written[0][4] - bottom) / height
    yield Line(text, longest[1], bold, written[0][3], place if 0 < place < 1 else None)


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


def _add_pages(builder: DocumentBuilder, pages: list[Page], labels: list[str | None], named: Outline) -> None:
    body = body_size(pages)
    styles = heading_styles(pages, body)
    unfinished = False
    for page in pages:
        locator = Locator(page=page.number, page_label=page.printed or labels[page.number - 1])
        text_of_page, notes = split_footnotes(page, body)
        headings = _heading_lines(text_of_page.lines, body, named)
        for number, paragraph in enumerate(_paragraphs(text_of_page.lines, headings, body)):
            first, last = paragraph[0], paragraph[-1]
            text = "\n".join(line.text.strip() for line in paragraph)
            if len(paragraph) <= _HEADING_LINES and first in headings:
                builder.heading(text, _level(first, text, styles, named), locator, nest=True)
                unfinished = False
                continue
            goes_on = unfinished and number == 0 and not first.is_bullet and not first.is_numbered
            kind = BlockKind.LIST_ITEM if first.is_bullet else BlockKind.PARAGRAPH
            builder.add(text, locator, kind, continues=goes_on and (first.words[:1].islower() or len(text) > 200))
            unfinished = not last.ends_sentence and len(last.words) > 40
        for note in notes:
            builder.footnote("\n".join(line.text.strip() for line in note), locator)
        if builder.words < _COVER_WORDS:
            builder.close_headings(0)  # titles of a cover are no sections


def _level(first: Line, text: str, styles: dict[tuple[float, bool], int], named: Outline) -> int:
    """By style; a heading that only bookmarks or a contents page know lies below those, by its depth there."""
    return styles.get((first.size, first.bold)) or len(styles) + (named.depth(text) or 1)


def _heading_lines(lines: Sequence[Line], body: float, named: Outline) -> set[Line]:
    """The lines that are headings: by their looks, as the rest of one, or since the document names them."""
    found: set[Line] = set()
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        both = "" if before is None else f"{before.words} {line.words}"
        if looks_like_heading(line, body) or (_opens(line) and named.depth(line.words)):
            found.add(line)
        elif before is not None and _opens(before) and named.depth(both):
            found |= {before, line}
        elif before in found and before is not None and _is_rest(before, line):
            found.add(line)
    return found


def _is_rest(heading: Line, line: Line) -> bool:
    """Whether a bold line in lower case is the rest of the heading above it."""
    same = line.bold and heading.bold and heading.size == line.size
    return same and line.words[:1].islower() and not line.is_bullet and not heading.ends_sentence


def _opens(line: Line) -> bool:
    """Whether a line can open a heading that only its words tell: no bullet, no single word, no lower case."""
    return not line.is_bullet and len(line.words.split()) > 1 and not line.words[:1].islower()


def _paragraphs(lines: Sequence[Line], headings: set[Line], body: float) -> list[list[Line]]:
    """Lines joined to paragraphs; a heading of several lines is one."""
    gaps = [_gap(a, b) for a, b in pairwise(lines)]
    known = [gap for gap in gaps if gap is not None and 0 < gap < 0.06]
    usual = statistics.mode([round(gap, 3) for gap in known]) if known else 0.0
    lengths = sorted(len(line.words) for line in lines)
    full = lengths[int(len(lengths) * 0.85)] if lengths else 0
    paragraphs: list[list[Line]] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before is None or (before in headings) != (line in headings):
            paragraphs.append([line])
        elif (
            _same_heading(before, line, gaps[index - 1], usual, body)
            if line in headings
            else joins(before, line, gaps[index - 1], usual, full)
        ):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _same_heading(before: Line, after: Line, gap: float | None, usual: float, body: float) -> bool:
    if (before.size, before.bold) != (after.size, after.bold) or before.words.endswith("?"):
        return False
    spacing = after.size / body * (usual or 0.02)
    return gap is None or 0 < gap < 1.6 * spacing


def _gap(before: Line, after: Line) -> float | None:
    return None if before.height is None or after.height is None else before.height - after.height


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


def _warnings(silent: list[int], count: int) -> tuple[str, ...]:
    if not silent:
        return ()
    shown = ", ".join(str(number) for number in silent[:10]) + (" and more" if len(silent) > 10 else "")
    return (f"{len(silent)} of {count} pages hold no text (pages {shown}): pictures or scans, not searched.",)
