"""`check` sees what does not agree, `check --repair` puts right what can be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from indexer.catalogue.records import DocumentRecord
from indexer.documents import EVERYTHING
from indexer.index import Index
from indexer.store.engines import AnyOf, StoreError, Where
from indexer.store.engines.edge import EdgeEngine
from indexer.store.passage_store import Vectors
from tests.toy import ToyEmbedder


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


def test_strays_are_put_right_and_no_original_is_deleted(index: Index, review: DocumentRecord) -> None:
    stray = next(r for r in index.catalogue.documents(EVERYTHING) if r.id != review.id)
    index.catalogue.remove(stray.id)
    (index.settings.data_dir / "files" / "left.part").write_bytes(b"x")
    assert len(index.indexer.check()) == 3  # passages, copy, part
    assert len(index.indexer.repair()) == 3
    assert index.indexer.check() == []
    assert stray.id not in index.store.documents()
    assert (index.settings.data_dir / "set-aside" / copy(index, stray).name).is_file()


def engine_of(index: Index) -> EdgeEngine:
    engine = index.store._engine
    assert isinstance(engine, EdgeEngine)
    return engine


def passages_of(record: DocumentRecord) -> Where:
    return Where((AnyOf("document_id", (record.id,)), AnyOf("version", (record.version,))))


def reopened(index: Index) -> Index:
    index.close()
    return Index.open(index.settings, ToyEmbedder())


def test_a_lost_catalogue_is_told_and_nothing_is_deleted(index: Index, review: DocumentRecord) -> None:
    files = sorted((index.settings.data_dir / "files").iterdir())
    passages = index.store.documents()
    index.close()
    for file in index.settings.data_dir.glob("catalogue.sqlite*"):
        file.unlink()
    again = Index.open(index.settings, ToyEmbedder())
    (line,) = again.indexer.check()
    assert "5 copies" in line and "backup" in line
    assert line in again.recovered
    assert again.indexer.repair() == []
    assert again.store.documents() == passages
    assert sorted((index.settings.data_dir / "files").iterdir()) == files
    again.close()


def test_vectors_set_to_nothing_are_seen_and_made_again(index: Index, review: DocumentRecord) -> None:
    """What an overwritten page of vectors reads as."""
    (stored, *_) = index.store.passages(review.id, clearance=EVERYTHING)
    none = np.zeros((len(stored.passage.sentences), ToyEmbedder.dimension), dtype=np.float32)
    index.store.write(review.card, [stored.passage], [Vectors(none[0], none, ("nothing",))])
    index.store.publish(review.id, review.version)
    (line,) = index.indexer.check()
    assert "not as they were written" in line
    assert "indexed again" in "".join(index.indexer.repair())
    assert index.indexer.check() == []


@pytest.mark.parametrize("damage", [{"text": "Fathers were seen."}, {"start": 7}, {"sentences": None}])
def test_a_changed_text_is_seen(index: Index, review: DocumentRecord, damage: dict[str, object]) -> None:
    (old,) = index.catalogue.versions(review.id, EVERYTHING)
    for record in (review, old):
        engine = engine_of(index)
        (held, *_) = engine.scroll(passages_of(record))
        wrong = {**held.payload["passage"], **damage}
        engine.set_payload(passages_of(record), {"passage": wrong})
    assert len(index.indexer.check()) == 2
    index.indexer.repair()
    assert index.indexer.check() == []


def test_passages_that_say_another_class_than_the_catalogue_are_set_right(index: Index, review: DocumentRecord) -> None:
    engine_of(index).set_payload(passages_of(review), {"sensitivity": "public"})
    (line,) = index.indexer.check()
    assert "the catalogue" in line
    index.indexer.repair()
    assert index.indexer.check() == []
    (stored, *_) = index.store.passages(review.id, clearance=EVERYTHING)
    assert stored.document.sensitivity is review.source.sensitivity


def test_an_index_that_cannot_be_read_is_told(
    index: Index, review: DocumentRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        """As the engine's own are."""

    class Shard:
        def __getattr__(self, name: str) -> object:
            raise Panic("out of range")

    monkeypatch.setattr(engine_of(index), "_shard", Shard())
    with pytest.raises(StoreError, match="check"):
        index.store.documents()


def test_what_an_earlier_release_wrote_gets_its_digests_if_it_is_sound(index: Index, review: DocumentRecord) -> None:
    other = next(r for r in index.catalogue.documents(EVERYTHING) if r.id != review.id)
    (held, *_) = engine_of(index).scroll(passages_of(other))
    engine_of(index).set_payload(passages_of(other), {"passage": {**held.payload["passage"], "sentences": None}})
    with index.database.begin() as connection:
        connection.execute(text("DELETE FROM passage_digests"))
    again = reopened(index)
    (line,) = again.indexer.check()
    assert other.name in line
    again.close()


def test_a_damaged_page_of_the_database_is_told_and_repair_does_nothing(index: Index, review: DocumentRecord) -> None:
    with index.database.begin() as connection:
        connection.execute(text("UPDATE documents SET warnings = '[cut' WHERE id = :id"), {"id": review.id})
    lines = index.indexer.check()
    assert lines and all("database is damaged" in line for line in lines)
    assert index.indexer.repair() == []


def test_an_overwritten_page_of_the_database_is_told(index: Index, review: DocumentRecord) -> None:
    with index.database.begin() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        where = "SELECT rootpage FROM sqlite_master WHERE name = 'document_words'"
        page, size = connection.execute(text(where)).scalar(), connection.execute(text("PRAGMA page_size")).scalar()
    index.database.dispose()
    with (index.settings.data_dir / "catalogue.sqlite").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\0" * size)
    assert any("database is damaged" in line for line in index.indexer.check())
