"""The head of an RTF file: its fonts with their encodings, its colours, the levels of its styles."""

from __future__ import annotations

import codecs
import re

from indexer.readers.rtf.words import CHARSETS

TABLES = ("fonttbl", "colortbl", "stylesheet")
"""Groups at the head of the file that define what the text refers to by number."""
_HEADING = re.compile(r"\s*(?:heading (\d)|title)\s*;", re.IGNORECASE)
_PALE = 0xF0
"""From this on in each colour a text is as pale as the paper."""
_DARK = 0x10
"""Up to this in each colour a ground is black."""


class Head:
    """What the tables say, taken word by word; `levels` are outline levels of styles from 0, -1 for the title."""

    def __init__(self) -> None:
        self.encoding = "cp1252"
        self.levels: dict[int, int] = {}
        self._fonts: dict[int, str] = {}
        self._colours: list[list[int]] = [[]]
        self._font = 0
        self._style = 0

    def define(self, table: str, word: str, number: int) -> None:
        """A control word within a table."""
        if table == "fonttbl" and word == "f":
            self._font = number
        elif table == "fonttbl" and word == "fcharset":
            self._fonts[self._font] = known(CHARSETS.get(number, self.encoding), self.encoding)
        elif table == "colortbl" and word in ("red", "green", "blue"):
            self._colours[-1].append(number)
        elif table == "stylesheet" and word == "s":
            self._style = number
        elif table == "stylesheet" and word == "outlinelevel":
            self.levels[self._style] = number

    def text(self, table: str, text: str) -> None:
        """Text within a table: the names of styles, the ends of colours."""
        if table == "colortbl":
            self._colours.extend([] for _ in range(text.count(";")))
        elif table == "stylesheet" and (named := _HEADING.match(text)):
            self.levels.setdefault(self._style, int(named.group(1) or 0) - 1)

    def encoding_of(self, font: int | None) -> str:
        """The encoding of text in a font."""
        return self.encoding if font is None else self._fonts.get(font, self.encoding)

    def is_pale(self, colour: int) -> bool:
        """Whether a colour, by its number, is as pale as the paper; the first is that of the program."""
        return min(self._channels(colour), default=0) >= _PALE

    def is_black(self, colour: int) -> bool:
        """Whether a colour, by its number, is black."""
        return max(self._channels(colour), default=255) <= _DARK

    def are_same(self, colour: int, ground: int) -> bool:
        """Whether letters of a colour cannot be told from a ground, both by their numbers."""
        one, other = self._channels(colour), self._channels(ground)
        return bool(one) and one == other

    def _channels(self, colour: int) -> list[int]:
        """Red, green and blue of a colour; nothing for that of the program and for those not defined."""
        return self._colours[colour] if 0 < colour < len(self._colours) else []


def known(encoding: str, otherwise: str) -> str:
    """The encoding when Python knows it, else another."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return otherwise
