"""Words that carry no part of a question, and names, which always do."""

from __future__ import annotations

import pytest

from api.terms.fillers import is_filler, is_name, is_place


@pytest.mark.parametrize("word", ["won't", "they'd", "Can’t", "ok", "everything", "non", "dont", "4", "really"])
def test_fillers(word: str) -> None:
    assert is_filler(word)


@pytest.mark.parametrize("word", ["zebras", "neglect", "father's", "MASH", "2018", "worries"])
def test_words_that_carry(word: str) -> None:
    assert not is_filler(word)


def test_names_are_told_by_capitals() -> None:
    text = "What do we say of Operation Marigold, GCP2 and neglect?"
    assert [word for word in ("What", "Marigold", "GCP2", "neglect") if is_name(word, text)] == ["Marigold", "GCP2"]
    assert not is_name("Neglect", "What Did The Board Say About Neglect")
    assert is_place("Westmarsh", "plans in Westmarsh") and not is_place("Marigold", text)
