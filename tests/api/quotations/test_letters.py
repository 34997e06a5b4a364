"""Letters survive extraction; what is found is whole words and whole numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.quotations.letters import Lettered, letters, same_figures


@given(st.text())
def test_letters_are_the_same_with_and_without_places(text: str) -> None:
    found = Lettered.of(text)
    assert found.letters == letters(text)
    assert len(found.offsets) == len(found.letters)
    assert all(0 <= offset < len(text) for offset in found.offsets)


@pytest.mark.parametrize(
    "source",
    [
        "it was effective practice",
        "it was “Effective\npractice”.",
        "it was eﬀective prac-\ntice, they said",
        "it was EFFECTIVE PRACTICE",
        "it was effective practice3 and more",
    ],
)
def test_what_extraction_and_typing_change_does_not_count(source: str) -> None:
    spans = list(Lettered.of(source).find(letters("effective practice")))
    assert len(spans) == 1
    assert letters(source[slice(*spans[0])]) == "effectivepractice"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("this was ineffective practice", "effective practice"),
        ("this was non-compliant work", "compliant work"),
        ("this was non-\ncompliant work", "compliant work"),
        ("in 140 files", "40 files"),
        ("it rose to 1.5", "rose to 1"),
        ("it rose to 1%", "rose to 1"),
        ("for £40 a day", "40 a day"),
    ],
)
def test_a_part_of_a_word_or_number_is_not_found(source: str, wanted: str) -> None:
    assert not list(Lettered.of(source).find(letters(wanted)))


def test_figures_are_compared_as_written() -> None:
    assert same_figures("1,200 children (40 %)", "1,200 children, 40%")
    assert not same_figures("1.5 visits", "15 visits")
    assert not same_figures("40% of files", "40 of files")
