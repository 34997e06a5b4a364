"""What a question says about where to look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.query.hints import HintKind, Holdings
from api.query.understanding import bound_documents, understand_hints
from indexer.documents import DocumentCard, DocumentKind, Sensitivity
from indexer.passages import PassageRole


def card(name: str, kind: DocumentKind, area: str, year: int) -> DocumentCard:
    return DocumentCard(name, name, kind, Sensitivity.PUBLIC, 1, "0", area=area, year=year)


HOLDINGS = Holdings(
    (
        card("a", DocumentKind.ANNUAL_REPORT, "Walsall", 2016),
        card("b", DocumentKind.ANNUAL_REPORT, "Walsall", 2017),
        card("c", DocumentKind.ANNUAL_REPORT, "Walsall", 2018),
        card("d", DocumentKind.INSPECTION, "Sandwell", 2022),
        card("e", DocumentKind.INSPECTION, "Stoke-on-Trent", 2019),
        card("f", DocumentKind.INSPECTION, "South Gloucestershire", 2020),
    )
)


def read(text: str, kind: HintKind) -> frozenset[str]:
    return understand_hints(text, HOLDINGS).of(kind)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("thresholds in walsall", {"Walsall"}),
        ("West Bromwich schools", {"Sandwell"}),
        ("caseloads stoke 2019", {"Stoke-on-Trent"}),
        ("across the Black Country", {"Walsall", "Sandwell"}),
        ("South Gloucestershire's front door", {"South Gloucestershire"}),
        ("what happened in Leeds", {"Leeds"}),  # nothing is held of it, which binds an answer all the same
        ("walsallian habits", set()),
    ],
)
def test_areas_by_name_town_and_region(text: str, areas: set[str]) -> None:
    assert read(text, HintKind.AREA) == areas


def test_an_area_is_shown_once_by_the_longest_of_its_names() -> None:
    hints = understand_hints("the voice of the child in Stoke-on-Trent", HOLDINGS).hints
    assert [hint.typed for hint in hints if hint.kind is HintKind.AREA] == ["Stoke-on-Trent"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in 2017", {"2017"}),
        ("the 2016-17 report", {"2017"}),
        ("16/17 training", {"2017"}),
        ("2017 to 2019", {"2017", "2018", "2019"}),
        ("since 2020", {"2020", "2021", "2022"}),
        ("before 2017", {"2016"}),
        ("after 2020", {"2021", "2022"}),
        ("until 2017", {"2016", "2017"}),
        ("since 2040", {"2040"}),
        ("2015, 2018 and 2022", {"2015", "2018", "2022"}),
        ("17 year olds and 2000 pounds or £2015", {"2000"}),
        ("aged 16-17", set()),
    ],
)
def test_years_and_ranges(text: str, years: set[str]) -> None:
    assert read(text, HintKind.YEARS) == years


def test_the_latest_and_the_last_reports_are_documents_held() -> None:
    assert read("the latest annual report of Walsall", HintKind.DOCUMENTS) == {"c"}
    assert read("last two reports, Walsall", HintKind.DOCUMENTS) == {"b", "c"}
    assert read("the latest inspection in Walsall", HintKind.DOCUMENTS) == frozenset()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("what went wrong", {PassageRole.WEAKNESS, PassageRole.RECOMMENDATION}),
        ("what worked well", {PassageRole.STRENGTH}),
        ("what must I do about bruising", {PassageRole.PROCEDURE_STEP, PassageRole.DUTY}),
        ("what did we promise", {PassageRole.PLANNED_ACTION}),
        ("what have we learned about neglect", {PassageRole.WEAKNESS, PassageRole.STRENGTH}),
        ("how many attended", {PassageRole.FIGURES}),
        ("private fostering", set()),
        ("where do we need training", set()),
    ],
)
def test_kinds_of_statement(text: str, roles: set[PassageRole]) -> None:
    assert read(text, HintKind.ROLE) == roles


def test_agencies_named() -> None:
    assert read("what is said of health in the hub", HintKind.AGENCY) == {"health"}
    assert read("school nurses and the police", HintKind.AGENCY) == {"school_nurse", "health", "police"}
    assert read("is there a policy", HintKind.AGENCY) == frozenset()


def test_cases_and_kinds() -> None:
    assert read("the Child A review", HintKind.CASE) == {"Child A"}
    assert read("what did the child b review conclude", HintKind.CASE) == {"child b"}
    assert read("a child a day", HintKind.CASE) == frozenset()
    assert read("what did the audit say", HintKind.KIND) == {DocumentKind.AUDIT}


def test_an_area_of_which_nothing_is_held_says_so() -> None:
    hints = {hint.label: hint.held for hint in understand_hints("Leeds and Walsall", HOLDINGS).hints}
    assert hints == {"Leeds": False, "Walsall": True}


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("recommendation 4 of the review", HintKind.ITEM, "recommendation 4"),
        ("shared without consent", HintKind.NEGATION, "“without consent”, not the contrary"),
        ("how many came", HintKind.WANTED, "a number"),
        ("courses for foster carers", HintKind.AUDIENCE, "for foster carers"),
    ],
)
def test_each_sort_of_term_is_shown_and_can_be_taken_away(text: str, kind: HintKind, label: str) -> None:
    understood = understand_hints(text, HOLDINGS)
    hint = next(hint for hint in understood.hints if hint.kind is kind)
    assert hint.label == label
    assert kind not in {left.kind for left in understood.without({hint.key}).hints}


def test_the_last_years_are_those_held_of_the_area_and_said() -> None:
    hint = understand_hints("thresholds in Walsall in the last two years", HOLDINGS).hints[-1]
    assert (hint.kind, hint.values) == (HintKind.YEARS, ("2017", "2018"))
    assert hint.label == "the last 2 years held: 2017 and 2018"


@pytest.mark.parametrize("text", ["who has the last word", "since the last inspection", "at last"])
def test_last_is_not_always_the_latest(text: str) -> None:
    assert read(text, HintKind.DOCUMENTS) == frozenset()


def test_documents_that_alone_can_answer() -> None:
    titled = Holdings((replace(card("r", DocumentKind.LEARNING_REVIEW, "Walsall", 2018), title="Review: Child V"),))
    assert bound_documents(understand_hints("What did the Child V review recommend?", titled), titled) == ("r",)
    assert bound_documents(understand_hints("What did the Child W review recommend?", titled), titled) == ()
    asked = understand_hints("priority 2 in the annual report of Walsall 2017", HOLDINGS)
    assert bound_documents(asked, HOLDINGS) == ("b",)


def test_a_hint_can_be_taken_away_and_the_others_stay() -> None:
    understood = understand_hints("what went wrong in Walsall in 2017", HOLDINGS)
    kept = understood.without({"area:walsall"})
    assert kept.of(HintKind.AREA) == frozenset()
    assert kept.of(HintKind.YEARS) == {"2017"}
