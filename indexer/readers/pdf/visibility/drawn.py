"""What a page draws, by PDFium: texts, shapes and pictures in the order of drawing, its letters, its picture."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfiumError as PdfiumError

from indexer.readers.pdf.geometry import IDENTITY, Box, Matrix, area, box_around, is_askew, moved_by, overlap, times

Colour = tuple[int, int, int, int]
"""Red, green, blue and opacity, 0 to 255."""
Pixels = npt.NDArray[np.uint8]

_DEEPEST = 6
"""Levels of drawings within drawings. By judgement."""
_MOST_OBJECTS = 60_000
"""Drawn things of a page that are looked at; a map or a drawing has more, and hides no text."""
_MOST_CLIPS = 12
"""Clips of an object looked at. By judgement."""
_FEWEST_SEGMENTS = 6
"""Lines drawn on a page that can be a table: three rules of two ends each."""
_FLATTEST = 3.0
"""Points of height up to which a line that is drawn, not filled, is kept: others hide nothing and strike nothing."""
_SCALE = 2.0
"""Pixels for a point of the picture in which letters are looked for."""
_MOST_PIXELS = 2500
"""Pixels of a side a page is drawn with at most. By judgement."""


class Kind(StrEnum):
    """What a drawn thing is."""

    TEXT = "text"
    SHAPE = "shape"
    RULE = "rule"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing a page draws: `handle` is PDFium's, `box` where it stands, `clip` what of the page it may touch.

    `colour` is red, green, blue and opacity (0 to 255) of its filling; None where it has none or a pattern. A rule is a
    flat line that is drawn, not filled; its colour is that of the line.
    `unseen` says of text that its mode of drawing leaves no mark; `size` is its height in points;
    `askew` that it runs neither along nor down the page, `faint` that it is part of something that is not opaque.
    """

    kind: Kind
    handle: Any
    box: Box
    clip: Box | None
    colour: Colour | None
    unseen: bool = False
    size: float = 0.0
    askew: bool = False
    faint: bool = False

    @property
    def address(self) -> int:
        """What tells it from other things of the page."""
        return address_of(self.handle)


def address_of(handle: Any) -> int:
    """The address behind a handle of PDFium."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def drawn_on(page: Any) -> list[Drawn]:
    """Everything a page draws in the order it is drawn, what its forms draw included."""
    found: list[Drawn] = []
    handles = (pdfium_c.FPDFPage_GetObject(page, n) for n in range(pdfium_c.FPDFPage_CountObjects(page)))
    _collect(handles, IDENTITY, 0, False, found)
    return found


def frame_of(page: Any) -> Box:
    """What is shown of a page: what its crop box leaves of it."""
    left, bottom, right, top = page.get_mediabox()
    shown = overlap((left, bottom, right, top), page.get_cropbox())
    return shown if area(shown) else (left, bottom, right, top)


def is_ruled(page: Any) -> bool:
    """Whether so much is drawn on a page that it may hold a ruled table; quick, where finding one is not."""
    paths = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=3)
    return bool(sum(pdfium_c.FPDFPath_CountSegments(path) for path in paths) >= _FEWEST_SEGMENTS)


def is_bold(text: Drawn) -> bool:
    """Whether the font of a text says that it is bold."""
    buffer = ctypes.create_string_buffer(200)
    font = pdfium_c.FPDFTextObj_GetFont(text.handle)
    if not font or not pdfium_c.FPDFFont_GetBaseFontName(font, buffer, 200):
        return False
    name = buffer.value.decode("latin-1").lower()
    return any(weight in name for weight in ("bold", "black", "heavy"))


@contextmanager
def switched_off(texts: Iterable[Drawn]) -> Iterator[None]:
    """While it lasts these things are not drawn."""
    handles = [text.handle for text in texts]
    try:
        for handle in handles:
            pdfium_c.FPDFPageObj_SetIsActive(handle, False)
        yield
    finally:
        for handle in handles:
            pdfium_c.FPDFPageObj_SetIsActive(handle, True)


@dataclass(frozen=True, slots=True)
class View:
    """A page as one sees it: its pixels, and how points of the page become places among them."""

    pixels: Pixels
    matrix: Matrix

    def region(self, box: Box) -> Pixels:
        """The pixels of a box; none where it stands off the page."""
        corners = [moved_by(self.matrix, x, y) for x, y in ((box[0], box[1]), (box[2], box[3]))]
        (left, right), (top, bottom) = (sorted(axis) for axis in zip(*corners, strict=True))
        height, width = self.pixels.shape[:2]
        columns = slice(_within(left, width), _within(max(right, left + 1) + 0.5, width))
        rows = slice(_within(top, height), _within(max(bottom, top + 1) + 0.5, height))
        return self.pixels[rows, columns]


def seen(page: Any) -> View:
    """The page as a reader sees it, with what its annotations draw."""
    scale = min(_SCALE, _MOST_PIXELS / max(1.0, *page.get_size()))
    drawn = page.render(scale=scale, draw_annots=True)
    converter = drawn.get_posconv(page)
    far = 1000.0
    x0, y0 = converter.to_bitmap(0, 0)
    x1, y1 = converter.to_bitmap(far, 0)
    x2, y2 = converter.to_bitmap(0, far)
    matrix = ((x1 - x0) / far, (y1 - y0) / far, (x2 - x0) / far, (y2 - y0) / far, float(x0), float(y0))
    return View(np.array(drawn.to_numpy())[:, :, :3], matrix)


def _within(place: float, size: int) -> int:
    return int(min(max(0.0, place), size))


def _collect(handles: Iterable[Any], matrix: Matrix, depth: int, faint: bool, found: list[Drawn]) -> None:
    for handle in handles:
        if len(found) >= _MOST_OBJECTS:
            return
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                inner = times(_matrix_of(handle), matrix)
                thin = faint or bool(pdfium_c.FPDFPageObj_HasTransparency(handle))
                count = pdfium_c.FPDFFormObj_CountObjects(handle)
                _collect(
                    (pdfium_c.FPDFFormObj_GetObject(handle, n) for n in range(count)), inner, depth + 1, thin, found
                )
        elif (one := _drawn(handle, kind, matrix)) is not None:
            found.append(replace(one, faint=True) if faint else one)


def _drawn(handle: Any, kind: int, matrix: Matrix) -> Drawn | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(handle, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    box = box_around(matrix, [(left, bottom), (right, bottom), (left, top), (right, top)])
    clip = _clip(handle, matrix)
    if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle)
        unseen = mode in (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
        whole = times(_matrix_of(handle), matrix)
        return Drawn(Kind.TEXT, handle, box, clip, _colour(handle), unseen, _size(handle, whole), is_askew(*whole[:2]))
    if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(handle, fill, stroke)
        if fill.value:
            return Drawn(Kind.SHAPE, handle, box, clip, _colour(handle))
        return _rule(handle, box, clip) if stroke.value else None
    if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        return Drawn(Kind.PICTURE, handle, box, clip, None)
    return Drawn(Kind.SHAPE, handle, box, clip, None)  # a shading


def _rule(handle: Any, box: Box, clip: Box | None) -> Drawn | None:
    """A line that is drawn flat; PDFium's bounds of a line lie its width outside it, not half of it."""
    width = ctypes.c_float()
    pdfium_c.FPDFPageObj_GetStrokeWidth(handle, width)
    by = min(width.value, box[3] - box[1]) / 2
    inner = (box[0] + by, box[1] + by / 2, box[2] - by, box[3] - by / 2)
    flat = inner[3] - inner[1] <= _FLATTEST
    return Drawn(Kind.RULE, handle, inner, clip, _colour_of_line(handle)) if flat else None


def _size(handle: Any, matrix: Matrix) -> float:
    size = ctypes.c_float()
    pdfium_c.FPDFTextObj_GetFontSize(handle, size)
    return float(abs(size.value) * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5)


def _colour(handle: Any) -> Colour | None:
    return _parts_of(handle, pdfium_c.FPDFPageObj_GetFillColor)


def _colour_of_line(handle: Any) -> Colour | None:
    return _parts_of(handle, pdfium_c.FPDFPageObj_GetStrokeColor)


def _parts_of(handle: Any, read: Any) -> Colour | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not read(handle, *parts):
        return None
    red, green, blue, opacity = (part.value for part in parts)
    return red, green, blue, opacity


def _clip(handle: Any, matrix: Matrix) -> Box | None:
    """What of the page a thing may touch at most: the boxes of its clipping paths, laid over each other."""
    path = pdfium_c.FPDFPageObj_GetClipPath(handle)
    count = pdfium_c.FPDFClipPath_CountPaths(path) if path else 0
    clip: Box | None = None
    for number in range(min(max(0, count), _MOST_CLIPS)):
        points = list(_points(path, number))
        if points:
            box = box_around(matrix, points)
            clip = box if clip is None else overlap(clip, box)
    return clip


def _points(path: Any, number: int) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium_c.FPDFClipPath_CountPathSegments(path, number)):
        segment = pdfium_c.FPDFClipPath_GetPathSegment(path, number, index)
        if pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value


def _matrix_of(handle: Any) -> Matrix:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, matrix):
        return IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
