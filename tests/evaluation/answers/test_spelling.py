"""Making typing mistakes and counting what becomes of them."""

from __future__ import annotations

from api.query.spelling import Spelling
from evaluation.answers.spelling import figures

SPELLING = Spelling({"supervision": 9, "assessments": 9, "fathers": 9, "feathers": 9})


def test_mistakes_are_counted_against_the_word_that_was_meant() -> None:
    found = figures(SPELLING.corrections, ["Supervision of fathers' assessments"], ["Where do zebras live"])
    assert found == figures(SPELLING.corrections, ["Supervision of fathers' assessments"], ["Where do zebras live"])
    assert 2 <= found.mistakes <= 3
    assert found.repaired + found.changed <= found.mistakes
    assert found.repaired >= 2
    assert (found.words, found.foreign) == (4, 4)
    assert found.as_typed == found.foreign_as_typed == ()


def test_changes_to_questions_as_typed_are_listed() -> None:
    assert figures(SPELLING.corrections, ["superviison"], []).as_typed == ("superviison → supervision",)
