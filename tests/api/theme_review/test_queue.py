"""The queue: doubt first, rare themes and unread documents before others, round and round."""

from __future__ import annotations

import math

import pytest

from api.theme_review.queue import OpenSuggestion, entropy, gain, in_order


def one(passage: str, theme: str = "A1", document: str = "d", score: float = 0.5) -> OpenSuggestion:
    return OpenSuggestion(passage, theme, document, score)


def order(*candidates: OpenSuggestion, on_theme: dict[str, int] | None = None) -> list[str]:
    return [asked.candidate.passage for asked in in_order(candidates, on_theme or {}, {})]


def test_doubt_is_greatest_at_one_half() -> None:
    assert entropy(0.5) == 1 and entropy(0.0) == entropy(1.0) == 0
    assert entropy(0.4) == pytest.approx(entropy(0.6)) and entropy(0.4) > entropy(0.8)
    assert gain(0.9, 3, 0) == pytest.approx(0.45) == gain(0.9, 0, 3)


def test_the_most_doubtful_comes_first_and_rare_themes_before_others() -> None:
    assert order(one("sure", score=0.95), one("unsure"), one("likely", score=0.8))[0] == "unsure"
    assert order(one("known"), one("rare", theme="B1"), on_theme={"A1": 8}) == ["rare", "known"]


def test_it_goes_round_documents_and_themes() -> None:
    same = [one(f"p{n}", score=0.5) for n in range(3)]
    other = [one("q", document="e", score=0.42), one("r", theme="B1", document="f", score=0.42)]
    assert order(*same, *other)[:3] == ["p0", "r", "q"]


def test_the_lazy_order_is_that_of_choosing_the_best_each_time() -> None:
    pool = [one(f"p{n:02}", f"A{n % 3}", f"d{n % 4}", 0.1 + n * 0.04) for n in range(20)]
    left, themes, documents, expected = list(pool), {"A1": 2}, {"d2": 1}, []
    while left:
        best = min(
            left, key=lambda c: (-gain(entropy(c.score), themes.get(c.theme, 0), documents.get(c.document, 0)), c)
        )
        expected.append(best.passage)
        left.remove(best)
        themes[best.theme] = themes.get(best.theme, 0) + 1
        documents[best.document] = documents.get(best.document, 0) + 1
    asked = list(in_order(pool, {"A1": 2}, {"d2": 1}))
    assert [a.candidate.passage for a in asked] == expected
    assert all(a.gain == pytest.approx(a.entropy / math.sqrt((1 + a.on_theme) * (1 + a.in_document))) for a in asked)
