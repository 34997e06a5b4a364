"""Answers over a small corpus of the test's own: each line keeps what the question names, or the answer says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.answers.answer import Answer, Band
from api.answers.term_states import Fulfilment
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from indexer.passages import NO_FILTERS
from tests.conftest import SHARED, settings_for
from tests.toy import ToyEmbedder

MANIFEST = """path,title,kind,publisher,area,period_start,period_end,published,sensitivity
{reports}
g.md,Learning review: Child G,learning_review,Oxmoor Board,Oxmoor,2018-01-01,2018-12-31,,public
h.md,Learning review: Child H,learning_review,Oxmoor Board,Oxmoor,2019-01-01,2019-12-31,,public
"""
ROW = (
    "{year}.md,Oxmoor annual report {before}-{short},annual_report,Oxmoor Board,Oxmoor,"
    "{before}-04-01,{year}-03-31,,public"
)
REPORT = """# Oxmoor annual report

## Missing children

In the year the police recorded {number} missing episodes in Oxmoor.

## Waiting

Children in care wait too long for a dentist in Oxmoor.
"""
G = """# Learning review: Child G

## What was found

The nurse visited Child G without the knowledge of the father.

Child G was never weighed at home.

## Recommendations

Recommendation 1. The clinic should weigh every baby at home.

Recommendation 2. The hospital should write to both parents.

Recommendation 3. The council should name one worker. The worker should keep a diary.
"""
H = """# Learning review: Child H

## What was found

The nurse visited Child H with the knowledge of the father.

Child H was weighed at home every week.

## Recommendations

- The school should ask who collects the child.
- The police should share notes on the same day. They should ring first.
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("oxmoor")
    years = {2015: 41, 2017: 52, 2019: 63}
    rows = [ROW.format(year=year, before=year - 1, short=str(year)[2:]) for year in years]
    (folder / "manifest.csv").write_text(MANIFEST.format(reports="\n".join(rows)), "utf-8")
    for year, number in years.items():
        (folder / f"{year}.md").write_text(REPORT.format(number=number), "utf-8")
    (folder / "g.md").write_text(G, "utf-8")
    (folder / "h.md").write_text(H, "utf-8")
    with KnowledgeBase.open(settings_for(tmp_path_factory.mktemp("data")), ToyEmbedder()) as opened:
        assert not opened.documents.add([folder], LOCAL_OPERATOR).failed
        yield opened


def ask(base: KnowledgeBase, question: str, *without: str) -> Answer:
    return base.ask(question, NO_FILTERS, LOCAL_OPERATOR, without)


def lines(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


def whys(answer: Answer) -> list[str]:
    return [unmet.why for unmet in answer.unmet]


def test_a_numbered_item_is_that_reviews(held: KnowledgeBase) -> None:
    answer = ask(held, "What is recommendation 1 of the Child G review?")
    assert answer.band is Band.ANSWER
    assert lines(answer) == ["Recommendation 1. The clinic should weigh every baby at home."]


def test_an_item_of_a_list_without_numbers_is_counted_and_that_is_said(held: KnowledgeBase) -> None:
    answer = ask(held, "What is the second recommendation of the Child H review?")
    assert answer.band is Band.ANSWER
    assert lines(answer) == ["The police should share notes on the same day. They should ring first."]
    assert whys(answer) == ["The list prints no numbers as it was read; this is recommendation 2 in its order."]


def test_an_item_that_a_review_has_not_is_said_and_its_own_are_shown(held: KnowledgeBase) -> None:
    answer = ask(held, "What is recommendation 9 of the Child G review?")
    assert answer.band is Band.CLOSEST
    assert whys(answer) == ["Child G’s review has no recommendation 9."]
    assert [line[:16] for line in lines(answer)] == [f"Recommendation {number}" for number in (1, 2, 3)]


def test_all_recommendations_of_a_review_in_order_and_none_of_another(held: KnowledgeBase) -> None:
    whole = lines(ask(held, "What did the Child G review recommend?"))
    assert [line[:16] for line in whole] == [f"Recommendation {number}" for number in (1, 2, 3)]
    assert lines(ask(held, "recommendations of the Child H review"))[0].startswith("The school should ask")
    about = ask(held, "recommendations of the Child G review about parents")
    assert lines(about) == ["Recommendation 2. The hospital should write to both parents."]


def test_a_review_that_is_not_held_is_not_answered_from_another(held: KnowledgeBase) -> None:
    answer = ask(held, "What did the Child Z review recommend?")
    assert (answer.band, answer.statements) == (Band.NONE, ())
    assert whys(answer) == ["Nothing is held on Child Z."]


@pytest.mark.parametrize(
    ("period", "numbers"),
    [
        ("after 2017", {"63"}),
        ("before 2017", {"41", "52"}),
        ("between 2015 and 2019", {"41", "52", "63"}),
        ("in the last three years", {"52", "63"}),  # 2018 is held too
        ("in 2016/17", {"52"}),
    ],
)
def test_periods_bind(held: KnowledgeBase, period: str, numbers: set[str]) -> None:
    answer = ask(held, f"missing episodes recorded by the police in Oxmoor {period}")
    assert answer.band is Band.ANSWER
    assert {number for number in ("41", "52", "63") if number in " ".join(lines(answer))} == numbers


def test_a_year_that_is_not_held_is_named(held: KnowledgeBase) -> None:
    answer = ask(held, "How many missing episodes did the police record in Oxmoor in 2024?")
    assert answer.band is Band.CLOSEST
    assert whys(answer) == ["Held for 2015, 2017 and 2019, not for 2024."]
    key = next(unmet.term for unmet in answer.unmet)
    assert {term.state for s in answer.statements for term in s.terms if term.term == key} == {Fulfilment.BROKEN}
    assert ask(held, "How many missing episodes did the police record in Oxmoor in 2024?", key).band is Band.ANSWER


@pytest.mark.parametrize("place", ["Leeds", "Westmarsh"])
def test_another_areas_documents_do_not_answer(held: KnowledgeBase, place: str) -> None:
    answer = ask(held, f"How many missing episodes did the police record in {place}?")
    assert (answer.band, answer.statements) == (Band.NONE, ())
    assert f"Nothing is held on {place}." in whys(answer)


def test_a_figure_is_wanted_and_none_is_given(held: KnowledgeBase) -> None:
    answer = ask(held, "How many weeks do children in care wait for a dentist in Oxmoor?")
    assert answer.band is Band.CLOSEST
    assert whys(answer) == ["No length of time is given; these are the nearest passages."]


@pytest.mark.parametrize(
    ("question", "first", "never"),
    [
        ("babies never weighed at home", "Child G was never weighed", "Child H was weighed"),
        ("Which nurse visited without the knowledge of the father?", "The nurse visited Child G", "visited Child H"),
        ("Which nurse visited with the knowledge of the father?", "The nurse visited Child H", "visited Child G"),
    ],
)
def test_the_contrary_does_not_answer(held: KnowledgeBase, question: str, first: str, never: str) -> None:
    found = lines(ask(held, question))
    assert found[0].startswith(first)
    assert not any(never in line for line in found)


def test_a_name_that_nothing_mentions_is_no_answer(held: KnowledgeBase) -> None:
    answer = ask(held, "Did the police record missing episodes with Operation Marigold in Oxmoor?")
    assert answer.band is not Band.ANSWER
    assert "No passage of Oxmoor mentions Marigold." in whys(answer)


def test_the_questions_of_the_table_of_cases(tmp_path: Path) -> None:
    folder = SHARED / "cases" / "questions"
    if not folder.is_dir():
        pytest.skip("the small cases are not held here")
    with KnowledgeBase.open(settings_for(tmp_path / "data"), ToyEmbedder()) as base:
        base.documents.add([folder], LOCAL_OPERATOR)
        for number in (1, 2, 3, 13):
            (line,) = lines(ask(base, f"What is recommendation {number} of the Child S review?"))
            assert line.startswith(f"Recommendation {number}:")
        assert whys(ask(base, "What is recommendation 4 of the Child S review?")) == [
            "Child S’s review has no recommendation 4."
        ]
        assert len(lines(ask(base, "What did the Child S review recommend?"))) == 4
        shared = lines(ask(base, "When was information shared without the consent of the parents?"))
        assert "without the consent" in shared[0] and not any("with the consent" in line for line in shared)
        assert "not seen alone" in lines(ask(base, "children never seen alone"))[0]
        for period, numbers in (
            ("after 2017", {" 30 "}),
            ("before 2017", {" 5 ", " 8 "}),
            ("between 2015 and 2019", {" 5 ", " 8 ", " 30 "}),
            ("in the last three years", {" 5 ", " 8 ", " 30 "}),
        ):
            told = " ".join(
                line for line in lines(ask(base, f"private fostering in Sandmere {period}")) if "foster" in line
            )
            assert {number for number in (" 5 ", " 8 ", " 30 ") if number in told} == numbers
