"""Spelling: typing mistakes in a question, put right by the words of the documents the reader may see.

A word is left alone when those documents hold it in any form, when the lexicon, a place name or a list of everyday
English words has it, when it looks like a name or a short form, and within quotation marks. So what is changed
is a word that could find nothing. Candidates are words at a small edit distance in which two neighbouring letters
may also have changed places (optimal string alignment; Damerau, "A Technique for Computer Detection and Correction
of Spelling Errors", 1964); of the nearest the one that stands most often is taken.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from api.people.access import clearance
from api.people.users import User
from indexer.catalogue.catalogue import Catalogue
from indexer.documents import Clearance, DocumentCard
from indexer.immutable import Immutable
from indexer.passages import Span
from indexer.text.terms import stem
from indexer.text.vocabulary import words_in

_WORD = re.compile(r"(?<![\w'’])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w'’])")

_SHORTEST = 4
"""Letters a word needs to be corrected: shorter ones have too many neighbours."""

_LONG = 8
"""Letters from which two mistakes are looked for, in place of one."""

_OFTEN = 2
"""Times a word must stand in the documents to be offered, unless it is plain English: else it may be a mistake, too."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as typed, where it stands, and the word searched for in its place."""

    typed: str
    span: Span
    word: str

    @property
    def key(self) -> str:
        """What a person sends to have the word searched for as typed."""
        return f"spelling:{self.typed.casefold()}"


class Spelling(Immutable):
    """The words of the documents with how often they stand there, and of the `names` of what is held."""

    def __init__(self, counts: Mapping[str, int], names: Iterable[str] = ()) -> None:
        self._names = frozenset(words_in(" ".join(names)))
        self._counts = {**counts, **{name: max(_OFTEN, counts.get(name, 0)) for name in self._names}}

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(map(stem, self._counts))

    @cached_property
    def _offered(self) -> list[str]:
        """Words that can be meant."""
        sure = (word for word, count in self._counts.items() if count >= _OFTEN or word in _english())
        return [word for word in sure if len(word) >= _SHORTEST - 1]

    def corrections(
        self, text: str, protected: Sequence[Span] = (), known: Collection[str] = frozenset()
    ) -> list[Correction]:
        """The mistakes of a text in order; `protected` spans stay as typed.

        `known` are words that are right although no document may hold them; they are offered, too.
        """
        if not self._counts:
            return []
        return [
            Correction(match.group(), match.span(), word)
            for match in _WORD.finditer(text)
            if not any(a < match.end() and match.start() < b for a, b in protected)
            and (word := self._better(match.group(), _may_be_name(match, text), known)) is not None
        ]

    def _better(self, typed: str, may_be_name: bool, known: Collection[str]) -> str | None:
        """The word meant; None when the typed one is right, or nothing is near."""
        word = typed.casefold().replace("’", "'")
        if len(word) < _SHORTEST or word in known or self._is_right(word) or (typed.isupper() and len(word) < _LONG):
            return None
        most = 2 if len(word) >= _LONG else 1
        near = process.extract(word, [*self._offered, *known], scorer=OSA.distance, score_cutoff=most, limit=None)
        meant = [(distance, -self._counts.get(w, 0), w) for w, distance, _ in near if _starts_alike(word, w)]
        if may_be_name:
            meant = [found for found in meant if found[2] in self._names]
        return min(meant)[2] if meant else None

    def _is_right(self, word: str) -> bool:
        return word in self._counts or stem(word) in self._stems or word.removesuffix("'s") in _english()


NO_SPELLING = Spelling({})
"""Corrects nothing."""


def corrected(text: str, corrections: Iterable[Correction]) -> str:
    """The text with the words put right."""
    for found in sorted(corrections, key=lambda c: -c.span[0]):
        text = text[: found.span[0]] + _cased(found) + text[found.span[1] :]
    return text


def _cased(found: Correction) -> str:
    return found.word.capitalize() if found.typed[0].isupper() else found.word


def _may_be_name(match: re.Match[str], text: str) -> bool:
    """Whether a word is written as a name: with a capital, and not because a sentence begins with it."""
    before = text[: match.start()].rstrip(" \"“'‘(")
    return match.group()[0].isupper() and bool(before) and before[-1] not in ".?!:"


def _starts_alike(typed: str, word: str) -> bool:
    """The first letter is seldom wrong, other than by changing places with the second."""
    return typed[0] == word[0] or typed[:2] == word[1::-1]


@cache
def _english() -> frozenset[str]:
    """Everyday words of English, which may be right although no document holds them."""
    # Here, because the list takes a quarter of a second to read.
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en").word_frequency.words())


class SpellingService:
    """Gives out vocabularies, one for each clearance."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._held: dict[Clearance, tuple[tuple[DocumentCard, ...], Spelling]] = {}

    def of(self, user: User, cards: tuple[DocumentCard, ...] | None = None) -> Spelling:
        """The vocabulary of the documents a person may see, of which `cards` are those at this moment."""
        allowed = clearance(user)
        if cards is None:
            cards = tuple(record.card for record in self._catalogue.documents(allowed))
        with self._lock:
            held = self._held.get(allowed)
            if held is None or held[0] != cards:
                names = [name for c in cards for name in (c.title, c.area, c.publisher) if name]
                held = cards, Spelling(self._catalogue.words(allowed), names)
                self._held[allowed] = held
            return held[1]
