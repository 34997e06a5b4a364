"""Numbers as lists print them, where a rule of thumb goes wrong."""

from __future__ import annotations

import pytest

from indexer.readers.office.numerals import numeral


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (11, "ordinal", "11th"),
        (22, "ordinal", "22nd"),
        (113, "ordinal", "113th"),
        (40, "cardinalText", "Forty"),
        (21, "ordinalText", "Twenty-first"),
        (30, "ordinalText", "Thirtieth"),
        (12, "ordinalText", "Twelfth"),
        (112, "ordinalText", "112th"),
        (3, "bullet", ""),
        (3, "a form of a later release", "3"),
        (0, "upperRoman", "0"),
        (10_001, "lowerLetter", "10001"),
    ],
)
def test_a_number_is_written_as_the_list_prints_it(number: int, form: str, written: str) -> None:
    assert numeral(number, form) == written
