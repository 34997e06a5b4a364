"""What an evaluation asks: items with their gold answers, and the folders they are asked of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.passages import NO_FILTERS, Filters

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
"""Labelled data on real reports and public collections; what needs it is skipped where it is absent."""
WORK = ROOT / ".evaluation"
"""Indexes and results; safe to delete."""


class Absent(Exception):
    """The data of a benchmark are not on this machine; the message says which folder."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A quote that answers, the name of the file it stands in, and the only section that counts, if any.

    `offset` is where the quote begins in the letters of its section, for quotes too short to be searched for.
    """

    document: str
    quote: str
    section: str | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A question. No gold: the documents do not answer it. `grades` judge whole documents (by file name)."""

    id: str
    text: str
    gold: tuple[Gold, ...] = ()
    grades: tuple[tuple[str, int], ...] = ()
    filters: Filters = NO_FILTERS
    tags: tuple[str, ...] = ()

    @property
    def cluster(self) -> str:
        """What resampling keeps together: questions on one document are not independent."""
        return self.gold[0].document if self.gold else self.id


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Items over a folder. `topical`: searches judged by document, without answers."""

    name: str
    folder: Path
    items: tuple[Item, ...]
    topical: bool = False
    sensitivity: str | None = None
    foreign: tuple[str, ...] = ()
    """Questions from elsewhere, which must be refused."""
    scans: frozenset[str] = frozenset()
    """Names of files whose pages are pictures: where text is not recognised they cannot be indexed."""


def shared(name: str) -> Path:
    """A folder of the labelled data. Raises Absent."""
    folder = SHARED / name
    if not folder.is_dir():
        raise Absent(f"its data ({SHARED.name}/{name}) are not beside this checkout")
    return folder


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of labelled data kept as JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
