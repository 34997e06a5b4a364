"""A disk that is nearly full: nothing is written, it is said, and what is held can be read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from indexer.documents import EVERYTHING
from indexer.index import Index
from indexer.passages import NO_FILTERS
from indexer.space import NoSpace, holes, require_space
from tests.conftest import client_for
from tests.toy import ToyEmbedder


class Usage(NamedTuple):
    free: int


def fill(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(free))
    monkeypatch.setattr("indexer.store.engines.edge._LOOK_EVERY", -1.0)


def test_holes_are_what_a_file_may_still_take(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(8_000_000)
    (tmp_path / "dense").write_bytes(os.urandom(100_000))
    assert holes(tmp_path) == 8_000_000


def test_space_is_looked_at_above_a_folder_that_is_not_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_space(tmp_path / "a" / "b", 1)
    fill(monkeypatch, 40_000_000)
    require_space(tmp_path / "a" / "b", 1_000_000)
    with pytest.raises(NoSpace, match="nothing was written"):
        require_space(tmp_path / "a" / "b", 9_000_000)


@pytest.mark.parametrize("free", [1_000_000, 140_000_000])
def test_a_full_disk_refuses_a_file_and_reading_goes_on(
    index: Index, folder: Path, free: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.indexer.add([folder / "review.md"])
    (record,) = index.catalogue.documents(EVERYTHING)
    with monkeypatch.context() as patched:
        fill(patched, free)
        report = index.indexer.add([folder / "procedure.html"])
        assert "disk is full" in str(report.failed[0])
        with pytest.raises(NoSpace):
            index.indexer.remove(record.id)
        assert index.store.count(NO_FILTERS, clearance=EVERYTHING) == record.passages
        with pytest.raises(NoSpace):
            index.indexer.correct(record, {"area": "Easton"})
        assert index.indexer.check() == []
    index.close()
    with monkeypatch.context() as patched:
        fill(patched, 1_000_000)
        with pytest.raises(NoSpace):
            Index.open(index.settings, ToyEmbedder())
    again = Index.open(index.settings, ToyEmbedder())
    assert again.catalogue.documents(EVERYTHING) == [record]
    assert again.indexer.check() == []
    assert len(again.indexer.add([folder / "procedure.html"]).indexed) == 1
    again.close()


def test_the_service_says_that_the_disk_is_full(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    document = base.documents.all(LOCAL_OPERATOR).items[0].id
    with client_for(base) as admin, client_for(base, Role.READER) as reader:
        fill(monkeypatch, 1_000_000)
        files = {"file": ("a.md", b"# A\n\nSupervision was weak.")}
        for found in (
            admin.post("/api/v1/documents", files=files),
            admin.patch(f"/api/v1/documents/{document}", json={"note": "Seen."}),
        ):
            assert found.status_code == 503
            assert "disk is nearly full" in found.json()["detail"]
        assert reader.post("/api/v1/search", json={"query": "supervision"}).status_code == 200
        assert reader.get("/readyz").status_code == 200
