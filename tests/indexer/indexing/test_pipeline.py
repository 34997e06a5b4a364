"""The index path: a file becomes passages with roles and vectors in the store, or nothing of it does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.documents import EVERYTHING, Document, DocumentCard, DocumentKind, Sensitivity
from indexer.index import Index
from indexer.indexing.chunking import context
from indexer.indexing.pipeline import IndexPath, indexed_text
from indexer.passages import PassageRole
from indexer.readers import Limits, UnreadableFile
from indexer.text.terms import repaired, terms

CARD = DocumentCard("doc", "Review of moves", DocumentKind.LEARNING_REVIEW, Sensitivity.PUBLIC, 1, "0" * 64)
TEXT = (
    "# Findings\n\n## What went less well\n\nNo-\none told the health visitor. It was late.\n\n## Next steps\n\nAsk.\n"
)


@pytest.fixture
def path(index: Index) -> IndexPath:
    return IndexPath(index.store, index.embedder, Limits(10**6, 100))


def test_a_file_is_read_cut_given_roles_and_written(index: Index, path: IndexPath, tmp_path: Path) -> None:
    file = tmp_path / "moves.md"
    file.write_text(TEXT, "utf-8")
    assert path.write(path.read(file), CARD) == 2
    index.store.publish("doc", 1)
    first, second = (found.passage for found in index.store.passages("doc", clearance=EVERYTHING))
    assert (first.headings, second.headings) == (("Findings", "What went less well"), ("Findings", "Next steps"))
    assert (first.role, second.role) == (PassageRole.WEAKNESS, PassageRole.PLANNED_ACTION)
    assert first.role_reason == "stands under the heading “What went less well”"
    assert [first.text[a:b] for a, b in first.sentences] == ["No-\none told the health visitor.", "It was late."]
    assert first.locator.lines == "5-6"


def test_what_is_embedded_and_found_is_the_repaired_text_with_title_and_headings(
    index: Index, path: IndexPath, tmp_path: Path
) -> None:
    file = tmp_path / "moves.md"
    file.write_text(TEXT, "utf-8")
    document = path.read(file)
    path.write(document, CARD)
    index.store.publish("doc", 1)
    found = [stored.passage for stored in index.store.passages("doc", clearance=EVERYTHING)]
    assert indexed_text(CARD, found[0]).startswith("Review of moves > Findings > What went less well > No-one told")
    assert {"health", "visitor", "move", "find"} <= set(terms(f"{context(CARD, found[0])}\n{found[0].text}"))


def test_a_file_that_cannot_be_read_says_so_as_its_reader_did(path: IndexPath, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("", "utf-8")
    with pytest.raises(UnreadableFile, match="empty"):
        path.read(tmp_path / "empty.md")


def test_a_document_of_headings_only_is_refused_and_nothing_is_written(index: Index, path: IndexPath) -> None:
    with pytest.raises(UnreadableFile, match="headings only"):
        path.write(Document("", ()), CARD)
    assert list(index.store.passages("doc", clearance=EVERYTHING)) == []


def test_roles_follow_the_kind_a_document_is_corrected_to(index: Index, path: IndexPath, tmp_path: Path) -> None:
    file = tmp_path / "moves.md"
    file.write_text(TEXT, "utf-8")
    path.write(path.read(file), CARD)
    index.store.publish("doc", 1)
    passages = [found.passage for found in index.store.passages("doc", clearance=EVERYTHING)]
    again = path.with_roles(passages, DocumentKind.PROCEDURE, [np.ones((1, 64), dtype=np.float32)] * len(passages))
    assert PassageRole.WEAKNESS not in {passage.role for passage in again}


def test_words_broken_at_line_ends_and_ligatures_are_put_right_for_search() -> None:
    assert repaired("A multi-\nagency o\ufb03ce") == "A multi-agency office"
    assert repaired("p a r t n e r s met") == "partners met"
