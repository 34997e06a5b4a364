"""Quotation marks in any mix are paired, apostrophes open nothing, and what has no partner is told."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.quotations.quoted import in_text
from indexer.text.quotation_marks import paired

KINDS = [("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("“", '"'), ('"', "”"), ("‘", "'"), ("``", "''"), ("«", "»")]


def quoted(text: str) -> list[str]:
    return [q.text for q in in_text(text).quotations]


@pytest.mark.parametrize(("opening", "closing"), KINDS)
@pytest.mark.parametrize(
    "words",
    [
        "the plan was late",
        "She didn’t ask; she couldn't.",
        "12 of the 40 files",
        "the parents’ views weren’t heard",
        "nobody asked\nthe father",
        "… the plan was late …",
    ],
)
@pytest.mark.parametrize(
    "around", ["It said {} (Report, page 4).", "{}", "found:{}; more", "({}), and", "It’s {} – said"]
)
def test_each_kind_of_marks_in_each_surrounding(opening: str, closing: str, words: str, around: str) -> None:
    found = in_text(around.format(f"{opening}{words}{closing}"))
    assert [q.text for q in found.quotations] == [words]
    assert not found.unclosed


@pytest.mark.parametrize(
    "text",
    [
        "don't, won’t and O’Brien's",
        "The parents' views, the boys’ toilets and the Joneses' house",
        "'twas in the '90s, ’tis said, and rock 'n' roll",
        "the class of '98 and ’phone calls",
        "He was 5'10\" tall and 4” wide",
        "the children ' s views",
        "",
    ],
)
def test_apostrophes_and_inches_are_no_quotation_marks(text: str) -> None:
    found = in_text(text)
    assert (found.quotations, found.unclosed) == ((), ())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("‘The parents’ views were not heard’ and the boys’ too", ["The parents’ views were not heard"]),
        ("‘seen by the teams’ in 2018, and the parents’ views", ["seen by the teams"]),
        ("‘we was goin’ home then’ he said", ["we was goin’ home then"]),
        ("“She said ‘the plan was late’ to us”", ["She said ‘the plan was late’ to us"]),
        ("‘She said “the plan was late” to us’", ["She said “the plan was late” to us"]),
        ("“para one.\n\n“para two.\n\n“para three.” After", ["para one.\n\n“para two.\n\n“para three."]),
        ("‘para one.\n\n‘para two.’ After", ["para one.\n\n‘para two."]),
        ('"para one.\n\n"para two." After', ['para one.\n\n"para two.']),
        ("“line one.\n“line two.” After", ["line one.\n“line two."]),
        ("“para one.\n\npara two.” After", ["para one.\n\npara two."]),
        ("“the plan was late.”1 Then “three more words”.", ["the plan was late.", "three more words"]),
        ('said "I am 6\'2" tall" loudly', ["I am 6'2\" tall"]),
        ("“ spaced out words ”", [" spaced out words "]),
    ],
)
def test_nested_doubtful_and_long_ones(text: str, wanted: list[str]) -> None:
    found = in_text(text)
    assert [q.text for q in found.quotations] == wanted
    assert not found.unclosed


@pytest.mark.parametrize("opening", ["“", '"', "‘", "'", "«"])
def test_a_mark_that_nothing_closes_is_told_with_its_place(opening: str) -> None:
    text = f"First.\n{opening}the plan was late and nobody knew.\n\nThen “three more words” came."
    found = in_text(text)
    assert [q.text for q in found.quotations] == ["three more words"]
    (mark,) = found.unclosed
    assert (mark.start, mark.line) == (7, 2)
    assert mark.words.startswith("the plan was late")


def test_a_closing_mark_alone_is_told_by_the_words_before_it() -> None:
    (mark,) = in_text("the plan was late” and so on").unclosed
    assert mark.words == "the plan was late"


@given(st.text(alphabet="“”‘’\"' ab.s\n5", max_size=80))
@settings(max_examples=300)
def test_whatever_comes_pairs_are_in_order_and_no_curly_mark_opens_in_silence(text: str) -> None:
    pairs, alone = paired(text)
    ends = [pair.closing[1] for pair in pairs]
    assert all(end <= pair.opening[0] for end, pair in zip(ends, pairs[1:], strict=False))
    for at, letter in enumerate(text):
        if letter == "“":
            inside = any(pair.opening[0] <= at < pair.closing[1] for pair in pairs)
            assert inside or any(start <= at for start, _ in alone), (text, at)


@pytest.mark.parametrize("piece", ["“", "”", "'a ", "s' a ", "“a ‘", "’twas ", '"a" ', "‘a\n\n"])
def test_hostile_texts_are_read_in_little_time(piece: str) -> None:
    started = time.process_time()
    in_text(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 5
