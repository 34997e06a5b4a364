"""Lists in parts: a number beyond the list gives its last part, and nothing is counted that is not there."""

from __future__ import annotations

import pytest

from api.shared.paging import ListPart, part_of


@pytest.mark.parametrize(
    ("asked", "number", "before", "items"),
    [(1, 1, 0, (0, 1, 2)), (3, 3, 6, (6,)), (9, 3, 6, (6,))],
)
def test_a_part_says_where_it_stands(asked: int, number: int, before: int, items: tuple[int, ...]) -> None:
    part = part_of(range(7), asked, 3)
    assert (part.number, part.before, part.items, part.total) == (number, before, items, 7)
    assert part.last == before + len(items)


def test_a_part_of_nothing_is_empty() -> None:
    part: ListPart[str] = part_of([], 4, 3)
    assert (part.number, part.last, part.total) == (1, 0, 0)
