"""Blocks of a Word document: the paragraphs and tables below an element, and what hangs on a paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indexer.readers.office.markup import q

BOX, CHART, NEWER_CHART, DIAGRAM, WORD_ART = (
    q("w:txbxContent"),
    q("c:chart"),
    q("cx:chart"),
    q("dgm:relIds"),
    q("v:textpath"),
)
DRAWN = q("a:txBody")
_HANGING = (BOX, CHART, NEWER_CHART, DIAGRAM, WORD_ART, DRAWN)
WRAPPERS = {q(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")}
AWAY = {q("w:del"), q("w:moveFrom")}


def items_of(element: Any) -> Iterator[Any]:
    """The paragraphs and tables right below an element, those in content controls too."""
    for child in element:
        if child.tag in (q("w:p"), q("w:tbl")):
            yield child
        elif child.tag in WRAPPERS:
            yield from items_of(child)


def hanging_on(element: Any) -> Iterator[Any]:
    """The outermost boxes, charts and the like below an element, in their order; lettering without words is none."""
    for child in element:
        if child.tag in _HANGING:
            yield child
        elif child.tag not in AWAY:
            yield from hanging_on(child)
