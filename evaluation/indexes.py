"""Indexes of the benchmarks, built once and used again until what they are made of changes."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import Progress

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from evaluation.embedding_cache import CachedEmbedder
from evaluation.items import ROOT, WORK, Benchmark
from indexer.documents import Sensitivity
from indexer.embedding import Embedder, SentenceTransformerEmbedder
from indexer.indexing.reports import IndexReport
from indexer.settings import Settings


@contextmanager
def indexed(benchmark: Benchmark, embedder: Embedder, reuse: bool = False) -> Iterator[KnowledgeBase]:
    """The benchmark's folder as a knowledge base under `.evaluation/`.

    Built anew when its files or the indexer's source changed, unless `reuse` says to take what is there.
    Raises RuntimeError when a file of it, other than a scan, could not be indexed.
    """
    home = WORK / benchmark.name / "index"
    wanted = _digest(benchmark.folder, embedder.name)
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
        return base.add(
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


def _digest(folder: Path, model: str) -> str:
    found = hashlib.sha256(model.encode())
    for path in sorted([*(ROOT / "indexer").rglob("*.py"), *(p for p in folder.rglob("*") if p.is_file())]):
        found.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
