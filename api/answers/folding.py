"""Folding: the same words printed in several documents, year after year, are one hit that names them all."""

from __future__ import annotations

from collections.abc import Sequence

_SAME = 0.8
"""Part of three-word runs two passages must share, of all that either has (Jaccard), to be the same text."""
_RUN = 3


def leaders(passages: Sequence[tuple[str, str]]) -> list[int]:
    """For each passage (document id, text), best first, the place of the one that stands for it: itself, or an
    earlier one of another document with the same words."""
    kept: list[tuple[int, str, frozenset[tuple[str, ...]]]] = []
    found: list[int] = []
    for place, (document, text) in enumerate(passages):
        runs = _runs(text)
        leader = next((at for at, other, held in kept if other != document and _is_same(runs, held)), place)
        if leader == place:
            kept.append((place, document, runs))
        found.append(leader)
    return found


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = text.casefold().split()
    return frozenset(tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))


def _is_same(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    """Sizes first: sets of very different size cannot be alike enough."""
    small, large = sorted((len(one), len(other)))
    return small >= _SAME * large and len(one & other) >= _SAME * len(one | other)
