"""Folding: the same words printed in several documents, year after year, are one hit that names them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

_SAME = 0.8
"""Part of three-word runs two passages must share, of all that either has (Jaccard), to be the same text."""
_RUN = 3
"""Words of a run: shorter ones are shared by chance (Broder, "On the resemblance and containment of documents",
1997)."""


def leaders(passages: Sequence[tuple[str, str]]) -> list[int]:
    """For each passage (document id, text), best first, the place of the one that stands for it: itself, or an
    earlier one of another document with the same words."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    found: list[int] = []
    for place, (document, text) in enumerate(passages):
        runs = _runs(text)
        alike = sorted({at for run in runs & holders.keys() for at in holders[run]})
        same = (at for at in alike if passages[at][0] != document and _is_same(runs, _runs(passages[at][1])))
        leader = next(same, place)
        if leader == place:
            for run in _telling(runs):
                holders[run].append(place)
        found.append(leader)
    return found


def _telling(runs: frozenset[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """As many runs as it takes for a text that is the same to have one of them: it lacks at most a fifth."""
    return islice(runs, int((1 - _SAME) * len(runs)) + 1)


@lru_cache(maxsize=20_000)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = text.casefold().split()
    return frozenset(tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))


def _is_same(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    """Sizes first: sets of very different size cannot be alike enough."""
    small, large = sorted((len(one), len(other)))
    return small >= _SAME * large and len(one & other) >= _SAME * len(one | other)
