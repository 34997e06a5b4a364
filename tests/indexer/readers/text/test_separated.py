"""Separated values: whatever separates the cells and however they are quoted, each row comes with its cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.shared.tabular import read_table
from indexer.readers import Limits, read
from indexer.readers.text.separated import read_rows

FILLER = "".join(f'"{n}","Filler point number {n} about drift and delay","open"\n' for n in range(600))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a,b\n"x ""q"", y",2\n', [["a", "b"], ['x "q", y', "2"]]),
        ("a;b\n1,5;2,5\n", [["a", "b"], ["1,5", "2,5"]]),
        ("a\tb\nx, y; z\t2\n", [["a", "b"], ["x, y; z", "2"]]),
        ("a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
        ("sep=;\na;b,c\n1;2\n", [["a", "b,c"], ["1", "2"]]),
        ('"sep=|"\na|b\n', [["a", "b"]]),
        ('"a", "b, c"\n"1", "2"\n', [["a", "b, c"], ["1", "2"]]),
        ('a,b\n"one\ntwo",2\n', [["a", "b"], ["one\ntwo", "2"]]),
        ("a,b\r1,2\r3,4", [["a", "b"], ["1", "2"], ["3", "4"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1\n2,3,4\n", [["a", "b"], ["1"], ["2", "3", "4"]]),
        ("a,b\x00c\n1,2\n", [["a", "bc"], ["1", "2"]]),
        ("Title of it\n\nName;Cost\nx;1,5\n", [["Title of it"], [], ["Name", "Cost"], ["x", "1,5"]]),
        ("one column\nof text\n", [["one column"], ["of text"]]),
    ],
)
def test_rows_are_told_from_each_other_and_cells_as_well(text: str, rows: list[list[str]]) -> None:
    found = read_rows(text.encode())
    assert (found.rows, found.warnings) == (rows, ())


def test_a_quotation_mark_never_closed_loses_no_row_and_is_said() -> None:
    found = read_rows(b'a,b\n1,"open text\n2,fine\n"two\nlines",3\n')
    assert found.rows == [["a", "b"], ["1", '"open text'], ["2", "fine"], ["two\nlines", "3"]]
    assert found.warnings == ("1 line with a quotation mark that is not closed: 2.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_doubled_quotes_late_in_a_file_are_read_alike_for_search_and_import(encoding: str, tmp_path: Path) -> None:
    late = '"900","The mother said ""nobody asked me"", and the worker, who knew, did not act","closed"\n'
    path = tmp_path / "log.csv"
    path.write_bytes(f'"Id","Learning point","Status"\n{FILLER}{late}'.encode(encoding))
    said = 'The mother said "nobody asked me", and the worker, who knew, did not act'
    assert f"Id: 900; Learning point: {said}; Status: closed" in read(path, Limits(10**7, 10)).text
    assert read_table(path, path.name)[-1].cells == {"Id": "900", "Learning point": said, "Status": "closed"}


def test_titles_above_the_names_of_columns_are_passed_over_in_an_import(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Learning log\n\nPoint,Status\nAsk the child,open\n", "utf-8")
    (line,) = read_table(path, path.name)
    assert (line.number, line.cells) == (4, {"Point": "Ask the child", "Status": "open"})
