"""Reading one page of a PDF: its lines as its reader sees them, its fields and remarks, and how much of it is picture.

The lines are those that pypdf reads. Where it fails or gives damaged text they are PDFium's; where something on the
page is hidden, recognised on a picture or drawn twice, they are what PDFium sees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer.documents import PartKind
from indexer.readers.pdf.annotations import Annotation, annotations_of, overlay_of
from indexer.readers.pdf.columns import in_order
from indexer.readers.pdf.drawn import PdfiumError, drawn_on, frame_of, is_askew, is_ruled, letters_of, plain_text, seen
from indexer.readers.pdf.forms import Entry, Widget, entries_of, widgets_of
from indexer.readers.pdf.fragments import Fragment, lines_of, watermark_of
from indexer.readers.pdf.hidden import Sight, look_at
from indexer.readers.pdf.labels import Label
from indexer.readers.pdf.layout import Line
from indexer.readers.pdf.pictures import Pictures, holds_writing, pictures_of

_DAMAGE = re.compile(r"/g\d{1,4}|/C\d{1,4}\b|\(cid:\d+\)|[\x00-\x08\x0e-\x1f\ufffd]")
_TOO_DAMAGED = 0.03
_FEW_WORDS = 15
_SAME_ROW = 0.012
_NO_PICTURES = Pictures(0, 0.0, ())


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page as read: `lines` one sees on it in order, `sight` where not all of its text is seen.

    `is_scan` says that most of it is a picture that seems to hold words, `unread` how many pictures on it seem to;
    `is_blank` that nothing is drawn on it; `watermark` what is written across it.
    """

    lines: list[Line]
    watermark: tuple[str, ...] = ()
    sight: Sight | None = None
    ruled: bool = False
    widgets: tuple[Widget, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    pictures: Pictures = _NO_PICTURES
    is_scan: bool = False
    unread: int = 0
    is_blank: bool = False

    @property
    def is_recognised(self) -> bool:
        """Whether most of its text was recognised from a picture before the file came here."""
        return self.sight is not None and self.sight.recognised


def read_page(page: Any, second: Any, layers: bool) -> PageReading:
    """Read a page that pypdf and, unless `second` is None, PDFium opened. `layers`: some layer of the file is off."""
    lines, watermark = _by_pypdf(page)
    reading = PageReading(_usable(lines), watermark, widgets=tuple(widgets_of(page)), annotations=annotations_of(page))
    if second is None:
        return reading
    try:
        things, frame = drawn_on(second), frame_of(second)
        sight = look_at(second, things, frame, overlay_of(page), layers)
        if sight is None:
            lines = _better(lines, second)
        else:
            lines = in_order(list(lines_of(sight.fragments, *_extent(page))))
            reading = replace(reading, watermark=watermark_of(sight.fragments))
        reading = replace(reading, lines=_usable(lines), sight=sight, ruled=is_ruled(second))
        blank = not (things or reading.annotations or reading.widgets)
        return _with_pictures(_with_fields(reading, page, second), second, pictures_of(things, frame), blank)
    except PdfiumError:
        return reading


def with_entries(lines: Sequence[Line], entries: Sequence[Entry], bottom: float, height: float) -> list[Line]:
    """The lines of a page with a line for each entry of its form in its place, instead of the labels it holds."""
    labels = [label for entry in entries for label in entry.labels]
    kept = [line for line in lines if not _is_label(line, labels, bottom, height)]
    size = max((line.size for line in lines if line not in kept), default=10.0)
    for entry in entries:
        place = (max([entry.y, *(label.box[3] for label in entry.labels)]) - bottom) / height
        _insert(kept, Line(entry.text, size, False, entry.x, place if 0 < place < 1 else None, alone=True))
    return kept


def lines_of_page(page: Any) -> list[Line]:
    """The lines of a page that pypdf opened, in the order they are drawn."""
    return list(lines_of(_fragments_of(page), *_extent(page)))


def merged(typed: Sequence[Line], recognised: Sequence[Line]) -> list[Line]:
    """The lines typed on a picture of a page among those recognised from it, from the top."""
    lines = list(recognised)
    for line in typed:
        _insert(lines, line)
    return lines


def _by_pypdf(page: Any) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of a page in reading order and what is written across it; nothing where pypdf fails."""
    try:
        fragments = _fragments_of(page)
        return in_order(list(lines_of(fragments, *_extent(page)))), watermark_of(fragments)
    except Exception:  # noqa: BLE001 (one bad page must not cost the others)
        return [], ()


def _fragments_of(page: Any) -> list[Fragment]:
    """What pypdf meets in a page's content, in its order."""
    fragments: list[Fragment] = []

    def visit(text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        if text:
            scale = (abs(text_matrix[3]) or abs(text_matrix[1]) or 1) * (abs(matrix[3]) or abs(matrix[1]) or 1)
            name = str((font or {}).get("/BaseFont", "")).lower()
            bold = any(word in name for word in ("bold", "black", "heavy", "semibold"))
            x = matrix[0] * text_matrix[4] + matrix[2] * text_matrix[5] + matrix[4]
            y = matrix[1] * text_matrix[4] + matrix[3] * text_matrix[5] + matrix[5]
            along = text_matrix[0] * matrix[0] + text_matrix[1] * matrix[2]
            up = text_matrix[0] * matrix[1] + text_matrix[1] * matrix[3]
            fragments.append(Fragment(text, round(size * scale, 1), bold, x, y, is_askew(along, up)))

    page.extract_text(visitor_text=visit)
    return fragments


def _extent(page: Any) -> tuple[float, float]:
    """Where a page begins at the bottom, and its height."""
    return float(page.mediabox.bottom), float(page.mediabox.height) or 1.0


def _better(lines: list[Line], second: Any) -> list[Line]:
    """The lines, or PDFium's without sizes where they are few or damaged and PDFium finds more."""
    text = "\n".join(line.text for line in lines)
    if len(text.split()) >= _FEW_WORDS and not _is_damaged(text):
        return lines
    other = plain_text(second)
    if not _is_damaged(other) and (_is_damaged(text) or len(other.split()) > 1.5 * len(text.split())):
        return [Line(line, 10.0, False, 0.0, None) for line in other.splitlines() if line.strip()]
    return lines


def _usable(lines: list[Line]) -> list[Line]:
    return [] if _is_damaged("\n".join(line.text for line in lines)) else lines


def _is_damaged(text: str) -> bool:
    damage = sum(len(found) for found in _DAMAGE.findall(text))
    return damage > _TOO_DAMAGED * max(1, len(text))


def _with_fields(reading: PageReading, page: Any, second: Any) -> PageReading:
    """The page with what its form and the boxes of text laid on it say, each in its place."""
    lines = reading.lines
    if reading.widgets:
        lines = with_entries(lines, entries_of(reading.widgets, letters_of(second)), *_extent(page))
    bottom, height = _extent(page)
    lines = list(lines)
    for note in reading.annotations:
        if note.kind is PartKind.TEXT_BOX and not note.hidden:
            place = (note.box[3] - bottom) / height
            _insert(lines, Line(note.text, 10.0, False, note.box[0], place if 0 < place < 1 else None, alone=True))
    return replace(reading, lines=lines)


def _with_pictures(reading: PageReading, second: Any, pictures: Pictures, blank: bool) -> PageReading:
    view = seen(second) if pictures.bare else None
    written = sum(view is not None and holds_writing(view, box) for box in pictures.bare)
    scan = bool(written) and pictures.is_most and not reading.is_recognised
    return replace(
        reading, pictures=pictures, is_scan=scan, unread=0 if scan or reading.is_recognised else written, is_blank=blank
    )


def _insert(lines: list[Line], line: Line) -> None:
    """Put a line before the first one that stands below it."""
    below = (n for n, other in enumerate(lines) if (other.height or 0.0) < (line.height or 0.0) - _SAME_ROW / 4)
    lines.insert(next(below, len(lines)), line)


def _is_label(line: Line, labels: Sequence[Label], bottom: float, height: float) -> bool:
    """Whether a line holds nothing but labels that stand in its row."""
    words = _letters(line.text)
    row = [label for label in labels if line.height is None or _is_beside(label, bottom + line.height * height)]
    printed = "".join(label.text for label in sorted(row, key=lambda label: label.box[0]))
    return bool(words) and words in _letters(printed)


def _is_beside(label: Label, base: float) -> bool:
    tall = label.box[3] - label.box[1]
    return label.box[1] - tall <= base <= label.box[3]


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
