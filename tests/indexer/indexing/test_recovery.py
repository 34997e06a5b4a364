"""`check` sees what does not agree, `check --repair` puts right what can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.catalogue.records import DocumentRecord
from indexer.documents import EVERYTHING
from indexer.index import Index


@pytest.fixture
def review(index: Index, folder: Path) -> DocumentRecord:
    """A document of two versions among four."""
    index.indexer.add([folder])
    (folder / "review.md").write_text("# Learning review: Child Q\n\nOnly the grandmother was spoken to.\n", "utf-8")
    (record,) = index.indexer.add([folder]).indexed
    return record


def copy(index: Index, record: DocumentRecord) -> Path:
    return index.files.path(record.sha256, record.name)


def texts(index: Index, record: DocumentRecord, version: int | None = None) -> list[str]:
    return [p.passage.text for p in index.store.passages(record.id, clearance=EVERYTHING, version=version)]


def test_missing_passages_are_read_again_from_the_copy(index: Index, folder: Path, review: DocumentRecord) -> None:
    before, old = texts(index, review), texts(index, review, 1)
    (folder / "review.md").unlink()
    index.store.remove(review.id)
    assert len(index.indexer.check()) == 2
    said = "\n".join(index.indexer.repair())
    assert said.count("indexed again from its copy") == 2
    assert index.indexer.check() == []
    assert (texts(index, review), texts(index, review, 1)) == (before, old)
    (one,) = index.catalogue.versions(review.id, EVERYTHING)
    assert one.version == 1
    assert index.store.set_aside() == {(review.id, 1): len(old)}


def test_a_missing_copy_and_a_damaged_one_come_from_where_they_were_added(index: Index, review: DocumentRecord) -> None:
    other = next(r for r in index.catalogue.documents(EVERYTHING) if r.id != review.id)
    copy(index, review).unlink()
    copy(index, other).write_bytes(b"damaged")
    assert any("damaged" in line for line in index.indexer.check())
    assert len(index.indexer.repair()) == 2
    assert index.indexer.check() == []


def test_a_copy_whose_original_changed_stays_reported(index: Index, review: DocumentRecord) -> None:
    (old,) = index.catalogue.versions(review.id, EVERYTHING)
    copy(index, old).unlink()
    assert index.indexer.repair() == []
    (line,) = index.indexer.check()
    assert "review.md, version 1" in line
    assert "missing" in line


def test_strays_are_removed(index: Index, review: DocumentRecord) -> None:
    stray = next(r for r in index.catalogue.documents(EVERYTHING) if r.id != review.id)
    index.catalogue.remove(stray.id)
    (index.settings.data_dir / "files" / "left.part").write_bytes(b"x")
    assert len(index.indexer.check()) == 3  # passages, copy, part
    assert len(index.indexer.repair()) == 3
    assert index.indexer.check() == []
    assert stray.id not in index.store.documents()
