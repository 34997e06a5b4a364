"""A data folder of an earlier release opens and gains what it lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import text

from indexer.documents import EVERYTHING
from indexer.index import Index
from indexer.passages import Filters, PassageStatement
from indexer.store.engines import Ids, Where
from indexer.store.passage_store import point_id
from indexer.store.payloads import packed_passage
from tests.toy import ToyEmbedder

BACK = (
    "ALTER TABLE documents DROP COLUMN leaving",
    "ALTER TABLE documents DROP COLUMN superseded_by",
    "ALTER TABLE documents DROP COLUMN superseded_since",
    "ALTER TABLE documents DROP COLUMN account",
    "ALTER TABLE documents DROP COLUMN markings",
    "ALTER TABLE waiting_documents DROP COLUMN length",
    "ALTER TABLE waiting_documents DROP COLUMN concerns",
    "DROP TABLE versions",
    "DROP TABLE signatures",
    "DROP TABLE document_words",
    "DROP TABLE schema_version",
    "DELETE FROM index_facts WHERE name = 'payload_form'",
)


def statements(index: Index) -> dict[str, tuple[PassageStatement, ...]]:
    """The statements of every passage."""
    held = [f for d in index.store.documents() for f in index.store.passages(d, clearance=EVERYTHING)]
    return {found.passage.id: found.passage.statements for found in held}


def forget_statements(index: Index, document_id: str) -> None:
    """Write the passages of a document as they were before statements were kept."""
    for found in index.store.passages(document_id, clearance=EVERYTHING):
        packed = packed_passage(found.passage)
        del packed["statements"]
        here = Where((Ids((point_id(found.passage.id, found.document.version),)),))
        index.store._engine.set_payload(here, {"passage": packed})


def test_an_older_folder_is_brought_up_to_date(index: Index, folder: Path) -> None:
    manifest = folder / "manifest.csv"
    rows = "path,kind,effective_from,title\nprocedure.html,procedure,2016-06-01,Bruising\n"
    manifest.write_text(rows, "utf-8")
    index.indexer.add([folder])
    before = index.catalogue.documents(EVERYTHING)
    said = statements(index)
    for document_id in index.store.documents():
        forget_statements(index, document_id)
    assert not any(statements(index).values())
    index.store._engine.set_payload(Where(), {"in_force_from": None, "in_force_until": None, "agencies": []})
    with index.database.begin() as connection:
        for statement in BACK:
            connection.execute(text(statement))
    index.close()
    for opening in range(2):
        again = Index.open(index.settings, ToyEmbedder())
        assert again.recovered == ()
        held = again.catalogue.documents(EVERYTHING)
        if opening == 0:
            assert held == [replace(record, account=None, markings=()) for record in before]
        else:
            assert [record.account for record in held] == [record.account for record in before]
        assert again.indexer.check() == []
        assert again.store.count(Filters(in_force_on=date(2020, 1, 1)), clearance=EVERYTHING) > 0
        assert again.store.count(Filters(agencies=("social_care",)), clearance=EVERYTHING) == 1
        assert opening or (statements(again) == said and all(said.values()))
        report = again.indexer.add([folder])
        assert (len(report.indexed), len(report.unchanged)) == ((4, 0) if opening == 0 else (0, 4)), "read once more"
        assert again.indexer.near_duplicates() == []
        assert len(again.catalogue.signatures()) == 4
        assert again.catalogue.wordless() == []
        assert again.catalogue.words(EVERYTHING)["supervision"] >= 4
        again.close()
