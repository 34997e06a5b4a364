"""Reading: pages a second and peak memory of the reader and of the whole index path, beside plain pypdf.

Each measurement runs in a process of its own, so that one's memory does not count for the next.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader
from rich.table import Table

from evaluation.items import shared
from indexer.readers import Limits, read

WAYS = {
    "plain pypdf": "extract_text of every page, nothing else",
    "reader": "headings, paragraphs, furniture, metadata",
    "index path": "read, cut, embed with the model of the settings, store",
}
_LIMITS = Limits(10**9, 10**5)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading some files: pages, seconds without the start of the process, and peak memory in MB."""

    way: str
    pages: int
    seconds: float
    peak_mb: float


def files(every: int) -> list[Path]:
    """One PDF in `every` of the real corpus, by name. Raises Absent."""
    return sorted(shared("corpus").rglob("*.pdf"))[::every]


def largest() -> Path:
    """The PDF with the most pages. Raises Absent."""
    return max(files(1), key=lambda file: len(PdfReader(file).pages))


def measure(paths: Sequence[Path]) -> list[Reading]:
    """The files read in each way."""
    return [_in_child(way, paths) for way in WAYS]


def speed_table(readings: Sequence[Reading], count: int) -> Table:
    """Pages a second, and how many times as long as plain pypdf takes."""
    table = Table(title=f"{readings[0].pages} pages of {count} PDFs", title_justify="left")
    for column in ("way", "seconds", "pages a second", "times plain pypdf"):
        table.add_column(column, justify="left" if column == "way" else "right")
    for reading in readings:
        rate, ratio = reading.pages / reading.seconds, reading.seconds / readings[0].seconds
        table.add_row(f"{reading.way}: {WAYS[reading.way]}", f"{reading.seconds:.1f}", f"{rate:.1f}", f"{ratio:.1f}")
    return table


def memory_table(readings: Sequence[Reading], path: Path) -> Table:
    """Peak resident memory of a process that reads one file."""
    table = Table(title=f"Peak memory on {path.name}, {readings[0].pages} pages", title_justify="left")
    table.add_column("way")
    table.add_column("MB", justify="right")
    for reading in readings:
        table.add_row(reading.way, f"{reading.peak_mb:.0f}")
    return table


def _in_child(way: str, paths: Sequence[Path]) -> Reading:
    command = [sys.executable, "-m", "evaluation.reading.speed", way, *map(str, paths)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return Reading(**json.loads(done.stdout.splitlines()[-1]))


def _read_in_this_process(way: str, paths: Sequence[Path]) -> Reading:
    if way == "index path":
        pages, seconds = _index(paths)
    else:
        once = _plain if way == "plain pypdf" else _ours
        start = time.perf_counter()
        pages = sum(once(path) for path in paths)
        seconds = time.perf_counter() - start
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Reading(way, pages, seconds, kilobytes / (1e6 if sys.platform == "darwin" else 1024))


def _plain(path: Path) -> int:
    pages = PdfReader(path).pages
    for page in pages:
        page.extract_text()
    return len(pages)


def _ours(path: Path) -> int:
    return read(path, _LIMITS).pages or 0


def _index(paths: Sequence[Path]) -> tuple[int, float]:
    """Pages and seconds of indexing into an empty folder; loading the model does not count."""
    from evaluation.indexes import settings_for
    from indexer.documents import EVERYTHING
    from indexer.index import Index

    with TemporaryDirectory() as folder:
        index = Index.open(settings_for(Path(folder)))
        index.embedder.encode(["warm up"])
        start = time.perf_counter()
        report = index.indexer.add(list(paths))
        seconds = time.perf_counter() - start
        if report.failed:
            raise RuntimeError("; ".join(str(failure) for failure in report.failed))
        pages = sum(record.pages or 0 for record in index.catalogue.documents(EVERYTHING))
        index.close()
    return pages, seconds


if __name__ == "__main__":
    found = _read_in_this_process(sys.argv[1], [Path(name) for name in sys.argv[2:]])
    print(json.dumps({name: getattr(found, name) for name in Reading.__slots__}))
