"""Crowding: one document leaves room among the first hits, where others are near."""

from __future__ import annotations

from api.retrieval.diversify import FIRST, MOST_OF_DOCUMENT, NEAR, uncrowded

LONG = [("long", 9.0 - n / 100) for n in range(12)]


def test_others_that_are_near_come_before_one_more_of_the_same() -> None:
    others = [(f"other {n}", 8.9 - NEAR / 2) for n in range(12)]
    order = uncrowded([*LONG, *others])
    assert order[:MOST_OF_DOCUMENT] == list(range(MOST_OF_DOCUMENT))
    assert order[MOST_OF_DOCUMENT:FIRST] == list(range(len(LONG), len(LONG) + FIRST - MOST_OF_DOCUMENT))
    assert sorted(order) == list(range(24))
    assert order[FIRST:] == sorted(order[FIRST:])


def test_a_document_keeps_its_places_where_nothing_else_is_near() -> None:
    assert uncrowded([*LONG, ("other", 9.0 - 2 * NEAR)]) == list(range(13))
    assert uncrowded(LONG) == list(range(12))
    assert uncrowded([]) == []


def test_a_document_that_was_asked_for_may_fill_the_page() -> None:
    assert uncrowded([*LONG, ("other", 8.8)], wanted=["long"])[: len(LONG)] == list(range(12))
