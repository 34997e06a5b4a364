"""Measures of shapes in OpenDocument files, in centimetres."""

from __future__ import annotations

import re
from typing import Any

from indexer.readers.opendocument.package import q

_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt|px)?")
_IN_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "px": 2.54 / 96, None: 1.0}


def top_left(shape: Any) -> tuple[float, float]:
    """Where a shape begins, to sort shapes from top to bottom and left to right."""
    return _centimetres(shape.get(q("svg:y"))), _centimetres(shape.get(q("svg:x")))


def area(shape: Any) -> float:
    """The square centimetres that a shape takes."""
    return _centimetres(shape.get(q("svg:width"))) * _centimetres(shape.get(q("svg:height")))


def _centimetres(length: Any) -> float:
    found = _LENGTH.fullmatch(str(length or ""))
    return float(found.group(1)) * _IN_CM[found.group(2)] if found else 0.0
