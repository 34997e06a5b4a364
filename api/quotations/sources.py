"""Sources: a version of a document as one text, with its letters, words and sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from api.quotations.letters import Lettered, figures, letters
from api.shared.citations import Citation, cite
from indexer.passages import Span, StoredPassage

_WORD = re.compile(r"\S+(?:(?<=-)\n\s*\S+)*")
_SMALL = re.compile(r"(?<![\w’'-])[a-zß-ÿ][\w’'-]*")
_MOST_ITEMS = 20
"""Items of a list that are gone back over to the words that lead in to it."""


@dataclass(frozen=True)
class SourceText:
    """A version of a document as its passages joined, with its letters: a quotation may run over two passages."""

    passages: tuple[StoredPassage, ...]
    starts: tuple[int, ...]
    lettered: Lettered

    @classmethod
    def of(cls, passages: Sequence[StoredPassage]) -> SourceText:
        """From a version's passages in order; descriptions by the service are no words of the document."""
        kept = tuple(found for found in passages if not found.passage.by_service)
        starts, at = [], 0
        for found in kept:
            starts.append(at)
            at += len(found.passage.text) + 1
        return cls(kept, tuple(starts), Lettered.of("\n".join(found.passage.text for found in kept)))

    @property
    def document_id(self) -> str:
        """The document it is of."""
        return self.passages[0].document.id

    @cached_property
    def words(self) -> tuple[tuple[str, Span], ...]:
        """What counts of each word, with its place; a word cut by a hyphen at a line's end is one."""
        found = ((key_of(m.group()), m.span()) for m in _WORD.finditer(self.lettered.text))
        return tuple((key, span) for key, span in found if key)

    def cite(self, span: Span) -> tuple[Citation, ...]:
        """The span as citations, one for each passage it touches."""
        cited = []
        for start, found in zip(self.starts, self.passages, strict=True):
            first, last = max(span[0] - start, 0), min(span[1] - start, len(found.passage.text))
            if first < last and found.passage.text[first:last].strip():
                cited.append(cite(found, (first, last)))
        return tuple(cited)

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that it writes with a small letter somewhere."""
        return frozenset(_SMALL.findall(self.lettered.text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Where its sentences stand, in order."""
        pairs = zip(self.starts, self.passages, strict=True)
        return tuple((start + a, start + b) for start, found in pairs for a, b in found.passage.sentences)

    def before(self, at: int) -> str:
        """What the sentence at this place says before it; to an item of a list, with the words that lead in to it."""
        number = self._sentence(at)
        if number is None:
            return ""
        front = self.lettered.text[self.sentences[number][0] : at]
        return f"{self._lead_in(number)} {front}".strip()

    def after(self, at: int) -> str:
        """What the sentence that ends at or goes on beyond this place says after it."""
        number = self._sentence(at - 1)
        return "" if number is None else self.lettered.text[at : self.sentences[number][1]]

    def _sentence(self, at: int) -> int | None:
        number = bisect_right(self.sentences, (at, len(self.lettered.text))) - 1
        return number if number >= 0 and at < self.sentences[number][1] else None

    def _lead_in(self, number: int) -> str:
        """The words with a colon that a sentence follows, at once or after other items that are no full sentences."""
        text = self.lettered.text
        for item in range(number, max(0, number - _MOST_ITEMS), -1):
            start = self.sentences[item][0]
            previous = text[slice(*self.sentences[item - 1])]
            if "\n" not in text[self.sentences[item - 1][1] : start]:
                return ""
            if previous.rstrip().endswith(":"):
                return previous
            if previous.rstrip().endswith((".", "!", "?")) and not text[start].islower():
                return ""
        return ""


def key_of(word: str) -> str:
    """What of a word counts: its letters, or its number as it is written."""
    return " ".join(figures(word)) + letters(word)
