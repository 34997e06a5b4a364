"""Crowding: one long document does not fill the first hits while other documents have passages about as good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

FIRST = 10
"""Hits looked at: what a person sees at once."""
MOST_OF_DOCUMENT = 3
"""Of them, the passages one document may have."""
NEAR = 0.5
"""How far below in rank score a passage of another document may stand to go before one more of the same.

Both set where labelled questions lose least (`python -m evaluation crowding`)."""


def uncrowded(
    ranked: Sequence[tuple[str, float]], wanted: Collection[str] = (), most: int = MOST_OF_DOCUMENT, near: float = NEAR
) -> list[int]:
    """The places of passages (document id, rank score), best first, in the order to show them.

    Among the first, those of a document that has its share stand after others as near. `wanted` are documents a
    person asked for by a filter: they may fill all places.
    """
    left, shown = list(range(len(ranked))), list[int]()
    shares: Counter[str] = Counter()
    while left and len(shown) < FIRST:
        least = ranked[left[0]][1] - near
        close = [place for place in left if ranked[place][1] >= least]
        free = [place for place in close if ranked[place][0] in wanted or shares[ranked[place][0]] < most]
        chosen = free[0] if free else left[0]
        shares[ranked[chosen][0]] += 1
        shown.append(chosen)
        left.remove(chosen)
    return [*shown, *left]
