"""What a question asks for, and whether a sentence gives it."""

from __future__ import annotations

import pytest

from api.answers.answer_types import AnswerType, asked_for, gives


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How many practitioners were trained?", AnswerType.QUANTITY),
        ("% of plans done in 20 weeks", AnswerType.QUANTITY),
        ("number of MARAC cases", AnswerType.QUANTITY),
        ("training numbers by agency", AnswerType.QUANTITY),
        ("When was the strategy agreed?", AnswerType.DATE),
        ("which year did it open", AnswerType.DATE),
        ("Who chairs the board?", AnswerType.NAME),
        ("Were fathers overlooked?", None),
        ("numbering of cases", None),
    ],
)
def test_a_question_says_what_it_asks_for(question: str, wanted: AnswerType | None) -> None:
    assert asked_for(question) is wanted


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        ("The board trained 120 practitioners.", True),
        ("Half of them came.", True),
        ("57. Conferences take place often.", False),
        ("Checks under section 47 were late in 2016-17.", False),
        ("By 12 May 2019 the plan stood.", False),
        ("In 2016 there were 12 cases.", True),
        ("They were trained.", False),
    ],
)
def test_numbers_that_count_nothing_are_no_quantity(sentence: str, given: bool) -> None:
    assert gives(sentence, AnswerType.QUANTITY, "How many were trained?") is given


def test_what_the_question_says_itself_is_no_answer() -> None:
    question = "How many of the 120 came in 2018?"
    assert not gives("The 120 were invited.", AnswerType.QUANTITY, question)
    assert not gives("That was in 2018.", AnswerType.DATE, "When in 2018 was it?")
    assert gives("That was in May 2018.", AnswerType.DATE, "When in 2018 was it?")
    assert gives("The chair is Ann Archer.", AnswerType.NAME, "Who is the chair?")
    assert not gives("The chair is new.", None, "Is the chair new?")
