"""Scans: text of pages that are pictures, recognised by OCRmyPDF and Tesseract where they are installed.

Those programs never see the file itself, only pictures that PDFium drew of its pages: Ghostscript, which
OCRmyPDF leans on, has no business with a hostile PDF.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.documents import Document
from indexer.workers import more_time

HOW_TO_INSTALL = "install ocrmypdf, tesseract-ocr and tesseract-ocr-eng (Debian and Ubuntu packages)"
MOST_PAGES = 300
"""Scanned pages of a document that are recognised."""

_SECONDS_FOR_EACH_PAGE = 20.0
_BATCH = 8
_DOTS_PER_INCH = 300
_MOST_DOTS = 5000
_LEAST_WORDS = 5
_WORD = re.compile(r"[^\W\d_]{2,}")


def can_recognise() -> bool:
    """Whether the programs are there."""
    return all(shutil.which(program) for program in ("ocrmypdf", "tesseract"))


def seconds_for(pages: int) -> float:
    """How long recognising so many pages may take."""
    return _SECONDS_FOR_EACH_PAGE * min(pages, MOST_PAGES)


def recognise(pdf: Any, pages: Sequence[int]) -> dict[int, list[str]]:
    """Lines of text of pages (from 1) of a PDF opened by PDFium; a page where none was found is left out."""
    chosen = pages[:MOST_PAGES]
    more_time(seconds_for(len(chosen)))
    found: dict[int, list[str]] = {}
    for batch in _batches(chosen):
        for page, text in zip(batch, _texts(pdf, batch), strict=True):
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            if _is_writing(lines):
                found[page] = lines
    return found


def mark(document: Document, pages: Collection[int]) -> Document:
    """The document with the blocks of these pages marked as recognised."""
    blocks = (replace(b, recognised=True) if b.locator.page in pages else b for b in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _batches(pages: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(pages), _BATCH):
        yield pages[first : first + _BATCH]


def _texts(pdf: Any, pages: Sequence[int]) -> list[str]:
    """The text of each page; empty texts when the programs fail."""
    with tempfile.TemporaryDirectory() as folder:
        pictures, text = Path(folder, "pictures.pdf"), Path(folder, "text.txt")
        first, *others = [_picture(pdf[page - 1]) for page in pages]
        first.save(pictures, "PDF", save_all=True, append_images=others, resolution=_DOTS_PER_INCH)
        command = ["ocrmypdf", "--quiet", "--jobs", "2", "--language", "eng", "--output-type", "pdf"]
        command += ["--optimize", "0", "--tesseract-timeout", str(_SECONDS_FOR_EACH_PAGE), "--sidecar", str(text)]
        try:
            subprocess.run(  # noqa: S603 (fixed options, files of our own making)
                [*command, str(pictures), str(Path(folder, "out.pdf"))],
                timeout=_SECONDS_FOR_EACH_PAGE * len(pages),
                check=True,
                capture_output=True,
            )
            texts = text.read_text("utf-8", "replace").split("\f")
        except (subprocess.SubprocessError, OSError):
            texts = []
    return [texts[number] if number < len(texts) else "" for number in range(len(pages))]


def _picture(page: Any) -> Any:
    scale = min(_DOTS_PER_INCH / 72, _MOST_DOTS / max(1.0, *page.get_size()))
    return page.render(scale=scale, grayscale=True).to_pil()


def _is_writing(lines: Sequence[str]) -> bool:
    """Whether it reads like writing: of photographs, Tesseract makes a litter of signs."""
    tokens = [token for line in lines for token in line.split()]
    words = sum(1 for token in tokens if _WORD.search(token))
    return words >= _LEAST_WORDS and words >= 0.6 * len(tokens)
