"""Orientation: where things stand on a page as one looks at it, for pages that a viewer turns before it shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indexer.readers.pdf.geometry import Box


@dataclass(frozen=True, slots=True)
class Orientation:
    """The corner and the size of a page as its file has them, and by how many degrees it is turned to be shown."""

    left: float
    bottom: float
    width: float
    height: float
    turned: int

    @property
    def tall(self) -> float:
        """The height of the page as one looks at it."""
        return self.width if self.turned in (90, 270) else self.height

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place from the left, as the file counts, and from the bottom of the page as one looks at it."""
        x0, y0 = x - self.left, y - self.bottom
        if self.turned == 90:
            return y0, self.width - x0
        if self.turned == 180:
            return self.width - x0, self.height - y0
        return (self.height - y0, x0) if self.turned == 270 else (x, y0)

    def box(self, box: Box) -> Box:
        """A box as one looks at the page."""
        (x1, y1), (x2, y2) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def share(self, y: float) -> float | None:
        """How high on the page a place from its bottom is, 0 to 1; None off the page."""
        share = y / self.tall
        return share if 0 < share < 1 else None


def orientation_of(page: Any) -> Orientation:
    """The orientation of a page that pypdf opened."""
    left, bottom, right, top = (float(side) for side in page.mediabox)
    return Orientation(left, bottom, right - left or 1.0, top - bottom or 1.0, int(page.rotation or 0) % 360)
