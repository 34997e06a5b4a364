"""Near duplicates: much the same text is reported, another text is not, and nothing is read twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.catalogue.near_duplicates import pairs, signature, similar
from indexer.index import Index

WORDS = [f"word{number}" for number in range(400)]


def test_the_estimate_is_near_the_share_of_runs() -> None:
    changed = [*WORDS[:350], *(f"other{number}" for number in range(50))]
    # 348 runs of three words are in both texts, 398 + 398 - 348 in either.
    ((key, share),) = similar(signature(" ".join(WORDS)), {"changed": signature(" ".join(changed))})
    assert (key, share) == ("changed", pytest.approx(348 / 448, abs=0.12))
    assert similar(signature(" ".join(WORDS)), {"upper": signature(", ".join(WORDS).upper())}) == [("upper", 1.0)]
    assert similar(signature(" ".join(WORDS)), {"far": signature(" ".join(reversed(WORDS)))}) == []


def test_each_pair_is_found_once() -> None:
    signed = {name: signature(" ".join(WORDS)) for name in "abc"}
    assert [pair[:2] for pair in pairs(signed, signed)] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert [pair[:2] for pair in pairs(signed, ["b"])] == [("b", "a"), ("b", "c")]


def test_a_document_much_like_another_is_reported_and_held(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = (folder / "review.md").read_text("utf-8")
    index.indexer.add([folder])
    (folder / "draft.md").write_text(review + "\nOne more line.\n", "utf-8")
    report = index.indexer.add([folder])
    (pair,) = report.near
    assert {pair.record.name, pair.other.name} == {"draft.md", "review.md"}
    assert "% of their three-word runs" in str(pair)
    assert len(report.indexed) == 1
    assert index.indexer.add([folder]).near == ()
    monkeypatch.setattr("indexer.indexing.indexer.signature", None)  # nothing is signed again
    (again,) = index.indexer.near_duplicates()
    assert {again.record.name, again.other.name} == {"draft.md", "review.md"}
    assert again.share == pair.share
