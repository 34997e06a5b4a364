"""The account of a folder: each file read in the worker, its balance, and what was not read."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from evaluation.reading.account import Accounted, account_lines, account_table, accounts
from indexer.documents import Balance, PartKind
from indexer.readers import Limits

ACCOUNTED = [
    Accounted("one.pdf", (Balance(PartKind.PAGE, 30, 28, 0, "pages 3, 9"), Balance(PartKind.COMMENT, 2, 0, 2))),
    Accounted("two.pdf", (Balance(PartKind.PAGE, 1_000, 1_000),)),
    Accounted("three.doc", failure=".doc is not read."),
]


def test_every_file_is_read_and_one_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It was so.", "utf-8")
    (tmp_path / "b.doc").write_bytes(b"x")
    found = list(accounts(tmp_path, Limits(10**6, 10)))
    assert [one.name for one in found] == ["a.txt", "b.doc"]
    assert not found[0].failure and "is not read" in found[1].failure
    assert list(account_lines(found))[-1] == "2 files: 0 with parts that were not read, 1 not read at all."


def test_balances_and_sums_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    Console(width=120).print(account_table(ACCOUNTED))
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in capsys.readouterr().out.splitlines()]
    assert ["one.pdf", "pages", "30", "28", "0", "2", "pages 3, 9"] in rows
    assert ["all files", "pages", "1,030", "1,028", "0", "2", ""] in rows
    assert ["", "comments", "2", "0", "2", "0", ""] in rows


def test_what_was_not_read_is_said_with_its_number() -> None:
    assert list(account_lines(ACCOUNTED)) == [
        "one.pdf: pages: 2 of 30 not read",
        "three.doc: .doc is not read.",
        "3 files: 1 with parts that were not read, 1 not read at all.",
    ]
