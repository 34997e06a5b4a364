"""Labels printed beside the fields of a form: left of what is filled in, above it, on either side of what is ticked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.readers.pdf.geometry import Box
from indexer.readers.pdf.visibility.letters import Letter

_GAP = 1.4
"""White space, in the height of the letters, that parts two labels in one row."""
_FARTHEST = 260.0
"""Points between a label and what is filled in at most; what is ticked has its label nearer."""
_FARTHEST_TICK = 60.0
"""Points between a box and its label at most. By judgement."""
_ABOVE, _FAR_ABOVE = 18.0, 80.0
"""Points a label may stand above its field, and one that asks. By judgement."""
_ROW = 24.0
"""Height of the part of a tall field beside which its label stands."""
_SLACK = 3.0
"""Points by which frames may overlap. By judgement."""
_FILLERS = " .…_:\t"


@dataclass(frozen=True, slots=True)
class Label:
    """Words printed in one run, and where they stand."""

    text: str
    box: Box

    @property
    def words(self) -> str:
        """The words without the dots and lines that lead to a field."""
        words = " ".join(self.text.split()).strip(" ._…")
        return words.rstrip(_FILLERS) or words

    @property
    def middle(self) -> float:
        """Half its height on the page."""
        return (self.box[1] + self.box[3]) / 2


class Labels:
    """What is printed on a page with fields; each label belongs to the field it is nearest to."""

    def __init__(self, letters: Sequence[Letter], fields: Sequence[Box]) -> None:
        self._fields = fields
        self._labels = [label for label in _runs(letters, fields) if any(c.isalnum() for c in label.text)]

    def of_field(self, box: Box) -> Label | None:
        """The label of what is filled in: left of it in its row, else right above it."""
        left = self._nearest_left(box, _FARTHEST)
        if left is not None:
            return left
        above = [
            label
            for label in self._labels
            if label.box[1] >= box[3] - _SLACK and label.box[0] < box[2] and label.box[2] > box[0]
        ]
        nearest = min(above, key=lambda label: (label.box[1], abs(label.box[0] - box[0])), default=None)
        return nearest if nearest and self._belongs(nearest, box) else None

    def of_tick(self, box: Box) -> Label | None:
        """The label of a box to tick: what stands nearer, to its right or left."""
        right, left = self._nearest_right(box), self._nearest_left(box, _FARTHEST_TICK)
        if right is None or left is None:
            return right or left or self._nearest_left(box, _FARTHEST)
        return right if right.box[0] - box[2] <= box[0] - left.box[2] + _SLACK else left

    def question(self, boxes: Sequence[Box]) -> Label | None:
        """What is asked where several boxes are to tick: the first words of their row, or right above the first."""
        own = [self.of_tick(box) for box in boxes]
        first = min(boxes, key=lambda box: (-box[3], box[0]))
        before = [label for label in self._in_row(first) if label.box[2] <= first[0] + _SLACK and label not in own]
        if before:
            return max(before, key=lambda label: label.box[2])
        return self.of_field(first) if len(boxes) > 1 and self.of_field(first) not in own else None

    def _belongs(self, label: Label, box: Box) -> bool:
        """Whether words above a field are its label: close to it, or a question with no other field between."""
        between = any(box[3] <= f[1] and f[3] <= label.box[1] and f[0] < box[2] and f[2] > box[0] for f in self._fields)
        far = _FAR_ABOVE if label.text.rstrip().endswith(("?", ":")) else _ABOVE
        return not between and label.box[1] - box[3] <= far

    def _nearest_left(self, box: Box, farthest: float) -> Label | None:
        found = [
            label
            for label in self._in_row(box)
            if -_SLACK <= box[0] - label.box[2] <= farthest and not self._is_parted(label.box[2], box[0], box)
        ]
        return max(found, key=lambda label: label.box[2], default=None)

    def _nearest_right(self, box: Box) -> Label | None:
        found = [
            label
            for label in self._in_row(box)
            if -_SLACK <= label.box[0] - box[2] <= _FARTHEST_TICK and not self._is_parted(box[2], label.box[0], box)
        ]
        return min(found, key=lambda label: label.box[0], default=None)

    def _in_row(self, box: Box) -> list[Label]:
        bottom = max(box[1], box[3] - _ROW) - _SLACK
        return [label for label in self._labels if bottom <= label.middle <= box[3] + _SLACK]

    def _is_parted(self, left: float, right: float, box: Box) -> bool:
        """Whether another field lies between two places of the row of a field."""
        middle = (box[1] + box[3]) / 2
        others = (f for f in self._fields if f != box and f[1] <= middle <= f[3])
        return any(left - _SLACK <= f[0] and f[2] <= right + _SLACK for f in others)


def _runs(letters: Sequence[Letter], fields: Sequence[Box]) -> Iterator[Label]:
    """Letters of one row without much space between, none of them in a field: what leads the eye there is no label."""
    run: list[tuple[str, Box]] = []
    for letter in letters:
        if letter.box is None or letter.text.isspace():
            if run and letter.text != "\n":
                run.append((letter.text, run[-1][1]))
            continue
        inside = any(_is_in(letter.box, field) for field in fields)
        if run and (inside or _is_apart(run[-1][1], letter.box)):
            yield _label(run)
            run = []
        if not inside:
            run.append((letter.text, letter.box))
    if run:
        yield _label(run)


def _is_apart(before: Box, after: Box) -> bool:
    height = max(before[3] - before[1], after[3] - after[1], 4.0)
    rows = abs((before[1] + before[3]) - (after[1] + after[3])) / 2
    return rows > height or not -height <= after[0] - before[2] <= _GAP * height


def _is_in(box: Box, field: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return field[0] <= x <= field[2] and field[1] - 1 <= y <= field[3] + 1


def _label(run: Sequence[tuple[str, Box]]) -> Label:
    boxes = [box for _, box in run]
    box = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    return Label("".join(text for text, _ in run), box)
