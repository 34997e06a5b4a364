"""Every rule of the status, and that a gap is neither a zero nor an end."""

from __future__ import annotations

import pytest

from api.theme_patterns.trace import Status, YearSeen, judge

W, S, N, GAP = (1, 0), (0, 1), (0, 0), None


@pytest.mark.parametrize(
    ("years", "status", "said"),
    [
        ([N, N, W], Status.NEW, "2012"),
        ([N, W, W], Status.RECURRING, "2011"),
        ([W, W, W], Status.PERSISTENT, "3 years"),
        ([W, GAP, W, W], Status.PERSISTENT, "2010 to 2013"),
        ([W, GAP, W], Status.RECURRING, "2010"),
        ([W, N, W], Status.BACK_AGAIN, "2010"),
        ([W, S], Status.IMPROVING, "2011"),
        ([W, W, N], Status.NOT_SEEN_SINCE, "not an end"),
        ([W, S, GAP], Status.NOT_COVERED, "2012"),
        ([N, S], Status.NEVER_SEEN, "2010 to 2011"),
        ([], Status.NOT_COVERED, "any year"),
    ],
)
def test_rules(years: list[tuple[int, int] | None], status: Status, said: str) -> None:
    seen = [
        YearSeen(2010 + n, 0, 0, 0) if found is None else YearSeen(2010 + n, 2, *found) for n, found in enumerate(years)
    ]
    judged = judge(seen)
    assert judged.status is status and said in judged.rule


def test_a_year_of_documents_on_other_subjects_is_not_covered() -> None:
    years = [YearSeen(2017, 2, 2, 0), YearSeen(2021, 1, 1, 0), YearSeen(2023, 0, 0, 0, narrow=1)]
    judged = judge(years)
    assert judged.status is Status.NOT_COVERED
    assert "one subject only" in judged.rule and "2017 and 2021" in judged.rule and "not solved" in judged.rule
