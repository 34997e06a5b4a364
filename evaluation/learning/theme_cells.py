"""Themes by document against what was written down by hand: on which side each document has each theme."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.table import Table

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.themes.span import ROLES, Side
from evaluation.benchmark import sample
from evaluation.indexes import indexed, settings_for
from evaluation.items import ROOT, shared
from indexer.embedding import Embedder

TRUTH = ROOT / "evaluation" / "data" / "sample" / "truth.json"


@dataclass(frozen=True, slots=True)
class Compared:
    """Cells (theme and document) of one side: found by both, only by the service, only in the truth."""

    name: str
    side: Side
    both: int
    only_found: int
    only_true: int

    @property
    def precision(self) -> float:
        """Of the cells found, how many are true."""
        return self.both / max(self.both + self.only_found, 1)

    @property
    def recall(self) -> float:
        """Of the true cells, how many are found."""
        return self.both / max(self.both + self.only_true, 1)


@dataclass(frozen=True, slots=True)
class Truth:
    """True cells of both sides, and the themes and documents that were judged; others are left out."""

    cells: frozenset[tuple[str, str, Side]]
    judged: frozenset[tuple[str, str]]


def compare_sample(embedder: Embedder) -> list[Compared]:
    """The sample corpus against its written truth; a theme and document it does not name count as not found there."""
    rows = [(cell["theme"], Path(cell["document"]).name, cell["state"]) for cell in _read(TRUTH)["themes"]]
    with indexed(sample(), embedder) as base:
        base.themes.tag(LOCAL_OPERATOR)
        themes = [theme.id for theme in base.themes.register(LOCAL_OPERATOR).themes]
        documents = {document for _, document, _ in rows}
        truth = Truth(_cells(rows), frozenset((t, d) for t in themes for d in documents))
        return _compared("sample", truth, base)


def compare_trace(embedder: Embedder) -> list[Compared]:
    """The chains of real reports against the hand-made trace. Raises Absent."""
    chains = _read(shared("gold") / "trace.json")["chains"].values()
    rows = [
        (theme, cell["doc"], cell["state"])
        for chain in chains
        for theme, held in chain["themes"].items()
        for cell in held["cells"]
    ]
    with indexed_files(sorted({document for _, document, _ in rows}), embedder) as base:
        return _compared("real chains", Truth(_cells(rows), frozenset((t, d) for t, d, _ in rows)), base)


def cells_table(compared: list[Compared]) -> Table:
    """Precision and recall of cells, with their numbers."""
    shown = Table(title="Theme by document: the grid against the written truth", title_justify="left")
    for column in ("documents", "side", "true", "found", "right", "precision", "recall"):
        shown.add_column(column, justify="left" if column in ("documents", "side") else "right")
    for c in compared:
        counts = (c.both + c.only_true, c.both + c.only_found, c.both)
        shown.add_row(c.name, c.side, *map(str, counts), f"{c.precision:.2f}", f"{c.recall:.2f}")
    return shown


def _compared(name: str, truth: Truth, base: KnowledgeBase) -> list[Compared]:
    found = {cell for cell in _found(base) if cell[:2] in truth.judged}
    both = {side: [c for c in found & truth.cells if c[2] is side] for side in Side}
    return [
        Compared(
            name,
            side,
            len(both[side]),
            sum(cell[2] is side for cell in found - truth.cells),
            sum(cell[2] is side for cell in truth.cells - found),
        )
        for side in Side
    ]


def _found(base: KnowledgeBase) -> Iterator[tuple[str, str, Side]]:
    names = {record.id: Path(record.name).name for record in base.documents.all(LOCAL_OPERATOR).items}
    for theme in base.themes.register(LOCAL_OPERATOR).themes:
        for item in base.themes.evidence(theme.id, LOCAL_OPERATOR):
            for side in Side:
                if item.suggestion.role in ROLES[side]:
                    yield theme.id, names[item.document.id], side


def _cells(rows: list[tuple[str, str, str]]) -> frozenset[tuple[str, str, Side]]:
    return frozenset((t, d, side) for t, d, state in rows for side in Side if state in (side, "both"))


@contextmanager
def indexed_files(names: list[str], embedder: Embedder) -> Iterator[KnowledgeBase]:
    """Some of the real reports by file name, indexed anew. Raises Absent."""
    with TemporaryDirectory(prefix="trace-") as work:
        folder = Path(work) / "documents"
        folder.mkdir()
        for path in shared("corpus").rglob("*"):
            if path.name in names:
                shutil.copy(path, folder / path.name)
        with KnowledgeBase.open(settings_for(Path(work) / "index"), embedder) as base:
            base.documents.add([folder], LOCAL_OPERATOR)
            yield base


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found
