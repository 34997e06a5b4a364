"""Cases named by a letter or number."""

from __future__ import annotations

import pytest

from api.terms.cases import cases, is_several, names_case


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Child J review", ["Child J"]),
        ("Child J's recommendations", ["Child J"]),
        ("what did the child b review conclude", ["child b"]),
        ("the Child A review", ["Child A"]),
        ("Baby W", ["Baby W"]),
        ("siblings K, L and M", ["siblings K, L and M"]),
        ("Child S and Child T", ["Child S", "Child T"]),
        ("findings of SCR W5", ["SCR W5"]),
        ("a child a day", []),
        ("in case I need it", []),
        ("a child 2 years old", []),
        ("adult A&E staff", []),
    ],
)
def test_cases_named(text: str, names: list[str]) -> None:
    assert [name for _, name in cases(text)] == names


def test_a_name_is_found_whatever_joins_its_letters_and_never_within_a_word() -> None:
    assert names_case(["siblings K, L and M"], "Learning Review: Siblings K, L & M")
    assert names_case(["child s"], "Child S’s review")
    assert not names_case(["Child S"], "Local child safeguarding practice review: Child T")
    assert not names_case(["Child J"], "the child’s Child J1")
    assert is_several("siblings K, L and M") and not is_several("Child J")
