"""Hidden text of PDF pages: letters that are in the file and that nobody who looks at the page sees.

A page is drawn twice, once without the texts in doubt: a letter whose place looks the same both times is not seen,
whatever hides it (a shape or picture over it, the colour of the paper, a layer switched off, a clipping path, the
edge of the page). Only pages on which something may hide text are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from typing import Any

import numpy as np

from indexer.documents import PartKind
from indexer.readers.account import BLOCK
from indexer.readers.pdf.fragments import Fragment
from indexer.readers.pdf.geometry import Box
from indexer.readers.pdf.holdings.annotations import Overlay
from indexer.readers.pdf.visibility.drawn import Drawn, Kind, View, is_bold, seen, switched_off
from indexer.readers.pdf.visibility.letters import Letter, letters_of
from indexer.readers.pdf.visibility.struck import lines_through, struck
from indexer.readers.pdf.visibility.suspects import Doubt, Stack, doubled, suspects
from indexer.readers.pdf.visibility.text_layers import recognised

_DIFFERENCE = 24
"""Steps of 255 by which a pixel differs when something can be seen there: paler is taken for the paper."""
_LEAST_INK = 0.03
"""Share of the pixels of a letter that must differ."""


class State(Enum):
    """Whether a letter is seen, and how."""

    SEEN = "seen"
    RECOGNISED = "recognised on the picture that is seen"
    HIDDEN = "hidden"
    COVERED = "covered"
    DOUBLED = "seen already"
    STRUCK = "struck out"


_PAPER = 160
"""Steps of 255 below which what is seen in the place of hidden words is a box, and no paper."""
_KINDS = {State.HIDDEN: PartKind.HIDDEN_TEXT, State.COVERED: PartKind.COVERED_TEXT, State.STRUCK: PartKind.STRUCK_TEXT}


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of a page on which text is hidden, struck, recognised or drawn twice, and what is not.

    `fragments` are what is seen, `hidden` the texts that are not or that are struck out with their kinds, `boxes` where
    letters stand that are left out. `doubled` says that text was drawn twice, `recognised` that most was recognised
    on a picture.
    """

    fragments: tuple[Fragment, ...]
    hidden: tuple[tuple[PartKind, str], ...]
    boxes: tuple[Box, ...]
    doubled: bool
    recognised: bool


def look_at(page: Any, things: Sequence[Drawn], frame: Box, overlay: Overlay, layers: bool) -> Sight | None:
    """What is seen of a page; None where all its text is seen, once.

    `things` are what it draws, `frame` what of it is shown, `overlay` where annotations lie; `layers` says that some
    layer of the document is off. Words marked for redaction count as covered, though nobody has covered them yet.
    """
    stack = Stack(things, overlay.boxes)
    doubts = suspects(things, stack, frame, layers)
    twice = doubled(things, page)
    lines = lines_through(things)
    if not (doubts or twice or lines or overlay.struck):
        return None
    letters = letters_of(page)
    whole = seen(page)
    states = _states(page, whole, things, letters, doubts, twice, frame)
    states = [
        State.HIDDEN if letter.box and any(_has_middle(box, letter.box) for box in overlay.marked) else state
        for letter, state in zip(letters, states, strict=True)
    ]
    states = _first_only(letters, states, twice)
    orders = {thing.address: number for number, thing in enumerate(things)}
    states = _with_covers(letters, states, whole, stack, orders)
    crossed = struck(letters, things, lines, overlay.struck)
    states = [
        State.STRUCK if number in crossed and state in (State.SEEN, State.RECOGNISED) else state
        for number, state in enumerate(states)
    ]
    if not twice and all(state is State.SEEN for state in states):
        return None
    return _sight(things, letters, states, bool(twice))


def fragments_on(page: Any, things: Sequence[Drawn]) -> list[Fragment]:
    """All texts of a page on which nothing is hidden, as PDFium reads them."""
    return list(_fragments(letters_of(page), _texts(things)))


def _states(
    page: Any,
    whole: View,
    things: Sequence[Drawn],
    letters: Sequence[Letter],
    doubts: dict[int, Doubt],
    twice: dict[int, int],
    frame: Box,
) -> list[State]:
    """Whether each letter is seen, by itself or by its double; blanks are what the letter before them is."""
    hidden: set[int] = set()
    for doubt in Doubt:
        within = [n for n, letter in enumerate(letters) if letter.box and doubts.get(letter.drawn_by) is doubt]
        if within and doubt is Doubt.TINY:
            hidden.update(within)
        elif within:
            off = {address for address, reason in doubts.items() if reason is doubt}
            off |= {address for pair in twice.items() if off.intersection(pair) for address in pair}
            with switched_off(thing for thing in things if thing.address in off):
                without = seen(page)
            ink = View(_differing(whole, without), whole.matrix)
            hidden.update(n for n in within if not _has_ink(ink, letters[n]))
    on_picture = recognised(whole, letters, hidden, doubts, things, frame)
    states: list[State] = []
    for n, letter in enumerate(letters):
        if letter.box is None or letter.text.isspace():
            states.append(states[-1] if states else State.SEEN)
        else:
            states.append(State.RECOGNISED if n in on_picture else State.HIDDEN if n in hidden else State.SEEN)
    return states


def _differing(one: View, other: View) -> Any:
    apart = np.maximum(one.pixels, other.pixels) - np.minimum(one.pixels, other.pixels) >= _DIFFERENCE
    return (apart[:, :, 0] | apart[:, :, 1] | apart[:, :, 2]).astype(np.uint8)


def _has_ink(ink: View, letter: Letter) -> bool:
    region = ink.region(letter.box) if letter.box else ink.pixels[:0]
    return bool(region.size) and float(region.mean()) >= _LEAST_INK


def _first_only(letters: Sequence[Letter], states: list[State], twice: dict[int, int]) -> list[State]:
    """The letters of texts that say again what is seen already marked as such."""
    seen_texts = {letter.drawn_by for letter, state in zip(letters, states, strict=True) if state is State.SEEN}
    again = {address for address, first in twice.items() if first in seen_texts}
    return [State.DOUBLED if letter.drawn_by in again else state for letter, state in zip(letters, states, strict=True)]


def _with_covers(
    letters: Sequence[Letter], states: list[State], whole: View, stack: Stack, orders: dict[int, int]
) -> list[State]:
    """The hidden letters that something lies over, or that stand on a dark ground, marked as covered, as are blanks."""
    told: list[State] = []
    for letter, state in zip(letters, states, strict=True):
        if state is not State.HIDDEN:
            told.append(state)
        elif letter.box is None or letter.text.isspace():
            told.append(told[-1] if told and told[-1] is State.COVERED else state)
        else:
            ground = whole.region(letter.box)
            dark = bool(ground.size) and float(np.median(ground)) < _PAPER
            covered = dark or stack.covers(letter.box, orders.get(letter.drawn_by, 0))
            told.append(State.COVERED if covered else State.HIDDEN)
    return told


def _sight(things: Sequence[Drawn], letters: Sequence[Letter], states: Sequence[State], doubled: bool) -> Sight:
    shown = list(_shown(letters, states))
    hidden = tuple((kind, text) for state, kind in _KINDS.items() if (text := _text_of(letters, states, state)))
    left_out = _KINDS
    boxes = tuple(letter.box for letter, state in zip(letters, states, strict=True) if letter.box and state in left_out)
    mostly = sum(state is State.RECOGNISED for state in states) > 0.5 * len(shown)
    return Sight(tuple(_fragments(shown, _texts(things))), hidden, boxes, doubled, mostly)


def _texts(things: Sequence[Drawn]) -> dict[int, Drawn]:
    return {thing.address: thing for thing in things if thing.kind is Kind.TEXT}


def _shown(letters: Sequence[Letter], states: Sequence[State]) -> Iterator[Letter]:
    """The letters that are seen and all line breaks, with a block for words that are covered within a line."""
    runs = groupby(zip(letters, states, strict=True), key=lambda pair: (pair[1], pair[0].text == "\n"))
    open_line = parted = False
    for (state, is_break), pairs in runs:
        run = [letter for letter, _ in pairs]
        if is_break or state in (State.SEEN, State.RECOGNISED):
            yield from run
            open_line, parted = not is_break, run[-1].text.isspace()
        elif state is State.COVERED and open_line:
            yield replace(run[0], text=f"{'' if parted else ' '}{BLOCK}{' ' if run[-1].text.isspace() else ''}")


def _text_of(letters: Sequence[Letter], states: Sequence[State], wanted: State) -> str:
    """The text of all letters of a state, each run of them on a line of its own."""
    runs = groupby(zip(letters, states, strict=True), key=lambda pair: pair[1])
    texts = ("".join(letter.text for letter, _ in run) for state, run in runs if state is wanted)
    return "\n".join(text.strip() for text in texts if text.strip())


def _fragments(letters: Sequence[Letter], texts: dict[int, Drawn]) -> Iterator[Fragment]:
    """Letters as fragments: one for each text they are drawn by, blanks that PDFium put between with the one before."""
    run: list[Letter] = []
    for letter in letters:
        if run and letter.drawn_by not in (0, run[-1].drawn_by) and letter.drawn_by != run[0].drawn_by:
            yield _fragment(run, texts)
            run = []
        run.append(letter)
    if run:
        yield _fragment(run, texts)


def _fragment(run: Sequence[Letter], texts: dict[int, Drawn]) -> Fragment:
    first = next((letter for letter in run if letter.box), run[0])
    text = texts.get(first.drawn_by)
    words = "".join(letter.text for letter in run)
    if text is None:
        return Fragment(words, 10.0, False, first.x, first.y)
    return Fragment(words, round(text.size, 1), is_bold(text), first.x, first.y, text.askew)


def _has_middle(frame: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]
