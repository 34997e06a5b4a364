"""Text layers of scans: words that were recognised on the picture of a page and laid over or under it, unseen.

One reads such words in the picture itself: they are text of the page where the picture shows writing in their place,
and hidden text where it does not, or where something lies over both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from indexer.readers.pdf.geometry import Box, area
from indexer.readers.pdf.visibility.drawn import Drawn, Kind, View
from indexer.readers.pdf.visibility.letters import Letter
from indexer.readers.pdf.visibility.suspects import Doubt, Stack

_PICTURE = 0.25
"""Share of the page from which on a picture may be a scan with text recognised on it."""
_SCAN = 0.5
"""Share of the page from which on pictures, laid side by side, make a scan."""
_WHOLE = 0.7
"""Share of the page from which on a picture is the page, and what lies under it was recognised on it."""
_CONTRAST = 50
"""Steps of 255 by which writing stands out from its ground."""
_LEAST_WRITING = 0.04
"""Share of the pixels of a word that must stand out."""
_EDGE = 0.15
"""Share of a word's box at each side that is left out: the boxes of recognised words are not exact."""
_BESIDE = 1.5
"""Heights of a word by which the picture may show it beside its place."""
_DARK = 128
"""Grey, of 255, below which paper is dark. By judgement."""

Grey = npt.NDArray[np.float64]


def recognised(
    view: View,
    letters: Sequence[Letter],
    hidden: Collection[int],
    doubts: Mapping[int, Doubt],
    things: Sequence[Drawn],
    frame: Box,
) -> set[int]:
    """The unseen letters, by their number, that are words one sees in a picture of the page.

    `hidden` are all letters that are not seen themselves, `doubts` why by the texts they are drawn by, `things` what
    the page draws, `frame` what of it is shown.
    """
    pictures = [thing for thing in things if thing.kind is Kind.PICTURE]
    wide = sum(area(picture.box) for picture in pictures) >= _SCAN * area(frame)
    scans = [picture for picture in pictures if wide or area(picture.box) >= _PICTURE * area(frame)]
    pages = [picture for picture in scans if area(picture.box) >= _WHOLE * area(frame)]
    if not scans or not hidden:
        return set()
    addresses = {scan.address for scan in scans}
    laid_over = Stack([thing if thing.address not in addresses else _nothing(thing) for thing in things], ())
    orders = {thing.address: number for number, thing in enumerate(things)}
    found: set[int] = set()
    for word in _words(letters, hidden):
        box = _around([letters[n].box for n in word])
        by = letters[word[0]].drawn_by
        under = pages if doubts.get(by) is Doubt.COVERED else scans
        on_picture = any(_lies_on(box, scan.box) for scan in under)
        if on_picture and not laid_over.covers(box, orders.get(by, 0)) and _shows(view, box):
            found.update(word)
    return found


def _nothing(thing: Drawn) -> Drawn:
    """In the place of a picture of the page, which covers no word of it."""
    return Drawn(Kind.TEXT, thing.handle, thing.box, thing.clip, None)


def _words(letters: Sequence[Letter], hidden: Collection[int]) -> Iterator[list[int]]:
    """Runs of letters between blanks all of which are hidden."""
    numbers = range(len(letters))
    for is_word, run in groupby(numbers, key=lambda n: letters[n].box is not None and not letters[n].text.isspace()):
        word = list(run)
        if is_word and all(n in hidden for n in word):
            yield word


def _shows(view: View, box: Box) -> bool:
    """Whether the picture shows writing in a word's place, or, where that is blank paper, close beside it."""
    left, bottom, right, top = box
    x, y = _EDGE * (right - left), _EDGE * (top - bottom)
    inner = _grey(view, (left + x, bottom + y, right - x, top - y))
    if not inner.size:
        return False
    if _stands_out(inner) >= _LEAST_WRITING:
        return True
    far = _BESIDE * (top - bottom)
    around = _grey(view, (left - far, bottom - far / 2, right + far, top + far / 2))
    return float(np.median(inner)) >= _DARK and _stands_out(around) >= _LEAST_WRITING / 2


def _grey(view: View, box: Box) -> Grey:
    grey: Grey = view.region(box).mean(axis=2)
    return grey


def _stands_out(grey: Grey) -> float:
    return float((np.abs(grey - np.median(grey)) >= _CONTRAST).mean())


def _around(boxes: Sequence[Box | None]) -> Box:
    sides = list(zip(*(box for box in boxes if box), strict=True))
    return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])


def _lies_on(box: Box, picture: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return picture[0] - 2 <= x <= picture[2] + 2 and picture[1] - 2 <= y <= picture[3] + 2
