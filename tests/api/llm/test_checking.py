"""Cutting a model's text into sentences with their citations, however it arrives."""

from __future__ import annotations

import pytest

from api.answers.written import SupportState, WrittenAnswer, WrittenSentence
from api.llm.checking import checked
from tests.api.llm.test_support import passage
from tests.toy import ToyEmbedder

FIRST = "Fathers were overlooked in twelve of 30 assessments."
PASSAGES = {"P1": passage(), "P2": passage("The board trained nobody in neglect.")}


def read(*pieces: str) -> list[WrittenSentence]:
    return list(checked(pieces, PASSAGES, ToyEmbedder()))


@pytest.mark.parametrize(
    "pieces",
    [
        (f"{FIRST} [P1]",),
        (f"{FIRST[:-1]} [P1].",),
        tuple(f"{FIRST} [P1]\n"),
        (f"{FIRST} [ P1 ]\n", "\n\n"),
        (f"{FIRST} [P1, P1]",),
    ],
)
def test_a_sentence_is_the_same_however_it_arrives(pieces: tuple[str, ...]) -> None:
    [sentence] = read(*pieces)
    assert (sentence.text, sentence.state) == (FIRST, SupportState.KEPT)
    assert [(c.key, c.passage_id, c.locator.page) for c in sentence.citations] == [("P1", "p", 1)]


def test_keys_count_for_all_sentences_before_them() -> None:
    one, two = read(f"{FIRST} The board trained nobody in neglect. [P1; P2]")
    assert [c.key for c in one.citations] == [c.key for c in two.citations] == ["P1", "P2"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (FIRST, "cites no passage"),
        (f"{FIRST} [P9]", "P9, which"),
        (f"{FIRST} [P1] And more of it.", "cites no passage"),
    ],
)
def test_what_cites_nothing_known_is_dropped(text: str, why: str) -> None:
    last = read(text)[-1]
    assert (last.state, last.citations) == (SupportState.DROPPED, ())
    assert why in (last.reason or "")


@pytest.mark.parametrize("text", ["", "\n\n", "[P1]", "… ! [P1]", "---"])
def test_text_without_a_sentence_gives_none(text: str) -> None:
    assert read(text) == []


def test_dropped_sentences_are_counted_and_not_shown() -> None:
    written = WrittenAnswer("m", "0" * 64, tuple(read(f"{FIRST} [P1]\nNonsense.\n")))
    assert [s.text for s in written.shown] == [FIRST]
    assert written.dropped == 1
