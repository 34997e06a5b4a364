"""Fragments: runs of characters of one style as a page's content draws them, put together to lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.readers.pdf.layout import Line
from indexer.readers.pdf.orientation import Orientation

_NEXT_LINE = 1.5
"""Distance from the base line of a fragment, in its size, at which another cannot be of the same line."""
_WATERMARK = 30.0
"""Points of size from which on words that run askew over a page are its watermark."""
_BULLET = re.compile(r"\x7f|^\s*[\x80-\x9f](?=\s)")
"""A bullet of a font that does not say what its signs are."""
_MARK_SIZE = 0.8
"""Share of the size of a line up to which digits at its end are the mark of a footnote."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text with its size in points, whether it is bold, where it begins, and whether it runs askew over the page.

    It may hold breaks of lines.
    """

    text: str
    size: float
    bold: bool
    x: float
    y: float
    askew: bool = False

    @property
    def is_watermark(self) -> bool:
        """Whether it is written large across the page."""
        return self.askew and self.size >= _WATERMARK


def watermark_of(fragments: Iterable[Fragment]) -> tuple[str, ...]:
    """What is written across the page."""
    across = [text for fragment in fragments if fragment.is_watermark and (text := " ".join(fragment.text.split()))]
    return ("".join(across),) if all(len(text) == 1 for text in across) and across else tuple(across)


def lines_of(fragments: Iterable[Fragment], orientation: Orientation) -> Iterator[Line]:
    """The lines that fragments make, drawn one after the other on a page of this orientation, from its bottom.

    A watermark is no line.
    """
    line: list[Fragment] = []
    for fragment in (fragment for fragment in fragments if not fragment.is_watermark):
        for number, piece in enumerate(fragment.text.split("\n")):
            if number or _is_elsewhere(line, fragment):
                yield from _line(line, orientation)
                line = []
            if piece:
                line.append(Fragment(piece, fragment.size, fragment.bold, fragment.x, fragment.y))
    yield from _line(line, orientation)


def _is_elsewhere(line: list[Fragment], after: Fragment) -> bool:
    """Whether a fragment lies above or below the line it would follow: the next box, drawn without a break."""
    return bool(line) and abs(after.y - line[-1].y) > _NEXT_LINE * max(after.size, line[-1].size)


def _line(fragments: list[Fragment], orientation: Orientation) -> Iterator[Line]:
    text = _BULLET.sub("•", "".join(fragment.text for fragment in fragments)).rstrip()
    written = [fragment for fragment in fragments if fragment.text.strip()]
    if not written:
        return
    longest = max(written, key=lambda fragment: len(fragment.text))
    letters = [fragment for fragment in written if any(c.isalnum() for c in fragment.text)] or written
    bold = all(fragment.bold for fragment in letters)
    last, size = written[-1].text.strip(), written[-1].size
    mark = last if last.isdigit() and size < _MARK_SIZE * longest.size and text.endswith(last) else ""
    yield Line(text, longest.size, bold, written[0].x, orientation.share(written[0].y), mark)
