"""Numbered items in questions and in documents."""

from __future__ import annotations

import pytest

from api.terms.numbered import items, numbers_of
from api.terms.values import NumberedItem
from indexer.documents import Locator
from indexer.passages import Passage, Place


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("What is recommendation 4 of the review?", NumberedItem("recommendation", ("4",))),
        ("rec 2", NumberedItem("recommendation", ("2",))),
        ("recommendations 2 and 3", NumberedItem("recommendation", ("2", "3"))),
        ("recs 1-3", NumberedItem("recommendation", ("1", "2", "3"))),
        ("the third finding", NumberedItem("finding", ("3",))),
        ("the 2nd priority", NumberedItem("priority", ("2",))),
        ("priority two", NumberedItem("priority", ("2",))),
        ("paragraph 12.3", NumberedItem("paragraph", ("12.3",))),
        ("para 12", NumberedItem("paragraph", ("12",))),
        ("action no. 7", NumberedItem("action", ("7",))),
        ("section 3 of the policy", NumberedItem("section", ("3",))),
        ("stage 2 of the escalation", NumberedItem("stage", ("2",))),
    ],
)
def test_items_asked_for(text: str, item: NumberedItem) -> None:
    assert [found for _, found in items(text)] == [item]


@pytest.mark.parametrize(
    "text",
    ["section 47 enquiries", "a section 11 audit", "findings 30% of", "3 actions", "level 3", "action 3 weeks late"],
)
def test_what_is_no_item(text: str) -> None:
    assert list(items(text)) == []


def numbers(noun: str, text: str, *headings: str, sentence: str | None = None) -> set[str]:
    start = text.index(sentence or text)
    span = (start, start + len(sentence or text))
    passage = Passage("p", "d", text, 0, len(text), headings, (span,), (Place(0, Locator()),), 0)
    return numbers_of(noun, passage, span)


def test_an_item_stands_under_its_own_words_a_row_a_mark_or_a_heading() -> None:
    assert numbers("recommendation", "Recommendation 13: the board should look again.") == {"13"}
    assert numbers("recommendation", "No.: 2; Recommendation: Adopt one form; For: Board") == {"2"}
    assert numbers("recommendation", "4. Every plan should say so.", "6. Recommendations") == {"4"}
    assert numbers("recommendation", "4. Every plan should say so.", "6. About us") == set()
    assert numbers("finding", "He was never asked.", "3. Findings", "Finding 3: His father was not asked") == {"3"}
    assert numbers("paragraph", "12.3 Every plan says so.", "About us") == {"12.3"}


def test_a_label_counts_for_its_paragraph_and_alone_for_the_one_below() -> None:
    text = "Recommendation 4: Every plan should say so. The guide should come.\n\nElse nothing."
    assert numbers("recommendation", text, sentence="The guide should come.") == {"4"}
    assert numbers("recommendation", text, sentence="Else nothing.") == set()
    over = "Recommendation 5\n\nEvery plan should say so.\n\nElse nothing."
    assert numbers("recommendation", over, sentence="Every plan should say so.") == {"5"}
    assert numbers("recommendation", over, sentence="Else nothing.") == set()


def test_the_second_sentence_of_an_item_is_of_it() -> None:
    text = "4. Every plan should say so. The guide should come soon.\n\n5. Ask."
    assert numbers("recommendation", text, "Recommendations", sentence="The guide should come soon.") == {"4"}
    assert numbers(
        "recommendation", text + "\n\nNot numbered here.", "Recommendations", sentence="Not numbered here."
    ) == (set())
