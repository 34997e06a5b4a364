"""Hits: the passages a search found, and a page of them."""

from __future__ import annotations

from dataclasses import dataclass

from api.query.reading import NOTHING_READ, Reading
from indexer.passages import Span, StoredPassage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its score (comparable within one search only) and the spans to highlight.

    `repeats` are passages of other documents that say the same in the same words.
    """

    score: float
    found: StoredPassage
    highlights: tuple[Span, ...] = ()
    repeats: tuple[StoredPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of a search. `total` counts the passages ranked; `next` is the cursor of the page after."""

    query: str
    total: int
    hits: tuple[Hit, ...]
    next: str | None = None
    reading: Reading = NOTHING_READ
