"""Courses and needs against what is written down: the comparison counts what agrees, and says what is absent."""

from __future__ import annotations

import pytest
from rich.console import Console

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from evaluation import items
from evaluation.items import Absent
from evaluation.learning.training import Worked, compared, courses_table, worked_example


def test_a_course_that_agrees_is_counted_fact_by_fact(own_base: KnowledgeBase) -> None:
    given = {
        "area": "Norton",
        "year": "2019",
        "title": "Neglect",
        "level": "Level 2",
        "places": "30",
        "agency:Police": "4",
    }
    own_base.courses.enter(given, "A test", LOCAL_OPERATOR)
    true = {"planned": 1, "run": 1, "places": 30, "attended": 9, "did_not_attend": 0, "e_learning": 0, "level": 2}
    row = {"year": "2018-19", "title": "Neglect", "evaluation": "x", "themes": [], "by_agency": {"Police": 4}, **true}
    table = courses_table(own_base, {"courses": [row]})
    assert "1 of 1 courses found; facts 2 of 8; attendance by agency 1 of 1" in str(table.caption)


def test_letters_agree_in_all_in_part_or_not(base: KnowledgeBase) -> None:
    matrix = base.training.matrix(LOCAL_OPERATOR, "Norton", 2018)
    console = Console(width=200, record=True, file=None)
    table = compared(matrix, [Worked(("Z1",), frozenset("A"))])
    console.print(table)
    assert table.caption == "0 all; 0 in part; 1 no"
    assert "no finding" in console.export_text()


def test_without_the_worked_example_the_comparison_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "SHARED", items.ROOT / "not here")
    with pytest.raises(Absent):
        worked_example()
