"""Periods of questions, with ends included or not as English means them."""

from __future__ import annotations

from datetime import date

import pytest

from api.terms.periods import days_named, periods
from api.terms.values import Period
from indexer.documents import DocumentCard, DocumentKind, Sensitivity

HELD = (2015, 2017, 2019)


def read(text: str) -> list[Period]:
    return [period for _, period, _, _ in periods(text, HELD)]


def report(year: int) -> DocumentCard:
    """An annual report on the reporting year that ends in a year."""
    days = {"period_start": date(year - 1, 4, 1), "period_end": date(year, 3, 31)}
    return DocumentCard("d", "t", DocumentKind.ANNUAL_REPORT, Sensitivity.PUBLIC, 1, "0", year=year, **days)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("private fostering after 2017", {2019}),
        ("private fostering since 2017", {2017, 2019}),
        ("from 2017 onwards", {2017, 2019}),
        ("2018 or later", {2019}),
        ("private fostering before 2017", {2015, 2017}),  # 2016-17 began before 2017
        ("earlier than 2016", {2015}),
        ("up to 2015", {2015}),
        ("until 2016-17", {2015, 2017}),
        ("before 2016-17", {2015}),
        ("between 2015 and 2019", {2015, 2017, 2019}),
        ("from 2015 to 2016", {2015, 2017}),
        ("2016-17", {2017}),
        ("2016/17", {2017}),
        ("16/17", {2017}),
        ("in 2014", {2015}),
        ("in the last three years", {2015, 2017, 2019}),
        ("over the past two years", {2017, 2019}),
        ("last year", {2019}),
        ("2015 and 2019", {2015, 2019}),
    ],
)
def test_which_reporting_years_are_meant(text: str, covered: set[int]) -> None:
    found = read(text)
    assert found
    assert {year for year in HELD if any(period.covers(report(year)) for period in found)} == covered


@pytest.mark.parametrize(
    "text", ["aged 16-17", "a 2 year old", "Children Act 1989", "Working Together 2018", "£2015", "2017%", "12,017"]
)
def test_numbers_that_are_no_period(text: str) -> None:
    assert read(text) == []


def test_reports_from_a_year_are_of_it_and_since_a_month_is_since_its_year() -> None:
    assert read("reports from 2018") == [Period(date(2018, 1, 1), date(2018, 12, 31))]
    assert read("since April 2016") == [Period(first=date(2016, 1, 1))]


def test_what_is_preferred_ends_with_what_is_held() -> None:
    assert [years for _, _, years, _ in periods("since 2017", HELD)] == [(2017, 2018, 2019)]
    assert [years for _, _, years, _ in periods("before 2017", HELD)] == [(2015, 2016)]
    assert [years for _, _, years, _ in periods("2016-17", HELD)] == [(2017,)]
    assert [years for _, _, years, _ in periods("since 2040", ())] == [(2040,)]


def test_a_person_is_told_what_was_read() -> None:
    told = [label for text in ("after 2017", "in the last three years") for _, _, _, label in periods(text, HELD)]
    assert told == ["after 2017", "the last 3 years held: 2015, 2017 and 2019"]


def test_a_procedure_is_of_every_year_it_was_in_force() -> None:
    card = DocumentCard(
        "d", "t", DocumentKind.PROCEDURE, Sensitivity.PUBLIC, 1, "0", year=2016, effective_from=date(2016, 6, 1)
    )
    (period,) = read("in 2021")
    assert period.covers(card)
    (earlier,) = read("in 2012")
    assert earlier.covers(card) is False


def test_a_review_is_of_its_period_and_of_the_year_it_is_filed_under() -> None:
    days = {"period_start": date(2017, 1, 1), "period_end": date(2018, 6, 1)}
    card = DocumentCard("d", "t", DocumentKind.LEARNING_REVIEW, Sensitivity.PUBLIC, 1, "0", year=2020, **days)
    assert [year for year in range(2016, 2022) if read(f"in {year}")[0].covers(card)] == [2017, 2018, 2020]
    assert read("in 2016")[0].covers(DocumentCard("d", "t", DocumentKind.OTHER, Sensitivity.PUBLIC, 1, "0")) is None


def test_years_of_sentences() -> None:
    assert days_named("In 2016-17 there were 12, under the Children Act 2004.") == [
        (date(2016, 4, 1), date(2017, 3, 31))
    ]
