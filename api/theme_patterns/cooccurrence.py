"""Links between themes: which occur together more often than chance would have it, with the counts that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

FEW = 5
"""An expected or observed count below this is too small to say anything: the usual rule for tables of counts."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two themes: units (documents or cases) with both, with each, and in all."""

    first: str
    second: str
    together: int
    with_first: int
    with_second: int
    units: int

    @property
    def expected(self) -> float:
        """How many would have both if the two had nothing to do with each other."""
        return self.with_first * self.with_second / self.units

    @property
    def lift(self) -> float:
        """How many times as often as expected they occur together."""
        return self.together / self.expected

    @property
    def few(self) -> bool:
        """Whether the counts are too small to say anything."""
        return min(self.together, self.expected) < FEW


def links_between(themes: Mapping[str, Collection[str]], units: int) -> list[Link]:
    """Links of all pairs that occur together; those with counts that say something first, the strongest first.

    `themes` are the themes of each unit that has any, `units` how many there are with or without one.
    """
    alone = Counter(theme for found in themes.values() for theme in set(found))
    pairs = Counter(pair for found in themes.values() for pair in combinations(sorted(set(found)), 2))
    links = [Link(a, b, count, alone[a], alone[b], units) for (a, b), count in pairs.items()]
    return sorted(links, key=lambda link: (link.few, -link.lift, -link.together, link.first, link.second))
