"""Suspects: texts of a PDF page that something may hide, told from how things are drawn: quick, never sure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.readers.pdf.geometry import Box, area, overlap
from indexer.readers.pdf.visibility.drawn import Colour, Drawn, Kind
from indexer.readers.pdf.visibility.letters import words_of

_SMALLEST = 1.2
"""Points of height up to which letters are no text to any reader."""
_PALE = 200
"""Steps of 255 from which on every part of a colour is, on white paper, a pale one."""
_FAINT = 80
"""Steps of 255 of opacity up to which letters may not be seen, and above which what lies over them may hide them."""
_ALIKE = 40
"""Steps of 255 by which two colours differ at most when letters of one may not be seen on the other."""
_LEAST_COVERED = 0.25
"""Share of the height of a text from which on a thing laid over it is no rule."""
_SLACK = 1.0
"""Points by which a box may stand out of its frame. By judgement."""
_SHIFTED = 0.35
"""Share of its height and width by which a text drawn twice, for weight or shadow, is shifted at most."""
_NEAREST = 12
"""Texts of one size before a text that it is compared with."""


class Doubt(StrEnum):
    """Why a text may not be seen."""

    UNSEEN = "drawn without a mark"
    TINY = "too small"
    COVERED = "under something"
    PALE = "as pale as paper"
    ALIKE = "in the colour of what is under it"
    PLACE = "off the page or clipped away"
    FAINT = "drawn as part of something that lets the paper through"
    LAYER = "in a layer that is off"


class Stack:
    """What a page fills, in the order of drawing, and what annotations lay over it."""

    def __init__(self, things: Sequence[Drawn], laid_over: Sequence[Box]) -> None:
        filled = [(n, _shown(thing), thing.colour) for n, thing in enumerate(things) if _fills(thing)]
        filled += [(len(things), box, None) for box in laid_over]
        self._orders = np.array([order for order, _, _ in filled])
        self._boxes = np.array([box for _, box, _ in filled]).reshape(-1, 4)
        self._colours = [colour for _, _, colour in filled]

    def covers(self, box: Box, after: int) -> bool:
        """Whether something drawn after this place in the order lies over a good part of the box's height."""
        return bool((self._meets(box) & (self._orders > after)).any())

    def is_alike(self, text: Drawn, before: int) -> bool:
        """Whether the text may not stand out from something drawn before it that it lies on."""
        under = np.flatnonzero(self._meets(text.box) & (self._orders < before))
        return any(_are_alike(self._colours[int(n)], text.colour) for n in under)

    def _meets(self, box: Box) -> npt.NDArray[np.bool_]:
        left, bottom, right, top = box
        sides = self._boxes
        heights = np.minimum(sides[:, 3], top) - np.maximum(sides[:, 1], bottom)
        widths = np.minimum(sides[:, 2], right) - np.maximum(sides[:, 0], left)
        met: npt.NDArray[np.bool_] = (heights > _LEAST_COVERED * (top - bottom)) & (widths > 0)
        return met


def suspects(things: Sequence[Drawn], stack: Stack, frame: Box, layers: bool) -> dict[int, Doubt]:
    """The texts in doubt, by their address.

    `things` are what a page draws, in order, `stack` what it fills; `frame` is what is shown of it, `layers` whether
    some layer of the document is off.
    """
    found: dict[int, Doubt] = {}
    for number, thing in enumerate(things):
        if thing.kind is Kind.TEXT and not is_blank(thing):
            doubt = _doubt(thing, number, stack, frame)
            if doubt or layers:
                found[thing.address] = doubt or Doubt.LAYER
    return found


def doubled(things: Sequence[Drawn], page: Any) -> dict[int, int]:
    """Texts that say what another has said at the same place, by their address, each with the address of the other.

    PDFium itself leaves the words of some of them out.
    """
    alike: defaultdict[tuple[int, int], list[Drawn]] = defaultdict(list)
    found: dict[int, int] = {}
    text_page = None
    for thing in things:
        if thing.kind is not Kind.TEXT or is_blank(thing):
            continue
        left, bottom, right, top = thing.box
        before = alike[round(2 * (right - left)), round(2 * (top - bottom))]
        reach = _SHIFTED * min(top - bottom, right - left)
        for other in before[-_NEAREST:]:
            near = abs(other.box[0] - left) <= reach and abs(other.box[1] - bottom) <= reach
            if not near:
                continue
            text_page = text_page or page.get_textpage()
            if words_of(thing, text_page) in ("", words_of(other, text_page)):
                found[thing.address] = found.get(other.address, other.address)
                break
        before.append(thing)
    return found


def is_blank(text: Drawn) -> bool:
    """Whether a text leaves no ink at all: blanks."""
    return area(text.box) == 0


def _doubt(text: Drawn, number: int, stack: Stack, frame: Box) -> Doubt | None:
    if text.unseen:
        return Doubt.UNSEEN
    if text.size < _SMALLEST and min(text.box[2] - text.box[0], text.box[3] - text.box[1]) < _SMALLEST:
        return Doubt.TINY
    if stack.covers(text.box, number):
        return Doubt.COVERED
    if _is_pale(text.colour):
        return Doubt.PALE
    if text.faint:
        return Doubt.FAINT
    if stack.is_alike(text, number):
        return Doubt.ALIKE
    return None if _lies_in(text.box, overlap(frame, text.clip or frame)) else Doubt.PLACE


def _are_alike(one: Colour | None, other: Colour | None) -> bool:
    if one is None or other is None:
        return True
    return max(abs(a - b) for a, b in zip(one[:3], other[:3], strict=True)) < _ALIKE


def _is_pale(colour: Colour | None) -> bool:
    return colour is None or colour[3] < _FAINT or min(colour[:3]) >= _PALE


def _lies_in(box: Box, frame: Box) -> bool:
    return (
        box[0] >= frame[0] - _SLACK
        and box[1] >= frame[1] - _SLACK
        and box[2] <= frame[2] + _SLACK
        and box[3] <= frame[3] + _SLACK
    )


def _fills(thing: Drawn) -> bool:
    return (
        thing.kind in (Kind.SHAPE, Kind.PICTURE)
        and (thing.colour is None or thing.colour[3] >= _FAINT)
        and area(_shown(thing)) > 0
    )


def _shown(thing: Drawn) -> Box:
    return overlap(thing.box, thing.clip) if thing.clip else thing.box
