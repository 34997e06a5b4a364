"""Agreement of two people who decided the same, each without the other's answer: Cohen's kappa with its interval.

Kappa is (observed - expected) / (1 - expected) agreement, expected by chance from how often each said yes (Cohen 1960).
The interval is Wilson's 95 % interval of the share agreed, carried through with the expected share as observed: unlike
the usual large-sample one it does not shrink to nothing when all agree. It is approximate.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 20
"""Pairs from which a kappa is given; with fewer, only the counts are."""
_Z = 1.959964
"""Quantile of the normal distribution for a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs of decisions and how many agree. `kappa` and its 95 % bounds are None where they would mean nothing."""

    pairs: int
    agreed: int
    kappa: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def words(self) -> str:
        """The figures as they are read out."""
        counts = f"{self.agreed} of {self.pairs} agree"
        if self.kappa is not None:
            return f"kappa {self.kappa:.2f} (95 % interval {self.low:.2f} to {self.high:.2f}); {counts}"
        if self.pairs < FEWEST:
            return f"{counts}; too few for kappa, which needs {FEWEST}"
        return f"{counts}; kappa is not defined where both always say the same"


def agreement(pairs: Sequence[tuple[bool, bool]]) -> Agreement:
    """From the answers of the first and the second person."""
    count, agreed = len(pairs), sum(first == second for first, second in pairs)
    if count < FEWEST:
        return Agreement(count, agreed)
    yes = [sum(pair[n] for pair in pairs) / count for n in (0, 1)]
    expected = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    if math.isclose(expected, 1.0):
        return Agreement(count, agreed)
    shares = (agreed / count, *_wilson(agreed, count))
    kappa, low, high = ((share - expected) / (1 - expected) for share in shares)
    return Agreement(count, agreed, kappa, low, high)


def _wilson(hits: int, count: int) -> tuple[float, float]:
    share, square = hits / count, _Z**2 / count
    middle = share + square / 2
    width = _Z * math.sqrt(share * (1 - share) / count + square / (4 * count))
    return (middle - width) / (1 + square), (middle + width) / (1 + square)
