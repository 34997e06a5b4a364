"""Measures of shapes in OpenDocument files, in centimetres."""

from __future__ import annotations

import re
from typing import Any

from indexer.readers.opendocument.names import q

_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt|px)?")
_IN_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "px": 2.54 / 96, None: 1.0}
"""Centimetres of each unit; a pixel is a ninety-sixth of an inch, as in CSS."""


def top_left(shape: Any) -> tuple[float, float]:
    """Where a shape begins, to sort shapes from top to bottom and left to right."""
    return centimetres(shape.get(q("svg:y"))), centimetres(shape.get(q("svg:x")))


def area(shape: Any) -> float:
    """The square centimetres that a shape takes."""
    return centimetres(shape.get(q("svg:width"))) * centimetres(shape.get(q("svg:height")))


def box_of(shape: Any) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of a shape; None where it does not say where it lies."""
    if any(shape.get(q(f"svg:{name}")) is None for name in ("x", "y", "width", "height")):
        return None
    left, top, wide, high = (centimetres(shape.get(q(f"svg:{name}"))) for name in ("x", "y", "width", "height"))
    return left, top, left + wide, top + high


def centimetres(length: Any) -> float:
    """A length ("2.5cm", "1in") in centimetres; 0 for what is none."""
    found = _LENGTH.fullmatch(str(length or ""))
    return float(found.group(1)) * _IN_CM[found.group(2)] if found else 0.0


def is_off(shape: Any, size: tuple[float, float] | None) -> bool:
    """Whether a shape lies wholly off a page of this size; one that does not say where it lies is on it."""
    if size is None or shape.get(q("svg:x")) is None or shape.get(q("svg:width")) is None:
        return False
    (top, left), (wide, high) = top_left(shape), (centimetres(shape.get(q(f"svg:{s}"))) for s in ("width", "height"))
    return left >= size[0] or top >= size[1] or left + wide <= 0 or top + high <= 0
