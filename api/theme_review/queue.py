"""The order in which suggestions are put before a person: first those whose answer tells the model most.

    gain = H(p) / sqrt((1 + decisions on the theme) * (1 + decisions in the document))

H(p) is the entropy in bits of the suggestion's likelihood p: one half is least certain (uncertainty sampling, Lewis
and Gale 1994; Settles, "Active Learning Literature Survey", 2009). What is known of a theme or a document narrows with
the square root of what was decided there, so rare themes, and documents not looked at, come first. What stands earlier
in the queue counts as decided, so that it goes round. The two are combined here; `python -m evaluation theme-curve`
measures this order against chance.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class OpenSuggestion:
    """A suggestion nobody decided; `score` is how likely it is, 0 to 1."""

    passage: str
    theme: str
    document: str
    score: float


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A suggestion with why it is asked: its gain, its entropy in bits, and the decisions before it."""

    candidate: OpenSuggestion
    gain: float
    entropy: float
    on_theme: int
    in_document: int


def entropy(likelihood: float) -> float:
    """How uncertain a likelihood is: 0 to 1 bit."""
    return sum(-p * math.log2(p) for p in (likelihood, 1 - likelihood) if p > 0)


def gain(uncertain: float, on_theme: int, in_document: int) -> float:
    """What a decision tells, in bits, less where more was decided already."""
    return uncertain / math.sqrt((1 + on_theme) * (1 + in_document))


def in_order(
    candidates: Iterable[OpenSuggestion], on_theme: Mapping[str, int], in_document: Mapping[str, int]
) -> Iterator[QueueEntry]:
    """The candidates by falling gain. `on_theme` and `in_document` count the decisions given so far."""
    themes, documents = Counter(on_theme), Counter(in_document)
    unsure = {one: entropy(one.score) for one in set(candidates)}

    def weighed(one: OpenSuggestion) -> tuple[float, OpenSuggestion]:
        return -gain(unsure[one], themes[one.theme], documents[one.document]), one

    heap = [weighed(one) for one in unsure]
    heapq.heapify(heap)
    while heap:
        before, one = heapq.heappop(heap)
        now = weighed(one)
        # A gain only ever falls, so one that fell since it was put in goes back to its place.
        if now[0] > before:
            heapq.heappush(heap, now)
            continue
        yield QueueEntry(one, -now[0], unsure[one], themes[one.theme], documents[one.document])
        themes[one.theme] += 1
        documents[one.document] += 1
