"""Pages of PDFs as pictures, and where on them a quotation stands; drawn in a process of its own.

A PDF from outside is drawn by a large library in C++: what it might break is that process, not the service.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from api.errors import NotFound
from indexer.passages import Passage, Span
from indexer.workers import WorkerFailed, worker

_SECONDS = 20.0
"""Seconds drawing a page may take; after them it has no picture. By judgement."""
_MEMORY_MB = 1500
"""Megabytes drawing a page may take; a hostile page ends there. By judgement."""


class NoPage(NotFound):
    """The document has no such page, or it cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as shares of its width and height, from the top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageView:
    """What the page view needs: size in pixels, the boxes of the quotation (none if not found), the text."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the worker says: a picture in base 64, a view, or why there is none."""

    jpeg: str = ""
    view: PageView | None = None
    reason: str = ""


@cache
def replies() -> TypeAdapter[Reply]:
    """Reply to JSON and back."""
    return TypeAdapter(Reply)


def render(path: Path, number: int) -> bytes:
    """A page (from 1) as JPEG. Raises NoPage."""
    return b64decode(_ask(path, number, None).jpeg)


Ways = Sequence[Sequence[str]]
"""The lines of a quotation, each in the ways in which it may stand on the page, the best first."""


def view(path: Path, number: int, quote: str, ways: Ways = ()) -> PageView:
    """Size and text of a page (from 1), and where a quotation stands on it. Raises NoPage.

    The words are compared without regard to white space, hyphens, ligatures and the shape of quotation
    marks. A quotation that runs over the page's end is marked as far as it stands here. Rows of a table
    were stored with their header: their `ways` (`ways_of`) are looked for line by line.
    """
    found = _ask(path, number, quote, ways).view
    if found is None:
        raise NoPage(f"Page {number} cannot be read.")
    return found


def ways_of(passage: Passage, span: Span) -> Ways:
    """The lines of a span that holds cells, rows also as their cells without header; none for running text."""
    start, end = span
    if not any(cell.start < end and cell.end > start for cell in passage.cells):
        return ()
    ways = []
    for line in re.finditer(r"[^\n]+", passage.text[start:end]):
        first, last = start + line.start(), start + line.end()
        places = [(max(cell.start, first), min(cell.end, last)) for cell in passage.cells]
        cells = " ".join(passage.text[a:b] for a, b in places if a < b)
        ways.append([line[0], cells] if cells else [line[0]])
    return ways


def _ask(path: Path, number: int, quote: str | None, ways: Ways = ()) -> Reply:
    question = json.dumps([str(path.absolute()), number, quote, ways]).encode()
    try:
        reply = replies().validate_json(worker("api.documents.page_drawing", _MEMORY_MB).ask(question, _SECONDS))
    except (WorkerFailed, ValidationError) as error:
        raise NoPage(f"Page {number} cannot be drawn: the program that draws it failed ({error}).") from error
    if reply.reason:
        raise NoPage(reply.reason)
    return reply
