"""Words recognised on a scan before it came here are its text where one sees them in the picture, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.documents import PartKind
from tests.indexer.readers.pdf.pages import UNSEEN, apart, opened
from tests.scan import HEADING, SCANNED, TYPED, needs_ocr, picture

LAYER = ((HEADING, 300, 64), *((line, 480 + 52 * n, 34) for n, line in enumerate(SCANNED)))
SCALE = 595 / 1654


def write_layer(path: Path, under: bool = False, extra: str = "", box: bool = False) -> Path:
    """A scan with its words laid over or under the picture, more words beside them, or a box over its last line."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)

    def lay() -> None:
        words = canvas.beginText()
        words.setTextRenderMode(0 if under else 3)
        for line, top, size in (*LAYER, *([(extra, 1800, 34)] if extra else ())):
            words.setFont("Helvetica", size * SCALE)
            words.setTextOrigin(200 * SCALE, 842 - (top + 0.9 * size) * SCALE)
            words.textOut(line)
        canvas.drawText(words)

    if under:
        lay()
    canvas.drawImage(ImageReader(picture()), 0, 0, 595, 842)
    if not under:
        lay()
    if box:
        canvas.rect(180 * SCALE, 842 - 580 * SCALE, 1200 * SCALE, 50 * SCALE, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize("under", [False, True])
def test_a_text_layer_is_text_and_marked(under: bool, tmp_path: Path) -> None:
    document = opened(write_layer(tmp_path / "file.pdf", under))
    assert "\n".join(SCANNED) in document.text
    assert all(block.recognised for block in document.blocks)
    assert len(document.warnings) == 1
    assert "1 of 1 pages were recognised from pictures" in document.warnings[0]


def test_words_that_the_picture_does_not_show_are_hidden(tmp_path: Path) -> None:
    document = opened(write_layer(tmp_path / "file.pdf", extra=UNSEEN))
    assert UNSEEN not in document.text
    assert apart(document, PartKind.HIDDEN_TEXT) == UNSEEN


def test_a_box_over_picture_and_words_covers_both(tmp_path: Path) -> None:
    document = opened(write_layer(tmp_path / "file.pdf", box=True))
    assert SCANNED[0] in document.text
    assert SCANNED[1] not in document.text
    assert apart(document, PartKind.COVERED_TEXT) == SCANNED[1]


def write_stamped(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(picture()), 0, 0, 595, 842)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 780, TYPED)
    canvas.showPage()
    canvas.save()
    return path


def test_a_scan_with_a_typed_stamp_is_not_taken_for_read(tmp_path: Path) -> None:
    document = opened(write_stamped(tmp_path / "file.pdf"))
    assert document.text == TYPED
    assert document.warnings == ("1 page not read: page 1 (picture or scan).",)


@needs_ocr
def test_a_scan_with_a_typed_stamp_is_recognised_beside_it(tmp_path: Path) -> None:
    from dataclasses import replace

    from indexer.readers import read
    from tests.indexer.readers.pdf.pages import LIMITS

    document = read(write_stamped(tmp_path / "file.pdf"), replace(LIMITS, ocr=True))
    assert document.text.count(TYPED) == 1
    assert " ".join(SCANNED) in " ".join(document.text.split())
    assert len(document.warnings) == 1
