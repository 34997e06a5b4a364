"""Phrases: words in quotation marks in a question, which only passages that hold them word for word answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from indexer.passages import Passage, Span
from indexer.text.quotation_marks import paired
from indexer.text.terms import terms

_LONGEST = 300
"""Characters of a phrase; longer words in quotation marks are searched for as words."""
_HYPHENS = re.compile(r"[-\u2010-\u2015\u2212]")
_WITHIN_WORD = re.compile(r"(?<=\w)-(?:[^\S\n]*\n\s*)?(?=\w)")
_WORD = re.compile(r"\w+|[.!?]")
_WITHIN = r"[^\w.!?]+"
"""What may stand between two words of a phrase: anything that ends no sentence."""


def phrase_spans(text: str, without: Iterable[str] = ()) -> list[Span]:
    """Where phrases stand in a question, marks not included; none of those taken away."""
    dropped = frozenset(without)
    pairs, _ = paired(text)
    spans = [(pair.opening[1], pair.closing[0]) for pair in pairs]
    return [(a, b) for a, b in spans if b - a <= _LONGEST and terms(text[a:b]) and phrase_key(text[a:b]) not in dropped]


def phrase_key(phrase: str) -> str:
    """What a person sends to take a phrase away."""
    return f"phrase:{' '.join(phrase.casefold().split())}"


def needed(phrases: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Terms that every passage with the phrases has: one of each group, since a hyphen may be there or not."""
    groups = (tuple(terms(word)) for phrase in phrases for word in phrase.split())
    return tuple(dict.fromkeys(group for group in groups if group))


def holds(phrases: Sequence[str], passage: Passage) -> bool:
    """Whether each phrase stands in the passage or one of its headings.

    Case, white space, hyphens and the shape of quotation marks do not count.
    """
    parts = [plain for part in (passage.text, *passage.headings) for plain in _plain(part)]
    return all(any(_pattern(phrase).search(part) for part in parts) for phrase in phrases)


@lru_cache(maxsize=200)
def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as what finds it; between its words stands what ends no sentence, unless it says that one ends."""
    plain = _plain(phrase)[0]
    pieces: list[str] = []
    at = 0
    for match in _WORD.finditer(plain):
        between = plain[at : match.start()]
        if pieces and match.group() not in ".!?":
            ends = pieces[-1] == r"\W*"
            pieces.append("" if ends else r"[^\w.!?]*" if between == "-" else _WITHIN)
        if match.group() not in ".!?":
            pieces.append(re.escape(match.group()))
        elif pieces and pieces[-1] != r"\W*":
            pieces.append(r"\W*")
        at = match.end()
    return re.compile(rf"(?<!\w){''.join(pieces)}(?!\w)")


def _plain(text: str) -> tuple[str, ...]:
    """A text in small letters with one sort of hyphen, and the same without those inside words."""
    plain = _HYPHENS.sub("-", unicodedata.normalize("NFKC", text).replace("\xad", "").casefold())
    joined = _WITHIN_WORD.sub("", plain)
    return (plain,) if joined == plain else (plain, joined)
