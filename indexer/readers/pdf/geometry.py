"""Geometry of PDF pages: boxes in points, and matrices that move what is drawn."""

from __future__ import annotations

from collections.abc import Sequence

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, as the page counts them."""
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""The matrix that moves nothing."""
_ASKEW = 0.2
"""How far from upright letters may stand, as a ratio of their sides. By judgement."""


def overlap(one: Box, other: Box) -> Box:
    """What two boxes share; a box turned inside out where they share nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def area(box: Box) -> float:
    """The area of a box; 0 of one turned inside out."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def is_askew(along: float, up: float) -> bool:
    """Whether a direction is neither along nor up the page."""
    return min(abs(along), abs(up)) > _ASKEW * max(abs(along), abs(up))


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that moves as one does, and then the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved_by(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a matrix moves a place to."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_around(matrix: Matrix, points: Sequence[tuple[float, float]]) -> Box:
    """The smallest box that holds these places once they are moved."""
    places = points if matrix == IDENTITY else [moved_by(matrix, x, y) for x, y in points]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return min(xs), min(ys), max(xs), max(ys)
