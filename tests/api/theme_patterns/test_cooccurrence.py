"""Links between themes: counts, what chance would give, and small counts flagged."""

from __future__ import annotations

from api.theme_patterns.cooccurrence import links_between


def test_counts_and_expectation() -> None:
    units = {str(n): ("A1", "B1") if n < 6 else ("A1",) if n < 8 else ("B1",) for n in range(10)}
    (link,) = links_between(units, 20)
    assert (link.together, link.with_first, link.with_second, link.units) == (6, 8, 8, 20)
    assert link.expected == 3.2 and round(link.lift, 3) == 1.875 and link.few


def test_enough_counts_come_first() -> None:
    units: dict[str, tuple[str, ...]] = {str(n): ("A1", "B1") for n in range(10)}
    units["x"] = ("C1", "D1")
    links = links_between(units, 15)
    assert [(link.first, link.few) for link in links] == [("A1", False), ("C1", True)]
    assert links_between({}, 0) == []
