"""Scanned pages, made when needed: text drawn as a picture."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.readers.pdf import scans

HEADING = "Supervision of staff"
SCANNED = (
    "Supervision was not recorded in six of ten files, and",
    "managers did not know who had been seen by anybody.",
)
TYPED = "This page has text of its own, so nobody needs to recognise what it says about neglect."

needs_ocr = pytest.mark.skipif(
    not scans.can_recognise() and "REQUIRE_OCR" not in os.environ, reason="ocrmypdf and tesseract are not installed"
)


def picture() -> Image.Image:
    """A page as a scanner sees it."""
    made = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(made)
    pen.text((200, 300), HEADING, fill=0, font=ImageFont.load_default(64))
    for number, line in enumerate(SCANNED):
        pen.text((200, 480 + 52 * number), line, fill=0, font=ImageFont.load_default(34))
    return made


def write_scan(path: Path, *pages: str) -> Path:
    """A PDF of pages that are each "scan", "photo", "text" or "blank"."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for page in pages:
        if page == "scan":
            canvas.drawImage(ImageReader(picture()), 0, 0, 595, 842)
        elif page == "photo":
            canvas.drawImage(ImageReader(Image.effect_noise((400, 600), 90)), 0, 0, 595, 842)
        elif page == "text":
            canvas.setFont("Helvetica", 11)
            canvas.drawString(72, 700, TYPED)
        canvas.showPage()
    canvas.save()
    return path
