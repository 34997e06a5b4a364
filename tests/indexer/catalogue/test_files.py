"""Which files of a folder are documents: what systems and programs leave behind is passed over without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.catalogue.files import files_below

LEFT_BEHIND = ["Thumbs.db", "desktop.ini", ".DS_Store", "~$report.docx", "._report.docx", "__MACOSX/report.docx"]


@pytest.mark.parametrize("name", [*LEFT_BEHIND, "deep/THUMBS.DB", "$RECYCLE.BIN/old.docx", "@eaDir/x.pdf", "Icon\r"])
def test_what_a_system_leaves_behind_is_passed_over(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"x")
    (tmp_path / "~ report.docx").write_bytes(b"x")
    assert [file.name for file in files_below(tmp_path)] == ["~ report.docx"]
