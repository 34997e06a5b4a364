"""Outlines: the headings a document names itself, in its bookmarks and on its contents pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from indexer.readers.pdf.layout import LEADERS, TRAILING_NUMBER, Line, Page

_TITLES = frozenset(("contents", "contents page", "table of contents", "list of contents"))
_DEEPEST = 6
"""Levels of bookmarks kept, as HTML has of headings."""
_LEAST = 3
"""Numbered entries that make a page a contents page."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Headings by their letters alone, each with its depth from 1."""

    depths: dict[str, int] = field(default_factory=dict)

    def depth(self, text: str) -> int:
        """How deep a heading of these words lies; 0 when the document names none."""
        return self.depths.get(_letters(text), 0)


def bookmarks(items: Sequence[Any], depth: int = 1) -> Iterator[tuple[str, int]]:
    """Titles and depths of a PDF's bookmarks, as pypdf nests them."""
    for item in items:
        if isinstance(item, list):
            if depth < _DEEPEST:
                yield from bookmarks(item, depth + 1)
        else:
            yield str(item.title or ""), depth


def outline(entries: Sequence[tuple[str, int]]) -> Outline:
    """An outline of titles; where one comes twice its first depth counts. Single short words are no evidence."""
    depths: dict[str, int] = {}
    for title, depth in entries:
        if len(_letters(title)) >= 6:
            depths.setdefault(_letters(title), depth)
    return Outline(depths)


def without_contents(pages: Sequence[Page]) -> tuple[list[Page], list[tuple[str, int]]]:
    """Take the entries of contents pages away; the pages, and the entries' titles with their depths.

    A list of contents begins under a line that says so and may go on over the following pages.
    """
    cleaned: list[Page] = []
    entries: list[Line] = []
    goes_on = False
    for page in pages:
        start = next((n for n, line in enumerate(page.lines) if line.words.casefold().rstrip(":") in _TITLES), None)
        first = 0 if start is None and goes_on else None if start is None else start + 1
        goes_on = first is not None and _lists_pages(page.lines[first:])
        if goes_on and first is not None:
            entries.extend(page.lines[first:])
            page = Page(page.number, page.lines[: start or 0], page.printed)
        leaders = [line for line in page.lines if line.is_leader]
        entries.extend(leaders)
        cleaned.append(Page(page.number, tuple(line for line in page.lines if not line.is_leader), page.printed))
    return cleaned, list(_entries(entries))


def _lists_pages(lines: Sequence[Line]) -> bool:
    numbered = [line for line in lines if TRAILING_NUMBER.search(line.words) or line.is_leader]
    return len(numbered) >= _LEAST and len(numbered) >= 0.5 * len(lines)


def _entries(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """Titles of contents entries, those of several lines put together; the further right, the deeper."""
    steps = sorted({round(line.x / 8) for line in lines})
    title = ""
    depth = 0
    for line in lines:
        depth = depth or 1 + steps.index(round(line.x / 8))
        title = f"{title} {line.words}".strip()
        if TRAILING_NUMBER.search(title) or line.is_leader:
            yield TRAILING_NUMBER.sub("", LEADERS.sub(" ", title).strip()), min(depth, _DEEPEST)
            title, depth = "", 0


def _letters(text: str) -> str:
    # A number of a footnote may cling to a heading's last word; numbers within count.
    return re.sub(r"[^\w]|_", "", re.sub(r"(?<=[a-z])\d{1,3}$", "", text.strip())).casefold()
