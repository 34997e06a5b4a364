"""Follow-ups, written out in full."""

from __future__ import annotations

import pytest

from api.query.follow_up import WordChange, continued
from api.query.hints import Holdings
from indexer.documents import DocumentCard, DocumentKind, Sensitivity


def card(name: str, kind: DocumentKind, area: str, year: int) -> DocumentCard:
    return DocumentCard(name, name, kind, Sensitivity.PUBLIC, 1, "0", area=area, year=year)


HOLDINGS = Holdings(
    (card("a", DocumentKind.ANNUAL_REPORT, "Walsall", 2016), card("b", DocumentKind.INSPECTION, "Sandwell", 2022))
)
PLANS = "How many children were on plans in Walsall in 2016-17?"


@pytest.mark.parametrize(
    ("before", "typed", "text"),
    [
        (PLANS, "And in 2018?", "How many children were on plans in Walsall in 2018?"),
        (PLANS, "and in Sandwell", "How many children were on plans in Sandwell in 2016-17?"),
        (PLANS, "since 2018?", "How many children were on plans in Walsall since 2018?"),
        ("neglect in Walsall since 2016", "2018", "neglect in Walsall in 2018"),
        ("private fostering in Walsall and Sandwell", "only Walsall", "private fostering in Walsall"),
        (
            "What have we learned about fathers in Walsall?",
            "what about schools?",
            "What have we learned about fathers in Walsall for schools?",
        ),
        (
            "What have we learned about fathers in Walsall?",
            "What about neglect?",
            "What have we learned about neglect in Walsall?",
        ),
        (
            "What have we learned about fathers?",
            "only the reviews",
            "What have we learned about fathers in learning reviews?",
        ),
        ("what did inspectors say about supervision", "only the audits", "what did audits say about supervision"),
        ("What did the Child S review recommend?", "And Child T?", "What did the Child T review recommend?"),
        ("recommendation 2 of the Child J review", "and recommendation 3?", "recommendation 3 of the Child J review"),
        (PLANS, "Who attended the training?", "Who attended the training in Walsall in 2016-17?"),
        (
            "escalations in 2021-22",
            "who is responsible for that?",
            "who is responsible for that: escalations in 2021-22?",
        ),
    ],
)
def test_the_whole_question(before: str, typed: str, text: str) -> None:
    assert continued(before, typed, HOLDINGS).text == text


def test_what_changed_is_told() -> None:
    follow = continued(PLANS, "And in 2018?", HOLDINGS)
    assert (follow.typed, follow.before, follow.changes) == ("And in 2018?", PLANS, (WordChange("2016-17", "2018"),))


def test_a_new_question_that_names_its_own_place_and_time_takes_nothing_over() -> None:
    new = "How many fathers came in Sandwell in 2022?"
    assert continued(PLANS, new, HOLDINGS).text == new
