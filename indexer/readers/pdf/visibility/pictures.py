"""Pictures on PDF pages: how much of a page they cover, and whether one looks as if it held words that nobody typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.readers.pdf.geometry import Box, area, overlap
from indexer.readers.pdf.visibility.drawn import Drawn, Kind, View

SCAN = 0.5
"""Share of a page from which on pictures without text on them make it a scan."""
_COUNTED = 0.01
"""Share of a page below which a picture is an ornament."""
_LARGE = 0.15
"""Share of a page from which on a picture may hold words that matter."""
_MOST_TEXT = 0.04
"""Share of a picture that typed words (a stamp, a header) may cover while the rest of it is still to be read."""
_INK = 60
"""Steps of 255 by which ink differs from paper."""
_PAPER, _MOST_INK = 0.5, 0.35
"""Part of a picture of writing that is plain paper at least, and ink at most. By judgement."""
_LEAST_ROW = 0.004
"""Share of a row of pixels that is ink where a line of writing runs."""
_LINE_HEIGHTS = (4, 70)
"""Pixels from the top to the bottom of a line of writing, at two pixels a point."""
_LEAST_STROKES = 10
"""Changes between paper and ink along a line of writing."""
_FEWEST_LINES = 3
"""Lines of writing from which a picture is a page. By judgement."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a page: how many, the share of the page they cover, where the large ones without text lie."""

    count: int
    share: float
    bare: tuple[Box, ...]

    @property
    def is_most(self) -> bool:
        """Whether large pictures on which hardly a word is typed cover most of the page."""
        return bool(self.bare) and self.share >= SCAN


def pictures_of(things: Sequence[Drawn], frame: Box) -> Pictures:
    """The pictures among what a page draws; `frame` is what is shown of the page."""
    page = max(area(frame), 1.0)
    boxes = {box for thing in things if thing.kind is Kind.PICTURE and (box := _shown(thing, frame))}
    counted = [box for box in boxes if area(box) >= _COUNTED * page]
    share = min(1.0, sum(map(area, counted)) / page)
    texts = [thing.box for thing in things if thing.kind is Kind.TEXT]
    bands = _bands(counted) if share >= SCAN else []
    large = [box for box in {*counted, *bands} if area(box) >= _LARGE * page]
    bare = [box for box in large if sum(area(overlap(text, box)) for text in texts) <= _MOST_TEXT * area(box)]
    return Pictures(len(counted), share, tuple(sorted(bare)))


def holds_writing(view: View, box: Box) -> bool:
    """Whether a part of a page looks like writing: ink on paper, in lines of many strokes."""
    grey = view.region(box).mean(axis=2)
    if min(grey.shape) < _LINE_HEIGHTS[1]:
        return False
    ink = np.abs(grey - np.median(grey)) >= _INK
    if not 0 < ink.mean() <= _MOST_INK or (np.abs(grey - np.median(grey)) < _INK / 2).mean() < _PAPER:
        return False
    rows = np.flatnonzero(np.diff((ink.mean(axis=1) >= _LEAST_ROW).astype(np.int8), prepend=0, append=0))
    lines = 0
    for top, bottom in zip(rows[::2], rows[1::2], strict=True):
        if _LINE_HEIGHTS[0] <= bottom - top <= _LINE_HEIGHTS[1]:
            strokes = np.abs(np.diff(ink[top:bottom].astype(np.int8), axis=1)).sum(axis=1).max()
            lines += int(strokes >= _LEAST_STROKES)
    return lines >= _FEWEST_LINES


def _shown(thing: Drawn, frame: Box) -> Box | None:
    box = overlap(overlap(thing.box, thing.clip or frame), frame)
    left, bottom, right, top = (float(round(side)) for side in box)
    return (left, bottom, right, top) if area(box) > 0 else None


def _bands(boxes: Sequence[Box]) -> list[Box]:
    """Pictures that lie against each other as one: scanners cut a page in bands."""
    merged: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box[0], -box[3])):
        last = merged[-1] if merged else None
        if last and abs(last[0] - box[0]) <= 2 and abs(last[2] - box[2]) <= 2 and abs(last[1] - box[3]) <= 2:
            merged[-1] = (last[0], box[1], last[2], last[3])
        else:
            merged.append(box)
    return merged
