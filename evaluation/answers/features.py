"""Features: what is measured of the candidates, sentences and answer of every question, recorded once a data set.

So weights can be fitted and compared in seconds. `hidden` questions are answerable ones asked with their document left
out by a filter, as if it were not held.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from api.answers.abstention import SIGNALS, signals
from api.answers.extract import features as sentence_features
from api.answers.pipeline import Explanation
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.retrieval import linear_ranker
from evaluation.answers.judging import Judge
from evaluation.indexes import cached_model, indexed
from evaluation.items import ROOT, WORK, Benchmark, Item
from indexer.passages import NO_FILTERS, Filters

HIDDEN = 800
"""Answerable questions asked again without their document, at most."""
_SEED = 20

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One question. `kind` is answerable, unanswerable, hidden or foreign; `tags` are those of its item.

    `ranking` has a row for each candidate: the features of re-ranking and the preference; `units` number what each
    belongs to and `gains` say what that is worth; `ideal` are all gains there are. `sentences` has a row for each
    sentence considered, `right` whether it answers. `signals` are those of abstention, None without an answer.
    """

    id: str
    kind: str
    cluster: str
    tags: tuple[str, ...]
    subject: bool
    ranking: Numbers
    units: tuple[int, ...]
    gains: tuple[float, ...]
    ideal: tuple[float, ...]
    sentences: Numbers
    right: tuple[bool, ...]
    signals: tuple[float, ...] | None


def recorded(benchmark: Benchmark, reuse: bool = False) -> list[Recorded]:
    """Every question of a benchmark; from `.evaluation/` while neither the index nor the way of answering changed."""
    home = WORK / benchmark.name
    kept = home / "features.jsonl"
    if not (reuse and kept.is_file()):
        with indexed(benchmark, cached_model(), reuse) as base:
            wanted = _digest(home / "index" / "digest")
            if not _is_of(kept, wanted):
                _keep(kept, wanted, _record(base, benchmark))
    _, *held = kept.read_text("utf-8").splitlines()
    return [_unpacked(json.loads(line)) for line in held]


def _keep(path: Path, digest: str, rows: Iterable[Recorded]) -> None:
    """Write them whole or not at all."""
    part = path.with_suffix(".part")
    lines = (json.dumps({"digest": digest}), *(json.dumps(_packed(row)) for row in rows))
    part.write_text("\n".join(lines) + "\n", "utf-8")
    part.replace(path)


def _record(base: KnowledgeBase, benchmark: Benchmark) -> Iterator[Recorded]:
    judge = Judge(base)
    for item in track(benchmark.items, f"recording {benchmark.name}"):
        kind = "answerable" if item.gold or item.grades else "unanswerable"
        yield _question(base, judge, replace(item, filters=NO_FILTERS), kind)
    for number, text in enumerate(benchmark.foreign):
        yield _question(base, judge, Item(f"foreign-{number}", text), "foreign")
    ids = {Path(record.name).name: record.id for record in base.documents.all(LOCAL_OPERATOR).items}
    answerable = [] if benchmark.topical else [i for i in benchmark.items if i.gold]
    drawn = random.Random(_SEED).sample(answerable, min(HIDDEN, len(answerable)))  # noqa: S311
    for item in track(drawn, f"recording {benchmark.name}, documents left out"):
        without = {ids[gold.document] for gold in item.gold if gold.document in ids}
        left = Filters(documents=tuple(i for i in ids.values() if i not in without))
        yield _question(base, judge, replace(item, filters=left), "hidden")


def _question(base: KnowledgeBase, judge: Judge, item: Item, kind: str) -> Recorded:
    made = base.explaining.explain(item.text, item.filters, LOCAL_OPERATOR)
    best = made.ranking.best
    relevant = judge.relevant(item) if kind == "answerable" else {}
    numbers: dict[str, int] = {}
    names = [max((judge.unit(item, p) for p in (c.found, *c.repeats)), key=lambda u: relevant.get(u, 0)) for c in best]
    preference = np.array([[c.preference] for c in best]).reshape(len(best), 1)
    return Recorded(
        id=item.id,
        kind=kind,
        cluster=item.cluster,
        tags=item.tags,
        subject=bool(best) and linear_ranker.is_subject(best),
        ranking=np.hstack([linear_ranker.features(best), preference]) if best else np.zeros((0, 0)),
        units=tuple(numbers.setdefault(name, len(numbers)) for name in names),
        gains=tuple(float(relevant.get(name, 0)) for name in names),
        ideal=tuple(sorted(map(float, relevant.values()), reverse=True)),
        sentences=sentence_features(made.ranking.question, made.sentences) if made.sentences else np.zeros((0, 0)),
        right=_right(judge, item, made) if kind == "answerable" else (False,) * len(made.sentences),
        signals=signals(made.ranking.question, best, made.nearest),
    )


def _right(judge: Judge, item: Item, made: Explanation) -> tuple[bool, ...]:
    return tuple(judge.answers(item, s.candidate.found, s.text) for s in made.sentences)


def _packed(row: Recorded) -> dict[str, Any]:
    arrays = {"ranking": row.ranking.round(4).tolist(), "sentences": row.sentences.round(4).tolist()}
    return {name: getattr(row, name) for name in Recorded.__slots__} | arrays


def _unpacked(row: dict[str, Any]) -> Recorded:
    arrays = {name: np.array(row[name], dtype=np.float64) for name in ("ranking", "sentences")}
    lists = {name: tuple(row[name]) for name in ("tags", "units", "gains", "ideal", "right")}
    return Recorded(**(row | arrays | lists | {"signals": tuple(row["signals"]) if row["signals"] else None}))


def _is_of(path: Path, digest: str) -> bool:
    if not path.is_file():
        return False
    with path.open(encoding="utf-8") as file:
        return bool(json.loads(file.readline()).get("digest") == digest)


def _digest(index: Path) -> str:
    """Of the index, the code that answers and the signals; numbers in data files are of no account."""
    found = hashlib.sha256((index.read_text() if index.is_file() else "").encode() + ",".join(SIGNALS).encode())
    for path in sorted([*(ROOT / "api" / "answers").glob("*.py"), *(ROOT / "api" / "answers").glob("*.toml")]):
        found.update(path.read_bytes())
    return found.hexdigest()
