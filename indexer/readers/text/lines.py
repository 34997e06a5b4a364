"""Lines of plain text with what stands round them, and how wide the lines of this text usually are."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_BULLET = re.compile(
    r"^\s*(?:[•●▪■◦‣⁃∙·*\-–—➢➤✓✔√×\uf000-\uf0ff\x7f]|\(?[a-z0-9ivx]{1,4}\)|o(?=\s))\s+(?=\S)", re.IGNORECASE
)
_FURNITURE = re.compile(r"^\s*(?:page \d+ of \d+|[o•●▪\uf000-\uf0ff]|st|nd|rd|th)\s*$", re.I)
_GLUED = re.compile(r"(?<=:)\s{2,}(?=[A-Z])|(?<=[:.;])\s+(?=o [A-Z])")
"""Where the first bullet of a list clings to the line before it."""
_SENTENCE_END = re.compile(r"[.!?;,:]['\"”’)]*$")

_FEWEST_BROKEN = 10
"""Lines that go on in the next, from which their usual width is known. By judgement."""
_USUAL, _FULL = 92, 0.65
"""Letters of the longest usual lines where too few are broken to tell, and the share of them that is a full line."""
_BIN = 4
"""Characters by which widths are counted as the same. By judgement."""
_ABOVE_MODE = 8
"""Characters by which a full line exceeds the usual one. By judgement."""
_LEAST_WIDTH = 40
"""Characters of a line that may be broken by width. By judgement."""
_UNBROKEN = 150
"""Letters in the middle line of a text from which on its paragraphs are lines of their own."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line, its number from 1, the blank lines before it, whether one follows, and the lines around.

    `ahead` is the length of the longest of the three lines that follow.
    """

    number: int
    text: str
    blanks: int
    before_blank: bool
    next_text: str
    previous_text: str
    ahead: int

    @property
    def after_blank(self) -> bool:
        """Whether it begins the text or follows a blank line."""
        return self.blanks > 0

    @property
    def has_bullet(self) -> bool:
        """Whether it begins with a bullet that is still there."""
        return _BULLET.match(self.text) is not None

    @property
    def is_item(self) -> bool:
        """Whether it begins a list item: by its bullet, or by the one space that a lost bullet leaves."""
        return (self.text[:1] == " " and self.text[1:2].isalnum()) or self.has_bullet

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence, or a part of one, ends with it."""
        return ends_sentence(self.text)


@dataclass(frozen=True, slots=True)
class Widths:
    """Letters in the longest lines of usual text, and in a line that the page, not the author, ended.

    Boxes in smaller print have longer lines than `usual`. What is as long as `full` goes on in the next line.
    """

    usual: float
    full: float


def text_lines(text: str) -> list[TextLine]:
    """The written lines; page marks and lone bullets are left out, a bullet glued to a line begins one of its own."""
    raw = text.replace("\f", "\n" if "\f\n" not in text else "").split("\n")
    written = [(n, line) for n, line in enumerate(raw, start=1) if line.strip() and not _FURNITURE.match(line)]
    filled = [(n, f" {piece}" if k else piece) for n, line in written for k, piece in enumerate(_GLUED.split(line))]
    found = []
    for place, (number, line) in enumerate(filled):
        before = filled[place - 1] if place else (-1, "")
        after = filled[place + 1] if place + 1 < len(filled) else (0, "")
        ahead = max((len(text.strip()) for _, text in filled[place + 1 : place + 4]), default=0)
        blanks = sum(1 for n in range(before[0] + 1, number) if n < 1 or not raw[n - 1].strip())
        found.append(TextLine(number, line, blanks, after[0] > number + 1, after[1].strip(), before[1].strip(), ahead))
    return found


def widths_of(lines: Sequence[TextLine]) -> Widths:
    """How wide the lines of a text are: from those that a line in lower case goes on with."""
    if lines and statistics.median(len(line.text) for line in lines) > _UNBROKEN:
        return Widths(float("inf"), float("inf"))
    broken = [
        len(before.text.strip())
        for before, after in pairwise(lines)
        if not after.after_blank and after.text.strip()[:1].islower() and len(before.text) >= _LEAST_WIDTH
    ]
    if len(broken) < _FEWEST_BROKEN:
        return Widths(_USUAL, _FULL * _USUAL)
    usual = statistics.mode(length // _BIN for length in broken) * _BIN + _ABOVE_MODE
    return Widths(usual, _FULL * usual)


def ends_sentence(text: str) -> bool:
    """Whether a sentence, or a part of one, ends with a text."""
    return _SENTENCE_END.search(text.rstrip()) is not None
