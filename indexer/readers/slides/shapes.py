"""Shapes of a slide in reading order, with where they lie; those that no viewer of the slide sees are marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.readers.office.markup import local, q

_SHAPES = {q(name) for name in ("p:sp", "p:pic", "p:graphicFrame", "p:cxnSp", "p:contentPart")}
_POINT = 12_700
"""A point in EMU: what is no larger is no shape to read."""

Box = tuple[float, float, float, float]
"""Left, top, width and height in EMU on the slide."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that is no group: its element, its box (None where nothing says it), whether it is hidden, its depth.

    `order` is its place from back to front.
    """

    element: Any
    box: Box | None
    hidden: bool
    order: int

    def is_off(self, width: int, height: int) -> bool:
        """Whether it cannot be seen: hidden, off the slide of this size, or without any."""
        if self.hidden or self.box is None:
            return self.hidden
        left, top, wide, high = self.box
        away = left >= width or top >= height or left + wide <= 0 or top + high <= 0
        return away or max(wide, high) < _POINT

    def is_under(self, other: Shape) -> bool:
        """Whether another shape lies in front of it and over all of it."""
        if self.box is None or other.box is None or other.order <= self.order:
            return False
        (left, top, wide, high), (x, y, w, h) = self.box, other.box
        return x <= left and y <= top and left + wide <= x + w and top + high <= y + h

    def overlaps(self, other: Shape) -> bool:
        """Whether the boxes of two shapes share any ground; unknown boxes may."""
        if self.box is None or other.box is None:
            return True
        (left, top, wide, high), (x, y, w, h) = self.box, other.box
        return left < x + w and x < left + wide and top < y + h and y < top + high


class Placeholders:
    """Where the placeholders of a slide lie when the slide does not say: as on its layout, else its master."""

    def __init__(self, roots: list[Any]) -> None:
        self._shapes = [
            [(shape, found) for shape in root.iter(q("p:sp")) if (found := _placeholder(shape)) is not None]
            for root in roots
        ]

    def box(self, shape: Any) -> Box | None:
        """The inherited box of a placeholder; None for other shapes."""
        wanted = _placeholder(shape)
        if wanted is None:
            return None
        kind, index = _kind(wanted), wanted.get("idx")
        for shapes in self._shapes:
            same = [(s, ph) for s, ph in shapes if index is not None and ph.get("idx") == index]
            same = same or [(s, ph) for s, ph in shapes if _kind(ph) == kind]
            for found, placeholder in same:
                if (box := _own_box(found)) is not None:
                    return box
                kind = _kind(placeholder)
        return None


def shapes_of(tree: Any, placeholders: Placeholders | None = None) -> list[Shape]:
    """The shapes of a shape tree, groups opened, from top to bottom and left to right within each group."""
    found = list(_walk(tree, placeholders, (1, 1, 0, 0), False))
    order = {} if not found else {element: at for at, element in enumerate(tree.iter())}
    return [Shape(element, box, hidden, order[element]) for element, box, hidden in found]


def _walk(
    tree: Any, placeholders: Placeholders | None, scale: tuple[float, float, float, float], hidden: bool
) -> Iterator[tuple[Any, Box | None, bool]]:
    found = []
    for child in tree:
        if child.tag not in _SHAPES and child.tag != q("p:grpSp"):
            continue
        box = _own_box(child) or (placeholders.box(child) if placeholders is not None else None)
        found.append((child, _scaled(box, scale), hidden or _is_hidden(child)))
    for child, box, off in sorted(found, key=lambda entry: (entry[1][1], entry[1][0]) if entry[1] else (0.0, 0.0)):
        if child.tag == q("p:grpSp"):
            yield from _walk(child, placeholders, _scale_inside(child, scale), off)
        else:
            yield child, box, off


def _scaled(box: Box | None, scale: tuple[float, float, float, float]) -> Box | None:
    if box is None:
        return None
    across, down, left, top = scale
    return box[0] * across + left, box[1] * down + top, box[2] * across, box[3] * down


def _scale_inside(group: Any, scale: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """How boxes inside a group come to lie on the slide: the group is drawn from its inner measure to its outer."""
    frame = group.find(f"{q('p:grpSpPr')}/{q('a:xfrm')}")
    outer, inner = _measure(frame, "a:off", "a:ext"), _measure(frame, "a:chOff", "a:chExt")
    if outer is None or inner is None:
        return scale
    across, down, left, top = scale
    wide = outer[2] / inner[2] if inner[2] else 1.0
    high = outer[3] / inner[3] if inner[3] else 1.0
    return (
        across * wide,
        down * high,
        left + across * (outer[0] - inner[0] * wide),
        top + down * (outer[1] - inner[1] * high),
    )


def _own_box(element: Any) -> Box | None:
    frame = next((f for f in element.iter(q("a:xfrm"), q("p:xfrm")) if local(f.getparent()) in _HOLDERS), None)
    return _measure(frame, "a:off", "a:ext")


_HOLDERS = {"spPr", "grpSpPr", "graphicFrame"}


def _measure(frame: Any | None, offset: str, extent: str) -> Box | None:
    place, size = (None, None) if frame is None else (frame.find(q(offset)), frame.find(q(extent)))
    if place is None or size is None:
        return None
    try:
        return float(place.get("x")), float(place.get("y")), float(size.get("cx")), float(size.get("cy"))
    except (TypeError, ValueError):
        return None


def properties_of(element: Any) -> Any | None:
    """The name, description and visibility of a shape (`p:cNvPr`)."""
    return next((found for found in element.iter(q("p:cNvPr"))), None)


def _is_hidden(element: Any) -> bool:
    properties = properties_of(element)
    return properties is not None and properties.get("hidden") in ("1", "true", "on")


def _placeholder(shape: Any) -> Any | None:
    return next(shape.iter(q("p:ph")), None)


def _kind(placeholder: Any) -> str:
    kind = str(placeholder.get("type") or "obj")
    return {"ctrTitle": "title", "obj": "body", "subTitle": "body"}.get(kind, kind)
