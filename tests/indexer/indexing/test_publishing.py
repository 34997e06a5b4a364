"""A kill at any step leaves what the next opening completes or undoes; nothing lost, nothing doubled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.files import FileStore
from indexer.documents import EVERYTHING, DocumentKind, Sensitivity
from indexer.index import Index
from indexer.passages import NO_FILTERS, PassageRole
from indexer.store.passage_store import PassageStore
from tests.toy import ToyEmbedder


class Killed(BaseException):
    """Ends a change as a kill does: nothing after it runs."""


def killed(*arguments: object) -> None:
    raise Killed


def reopened(index: Index) -> Index:
    index.close()
    return Index.open(index.settings, ToyEmbedder())


@pytest.mark.parametrize(
    ("owner", "step"),
    [(PassageStore, "remove"), (FileStore, "remove"), (Catalogue, "remove")],
)
def test_a_removal_that_is_cut_short_is_completed(
    index: Index, folder: Path, owner: type, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.indexer.add([folder])
    (folder / "review.md").write_text("# Learning review\n\nA second version.\n", "utf-8")
    (record,) = index.indexer.add([folder]).indexed
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, killed)
        with pytest.raises(Killed):
            index.indexer.remove(record.id)
    assert index.catalogue.document(record.id, EVERYTHING) is None
    again = reopened(index)
    assert any("removal" in line for line in again.recovered)
    assert again.store.passages(record.id, clearance=EVERYTHING, version=1) == []
    assert len(again.catalogue.documents(EVERYTHING)) == 3
    assert len(list((again.settings.data_dir / "files").iterdir())) == 3
    assert again.indexer.check() == []
    assert len(again.indexer.add([folder]).indexed) == 1
    again.close()


@pytest.mark.parametrize(
    ("owner", "step"), [(PassageStore, "correct"), (PassageStore, "publish"), (Catalogue, "finish")]
)
def test_a_stricter_class_that_is_cut_short_is_set_at_the_next_opening(
    index: Index, folder: Path, owner: type, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.indexer.add([folder])
    record = next(r for r in index.catalogue.documents(EVERYTHING) if r.source.sensitivity is Sensitivity.PUBLIC)
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, killed)
        with pytest.raises(Killed):
            index.indexer.correct(record, {"sensitivity": Sensitivity.RESTRICTED})
    again = reopened(index)
    public = frozenset({Sensitivity.PUBLIC})
    assert again.store.passages(record.id, clearance=public) == []
    assert again.catalogue.document(record.id, public) is None
    again.close()


@pytest.mark.parametrize("is_killed", [False, True])
def test_roles_follow_a_corrected_kind(index: Index, tmp_path: Path, is_killed: bool) -> None:
    file = tmp_path / "a.md"
    file.write_text("# Recommendations\n\nThe partnership should audit how schools share what they know.\n", "utf-8")
    (record,) = index.indexer.add([file]).indexed
    index.indexer.correct(record, {"kind": DocumentKind.LEARNING_REVIEW})
    (before,) = index.store.passages(record.id, clearance=EVERYTHING)
    assert before.passage.role is PassageRole.RECOMMENDATION
    record = index.catalogue.documents(EVERYTHING)[0]
    if is_killed:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Catalogue, "finish", killed)
            with pytest.raises(Killed):
                index.indexer.correct(record, {"kind": DocumentKind.GUIDANCE})
        index = reopened(index)
    else:
        index.indexer.correct(record, {"kind": DocumentKind.GUIDANCE})
    (after,) = index.store.passages(record.id, clearance=EVERYTHING)
    assert after.document.kind is DocumentKind.GUIDANCE
    assert after.passage.role is not PassageRole.RECOMMENDATION
    assert "the document is guidance" in (after.passage.role_reason or "")
    assert after.passage.text == before.passage.text
    assert index.store.facet("role", NO_FILTERS, clearance=EVERYTHING) == {str(after.passage.role): 1}


def test_passages_of_an_earlier_release_get_their_cells_from_the_copies(index: Index, folder: Path) -> None:
    (folder / "courses.csv").write_text("Course,Places\nNeglect,51\nLoss,12\n", "utf-8")
    index.indexer.add([folder])
    record = next(r for r in index.catalogue.documents(EVERYTHING) if r.name == "courses.csv")
    before = [found.passage for found in index.store.passages(record.id, clearance=EVERYTHING)]
    assert [cell.number for cell in before[-1].cells] == [None, 51.0, None, 12.0]
    index.store.describe(record.version, [replace(passage, cells=()) for passage in before])
    with index.database.begin() as connection:
        connection.execute(text("DELETE FROM index_facts WHERE name = 'payload_cells'"))
    for told in (("The tables of 5 documents were read again from their copies.",), ()):
        index = reopened(index)
        assert index.recovered == told
        assert [found.passage for found in index.store.passages(record.id, clearance=EVERYTHING)] == before
    index.close()
