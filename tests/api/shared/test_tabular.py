"""Tables going out: nothing in them runs as a formula, and whatever was typed can be written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from api.errors import BadRequest
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


def test_a_table_is_read_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.csv").write_text("Course,Places\nNeglect,3\n", "utf-8")

    def here(data: bytes) -> None:
        raise AssertionError("it was read in this process")

    monkeypatch.setattr("indexer.readers.table_rows.read_rows", here)
    (line,) = read_table(tmp_path / "t.csv", "t.csv")
    assert line.cells == {"Course": "Neglect", "Places": "3"}


def test_a_table_that_takes_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" * 6_000_000)
    with pytest.raises(BadRequest, match="too large"):
        read_table(path, path.name)
    path.write_bytes(b"Course,Places\n" + b"a,1\n" * 6_000)
    with pytest.raises(BadRequest, match="5,000 rows"):
        read_table(path, path.name)
    monkeypatch.setattr("indexer.readers.table_rows._SECONDS", 0.01)
    with pytest.raises(BadRequest, match="took longer"):
        read_table(path, path.name)
