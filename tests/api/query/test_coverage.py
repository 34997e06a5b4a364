"""What a refusal says is not held."""

from __future__ import annotations

from datetime import date

import pytest

from api.query.coverage import NotHeld, not_held
from api.query.hints import Holdings
from api.query.understanding import understand_hints
from api.wording import gap_line, gap_lines
from indexer.documents import DocumentCard, DocumentKind, Sensitivity
from indexer.passages import NO_FILTERS, Filters

REPORT, AUDIT = DocumentKind.ANNUAL_REPORT, DocumentKind.AUDIT


def card(kind: DocumentKind, area: str, year: int, **more: date) -> DocumentCard:
    return DocumentCard(f"{kind}{area}{year}", "t", kind, Sensitivity.PUBLIC, 1, "0", area=area, year=year, **more)


HOLDINGS = Holdings(
    (
        card(REPORT, "Walsall", 2017, period_start=date(2016, 4, 1), period_end=date(2017, 3, 31)),
        card(REPORT, "Walsall", 2018),
        card(AUDIT, "Sandwell", 2018),
    )
)


def said(text: str, filters: Filters = NO_FILTERS, holdings: Holdings = HOLDINGS) -> list[str]:
    return [gap_line(gap) for gap in not_held(understand_hints(text, holdings), text, holdings, filters)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("thresholds in Leeds", "No document of Leeds."),
        ("what did the audit in Walsall say", "No audit of Walsall (1 for other areas or years)."),
        ("thresholds in Walsall in 2014", "No document of Walsall for 2014 (2 for other areas or years)."),
        ("Walsall 2014 to 2018", "No document of Walsall for 2014 to 2015 (2 for other areas or years)."),
        ("what do inspectors say", "No inspection."),
    ],
)
def test_the_gap_that_was_asked_about_comes_first(text: str, line: str) -> None:
    assert said(text)[0] == line


def test_only_the_kind_that_was_asked_for_is_named() -> None:
    assert said("what did the audit in Walsall say") == ["No audit of Walsall (1 for other areas or years)."]
    assert said("the annual report of Walsall 2016") == []
    assert said("thresholds in Leeds") == ["No document of Leeds."]


def test_without_area_or_kind_the_kinds_not_held_at_all_are_named() -> None:
    lines = said("zebras")
    assert "No procedure." in lines and "No audit." not in lines
    assert not any(line.startswith("No other") for line in lines)


def test_filters_are_what_is_asked_about() -> None:
    assert said("zebras", Filters(kinds=(AUDIT,), areas=("walsall",))) == [
        "No audit of walsall (1 for other areas or years)."
    ]
    assert said("zebras", Filters(years=(None, 2015)))[0] == "No document for 2015 (3 for other areas or years)."
    assert said("zebras", Filters(documents=("x",))) == []


def test_nothing_at_all_is_no_reason_to_fail() -> None:
    assert said("zebras in Leeds since 2015", holdings=Holdings(())) == []  # the page says that nothing is held yet
    assert all(
        isinstance(gap, NotHeld) and gap.where
        for gap in not_held(understand_hints("x", HOLDINGS), "x", HOLDINGS, NO_FILTERS)
    )


def test_many_kinds_are_told_in_one_sentence_after_areas_and_years() -> None:
    gaps = not_held(understand_hints("Walsall 2018 to 2019", HOLDINGS), "", HOLDINGS, NO_FILTERS)
    years, kinds = gap_lines(gaps)
    assert years.startswith("No document of Walsall for 2019 (2 for other areas or years). Look at ")
    assert kinds.startswith("No learning review, audit, procedure,") and kinds.endswith(" or log of Walsall for 2018.")
    one = not_held(understand_hints("audit in Walsall", HOLDINGS), "", HOLDINGS, NO_FILTERS)
    assert gap_lines(one) == [f"{gap_line(one[0])} Look at {one[0].where}."]
