"""Indexes of the benchmarks, built once and used again until what they are made of changes."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import Progress

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.themes.codebook import SEED
from evaluation.embedding_cache import CachedEmbedder
from evaluation.items import ROOT, WORK, Benchmark
from indexer.documents import Sensitivity
from indexer.embedding import Embedder, SentenceTransformerEmbedder
from indexer.indexing.reports import IndexReport
from indexer.settings import Settings

SHAPING = (ROOT / "indexer", ROOT / "api" / "themes", ROOT / "api" / "shared" / "excerpts.py", SEED)
"""What an index is made by: the reading and what is found in it, themes among it; code, words and weights alike."""


@contextmanager
def indexed(benchmark: Benchmark, embedder: Embedder, reuse: bool = False) -> Iterator[KnowledgeBase]:
    """The benchmark's folder as a knowledge base under `.evaluation/`.

    Built anew when its files, or any file that shapes an index, changed, unless `reuse` says to take what is there.
    Raises RuntimeError when a file of it, other than a scan, could not be indexed.
    """
    home = WORK / benchmark.name / "index"
    wanted = digest(benchmark.folder, embedder.name)
    mark = home / "digest"
    held = mark.read_text() if mark.is_file() else None
    fresh = held is not None and (reuse or held == wanted)
    if not fresh:
        shutil.rmtree(home, ignore_errors=True)
    with KnowledgeBase.open(settings_for(home), embedder) as base:
        if not fresh:
            report = index(base, benchmark)
            failed = [str(failure) for failure in report.failed if Path(failure.name).name not in benchmark.scans]
            if failed:
                raise RuntimeError("; ".join(failed[:5]))
            mark.write_text(wanted)
        yield base


def index(base: KnowledgeBase, benchmark: Benchmark) -> IndexReport:
    """Index the benchmark's folder with a progress bar."""
    sensitivity = Sensitivity(benchmark.sensitivity) if benchmark.sensitivity else None
    with Progress() as bar:
        task = bar.add_task(f"indexing {benchmark.name}", total=None)
        return base.documents.add(
            [benchmark.folder],
            LOCAL_OPERATOR,
            sensitivity=sensitivity,
            progress=lambda done, total, _: bar.update(task, completed=done, total=total),
        )


def cached_model() -> Embedder:
    """The model of the settings, what it embedded before kept."""
    settings = Settings.read()
    model = SentenceTransformerEmbedder(settings.embedding_model, settings.threads)
    return CachedEmbedder(model, WORK / "vectors.sqlite")


def settings_for(home: Path) -> Settings:
    """The settings as this machine has them, but with a data folder of the benchmark's own.

    Nothing may wait for a person here, so the check for personal data is off.
    """
    kept = {k: v for k, v in os.environ.items() if k not in ("LEARNING_DATABASE_URL", "LEARNING_QDRANT_URL")}
    return Settings.read({**kept, "LEARNING_DATA_DIR": str(home), "LEARNING_PERSONAL_DATA_CHECK": "no"})


def digest(folder: Path, model: str, shaping: Sequence[Path] = SHAPING) -> str:
    """Of everything an index is made of: the folder's files, the model's name, and the code and data that read them."""
    found = hashlib.sha256(model.encode())
    for path in files_of([*shaping, folder]):
        found.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def files_of(places: Sequence[Path]) -> list[Path]:
    """The files below some folders, in order, but for what Python compiled; a file is its own."""
    found = [path for place in places for path in ([place] if place.is_file() else place.rglob("*"))]
    return sorted(path for path in found if path.is_file() and path.suffix != ".pyc")
