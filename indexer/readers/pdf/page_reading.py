"""Reading one page of a PDF: its lines as its reader sees them, its fields and remarks, and how much of it is picture.

The lines are those that pypdf reads. Where it fails or gives damaged text they are PDFium's; where something on the
page is hidden, recognised on a picture or drawn twice, or the page is turned, they are what PDFium sees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer.readers.pdf.columns import in_order
from indexer.readers.pdf.fragments import Fragment, lines_of, watermark_of
from indexer.readers.pdf.geometry import is_askew
from indexer.readers.pdf.holdings.annotations import Annotation, annotations_of, overlay_of
from indexer.readers.pdf.holdings.forms import Widget, widgets_of
from indexer.readers.pdf.layout import Line
from indexer.readers.pdf.orientation import orientation_of
from indexer.readers.pdf.placing import with_boxes, with_fields
from indexer.readers.pdf.visibility.drawn import Kind, PdfiumError, drawn_on, frame_of, is_ruled, seen
from indexer.readers.pdf.visibility.hidden import Sight, fragments_on, look_at
from indexer.readers.pdf.visibility.letters import letters_of, plain_text
from indexer.readers.pdf.visibility.pictures import Pictures, holds_writing, pictures_of

_DAMAGE = re.compile(r"/g\d{1,4}|/C\d{1,4}\b|\(cid:\d+\)|[\x00-\x08\x0e-\x1f\ufffd]")
_TOO_DAMAGED = 0.03
"""Part of the characters that may be damaged before another reader is asked. By judgement."""
_FEW_WORDS = 15
"""Words below which a page's text is not taken as it is. By judgement."""
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
        if sight is not None or orientation_of(page).turned:
            fragments = sight.fragments if sight else fragments_on(second, things)
            lines = in_order(_lines(fragments, page))
            reading = replace(reading, watermark=watermark_of(fragments))
        else:
            lines = _better(lines, second)
        reading = replace(reading, lines=_usable(lines), sight=sight, ruled=is_ruled(second))
        drawn = any(thing.kind is not Kind.RULE for thing in things)
        blank = not (drawn or reading.annotations or reading.widgets)
        return _with_pictures(_with_fields(reading, page, second), second, pictures_of(things, frame), blank)
    except PdfiumError:
        return reading


def lines_of_page(page: Any) -> list[Line]:
    """The lines of a page that pypdf opened, in the order they are drawn."""
    return _lines(_fragments_of(page), page)


def _lines(fragments: Sequence[Fragment], page: Any) -> list[Line]:
    """The lines that fragments make on a page, by where one sees them on it."""
    orientation = orientation_of(page)
    placed = (replace(f, x=x, y=y) for f in fragments for x, y in [orientation.point(f.x, f.y)])
    return list(lines_of(placed, orientation))


def _by_pypdf(page: Any) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of a page in reading order and what is written across it; nothing where pypdf fails."""
    try:
        fragments = _fragments_of(page)
        return in_order(_lines(fragments, page)), watermark_of(fragments)
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
    lines, orientation = reading.lines, orientation_of(page)
    if reading.widgets:
        unseen = set(reading.sight.boxes) if reading.sight else set()
        letters = [letter for letter in letters_of(second) if letter.box not in unseen]
        lines = with_fields(lines, reading.widgets, letters, orientation)
    return replace(reading, lines=with_boxes(lines, reading.annotations, orientation))


def _with_pictures(reading: PageReading, second: Any, pictures: Pictures, blank: bool) -> PageReading:
    view = seen(second) if pictures.bare else None
    written = sum(view is not None and holds_writing(view, box) for box in pictures.bare)
    scan = bool(written) and pictures.is_most and not reading.is_recognised
    return replace(
        reading, pictures=pictures, is_scan=scan, unread=0 if scan or reading.is_recognised else written, is_blank=blank
    )
