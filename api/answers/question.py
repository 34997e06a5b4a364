"""A question as the search sees it: its words, how telling each is, and its vector."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

from indexer.documents import Clearance, Immutable
from indexer.embedding import Embedder, Matrix
from indexer.passages import Filters
from indexer.store import PassageStore, QueryVectors
from indexer.terms import words_and_terms

LONGEST = 2000
"""Characters a question may have."""


class BadQuestion(ValueError):
    """The text cannot be searched for; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Question(Immutable):
    """`idf` gives each content term its inverse document frequency among the passages that may be searched.

    `missing` are the words, as typed, whose term none of these passages contains.
    """

    text: str
    dense: Matrix
    idf: dict[str, float]
    missing: tuple[str, ...]

    @property
    def vectors(self) -> QueryVectors:
        """What the store searches with."""
        return QueryVectors(self.dense, self.idf)


def clean(text: str) -> str:
    """The question without control characters and needless white space. Raises BadQuestion."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text)
    cleaned = " ".join(kept.split())
    if not cleaned:
        raise BadQuestion("Type a question or a few words to search for.")
    if len(cleaned) > LONGEST:
        raise BadQuestion(f"The question has {len(cleaned):,} characters; ask in at most {LONGEST:,}.")
    return cleaned


def understand(text: str, store: PassageStore, embedder: Embedder, filters: Filters, clearance: Clearance) -> Question:
    """Embed a question and weigh its terms by what the reader's rights and filters leave to search."""
    cleaned = clean(text)
    held = store.count(filters, clearance=clearance)
    words = {term: word for word, term in reversed(words_and_terms(cleaned))}
    counts = {term: store.count_with_term(term, filters, clearance=clearance) for term in reversed(words)}
    idf = {term: math.log(1 + (held - count + 0.5) / (count + 0.5)) for term, count in counts.items()}
    missing = tuple(words[term] for term, count in counts.items() if count == 0)
    return Question(cleaned, embedder.encode([cleaned])[0], idf, missing)
