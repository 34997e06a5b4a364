"""What can be an answer at all."""

from __future__ import annotations

import pytest

from api.answers.kinds.quotable import is_answer, is_quotable
from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity, TableCell
from indexer.passages import Passage, Place, StoredPassage

CARD = DocumentCard("d", "Annual overview of child deaths", DocumentKind.CHILD_DEATH, Sensitivity.PUBLIC, 1, "x")


def found(text: str, *cells: TableCell) -> StoredPassage:
    span = (0, len(text))
    places = (Place(0, Locator(page=1)),)
    made = Passage("p", "d", text, 0, len(text), ("Safer sleep",), (span,), places, 0, cells=cells)
    return StoredPassage(made, CARD)


def answers(text: str, question: str = "What was found about sleep?") -> bool:
    return is_answer(found(text), (0, len(text)), question)


@pytest.mark.parametrize(
    "text",
    [
        "Annual overview of child deaths: safer sleep",
        "Oxmoor and everyone in it are invented.",
        "The names of the children have been changed to protect them.",
        "© Crown copyright 2019, all rights reserved.",
        "Dr Ada Byron, independent scrutineer of the partnership",
        "Telephone the office on 01234 567890.",
        "E-mail the business unit: unit@example.org",
        "The lessons of this were these:",
        "Was the baby asleep in a cot?",
        "Page 3 of 12",
        "Safer sleep",
    ],
)
def test_what_no_person_would_call_an_answer(text: str) -> None:
    assert not answers(text)


@pytest.mark.parametrize(
    "text",
    [
        "All three babies had been asleep in a place that was not their usual one.",
        "who else lives in the home, or stays there at night",
        "Telephone the duty team on 01234 567890 before the patient is treated any further.",
        "The overview of child deaths found safer sleep.",
        "Names of fathers have been missing from the records since 2015.",
        "Judgement: Good; Cases: 14",
    ],
)
def test_what_says_something_is_one(text: str) -> None:
    assert answers(text)


def test_a_way_to_reach_somebody_answers_who_asks_for_it() -> None:
    assert answers("Telephone the office on 01234 567890.", "What is the telephone number of the office?")


def test_questions_answer_who_asks_what_to_ask() -> None:
    assert answers("Who looks after the baby at night?", "What should I ask the parents?")


def test_a_row_that_only_names_its_columns_is_no_answer() -> None:
    text = "Course name: Course name; People: People"
    cells = (TableCell(13, 24, "Course name", "Course name"), TableCell(34, 40, "People", "People"))
    assert is_quotable(found(text, *cells), (0, len(text)))
    assert not is_answer(found(text, *cells), (0, len(text)), "How many people?")
