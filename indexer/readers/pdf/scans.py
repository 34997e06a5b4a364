"""Scans: text of pages that are pictures, recognised by OCRmyPDF and Tesseract where they are installed.

Those programs never see the file itself, only pictures that PDFium drew of its pages: Ghostscript, which
OCRmyPDF leans on, has no business with a hostile PDF.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.documents import Document
from indexer.readers.pdf.layout import Line
from indexer.readers.pdf.visibility.drawn import Kind, drawn_on, switched_off
from indexer.workers import more_time

LinesOf = Callable[[Path], list[list[Line]]]

HOW_TO_INSTALL = "install ocrmypdf, tesseract-ocr and tesseract-ocr-eng (Debian and Ubuntu packages)"
MOST_PAGES = 300
"""Scanned pages of a document that are recognised."""

_SECONDS_FOR_EACH_PAGE = 20.0
"""Seconds recognising a page may take. By judgement."""
_BATCH = 8
"""Pages recognised at once, so that one bad page costs few others. By judgement."""
_DOTS_PER_INCH = 300
"""What Tesseract is best with, by its manual."""
_MOST_DOTS = 5000
"""Dots of a side at most: a poster is drawn smaller. By judgement."""
_LEAST_WORDS = 5
"""Words from which recognised text counts as any. By judgement."""
_LEAST_CAPITALS = 6
"""Letters of a line in capitals from which on it is more than an acronym."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def can_recognise() -> bool:
    """Whether the programs are there."""
    return all(shutil.which(program) for program in ("ocrmypdf", "tesseract"))


def seconds_for(pages: int) -> float:
    """How long recognising so many pages may take."""
    return _SECONDS_FOR_EACH_PAGE * min(pages, MOST_PAGES)


def recognise(pdf: Any, pages: Sequence[int], typed: Collection[int], lines_of: LinesOf) -> dict[int, list[Line]]:
    """Lines of pages (from 1) of a PDF opened by PDFium; a page where no writing was found is left out.

    What is written on pages of `typed` besides their pictures is known, and not recognised again. `lines_of` reads
    the lines of every page of a PDF that has text.
    """
    chosen = pages[:MOST_PAGES]
    more_time(seconds_for(len(chosen)))
    found: dict[int, list[Line]] = {}
    for first in range(0, len(chosen), _BATCH):
        batch = chosen[first : first + _BATCH]
        for page, lines in zip(batch, _recognised(pdf, batch, typed, lines_of), strict=False):
            if _is_writing(lines):
                found[page] = _evened(lines)
    return found


def mark(document: Document, pages: Collection[int]) -> Document:
    """The document with the blocks of these pages marked as recognised."""
    blocks = (replace(b, recognised=True) if b.locator.page in pages else b for b in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _recognised(pdf: Any, pages: Sequence[int], typed: Collection[int], lines_of: LinesOf) -> list[list[Line]]:
    """The lines of each page; nothing when the programs fail."""
    with tempfile.TemporaryDirectory() as folder:
        pictures, copy = Path(folder, "pictures.pdf"), Path(folder, "recognised.pdf")
        first, *others = [_picture(pdf[page - 1], page in typed) for page in pages]
        first.save(pictures, "PDF", save_all=True, append_images=others, resolution=_DOTS_PER_INCH)
        options = ["--quiet", "--jobs", "2", "--language", "eng", "--output-type", "pdf", "--optimize", "0"]
        options += ["--rotate-pages", "--tesseract-timeout", str(_SECONDS_FOR_EACH_PAGE)]
        try:
            subprocess.run(  # noqa: S603 (fixed options, files of our own making)
                ["ocrmypdf", *options, str(pictures), str(copy)],  # noqa: S607 (wherever the system keeps it)
                timeout=_SECONDS_FOR_EACH_PAGE * len(pages),
                check=True,
                capture_output=True,
            )
        except (subprocess.SubprocessError, OSError):
            return []
        return lines_of(copy)


def _picture(page: Any, without_text: bool) -> Any:
    scale = min(_DOTS_PER_INCH / 72, _MOST_DOTS / max(1.0, *page.get_size()))
    texts = [thing for thing in drawn_on(page) if thing.kind is Kind.TEXT] if without_text else []
    with switched_off(texts):
        return page.render(scale=scale, grayscale=True).to_pil()


def _is_writing(lines: Sequence[Line]) -> bool:
    """Whether it reads like writing: of photographs, Tesseract makes a litter of signs."""
    tokens = [token for line in lines for token in line.text.split()]
    words = sum(1 for token in tokens if _WORD.search(token))
    return words >= _LEAST_WORDS and words >= 0.6 * len(tokens)


def _evened(lines: Sequence[Line]) -> list[Line]:
    """Lines with the sizes near the usual one made equal: each is only measured, and a heading is larger by more.

    What typewriters wrote in capitals counts as bold, for the weight of letters is not recognised.
    """
    usual = statistics.median(line.size for line in lines)
    evened = [replace(line, size=usual) if 0.75 * usual < line.size < 1.25 * usual else line for line in lines]
    return [replace(line, bold=line.bold or _is_in_capitals(line)) for line in evened]


def _is_in_capitals(line: Line) -> bool:
    return line.words.isupper() and sum(c.isalpha() for c in line.words) >= _LEAST_CAPITALS
