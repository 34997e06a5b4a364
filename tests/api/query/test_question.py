"""Questions: concepts, what is missing, exact phrases, and what a person takes away."""

from __future__ import annotations

import pytest

from api.answers.answer import Band
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.query.question import BadQuestion, clean
from indexer.passages import NO_FILTERS


def titles(base: KnowledgeBase, query: str, *without: str) -> list[str]:
    page = base.search(query, NO_FILTERS, LOCAL_OPERATOR, 10, without=without)
    return [hit.found.document.title for hit in page.hits]


def test_an_everyday_word_finds_the_fields_word_and_is_shown(base: KnowledgeBase) -> None:
    page = base.search("dads overlooked", NO_FILTERS, LOCAL_OPERATOR, 1)
    assert "Fathers were overlooked" in page.hits[0].found.passage.text
    assert [(part.typed, part.label) for part in page.reading.expanded] == [("dads", "fathers")]
    again = base.search("dads overlooked", NO_FILTERS, LOCAL_OPERATOR, 1, without=["words:dads"])
    assert again.reading.expanded == ()
    assert again.reading.without == ("words:dads",)


def test_words_found_by_another_name_are_not_missing(base: KnowledgeBase) -> None:
    assert base.ask("dads overlooked", NO_FILTERS, LOCAL_OPERATOR).missing_terms == ()
    assert base.ask("zebras overlooked", NO_FILTERS, LOCAL_OPERATOR).missing_terms == ("zebras",)


def test_a_case_nobody_wrote_about_is_missing_whatever_its_letters(base: KnowledgeBase) -> None:
    answer = base.ask("What did the Child Z review find?", NO_FILTERS, LOCAL_OPERATOR)
    assert answer.missing_terms[0] == "Child Z"
    assert base.ask("What did the Child Q review find?", NO_FILTERS, LOCAL_OPERATOR).missing_terms == ()


def test_where_a_question_says_to_look_comes_first_but_excludes_nothing(base: KnowledgeBase) -> None:
    found = titles(base, "the baby in Weston")
    assert found[0] == "Bruising procedure"
    assert len(set(found)) > 1
    reading = base.search("fathers in 2018", NO_FILTERS, LOCAL_OPERATOR).reading
    assert [(part.kind, part.label) for part in reading.understood] == [("years", "2018")]
    assert titles(base, "fathers in 2018")[0] == "Learning review: Child Q"


@pytest.mark.parametrize(
    "text", ["Won't fathers be overlooked, ok?", "everything on fathers overlooked", "dads they'd overlook"]
)
def test_fillers_and_contractions_are_never_missing(base: KnowledgeBase, text: str) -> None:
    answer = base.ask(text, NO_FILTERS, LOCAL_OPERATOR)
    assert answer.missing_terms == ()
    assert answer.band is not Band.NONE


def test_words_in_quotation_marks_stay_exact(base: KnowledgeBase) -> None:
    page = base.search('"supervision was recorded"', NO_FILTERS, LOCAL_OPERATOR, 10)
    assert page.hits
    assert all("supervision was recorded" in hit.found.passage.text.casefold() for hit in page.hits)
    assert page.reading.expanded == ()
    nothing = base.ask('"supervision was never recorded"', NO_FILTERS, LOCAL_OPERATOR)
    assert nothing.band is Band.NONE
    assert nothing.statements == ()


def test_no_other_words_are_searched_for_those_of_a_case(base: KnowledgeBase) -> None:
    page = base.search("the Baby Q review", NO_FILTERS, LOCAL_OPERATOR, 1)
    assert "infants" not in " ".join(part.label for part in page.reading.expanded)
    assert base.ask("the Baby Q review", NO_FILTERS, LOCAL_OPERATOR).missing_terms == ("Baby Q",)


def test_a_year_that_nothing_is_held_of_is_no_answer_and_is_said(base: KnowledgeBase) -> None:
    answer = base.ask("Was escalation used nine times during the year 2031?", NO_FILTERS, LOCAL_OPERATOR)
    assert answer.band is Band.CLOSEST
    assert [unmet.why for unmet in answer.unmet] == ["Held for 2017, not for 2031."]
    assert [(gap.kind, gap.years) for gap in answer.not_held] == [(None, (2031,))]


@pytest.mark.parametrize("text", ["", " ", "?!", "\u200b", "🤷"])
def test_a_text_without_a_word_is_asked_for_again(base: KnowledgeBase, text: str) -> None:
    with pytest.raises(BadQuestion, match="Type a question"):
        base.ask(text, NO_FILTERS, LOCAL_OPERATOR)


def test_a_kind_that_is_asked_for_and_not_held_is_no_answer_and_is_said(base: KnowledgeBase) -> None:
    answer = base.ask("Were fathers overlooked in the assessments, says the inspection?", NO_FILTERS, LOCAL_OPERATOR)
    assert answer.band is Band.CLOSEST
    assert [unmet.why for unmet in answer.unmet] == ["Nothing found on this is from inspections."]
    assert [gap.kind for gap in answer.not_held] == ["inspection"]


def test_where_nothing_is_held_no_word_is_said_to_be_missing(own_base: KnowledgeBase) -> None:
    answer = own_base.ask("zebras in Leeds", NO_FILTERS, LOCAL_OPERATOR)
    assert (answer.band, answer.documents_searched) == (Band.NONE, 0)
    assert (answer.missing_terms, answer.not_held) == ((), ())


def test_a_text_of_megabytes_is_refused_before_it_is_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.query.question.unicodedata.category", lambda _: 1 / 0)
    with pytest.raises(BadQuestion, match="8,000,000 characters"):
        clean("why not " * 1_000_000)
