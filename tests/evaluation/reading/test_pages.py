"""The page view: what was read stands beside the picture of its page."""

from __future__ import annotations

from pathlib import Path

from evaluation.reading.pages import write_page_view
from tests.conftest import ROOT
from tests.toy import ToyEmbedder


def test_a_page_stands_beside_what_was_read_from_it(tmp_path: Path) -> None:
    file = ROOT / "corpus" / "annual_reports" / "annual-report-2016-17.pdf"
    text = write_page_view(file, [3], tmp_path, ToyEmbedder()).read_text("utf-8")
    assert text.count("<img ") == 1
    assert "heading · " in text
    assert "paragraph · " in text
    assert " · figures" in text
