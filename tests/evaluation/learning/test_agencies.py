"""The labelled sentences stand in the sample corpus, and agencies are found in them as well as measured."""

from __future__ import annotations

import json

from evaluation.items import ROOT
from evaluation.learning.agencies import LABELLED, counts, labelled
from indexer.text.agencies import agencies


def test_labels_are_of_the_corpus() -> None:
    texts = {
        path.name.removesuffix(".md"): path.read_text("utf-8") for path in (ROOT / "evaluation/sample").rglob("*.md")
    }
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    for row in rows:
        assert row["sentence"] in " ".join(texts[row["document"]].split()), row
        assert set(row["agencies"]) <= set(agencies())
    assert len(rows) == 80


def test_agencies_are_found() -> None:
    true, found, right = counts(labelled())
    assert right.total() >= 0.95 * true.total() and right.total() >= 0.95 * found.total()
