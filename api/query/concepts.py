"""Concepts: the things a question asks for, each with the ways to say it and what it weighs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from indexer.immutable import Immutable


@dataclass(frozen=True, slots=True)
class Option(Immutable):
    """One way to say a concept: its terms with their inverse document frequency, and what it counts, 0 to 1."""

    terms: Mapping[str, float]
    factor: float = 1.0

    def cover(self, held: Collection[str]) -> float:
        """The part of it that these terms say, times its factor."""
        total = sum(self.terms.values())
        return self.factor * sum(w for t, w in self.terms.items() if t in held) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Concept(Immutable):
    """A thing asked for: as typed, and in the other words the lexicon has for it."""

    typed: str
    weight: float
    options: tuple[Option, ...]

    def cover(self, held: Collection[str]) -> float:
        """How far these terms say it, 0 to 1, by the best of its options."""
        return max(option.cover(held) for option in self.options)


def share_of(concepts: Sequence[Concept], held: Collection[str]) -> float:
    """The part of all concepts, by weight, that these terms say: 0 to 1."""
    total = sum(concept.weight for concept in concepts)
    return sum(c.weight * c.cover(held) for c in concepts) / total if total else 0.0
