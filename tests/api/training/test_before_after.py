"""Before and after a course: documents held are counted, and no trend is made of them."""

from __future__ import annotations

from dataclasses import replace

from api.training.before_after import compare
from tests.api.training.test_needs import AUDIT, FOUND, INSPECTION, REPORT


def test_before_and_after_counts_documents_held_and_makes_no_trend() -> None:
    found = compare("D5", "Fathers", [2018], [INSPECTION, AUDIT, REPORT, replace(REPORT, id="other")], FOUND)
    assert [(s.year, s.found, s.held) for s in found.before] == [(2015, 1, 2)]
    assert [(s.year, s.offered, s.found, s.held) for s in found.after] == [(2018, True, 1, 1), (2019, False, 1, 1)]
    assert found.before[0].held_independent == 0
