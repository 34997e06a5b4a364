"""Tables going out: nothing in them runs as a formula, and whatever was typed can be written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from api.shared.tabular import TableFormat, read_table, write_table

FORMULA = "=cmd|' /C calc'!A0"


def test_no_cell_begins_as_a_formula_the_names_of_columns_neither() -> None:
    data = write_table(("Course", FORMULA), [(FORMULA, "+12%")], TableFormat.CSV, "T").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data))) == [["Course", f"'{FORMULA}"], [f"'{FORMULA}", "+12%"]]


@pytest.mark.parametrize("form", TableFormat)
def test_control_characters_are_shown_as_replaced_and_the_table_is_taken_back(
    form: TableFormat, tmp_path: Path
) -> None:
    path = tmp_path / f"t.{form}"
    path.write_bytes(write_table(("Course", FORMULA), [("a\x01b\ufffe", "c\nd")], form, "T"))
    (line,) = read_table(path, path.name)
    assert line.cells == {"Course": "a\ufffdb\ufffd", FORMULA: "c\nd"}
