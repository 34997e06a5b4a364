"""Letters: a text as its letters and digits alone, and back from them to the text.

What survives every way of extracting and typing: case, white space, hyphens at line ends, quotation marks,
ligatures and punctuation do not count. Figures do: `same_figures` tells 1.5 from 15, which letters alone cannot.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_FIGURE = re.compile(r"(?:[£$€]\s?)?\d+(?:[.,:/]\d+)*(?:\s?%)?")
_WORD_BEFORE = re.compile(r"[^\W_](?:[-\u00ad\u2010\u2011](?:[^\S\n]*\n\s*)?)?$")
_WORD_AFTER = re.compile(r"(?:[-\u00ad\u2010\u2011](?:[^\S\n]*\n\s*)?)?[^\W_]")
_FIGURE_BEFORE = re.compile(r"(?:\d[.,:/]|[£$€]\s?)$")
_FIGURE_AFTER = re.compile(r"[.,:/]\d|\s?%")
_BESIDE = 40
"""Characters looked at beside a span."""


def letters(text: str) -> str:
    """The letters and digits of a text in lower case."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    return "".join(letter for letter, _ in _letters(text))


def same_figures(one: str, other: str) -> bool:
    """Whether two texts with the same letters write their numbers with the same points, commas, £ and %."""
    return figures(one) == figures(other)


def figures(text: str) -> list[str]:
    """The numbers of a text as written, without white space."""
    return ["".join(found.split()) for found in _FIGURE.findall(text)]


@dataclass(frozen=True, slots=True)
class Lettered:
    """A text with its letters; letter n stands at `offsets[n]` of the text."""

    text: str
    letters: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Lettered:
        """From a text."""
        pairs = list(_letters(text))
        return cls(text, "".join(letter for letter, _ in pairs), tuple(offset for _, offset in pairs))

    def find(self, wanted: str, start: int = 0) -> Iterator[tuple[int, int]]:
        """Spans of the text whose letters are these, whole words only: "effective" is not in "ineffective"."""
        at = self.letters.find(wanted, start) if wanted else -1
        while at >= 0:
            span = self.offsets[at], self.offsets[at + len(wanted) - 1] + 1
            if self.is_whole(*span):
                yield span
            at = self.letters.find(wanted, at + 1)

    def is_whole(self, start: int, end: int) -> bool:
        """Whether a span begins and ends where words and numbers do; a hyphen, also at a line's end, is inside a word.

        A digit right after a letter is no part of the word: it is mostly the mark of a footnote.
        """
        text, first, last = self.text, self.text[start], self.text[end - 1]
        before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
        if (first.isdigit() and _FIGURE_BEFORE.search(before)) or (last.isdigit() and _FIGURE_AFTER.match(after)):
            return False
        if last.isalpha() and after[:1].isdigit():
            after = ""
        return not (_WORD_BEFORE.search(before) or _WORD_AFTER.match(after))


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Each letter with the place of the character it comes from; a ligature gives several."""
    if text.isascii():
        yield from ((c.lower(), at) for at, c in enumerate(text) if c.isalnum())
        return
    for found in _CLUSTER.finditer(text):
        if found.group().isascii():
            if found.group().isalnum():
                yield found.group().lower(), found.start()
            continue
        for c in unicodedata.normalize("NFKC", found.group()).casefold():
            if c.isalnum():
                yield c, found.start()
