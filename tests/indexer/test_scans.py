"""Pages that are pictures: recognised and marked where the programs are there, else a clear message."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.documents import EVERYTHING, BlockKind
from indexer.index import Index
from indexer.readers import Limits, UnreadableFile, read, scans
from indexer.readers.child import read_apart
from tests.conftest import settings_for
from tests.toy import ToyEmbedder

LIMITS = Limits(100_000_000, 3000, ocr=True)
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


@needs_ocr
def test_scanned_pages_are_recognised_and_marked_and_others_are_not(tmp_path: Path) -> None:
    document = read_apart(write_scan(tmp_path / "mixed.pdf", "text", "scan", "photo", "blank"), LIMITS)
    assert TYPED in document.text
    assert "\n".join(SCANNED) in document.text
    assert {(block.locator.page, block.recognised) for block in document.blocks} == {(1, False), (2, True)}
    (heading,) = (block for block in document.blocks if block.kind is BlockKind.HEADING)
    assert document.text[heading.start : heading.end] == HEADING
    assert "1 of 4 pages were recognised from pictures" in document.warnings[0]
    assert "2 of 4 pages hold no text (pages 3, 4)" in document.warnings[1]
    assert "install" not in document.warnings[1]


@needs_ocr
def test_a_recognised_passage_says_so(tmp_path: Path) -> None:
    index = Index.open(settings_for(tmp_path / "data"), ToyEmbedder())
    try:
        (record,) = index.indexer.add([write_scan(tmp_path / "scan.pdf", "scan")]).indexed
        assert "check quotations against the page image" in record.warnings[0]
        found = index.store.passages(record.id, clearance=EVERYTHING)
        assert [stored.passage.recognised for stored in found] == [True]
    finally:
        index.close()


@needs_ocr
def test_a_scan_without_writing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="Nothing could be recognised"):
        read_apart(write_scan(tmp_path / "blank.pdf", "blank"), LIMITS)


def test_without_the_programs_the_rest_is_read_and_the_way_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    document = read(write_scan(tmp_path / "mixed.pdf", "text", "scan"), LIMITS)
    assert document.text == TYPED
    assert "1 of 2 pages hold no text (pages 2)" in document.warnings[0]
    assert "install ocrmypdf, tesseract-ocr and tesseract-ocr-eng" in document.warnings[0]
    with pytest.raises(UnreadableFile, match=r"a scan or a picture.*install ocrmypdf"):
        read(write_scan(tmp_path / "scan.pdf", "scan"), LIMITS)


def test_programs_that_fail_cost_only_the_scanned_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("ocrmypdf", "tesseract"):
        (tmp_path / program).write_text("#!/bin/sh\nexit 3\n")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    document = read(write_scan(tmp_path / "mixed.pdf", "text", "scan"), LIMITS)
    assert document.text == TYPED
    assert "1 of 2 pages hold no text" in document.warnings[0]


def test_no_means_no(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="Have its text recognised"):
        read_apart(write_scan(tmp_path / "scan.pdf", "scan"), Limits(100_000_000, 3000, ocr=False))
