"""Struck text of PDF pages: letters that a line runs through, drawn by the page or laid on it by a reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from indexer.readers.pdf.geometry import Box
from indexer.readers.pdf.visibility.drawn import Drawn, Kind
from indexer.readers.pdf.visibility.letters import Letter

Numbers = npt.NDArray[np.float64]

_THICKEST = 0.15
"""Share of the size of letters up to which something flat is a line through them, and no box over them."""
_LOWEST, _HIGHEST = 0.12, 0.5
"""Shares of the size of letters above their base line between which a line strikes them: lower ones underline."""
_BESIDE = 0.6
"""Share of the size by which a line ends beside what it strikes: one that runs on is the rule of a table or a form."""
_PALE = 200
"""Steps of 255 from which on every part of a colour is that of a line nobody sees on paper."""
_FEWEST = 2
"""Letters that a line strikes at least: through one alone it belongs to the drawing of a sign."""
_MOST_OF_IT = 0.6
"""Share of the letters of a word from which on it is struck whole: lines drawn by hand are not exact."""
_MOST_LINES = 5_000
"""Lines of a page that are looked at; a drawing has more, and strikes no words."""


def lines_through(things: Sequence[Drawn]) -> list[Drawn]:
    """The flat lines of a page that run through the middle of some text's height; quick, and not sure."""
    texts = [thing for thing in things if thing.kind is Kind.TEXT]
    lines = [thing for thing in things if _is_line(thing)][:_MOST_LINES]
    if not texts or not lines:
        return []
    boxes = np.array([text.box for text in texts])
    sizes = np.array([text.size for text in texts])
    return [line for line in lines if _meets(line.box, boxes, sizes)]


def struck(
    letters: Sequence[Letter], things: Sequence[Drawn], lines: Sequence[Drawn], marks: Sequence[Box]
) -> set[int]:
    """The letters, by their number, that are struck out; `marks` are the boxes that a reviewer struck.

    A word that is struck for the greater part is struck whole, and a blank with the letter before it.
    """
    sizes = {thing.address: thing.size for thing in things if thing.kind is Kind.TEXT and not thing.askew}
    placed = [
        (number, letter, letter.box, sizes[letter.drawn_by])
        for number, letter in enumerate(letters)
        if letter.box and letter.drawn_by in sizes and not letter.text.isspace()
    ]
    found = {number for number, _, box, _ in placed if any(_has_middle(mark, box) for mark in marks)}
    for line in lines:
        through = [one for one in placed if _runs_through(line.box, one[1].y, one[3]) and _lies_over(line.box, one[2])]
        boxes, largest = [box for _, _, box, _ in through], max((size for *_, size in through), default=0.0)
        if len(through) >= _FEWEST and _fits(line.box, boxes, largest):
            found.update(number for number, *_ in through)
    return _with_words(letters, found) if found else found


def _is_line(thing: Drawn) -> bool:
    left, bottom, right, top = thing.box
    seen = thing.colour is None or min(thing.colour[:3]) < _PALE
    return thing.kind in (Kind.RULE, Kind.SHAPE) and seen and right - left > 2 * (top - bottom)


def _meets(line: Box, boxes: Numbers, sizes: Numbers) -> bool:
    middle = (line[1] + line[3]) / 2
    beside = (boxes[:, 0] < line[2]) & (boxes[:, 2] > line[0])
    within = (boxes[:, 1] < middle) & (middle < boxes[:, 3]) & (line[3] - line[1] <= _THICKEST * sizes)
    return bool((beside & within).any())


def _lies_over(line: Box, box: Box) -> bool:
    return line[0] <= (box[0] + box[2]) / 2 <= line[2]


def _runs_through(line: Box, base: float, size: float) -> bool:
    flat = line[3] - line[1] <= _THICKEST * size
    return flat and _LOWEST * size <= (line[1] + line[3]) / 2 - base <= _HIGHEST * size


def _fits(line: Box, boxes: Sequence[Box], size: float) -> bool:
    """Whether a line begins and ends with the letters it runs through."""
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return abs(left - line[0]) <= _BESIDE * size and abs(right - line[2]) <= _BESIDE * size


def _with_words(letters: Sequence[Letter], found: set[int]) -> set[int]:
    whole: set[int] = set()
    before = False
    for blank, run in groupby(range(len(letters)), key=lambda n: letters[n].box is None or letters[n].text.isspace()):
        word = list(run)
        if blank:
            whole.update(number for number in word if before and letters[number].text != "\n")
            continue
        hit = [number for number in word if number in found]
        whole.update(word if len(hit) >= _MOST_OF_IT * len(word) else hit)
        before = word[-1] in whole
    return whole


def _has_middle(frame: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]
