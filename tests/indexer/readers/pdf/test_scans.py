"""Pages that are pictures: recognised and marked where the programs are there, else a clear message."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.documents import EVERYTHING, BlockKind
from indexer.index import Index
from indexer.readers import Limits, UnreadableFile, read
from indexer.readers.child import read_apart
from tests.conftest import settings_for
from tests.scan import HEADING, SCANNED, TYPED, needs_ocr, write_scan
from tests.toy import ToyEmbedder

LIMITS = Limits(100_000_000, 3000, ocr=True)


@needs_ocr
def test_scanned_pages_are_recognised_and_marked_and_others_are_not(tmp_path: Path) -> None:
    document = read_apart(write_scan(tmp_path / "mixed.pdf", "text", "scan", "photo", "blank"), LIMITS)
    assert TYPED in document.text
    assert "\n".join(SCANNED) in document.text
    assert {(block.locator.page, block.recognised) for block in document.blocks} == {(1, False), (2, True)}
    (heading,) = (block for block in document.blocks if block.kind is BlockKind.HEADING)
    assert document.text[heading.start : heading.end] == HEADING
    assert "1 of 4 pages were recognised from pictures" in document.warnings[0]
    assert document.warnings[1] == "1 page not read: page 3 (picture or scan)."
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
    assert "install ocrmypdf, tesseract-ocr and tesseract-ocr-eng" in document.warnings[0]
    assert document.warnings[1] == "1 page not read: page 2 (picture or scan)."
    with pytest.raises(UnreadableFile, match=r"a scan or a picture.*install ocrmypdf"):
        read(write_scan(tmp_path / "scan.pdf", "scan"), LIMITS)


def test_programs_that_fail_cost_only_the_scanned_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("ocrmypdf", "tesseract"):
        (tmp_path / program).write_text("#!/bin/sh\nexit 3\n")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    document = read(write_scan(tmp_path / "mixed.pdf", "text", "scan"), LIMITS)
    assert document.text == TYPED
    assert document.warnings[0] == "1 page not read: page 2 (picture or scan)."


def test_no_means_no(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="Have its text recognised"):
        read_apart(write_scan(tmp_path / "scan.pdf", "scan"), Limits(100_000_000, 3000, ocr=False))
