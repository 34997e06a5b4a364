"""Benchmarks: questions with known answers, and the files they are asked of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from evaluation.items import ROOT, Absent, Benchmark, Gold, Item, read_rows, shared
from evaluation.public import cranfield, foreign_questions, squad
from indexer.documents import DocumentKind
from indexer.passages import Filters

SAMPLE_SCANS = frozenset({"board-minutes-june-2015.pdf"})


def sample() -> Benchmark:
    """This project's own questions on the sample corpus."""
    path = ROOT / "evaluation" / "data" / "sample" / "questions.jsonl"
    items = tuple(
        Item(
            row["id"],
            row["question"],
            tuple(Gold(Path(a["document"]).name, a["quote"]) for a in row["answers"]),
            filters=_filters(row["filters"]),
            tags=(row["who"], *row["tags"]),
        )
        for row in read_rows(path)
    )
    return Benchmark("sample", ROOT / "corpus", items, foreign=_foreign(), scans=SAMPLE_SCANS)


def real() -> Benchmark:
    """Labelled questions on real reports."""
    path = shared("gold") / "questions.jsonl"
    items = tuple(
        Item(
            row["id"],
            row["question"],
            tuple(Gold(g["doc"], g["quote"]) for g in row["gold"]),
            filters=_picked(row["filters"]),
            tags=(row["who"].replace(" ", "_"), *row.get("tags", ())),
        )
        for row in read_rows(path)
    )
    return Benchmark("real", shared("corpus"), items, sensitivity="public", foreign=_foreign())


def benchmarks() -> dict[str, Callable[[], Benchmark]]:
    """Every benchmark by name; calling one raises Absent where its data are not held."""
    return {"sample": sample, "real": real, "squad": squad, "cranfield": cranfield}


def _filters(row: dict[str, Any]) -> Filters:
    years = row.get("years")
    return Filters(
        kinds=tuple(DocumentKind(k) for k in row.get("kinds", ())),
        areas=tuple(row.get("areas", ())),
        years=(years[0], years[1]) if years else None,
    )


def _picked(row: dict[str, Any]) -> Filters:
    """What a user could have picked, in the words of the labelled data."""
    area, year, kind = row.get("area"), row.get("year"), row.get("doc_type")
    areas = (area,) if isinstance(area, str) else tuple(area or ())
    kinds = {"annual report": DocumentKind.ANNUAL_REPORT}
    return Filters(
        kinds=(kinds.get(kind, DocumentKind.INSPECTION),) if kind else (),
        areas=areas,
        years=(year, year) if year else None,
    )


def _foreign() -> tuple[str, ...]:
    try:
        return foreign_questions()
    except Absent:
        return ()
