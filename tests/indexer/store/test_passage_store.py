"""One contract for both engines: Qdrant Edge over a folder, and qdrant-client (its in-memory mode)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from qdrant_client import QdrantClient

from indexer.documents import EVERYTHING, Block, Document, DocumentCard, DocumentKind, Locator, Sensitivity, TableCell
from indexer.indexing.chunking import chunk
from indexer.passages import NO_FILTERS, Filters, Passage
from indexer.store.engines import StoreInUse, Where
from indexer.store.engines.edge import EdgeEngine
from indexer.store.engines.server import ServerEngine
from indexer.store.passage_store import PassageStore
from indexer.store.vectors import QueryVectors, Vectors
from indexer.text.terms import terms
from tests.toy import ToyEmbedder

# What the client says of its in-memory mode, which stands in for a server here.
pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect")
EMBEDDER = ToyEmbedder()
PUBLIC = frozenset({Sensitivity.PUBLIC})


def card(**changes: object) -> DocumentCard:
    base = DocumentCard("d1", "Report", DocumentKind.AUDIT, Sensitivity.PUBLIC, 1, "0" * 64, area="Norton", year=2017)
    return replace(base, **changes)  # type: ignore[arg-type]


def passages(document_id: str, *texts: str) -> list[Passage]:
    text = "\n\n".join(texts)
    blocks, start = [], 0
    for number, part in enumerate(texts, start=1):
        blocks.append(Block(start, start + len(part), Locator(page=number), headings=(f"Part {number}",)))
        start += len(part) + 2
    return chunk(Document(text, tuple(blocks)), document_id)


def vectors(found: list[Passage]) -> list[Vectors]:
    return [
        Vectors(
            EMBEDDER.encode([p.text])[0],
            EMBEDDER.encode([p.text[a:b] for a, b in p.sentences]),
            tuple(terms(p.text)),
        )
        for p in found
    ]


def publish(store: PassageStore, a_card: DocumentCard, *texts: str) -> list[Passage]:
    found = passages(a_card.id, *texts)
    store.write(a_card, found, vectors(found))
    store.publish(a_card.id, a_card.version)
    return found


def question(text: str) -> QueryVectors:
    return QueryVectors(EMBEDDER.encode([text])[0], dict.fromkeys(terms(text), 1.0))


@pytest.fixture(params=["edge", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PassageStore]:
    if request.param == "edge":
        engine: EdgeEngine | ServerEngine = EdgeEngine(tmp_path / "store", EMBEDDER.dimension)
    else:
        engine = ServerEngine(QdrantClient(":memory:"), "passages", EMBEDDER.dimension)
    opened = PassageStore(engine)
    yield opened
    opened.close()


def search(store: PassageStore, text: str, filters: Filters = NO_FILTERS, clearance=EVERYTHING) -> list[str]:  # type: ignore[no-untyped-def]
    scores = store.score(question(text), filters, clearance=clearance)
    best = sorted(scores, key=lambda s: -(s.dense + s.sentence + s.lexical))
    fetched = store.fetch([s.point for s in best], clearance=clearance)
    return [fetched[s.point].passage.text for s in best]


def test_what_was_written_comes_back_whole(store: PassageStore) -> None:
    written = publish(store, card(), "Fathers were overlooked. Nobody asked.", "Supervision was weak.")
    read = store.passages("d1", clearance=EVERYTHING)
    assert [r.passage for r in read] == written
    assert read[0].document == card()
    assert store.get(written[1].id, clearance=EVERYTHING) == read[1]
    assert store.passages("d1", clearance=EVERYTHING, positions=(1, 1)) == read[1:]


def test_the_cells_of_rows_come_back_with_their_places(store: PassageStore) -> None:
    (bare,) = passages("d1", "Course: Neglect; Places: 51")
    found = (
        TableCell(8, 15, "Course", "Neglect"),
        TableCell(25, 27, "Places", "51", 51.0),
        TableCell(25, 27, "Note", "cut short", None, 1),
    )
    written = replace(bare, cells=found)
    store.write(card(), [written], vectors([written]))
    store.publish("d1", 1)
    (read,) = store.passages("d1", clearance=EVERYTHING)
    assert read.passage == written
    assert [[cell.header for cell in row] for row in read.passage.rows] == [["Course", "Places"], ["Note"]]


def test_search_finds_shared_words_and_scores_every_leg(store: PassageStore) -> None:
    publish(
        store,
        card(),
        "Fathers were overlooked in assessments.",
        "Supervision was weak.",
        "Neglect was missed.",
    )
    assert search(store, "fathers assessments")[0] == "Fathers were overlooked in assessments."
    scores = store.score(question("supervision"), NO_FILTERS, clearance=EVERYTHING, depth=1)
    assert len(scores) == 1 and scores[0].lexical > 0 and scores[0].dense == pytest.approx(scores[0].sentence, abs=1e-5)


def test_no_read_shows_what_the_clearance_leaves_out(store: PassageStore) -> None:
    hidden = publish(store, card(id="d2", sensitivity=Sensitivity.RESTRICTED), "Fathers were overlooked secretly.")
    publish(store, card(), "Fathers were seen.")
    assert search(store, "fathers overlooked secretly", clearance=PUBLIC) == ["Fathers were seen."]
    assert store.get(hidden[0].id, clearance=PUBLIC) is None
    assert store.passages("d2", clearance=PUBLIC) == []
    assert store.count(NO_FILTERS, clearance=PUBLIC) == 1
    assert store.count_with_term("secret", NO_FILTERS, clearance=PUBLIC) == 0
    assert store.facet("document_id", NO_FILTERS, clearance=PUBLIC) == {"d1": 1}
    points = [s.point for s in store.score(question("secretly"), NO_FILTERS, clearance=EVERYTHING)]
    assert len(store.fetch(points, clearance=PUBLIC)) == 1
    assert len(store.sentence_vectors(points, clearance=PUBLIC)) == 1


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(kinds=(DocumentKind.AUDIT,)), ["a"]),
        (Filters(areas=("NORTON",)), ["a"]),
        (Filters(years=(2018, None)), ["b"]),
        (Filters(years=(None, 2017)), ["a"]),
        (Filters(documents=("d2",)), ["b"]),
        (Filters(kinds=(DocumentKind.AUDIT, DocumentKind.PROCEDURE)), ["a", "b"]),
        (Filters(kinds=(DocumentKind.AUDIT,), years=(2018, 2019)), []),
        (Filters(themes=("A1",)), []),
    ],
)
def test_filters_narrow_inside_the_search(store: PassageStore, filters: Filters, found: list[str]) -> None:
    publish(store, card(), "Thresholds a.")
    publish(store, card(id="d2", kind=DocumentKind.PROCEDURE, area="Sutton", year=2019), "Thresholds b.")
    assert sorted(t[-2] for t in search(store, "thresholds", filters)) == found


def texts(store: PassageStore, version: int | None = None) -> list[str]:
    return [p.passage.text for p in store.passages("d1", clearance=EVERYTHING, version=version)]


def test_a_version_is_unseen_until_it_is_published_and_then_sets_the_one_before_aside(store: PassageStore) -> None:
    old = publish(store, card(), "Old words.", "Same words.")
    new = passages("d1", "New words.", "Same words.")
    store.write(card(version=2), new, vectors(new))
    assert texts(store) == ["Old words.", "Same words."]
    assert store.published("d1", 2) == 0
    store.publish("d1", 2)
    assert texts(store) == ["New words.", "Same words."]
    assert texts(store, version=1) == ["Old words.", "Same words."]
    assert (store.documents(), store.set_aside()) == ({"d1": 2}, {("d1", 1): 2})
    assert "Old words." not in search(store, "old words")
    assert store.facet("document_id", NO_FILTERS, clearance=EVERYTHING) == {"d1": 2}
    gone, same = (store.get(p.id, clearance=EVERYTHING) for p in old)
    assert gone and same
    assert (gone.current, gone.document.version) == (False, 1)
    assert (same.current, same.document.version) == (True, 2)
    again = store.get(old[1].id, clearance=EVERYTHING, version=1)
    assert again and again.document.version == 1


def test_a_stricter_class_reaches_what_was_set_aside_and_a_wider_one_does_not(store: PassageStore) -> None:
    old = publish(store, card(), "Old words.")
    publish(store, card(version=2), "New words.")
    assert store.get(old[0].id, clearance=PUBLIC)
    store.correct(card(version=2, sensitivity=Sensitivity.RESTRICTED))
    store.correct(card(version=2, title="Another"))
    assert store.get(old[0].id, clearance=PUBLIC) is None
    found = store.get(old[0].id, clearance=EVERYTHING)
    assert found and (found.document.sensitivity, found.document.title) == (Sensitivity.RESTRICTED, "Report")
    assert [p.document.title for p in store.passages("d1", clearance=PUBLIC)] == ["Another"]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2016, 5, 31), []),
        (date(2016, 6, 1), ["old"]),
        (date(2022, 3, 31), ["old"]),
        (date(2022, 4, 1), ["new"]),
        (date(2024, 1, 1), ["new"]),
        (date(2024, 1, 2), []),
    ],
)
def test_search_asks_what_was_in_force_on_a_day(store: PassageStore, day: date, found: list[str]) -> None:
    old = {"effective_from": date(2016, 6, 1), "superseded_since": date(2022, 4, 1)}
    publish(store, card(id="old", **old), "Escalation old.")
    publish(store, card(id="new", effective_from=date(2022, 4, 1), effective_to=date(2024, 1, 1)), "Escalation new.")
    publish(store, card(id="undated"), "Escalation undated.")
    asked = Filters(in_force_on=day)
    assert list(store.facet("document_id", asked, clearance=EVERYTHING)) == found
    assert [text.split()[1] for text in search(store, "escalation", asked)] == [f"{name}." for name in found]


def test_what_was_never_published_can_be_removed(store: PassageStore) -> None:
    publish(store, card(), "Old words.")
    new = passages("d1", "New words.")
    store.write(card(version=2), new, vectors(new))
    assert store.remove_unpublished() == 1
    assert store.documents() == {"d1": 1}


def test_a_correction_moves_a_document_to_another_class_and_year(store: PassageStore) -> None:
    publish(store, card(), "Words.")
    store.correct(card(sensitivity=Sensitivity.RESTRICTED, year=2020))
    assert store.passages("d1", clearance=PUBLIC) == []
    assert store.count(Filters(years=(2020, 2020)), clearance=EVERYTHING) == 1


def test_removal_leaves_nothing(store: PassageStore) -> None:
    publish(store, card(), "Words.")
    store.remove("d1")
    store.remove("d1")
    assert store.documents() == {}


def test_the_folder_keeps_everything_and_has_one_holder(tmp_path: Path) -> None:
    first = PassageStore(EdgeEngine(tmp_path / "store", EMBEDDER.dimension))
    publish(first, card(), "Words.")
    with pytest.raises(StoreInUse, match="in use by another process"):
        EdgeEngine(tmp_path / "store", EMBEDDER.dimension)
    first.close()
    again = PassageStore(EdgeEngine(tmp_path / "store", EMBEDDER.dimension))
    assert again.documents() == {"d1": 1}
    again.close()


def test_passages_of_early_releases_are_read_with_what_they_lack(store: PassageStore) -> None:
    publish(store, card(), "Fathers were overlooked.")
    (record,) = store._engine.scroll(Where())
    late = ("caution", "recognised", "by_service", "role_reason", "agencies", "cells")
    early = {name: value for name, value in record.payload["passage"].items() if name not in late}
    store._engine.set_payload(Where(), {"passage": early})
    (read,) = store.passages("d1", clearance=EVERYTHING)
    assert read.passage.text == "Fathers were overlooked." and not read.passage.by_service
