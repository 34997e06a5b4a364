"""Vocabulary: how often each word stands in a text, as typing mistakes are measured against.

The catalogue keeps the counts of each content (`Catalogue.keep_words`) and gives out those a reader may see.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from indexer.text.terms import repaired

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 40
"""Longer runs of letters are no words."""


def words_in(text: str) -> list[str]:
    """The words of a text in lower case, without figures; those joined by a hyphen apart."""
    found = (match.group().casefold().replace("’", "'") for match in _WORD.finditer(repaired(text)))
    return [word for word in found if len(word) <= _LONGEST]


def count_words(texts: Iterable[str]) -> dict[str, int]:
    """How often each word stands in the texts."""
    return dict(Counter(word for text in texts for word in words_in(text)))
