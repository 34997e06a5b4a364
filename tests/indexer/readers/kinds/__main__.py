"""Prints the table kind × format as the readers meet it now: `python -m tests.indexer.readers.kinds`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from tests.indexer.readers.kinds.cells import outcome
from tests.indexer.readers.kinds.table import FORMATS, TABLE

made = Table("Kind", *FORMATS, title="✓ as it should be, ✗ not so, – cannot be", title_justify="left")
good = bad = 0
lines = []
with TemporaryDirectory() as folder:
    for kind, row in TABLE.items():
        marks = []
        for suffix in FORMATS:
            cell = row[suffix]
            if isinstance(cell, str):
                marks.append("–")
                continue
            found = outcome(cell, Path(folder) / f"{kind}.{suffix}")
            good, bad = good + (not found), bad + bool(found)
            marks.append("✗" if found else "✓")
            lines += [f"{kind}, {suffix}: {line}" for line in found]
        made.add_row(kind, *marks)
console = Console(width=120, highlight=False)
console.print(made)
console.print("\n".join(lines), markup=False)
console.print(f"{good} of {good + bad} cells as they should be.")
