"""Hits shown in another order: the same hits, and how many one document has of them."""

from __future__ import annotations

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from evaluation.answers.crowding import OFF, most_of_one, reordered
from indexer.passages import NO_FILTERS


def test_without_a_limit_hits_stand_by_their_score_and_none_is_lost(base: KnowledgeBase) -> None:
    hits = base.search("fathers supervision", NO_FILTERS, LOCAL_OPERATOR).hits
    assert len(hits) > 3
    plain = reordered(hits, *OFF)
    assert [hit.score for hit in plain] == sorted((hit.score for hit in hits), reverse=True)
    spread = reordered(hits, 1, 100.0)
    assert {hit.found.passage.id for hit in spread} == {hit.found.passage.id for hit in hits}
    documents = {hit.found.document.id for hit in hits}
    assert most_of_one(spread[: len(documents)]) == 1
    assert most_of_one([]) == 0
