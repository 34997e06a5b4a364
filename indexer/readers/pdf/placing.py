"""Placing: lines that are not in a page's content (form fields, boxes of text, what was recognised) among its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.documents import PartKind
from indexer.readers.pdf.holdings.annotations import Annotation
from indexer.readers.pdf.holdings.forms import Widget, entries_of
from indexer.readers.pdf.holdings.labels import Label
from indexer.readers.pdf.layout import Line
from indexer.readers.pdf.orientation import Orientation
from indexer.readers.pdf.visibility.letters import Letter

_SAME_ROW = 0.003
"""Share of the page's height by which lines of one row differ at most."""
_USUAL_SIZE = 10.0
"""Points of letters where no line tells. By judgement."""


def with_fields(
    lines: Sequence[Line], widgets: Iterable[Widget], letters: Iterable[Letter], orientation: Orientation
) -> list[Line]:
    """The lines of a page with a line for each field of its form in its place, instead of the labels it takes up.

    `letters` are those one sees on the page.
    """
    upright = [replace(w, box=orientation.box(w.box)) for w in widgets]
    entries = entries_of(
        sorted(upright, key=lambda widget: (-widget.box[3], widget.box[0])),
        [replace(letter, box=orientation.box(letter.box)) if letter.box else letter for letter in letters],
    )
    labels = [label for entry in entries for label in entry.labels]
    kept = [line for line in lines if not _is_label(line, labels, orientation)]
    size = max((line.size for line in lines if line not in kept), default=_USUAL_SIZE)
    for entry in entries:
        top = max([entry.y, *(label.box[3] for label in entry.labels)])
        _insert(kept, Line(entry.text, size, False, entry.x, orientation.share(top), alone=True, pair=entry.pair))
    return kept


def with_boxes(lines: Sequence[Line], annotations: Iterable[Annotation], orientation: Orientation) -> list[Line]:
    """The lines of a page with the boxes of text that were laid on it."""
    placed = list(lines)
    for note in annotations:
        if note.kind is PartKind.TEXT_BOX and not note.hidden:
            left, _, _, top = orientation.box(note.box)
            _insert(placed, Line(note.text, _USUAL_SIZE, False, left, orientation.share(top), alone=True))
    return placed


def merged(typed: Iterable[Line], recognised: Sequence[Line]) -> list[Line]:
    """The lines typed on a picture of a page among those recognised from it, from the top."""
    lines = list(recognised)
    for line in typed:
        _insert(lines, line)
    return lines


def _insert(lines: list[Line], line: Line) -> None:
    """Put a line before the first one that stands below it."""
    below = (n for n, other in enumerate(lines) if (other.height or 0.0) < (line.height or 0.0) - _SAME_ROW)
    lines.insert(next(below, len(lines)), line)


def _is_label(line: Line, labels: Sequence[Label], orientation: Orientation) -> bool:
    """Whether a line holds nothing but labels that stand in its row."""
    words = _letters(line.text)
    base = None if line.height is None else line.height * orientation.tall
    row = [label for label in labels if base is None or 2 * label.box[1] - label.box[3] <= base <= label.box[3]]
    printed = "".join(label.text for label in sorted(row, key=lambda label: label.box[0]))
    return bool(words) and words in _letters(printed)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
