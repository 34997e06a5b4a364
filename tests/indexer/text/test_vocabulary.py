"""Words and their counts, of texts and of the documents a reader may see."""

from __future__ import annotations

from pathlib import Path

from indexer.documents import EVERYTHING, Sensitivity
from indexer.index import Index
from indexer.text.vocabulary import count_words, words_in


def test_words_are_counted_as_they_are_searched() -> None:
    found = words_in("Multi-agency work: 12 of A1, the ﬁles’ end")
    assert found == ["multi", "agency", "work", "of", "a", "the", "files", "end"]
    assert count_words(["Safe safe", "SAFE " + "x" * 41]) == {"safe": 3}


def test_words_follow_their_documents(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    public = index.catalogue.words(frozenset({Sensitivity.PUBLIC}))
    assert public["bruise"] == 1
    assert "recorded" not in public and "recorded" in index.catalogue.words(EVERYTHING)
    for record in index.catalogue.documents(EVERYTHING):
        index.indexer.remove(record.id)
    assert not index.catalogue.words(EVERYTHING)
    with index.database.connect() as connection:
        assert not connection.exec_driver_sql("SELECT count(*) FROM document_words").scalar()
