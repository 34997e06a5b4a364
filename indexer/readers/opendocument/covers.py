"""Covers on OpenDocument slides: filled shapes that hide a text drawn before them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer.readers.opendocument.measures import box_of
from indexer.readers.opendocument.names import q
from indexer.readers.opendocument.package import PackageStyles, is_black
from indexer.readers.opendocument.words import plain

_RECTANGLES = ("rectangle", "ooxml-rect")
_WORD, _LINE = 0.75, 0.25
"""Width of a short word and height of a low line in centimetres."""
_SLACK = 0.1
"""Centimetres by which a text may stand out of the shape that hides it. By judgement."""

Box = tuple[float, float, float, float]


def texts_under(shapes: Sequence[Any], styles: PackageStyles) -> list[Any]:
    """The shapes with words, in the order they are drawn, of which one cannot see all.

    An opaque rectangle hides what lies wholly under it, a black one without words all of a text that it lies over in
    part, since which words lie under it cannot be told.
    """
    fills = [
        (number, box, _fill(shape, styles), not plain(shape).strip())
        for number, shape in enumerate(shapes)
        if (box := box_of(shape)) is not None
    ]
    found = []
    for number, shape in enumerate(shapes):
        box = box_of(shape)
        above = [(other, fill, blank) for at, other, fill, blank in fills if at > number and fill]
        if (
            box is not None
            and plain(shape).strip()
            and any(
                _holds(other, box) or (blank and is_black(fill) and _is_broad(other) and _meets(other, box))
                for other, fill, blank in above
            )
        ):
            found.append(shape)
    return found


def _fill(shape: Any, styles: PackageStyles) -> str:
    """The colour of a rectangle that lets nothing through; empty for another shape."""
    geometry = shape.find(q("draw:enhanced-geometry"))
    form = "" if geometry is None else str(geometry.get(q("draw:type")))
    if shape.tag != q("draw:rect") and not (shape.tag == q("draw:custom-shape") and form in _RECTANGLES):
        return ""
    said: dict[str, str] = {}
    for style in reversed(styles.chain("graphic", str(shape.get(q("draw:style-name")) or ""))):
        properties = style.find(q("style:graphic-properties"))
        said |= {} if properties is None else {str(name): str(value) for name, value in properties.attrib.items()}
    opaque = said.get(q("draw:opacity"), "100%") == "100%"
    return said.get(q("draw:fill-color"), "") if said.get(q("draw:fill")) == "solid" and opaque else ""


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - _SLACK <= inner[0]
        and outer[1] - _SLACK <= inner[1]
        and inner[2] <= outer[2] + _SLACK
        and inner[3] <= outer[3] + _SLACK
    )


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_broad(box: Box) -> bool:
    return box[2] - box[0] >= _WORD and box[3] - box[1] >= _LINE
