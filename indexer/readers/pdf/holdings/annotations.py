"""Annotations of PDF pages: what reviewers wrote, boxes of text laid on a page, stamps, and what may cover text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.documents import PartKind
from indexer.readers.pdf.geometry import Box

_HIDDEN = 1 << 1 | 1 << 5
"""Flags of an annotation: hidden, not shown on a screen."""
_PASSED_OVER = frozenset(("/Widget", "/Link", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/TrapNet"))
"""Read elsewhere, or without words of their own."""
_STAMPS = frozenset(("/Stamp", "/Watermark"))
_MAY_COVER = frozenset(
    ("/Square", "/Circle", "/Polygon", "/Highlight", "/Ink", "/Redact", "/Stamp", "/FreeText", "/Watermark", "/Line")
)
_STRIKES = "/StrikeOut"
_MOST = 5_000
"""Remarks of a page that are read. By judgement."""
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Annotation:
    """Words of an annotation: what kind of part they are, where it lies, and whether a reader of the page sees it."""

    kind: PartKind
    text: str
    box: Box
    hidden: bool


@dataclass(frozen=True, slots=True)
class Overlay:
    """Where annotations lie on a page: `boxes` of those that may cover text, `marked` what is marked for redaction.

    `struck` is what a reviewer struck out.
    """

    boxes: tuple[Box, ...] = ()
    marked: tuple[Box, ...] = ()
    struck: tuple[Box, ...] = ()


def objects_of(page: Any, wanted: frozenset[str] | None = None) -> Iterator[Any]:
    """The annotations of a page as pypdf reads them; those that are damaged are left out."""
    try:
        entries = list(page.get("/Annots") or [])[:_MOST]
    except Exception:  # noqa: BLE001 (a damaged list of annotations costs nothing else)
        return
    for entry in entries:
        try:
            found = entry.get_object()
            if wanted is None or found.get("/Subtype") in wanted:
                yield found
        except Exception:  # noqa: BLE001, S112 (nor does a damaged annotation)
            continue


def annotations_of(page: Any) -> tuple[Annotation, ...]:
    """The words of a page's annotations: comments, boxes of text, stamps."""
    found = []
    for entry in objects_of(page):
        try:
            subtype = str(entry.get("/Subtype"))
            box = box_of(entry.get("/Rect"))
            if subtype in _PASSED_OVER or box is None:
                continue
            hidden = bool(int(entry.get("/F", 0)) & _HIDDEN)
            text = _words(entry) or (_appearance(page, entry) if subtype in _STAMPS | {"/FreeText"} else "")
            if text:
                found.append(Annotation(_kind(subtype), text, box, hidden))
        except Exception:  # noqa: BLE001, S112 (what is damaged in one annotation stays there)
            continue
    return tuple(found)


def overlay_of(page: Any) -> Overlay:
    """Where annotations of a page may cover its text or strike it out."""
    boxes: list[Box] = []
    marked: list[Box] = []
    struck: list[Box] = []
    for entry in objects_of(page, _MAY_COVER | {_STRIKES}):
        try:
            box = box_of(entry.get("/Rect"))
            if box is None or int(entry.get("/F", 0)) & _HIDDEN:
                continue
            if entry.get("/Subtype") == _STRIKES:
                struck.extend(_quads(entry) or [box])
                continue
            boxes.append(box)
            if entry.get("/Subtype") == "/Redact":
                marked.extend(_quads(entry) or [box])
        except Exception:  # noqa: BLE001, S112 (what is damaged in one annotation stays there)
            continue
    return Overlay(tuple(boxes), tuple(marked), tuple(struck))


def box_of(rectangle: Any) -> Box | None:
    """A rectangle as a box; None where it is none."""
    if rectangle is None or len(rectangle) != 4:
        return None
    x1, y1, x2, y2 = (float(side) for side in rectangle)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _kind(subtype: str) -> PartKind:
    if subtype == "/FreeText":
        return PartKind.TEXT_BOX
    return PartKind.HEADER if subtype in _STAMPS else PartKind.COMMENT


def _words(entry: Any) -> str:
    """What an annotation says, with the name of who wrote it for comments."""
    said = str(entry.get("/Contents") or "") or _TAGS.sub(" ", str(entry.get("/RC") or ""))
    said = said.replace("\r\n", "\n").replace("\r", "\n").strip()
    author = str(entry.get("/T") or "").strip()
    return f"{author}: {said}" if said and author and entry.get("/Subtype") != "/FreeText" else said


def _appearance(page: Any, entry: Any) -> str:
    """The words that an annotation draws."""
    drawn = (entry.get("/AP") or {}).get("/N")
    return str(page.extract_xform_text(drawn.get_object())).strip() if drawn is not None else ""


def _quads(entry: Any) -> list[Box]:
    points = [float(value) for value in entry.get("/QuadPoints") or []]
    corners = [points[n : n + 8] for n in range(0, len(points) - 7, 8)]
    return [(min(c[::2]), min(c[1::2]), max(c[::2]), max(c[1::2])) for c in corners]
