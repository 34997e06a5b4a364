"""Crash: an index run killed at random moments, opened again, checked, completed and compared with one undisturbed.

The run under test brings an index of part of the sample corpus in step with a folder in which files are new,
changed, renamed and gone, so that every way a document can change is cut short somewhere.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.indexes import cached_model, settings_for
from evaluation.items import ROOT
from indexer.catalogue.files import files_below
from indexer.documents import EVERYTHING, Sensitivity
from indexer.embedding import Embedder
from indexer.index import Index

RUN = (sys.executable, "-m", "evaluation.reading.crash")
"""The run that is killed: indexes with the model that ships."""
_READY = "ready"
State = Counter[tuple[object, ...]]
"""What an index holds: a row for each document, version, passage and kept file."""


@dataclass(frozen=True, slots=True)
class Crash:
    """A kill, `moment` seconds into the run, and what was found after.

    `cut` says whether the run was still going on; `recovered` and `findings` are the lines said at opening and by
    `check`; `lost` and `doubled` count what the completed index holds less and more than an undisturbed one, and
    `examples` are the first rows of either.
    """

    moment: float
    cut: bool
    recovered: tuple[str, ...]
    findings: tuple[str, ...]
    lost: int
    doubled: int
    examples: tuple[str, ...] = ()


def crashes(
    corpus: Path, work: Path, moments: int, seed: int, embedder: Embedder, child: Sequence[str]
) -> Iterator[Crash]:
    """Kill a run at `moments` random moments, each on a fresh copy of the same index.

    `child` is the command that indexes, given a data folder and a folder, and prints "ready" when it begins.
    """
    folder, before, whole = work / "folder", work / "before", work / "whole"
    _first_files(corpus, folder)
    look(before, folder, embedder)
    _change_files(corpus, folder)
    shutil.copytree(before, whole)
    seconds, _ = _run(child, whole, folder, None)
    expected = look(whole, None, embedder)[2]
    chance = random.Random(seed)  # noqa: S311 (moments, not secrets)
    for number in range(moments):
        data = work / f"crash-{number}"
        shutil.copytree(before, data)
        moment = chance.uniform(0, seconds)
        _, cut = _run(child, data, folder, moment)
        recovered, findings, _ = look(data, None, embedder)
        found = look(data, folder, embedder)[2]
        shutil.rmtree(data)
        lost, doubled = expected - found, found - expected
        examples = tuple(str(row)[:200] for row in (*list(lost)[:2], *list(doubled)[:2]))
        yield Crash(moment, cut, recovered, findings, lost.total(), doubled.total(), examples)


def look(data: Path, folder: Path | None, embedder: Embedder) -> tuple[tuple[str, ...], tuple[str, ...], State]:
    """Open an index, add a folder if one is given: lines recovered, lines of `check`, and what it holds then."""
    index = Index.open(settings_for(data), embedder)
    try:
        if folder is not None:
            report = index.indexer.add([folder], sensitivity=Sensitivity.PUBLIC)
            if report.failed:
                raise RuntimeError("; ".join(map(str, report.failed)))
        return index.recovered, tuple(index.indexer.check()), _state(index)
    finally:
        index.close()


def _state(index: Index) -> State:
    held: State = Counter()
    for record in index.catalogue.documents(EVERYTHING):
        for one in (record, *index.catalogue.versions(record.id, EVERYTHING)):
            held["document", one.id, one.version, one.sha256, one.name, one.passages, one.superseded_by] += 1
            for found in index.store.passages(one.id, clearance=EVERYTHING, version=one.version):
                held["passage", one.id, one.version, found.passage.id, found.passage.text, found.current] += 1
    held.update(("file", file.name) for file in (index.settings.data_dir / "files").iterdir())
    return held


def _run(child: Sequence[str], data: Path, folder: Path, moment: float | None) -> tuple[float, bool]:
    """Run the child, killed `moment` seconds after it began; how long it took and whether it was cut."""
    command = [*child, str(data), str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        if process.stdout is None or process.stdout.readline().strip() != _READY:
            raise RuntimeError("The run that was to be killed did not begin.")
        started = time.perf_counter()
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return time.perf_counter() - started, True
    if process.returncode:
        raise RuntimeError(f"The run ended with status {process.returncode}.")
    return time.perf_counter() - started, False


def _first_files(corpus: Path, folder: Path) -> None:
    """Every second file of the corpus."""
    shutil.copytree(corpus, folder)
    for file in _documents(folder)[::2]:
        file.unlink()


def _change_files(corpus: Path, folder: Path) -> None:
    """Of the files there: the first is gone, the second renamed, text files changed; the others come back."""
    held = _documents(folder)
    held[0].unlink()
    held[1].rename(held[1].with_stem(f"{held[1].stem}-renamed"))
    for file in held[2:]:
        if file.suffix in (".md", ".html", ".txt"):
            file.write_text(file.read_text("utf-8") + "\n<p>A sentence that was not there before.</p>\n", "utf-8")
    for file in _documents(corpus)[::2]:
        shutil.copy(file, folder / file.relative_to(corpus))


def _documents(folder: Path) -> list[Path]:
    return [file for file in files_below(folder) if file.is_file()]


if __name__ == "__main__":  # the run that is killed
    opened = Index.open(settings_for(Path(sys.argv[1])), cached_model())
    print(_READY, flush=True)
    opened.indexer.add([Path(sys.argv[2])], sensitivity=Sensitivity.PUBLIC)
    opened.close()
