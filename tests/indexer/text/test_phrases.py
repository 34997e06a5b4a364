"""Phrases of data files, found in texts as whole words."""

from __future__ import annotations

import pytest

from indexer.text.phrases import phrases_pattern


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("early help", "an early-help plan", "early-help"),
        ("early help", "Early\nHelp was late", "Early\nHelp"),
        ("early help", "nearly helpless", None),
        ("foster*", "two fosterers left", "fosterers"),
        ("foster*", "he was unfostered", None),
        ("LADO", "the LADO was told", "LADO"),
        ("LADO", "Lado is a town", None),
        ("children's home", "a children’s home", "children’s home"),
    ],
)
def test_a_phrase_is_found_as_whole_words(phrase: str, text: str, found: str | None) -> None:
    match = phrases_pattern([phrase]).search(text)
    assert (match and match.group()) == found


def test_the_longest_phrase_wins_and_no_phrases_find_nothing() -> None:
    match = phrases_pattern(["help", "early help"]).search("early help")
    assert match and match.group() == "early help"
    assert phrases_pattern([]).search("early help") is None
