"""Numbers as their cells show them: the common formats, those people make themselves, and what is no format."""

from __future__ import annotations

import pytest

from indexer.readers.sheets.number_formats import BUILT_IN, is_date, shown_number, shown_text

ACCOUNTS = '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", 3.0, "3"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 1 / 3, "0.333333333"),
        ("General", 9434765919, "9434765919"),
        ("General", 1.5e-7, "1.5E-07"),
        ("0%", 0.453, "45%"),
        ("0.0%", 0.8751, "87.5%"),
        ("0%", -0.004, "0%"),
        ("0 %", 0.5, "50 %"),
        ("#,##0", 1234567.4, "1,234,567"),
        ("#,##0.00;[Red]-#,##0.00", -1234.5, "-1,234.50"),
        ("#,##0_);(#,##0)", -1234, "(1,234)"),
        ('"£"#,##0', 125000, "£125,000"),
        ("[$£-809]#,##0.00", 98500.5, "£98,500.50"),
        ("[$€-2] #,##0", 12, "€ 12"),
        ("£#,##0", -5, "-£5"),
        (ACCOUNTS, -12.5, "-£12.50"),
        (ACCOUNTS, 1250, "£1,250.00"),
        (ACCOUNTS, 0, "£-"),
        ('#,##0,"K"', 1234567, "1,235K"),
        ('[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', 2_500_000, "2.5M"),
        ('[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', 1500, "1.5K"),
        ('[=1]"Yes";[=0]"No";General', 0, "No"),
        ('[=1]"Yes";[=0]"No";General', 7, "7"),
        ("[Red][<0]-0;0", -3, "-3"),
        ("000000", 42, "000042"),
        ("000 000 0000", 9434765919, "943 476 5919"),
        ('0" children"', 3, "3 children"),
        ('"Q"0', 2, "Q2"),
        ("0.##", 5.5, "5.5"),
        ("0.00E+00", 12345, "1.23E+04"),
        ("# ?/?", 2.25, "2 1/4"),
        ("?/8", 0.25, "2/8"),
        ("0.5", 0, "0.5"),
        (";;;", 12, ""),
        ("0;-0;;@", 0, ""),
        ("0.005", 1, "1.005"),
        ("0.00", 1.005, "1.01"),
    ],
)
def test_a_number_is_shown_as_in_its_cell(code: str, value: float, shown: str) -> None:
    assert shown_number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("dd/mm/yyyy", 43191, "01/04/2018"),
        ("d mmmm yyyy", 43191, "1 April 2018"),
        ("mmm-yy", 43191, "Apr-18"),
        ("ddd d mmm", 43191, "Sun 1 Apr"),
        ("[$-809]dd mmmm yyyy;@", 43191, "01 April 2018"),
        ("[$-F800]dddd, mmmm dd, yyyy", 43191, "01 April 2018"),
        ("yyyy-mm-dd h:mm:ss", 43191.5, "2018-04-01 12:00:00"),
        ("h:mm AM/PM", 0.75, "6:00 PM"),
        ("hh:mm", 43191.40625, "09:45"),
        ("[h]:mm", 1.5, "36:00"),
        ("mm:ss", 0.00071, "01:01"),
        ("mm:ss.0", 0.00071, "01:01.3"),
        ("dd/mm/yyyy", -1, "-1"),
        ("d mmm yyyy", 59, "28 Feb 1900"),
        ("d mmm yyyy", 61, "1 Mar 1900"),
        (BUILT_IN[14], 43191, "01/04/2018"),
        (BUILT_IN[17], 43191, "Apr-18"),
        (BUILT_IN[22], 43191.5, "01/04/2018 12:00"),
    ],
)
def test_a_date_is_shown_in_the_format_of_its_cell(code: str, value: float, shown: str) -> None:
    assert shown_number(value, code) == shown


def test_days_may_be_counted_from_1904() -> None:
    assert shown_number(41729, "d mmm yyyy", since_1904=True) == "1 Apr 2018"


@pytest.mark.parametrize(
    ("code", "shown"), [("General", "abc"), ("@", "abc"), ('@" (draft)"', "abc (draft)"), ("0;0;0;[Red]@", "abc")]
)
def test_a_text_is_shown_by_the_part_for_texts(code: str, shown: str) -> None:
    assert shown_text("abc", code) == shown
    assert shown_text("abc", ";;;") == ""


@pytest.mark.parametrize(
    "code", ["", '"', "[", "\\", "0.0.0", "[>]0", "E+", "?/", "*", ";;;;;", "[$", "yyyyyyyyyy", "#,,,,"]
)
def test_a_format_that_is_none_breaks_nothing(code: str) -> None:
    for value in (0, 1, -1, 1.5, 43191, 1e300, -1e300, 1e-300):
        assert isinstance(shown_number(value, code), str)


def test_dates_are_told_from_numbers() -> None:
    assert is_date("[h]:mm") and is_date("mmm-yy") and is_date("[$-809]dd/mm/yyyy")
    assert not is_date('0" days"') and not is_date("[Red]0") and not is_date("General") and not is_date("\\d0")
