"""Each cell of the table kind × format: nothing lost on the way in, nothing hidden shown, nothing unchecked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.indexer.readers.kinds.cells import Cell, outcome
from tests.indexer.readers.kinds.table import FORMATS, TABLE

PENDING: dict[str, str] = {"struck text": "pdf"}
"""Cells whose reader does not do it yet: the formats of each kind."""
CELLS = [
    pytest.param(
        cell,
        id=f"{kind}.{suffix}".replace(" ", "-"),
        marks=pytest.mark.xfail(strict=False) if suffix in PENDING.get(kind, "").split() else (),
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
