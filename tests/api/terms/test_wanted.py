"""The sort of answer a question wants."""

from __future__ import annotations

import pytest

from api.terms.values import Wanted
from api.terms.wanted import wanted


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("How many children were on a plan?", Wanted.COUNT),
        ("number of referrals", Wanted.COUNT),
        ("training numbers by agency", Wanted.COUNT),
        ("% of plans done in 20 weeks", Wanted.PERCENTAGE),
        ("What proportion of children waited?", Wanted.PERCENTAGE),
        ("What is the re-referral rate?", Wanted.RATE),
        ("rate per 10,000", Wanted.RATE),
        ("How many weeks do children wait?", Wanted.DURATION),
        ("how soon must we visit", Wanted.DURATION),
        ("how often should I get supervision", Wanted.DURATION),
        ("How much was spent on early help?", Wanted.MONEY),
        ("what is the budget for 2023-24", Wanted.MONEY),
        ("average cost of a review", Wanted.MONEY),
        ("what's the phone number for the MASH", Wanted.CONTACT),
        ("When was the hub opened?", Wanted.DATE),
        ("who chairs the panel", Wanted.PERSON),
        ("Why was he not seen?", Wanted.REASON),
        ("has supervision got better or worse", Wanted.CHANGE),
        ("what should I do about a bruise", Wanted.STEP),
        ("What did the Child S review recommend?", Wanted.LIST),
        ("list everything on neglect", Wanted.LIST),
        ("Are fathers overlooked?", Wanted.YES_NO),
    ],
)
def test_the_sort_of_answer(text: str, sort: Wanted) -> None:
    assert sort in [found for _, found in wanted(text)]


@pytest.mark.parametrize(
    "text", ["private fostering", "children who run away", "the number that looks wrong on page 3"]
)
def test_none_is_read_where_none_is_said(text: str) -> None:
    assert [found for _, found in wanted(text)] in ([], [Wanted.PERSON])


def test_one_figure_at_most() -> None:
    assert [found for _, found in wanted("how many weeks, and what percentage?")] == [Wanted.DURATION]
