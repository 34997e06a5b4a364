"""A folder is the truth about what came from it; a folder that looks like a drive not connected is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indexer.catalogue.files import sha256_of
from indexer.documents import EVERYTHING
from indexer.index import Index
from indexer.indexing.discovery import Missing, arrivals


def names(index: Index) -> set[str]:
    return {record.name for record in index.catalogue.documents(EVERYTHING)}


def test_a_file_that_is_gone_takes_its_document_with_it(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    (folder / "review.md").unlink()
    report = index.indexer.add([folder])
    assert [record.name for record in report.removed] == ["review.md"]
    assert (len(report.unchanged), len(report.indexed)) == (3, 0)
    assert "review.md" not in names(index)
    assert set(index.store.documents()) == {record.id for record in index.catalogue.documents(EVERYTHING)}
    assert index.indexer.check() == []


def test_what_is_gone_can_be_kept(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    (folder / "review.md").unlink()
    assert index.indexer.add([folder], missing=Missing.KEEP).removed == ()
    assert "review.md" in names(index)


@pytest.mark.parametrize("how", ["empty", "absent", "others"])
def test_a_folder_without_any_of_its_documents_removes_nothing(index: Index, folder: Path, how: str) -> None:
    index.indexer.add([folder])
    shutil.rmtree(folder)
    if how != "absent":
        folder.mkdir()
    if how == "others":
        (folder / "new.md").write_text("# New\n\nA text that was not there before.\n", "utf-8")
    report = index.indexer.add([folder])
    assert (report.removed, report.failed) == ((), ())
    (line,) = report.problems
    assert str(folder) in line
    assert "--allow-empty" in line
    assert len(names(index) - {"new.md"}) == 4
    assert len(index.indexer.add([folder], missing=Missing.REMOVE_ALL).removed) == 4


def test_uploads_and_other_folders_stay(index: Index, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "in-2"
    other.mkdir()
    (other / "a.md").write_text("# A\n\nA text of its own.\n", "utf-8")
    upload = tmp_path / "sent.md"
    upload.write_text("# Sent\n\nA text that was uploaded.\n", "utf-8")
    index.indexer.add([folder, other])
    index.indexer.add_file(upload, "sent.md", {})
    upload.unlink()
    (other / "a.md").unlink()
    (folder / "review.md").unlink()
    assert [record.name for record in index.indexer.add([folder]).removed] == ["review.md"]
    assert {"sent.md", "a.md"} <= names(index)


def test_a_file_that_moves_with_a_new_ending_keeps_its_document_and_one_copy(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    (folder / "procedure.html").rename(folder / "procedure.htm")
    report = index.indexer.add([folder])
    assert (len(report.updated), report.removed) == (1, ())
    assert index.indexer.check() == []


@pytest.mark.parametrize("how", ["swapped", "moved over"])
def test_what_stands_at_a_place_is_what_is_served(index: Index, folder: Path, how: str) -> None:
    index.indexer.add([folder])
    review, other = folder / "review.md", folder / "other.md"
    other.write_text("# Other\n\nThe school nurse was not told of the move.\n", "utf-8")
    index.indexer.add([folder])
    first, second = review.read_bytes(), other.read_bytes()
    other.write_bytes(first)
    review.write_bytes(second)
    if how == "moved over":
        other.unlink()
    report = index.indexer.add([folder])
    assert report.failed == report.duplicates == ()
    for record in index.catalogue.documents(EVERYTHING):
        assert sha256_of(folder / record.name) == record.sha256
    assert index.indexer.check() == []


def test_a_manifest_above_the_folder_that_is_added_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "2018"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("# A\n", "utf-8")
    (tmp_path / "manifest.csv").write_text("path,title\nreports/2018/a.md,The first report\n", "utf-8")
    for root in (folder, folder / "a.md", tmp_path):
        ((one,), problems) = arrivals([root], None)
        assert (one.given, problems) == ({"title": "The first report"}, [])
