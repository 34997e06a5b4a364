"""Typing mistakes: what is put right, and what is left alone."""

from __future__ import annotations

import pytest

from api.query.spelling import Spelling, corrected

COUNTS = {"safeguarding": 40, "supervision": 12, "assessments": 9, "fathers": 8, "neglect": 7, "walsal": 1, "should": 5}
SPELLING = Spelling(COUNTS, ["Walsall Safeguarding Children Board"])


def said(text: str) -> str:
    return corrected(text, SPELLING.corrections(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("safegaurding", "safeguarding"),
        ("superviison notes", "supervision notes"),
        ("asessments", "assessments"),
        ("Neglct in 2017", "Neglect in 2017"),
        ("shuold fathrs", "should fathers"),
        ("thresholds in Walsal?", "thresholds in Walsal?"),  # the documents hold it, once
        ("thresholds in Wallsall", "thresholds in Walsall"),
        ("self-neglcet", "self-neglect"),
        ("SAFEGAURDING", "Safeguarding"),
    ],
)
def test_mistakes_are_put_right(typed: str, meant: str) -> None:
    assert said(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "father",  # another form of what is held
        "supervised",
        "zebras in antarctica",  # English words that no document holds
        "what did Faters say",  # may be a name, and no name that is held
        "SUPRVN",  # may be a short form
        "fath 2017 x9z",
        "xqzzt",
        "",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert said(text) == text


def test_protected_and_known_words_stay() -> None:
    assert not SPELLING.corrections('"safegaurding" board', [(1, 13)])
    assert not SPELLING.corrections("neglekt", known={"neglekt"})
    assert [c.word for c in SPELLING.corrections("daddz", known={"daddy"})] == ["daddy"]


def test_a_word_that_stands_once_is_not_offered() -> None:
    assert not Spelling({"supervisoin": 1}).corrections("supervisiom")


def test_without_documents_nothing_is_changed() -> None:
    assert not Spelling({}).corrections("safegaurding")
