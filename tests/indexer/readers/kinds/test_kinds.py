"""Each cell of the table kind × format, and its variants: nothing lost, nothing hidden shown, nothing unchecked."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.readers import Limits, read
from tests.indexer.readers.kinds.cells import Cell, outcome
from tests.indexer.readers.kinds.table import FORMATS, TABLE
from tests.indexer.readers.kinds.variants import CASES, SHOWN, WORD, Case

CELLS = [
    pytest.param(
        cell,
        id=f"{kind}.{suffix}".replace(" ", "-"),
    )
    for kind, row in TABLE.items()
    for suffix, cell in row.items()
    if isinstance(cell, Cell)
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_file_is_read_as_its_reader_sees_it(cell: Cell, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    suffix = request.node.callspec.id.rpartition(".")[2]
    assert outcome(cell, tmp_path / f"file.{suffix}") == []


def test_every_format_has_a_cell_or_a_reason_in_every_row() -> None:
    for kind, row in TABLE.items():
        assert set(row) == set(FORMATS), kind
        assert any(isinstance(cell, Cell) for cell in row.values()), kind


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_variant_is_read_or_kept_apart(case: Case, tmp_path: Path) -> None:
    document = read(case.make(tmp_path), Limits(10**8, 1000))
    assert SHOWN in document.text
    found = [part for part in document.parts if WORD in part.text]
    if case.kind is None:
        assert document.text.count(WORD) == 1
        assert not found
    else:
        assert WORD not in document.text
        assert [(part.kind, part.hidden) for part in found] == [(case.kind, case.hidden)]
        assert sum(balance.apart for balance in document.account if balance.kind is case.kind) >= 1
    assert all(balance.unread == 0 for balance in document.account)
