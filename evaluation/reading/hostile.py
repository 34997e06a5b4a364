"""What hostile files cost: each read as the indexer reads it, with the seconds and memory of the reading process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.table import Table

from evaluation.answers.load import peak_mb
from evaluation.reading.hostile_files import SECRET, hostile_files
from evaluation.reading.hostile_pdfs import Hostile
from indexer.readers import Limits, UnreadableFile
from indexer.readers.child import read_apart, reading_worker

_EVERY_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Cost:
    """A kind of file, its size in MB, what the user is told, seconds taken, peak memory of the child in MB."""

    kind: str
    size: float
    seen: str
    seconds: float
    peak: float | None


def measure_hostile(limits: Limits) -> Iterator[Cost]:
    """Read every kind of hostile file, each in a process of its own."""
    with TemporaryDirectory() as folder:
        secret = Path(folder, "secret.txt")
        secret.write_text(SECRET, "utf-8")
        for hostile in hostile_files(str(secret)):
            path = Path(folder, f"file{hostile.suffix}")
            path.write_bytes(hostile.make())
            yield _cost(hostile, path, limits)
            path.unlink()


def costs_table(costs: Iterator[Cost]) -> Table:
    """The table of costs."""
    table = Table("Kind of file", "MB", "What the user sees", "Seconds", "Peak MB", title="Hostile files")
    for cost in costs:
        peak = "" if cost.peak is None else f"{cost.peak:.0f}"
        table.add_row(cost.kind, f"{cost.size:.1f}", cost.seen, f"{cost.seconds:.1f}", peak)
    return table


def _cost(hostile: Hostile, path: Path, limits: Limits) -> Cost:
    reading_worker(limits).close()
    peaks: list[float] = []
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(limits, peaks, done))
    watch.start()
    start = time.perf_counter()
    try:
        document = read_apart(path, limits)
        seen = f"read: {len(document.text):,} characters"
        seen += " THE SECRET OF ANOTHER FILE" if SECRET in document.text else ""
    except UnreadableFile as error:
        seen = str(error)
    seconds = time.perf_counter() - start
    done.set()
    watch.join()
    return Cost(hostile.kind, path.stat().st_size / 1e6, seen, seconds, max(peaks, default=None))


def _watch(limits: Limits, peaks: list[float], done: threading.Event) -> None:
    """Look at the child's peak memory until it is done; a child that was ended can no longer be asked."""
    while not done.wait(_EVERY_SECONDS):
        pid = reading_worker(limits).pid
        peak = peak_mb(pid) if pid is not None else None
        if peak is not None:
            peaks.append(peak)
