"""Questions about what to do, told from questions about what was found."""

from __future__ import annotations

import pytest

from api.terms.procedural import asks_what_to_do


@pytest.mark.parametrize(
    "question",
    [
        "What do I do about a bruise on a baby who can't crawl yet?",
        "is it ok to use a family member to translate?",
        "what can I do when another agency won't listen",
        "how often should I get supervision",
        "may we share information without consent",
        "she keeps cancelling, does that count as missed?",
        "the child moves next week, what has to happen",
        "What happens at stage 2?",
    ],
)
def test_what_to_do(question: str) -> None:
    assert asks_what_to_do(question)


@pytest.mark.parametrize(
    "question",
    [
        "What do we know about neglect?",
        "What did we promise and not do?",
        "Have fathers been overlooked in assessments?",
        "Are we still leaving fathers out?",
        "How many children had a plan in 2016?",
        "Why do we hear so little from schools?",
    ],
)
def test_what_was_found(question: str) -> None:
    assert not asks_what_to_do(question)
