"""Negation: what a "not" reaches is neither praised nor blamed, and phrases that only look so deny nothing."""

from __future__ import annotations

import pytest

from indexer.roles.negation import is_negated


@pytest.mark.parametrize(
    "text",
    [
        "Not all children are seen alone.",
        "Fathers weren’t asked.",
        "Plans were made without the consent of the parents.",
        "The trust failed to share its records.",
        "There was a lack of challenge.",
    ],
)
def test_what_is_not_so_is_negated(text: str) -> None:
    assert is_negated(text)


@pytest.mark.parametrize(
    "text",
    [
        "Children are seen alone.",
        "Staff not only listen, they act.",
        "Refer no later than the next day.",
        "Record whether or not consent was given.",
        "See report no. 4.",
    ],
)
def test_phrases_that_only_look_like_a_negation_deny_nothing(text: str) -> None:
    assert not is_negated(text)
