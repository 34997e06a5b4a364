"""The flow of a PDF: lines of its pages as headings, paragraphs, list items, tables and footnotes in reading order."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indexer.documents import BlockKind, Locator, TableCell
from indexer.readers.builder import DocumentBuilder
from indexer.readers.figures import number_held
from indexer.readers.pdf.layout import Line, Page, body_size, heading_styles, joins, looks_like_heading, split_footnotes
from indexer.readers.pdf.outline import Outline
from indexer.readers.pdf.tables.page_tables import RuledTable, without_tables
from indexer.readers.tables import Table

PlacedTable = tuple[RuledTable, Table, list[Locator]]
"""A part of a table on one page, its rows, and where each row of the whole table stands."""

_HEADING_LINES = 4
"""Lines of a heading at most. By judgement."""
_COVER_WORDS = 40
"""A document that has fewer words of text so far has shown its cover only."""


@dataclass
class Flow:
    """Adds pages to a document; what one page leaves unfinished the next may go on with."""

    builder: DocumentBuilder
    body: float
    styles: dict[tuple[float, bool], int]
    named: Outline
    unfinished: bool = field(default=False, init=False)

    def add_page(self, page: Page, stands: dict[int, int], tables: Sequence[PlacedTable], locator: Locator) -> None:
        """Add a page's text with its tables before the lines they stand at, then its footnotes."""
        text, notes = split_footnotes(page, self.body)
        at = 0
        for index in sorted(stands, key=lambda index: stands[index]):
            end = min(stands[index], len(text.lines))
            self._add_lines(text.lines[at:end], locator)
            at = end
            self.builder.table(tables[index][1], tables[index][2])
            self.unfinished = False
        self._add_lines(text.lines[at:], locator)
        for note in notes:
            self.builder.footnote("\n".join(line.text.strip() for line in note), locator)
        if self.builder.words < _COVER_WORDS:
            self.builder.close_headings(0)  # titles of a cover are no sections

    def _add_lines(self, lines: Sequence[Line], locator: Locator) -> None:
        headings = _heading_lines(lines, self.body, self.named)
        for number, paragraph in enumerate(_paragraphs(lines, headings, self.body)):
            first, last = paragraph[0], paragraph[-1]
            text = "\n".join(line.text.strip() for line in paragraph)
            if len(paragraph) <= _HEADING_LINES and first in headings:
                name = " ".join(line.title for line in paragraph)
                self.builder.heading(text, self._level(first, text), locator, nest=True, name=name)
                self.unfinished = False
                continue
            goes_on = self.unfinished and number == 0 and not first.is_bullet and not first.is_numbered
            kind = BlockKind.LIST_ITEM if first.is_bullet else BlockKind.PARAGRAPH
            continues = goes_on and (first.words[:1].islower() or len(text) > 200)
            self.builder.add(text, locator, kind, continues=continues, cells=_entered(first, text))
            self.unfinished = not last.ends_sentence and len(last.words) > 40

    def _level(self, first: Line, text: str) -> int:
        """By style; a heading that only bookmarks or a contents page know lies below those, by its depth there."""
        return self.styles.get((first.size, first.bold)) or len(self.styles) + (self.named.depth(text) or 1)


def add_pages(
    builder: DocumentBuilder,
    pages: Sequence[Page],
    labels: Sequence[str | None],
    tables: Sequence[PlacedTable],
    named: Outline,
) -> None:
    """Add the pages' text and, where they stand in it, their tables; `named` are the headings the document names."""
    of_page = [[entry for entry in tables if entry[0].page == page.number] for page in pages]
    parted = [without_tables(page, [part for part, _, _ in found]) for page, found in zip(pages, of_page, strict=True)]
    body = body_size(page for page, _ in parted)
    flow = Flow(builder, body, heading_styles((page for page, _ in parted), body), named)
    for (page, stands), found in zip(parted, of_page, strict=True):
        flow.add_page(page, stands, found, Locator(page=page.number, page_label=labels[page.number - 1]))


def _entered(line: Line, text: str) -> tuple[TableCell, ...]:
    """What was entered into the field of a form, as a cell under its label; nothing for other lines."""
    label, value = line.pair
    if not label or not value or not text.endswith(value):
        return ()
    return (TableCell(len(text) - len(value), len(text), label.rstrip(":"), value, number_held(value)),)


def _heading_lines(lines: Sequence[Line], body: float, named: Outline) -> set[Line]:
    """The lines that are headings: by their looks, as the rest of one, or since the document names them."""
    found: set[Line] = set()
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        both = "" if before is None else f"{before.words} {line.words}"
        if looks_like_heading(line, body) or (_opens(line) and named.depth(line.words)):
            found.add(line)
        elif before is not None and _opens(before) and named.depth(both):
            found |= {before, line}
        elif before in found and before is not None and _is_rest(before, line):
            found.add(line)
    return found


def _is_rest(heading: Line, line: Line) -> bool:
    """Whether a bold line in lower case is the rest of the heading above it."""
    same = line.bold and heading.bold and heading.size == line.size
    return same and line.words[:1].islower() and not line.is_bullet and not heading.ends_sentence


def _opens(line: Line) -> bool:
    """Whether a line can open a heading that only its words tell: no bullet, no single word, no lower case."""
    return not line.is_bullet and len(line.words.split()) > 1 and not line.words[:1].islower()


def _paragraphs(lines: Sequence[Line], headings: set[Line], body: float) -> list[list[Line]]:
    """Lines joined to paragraphs; a heading of several lines is one."""
    gaps = [_gap(a, b) for a, b in pairwise(lines)]
    known = [gap for gap in gaps if gap is not None and 0 < gap < 0.06]
    usual = statistics.mode([round(gap, 3) for gap in known]) if known else 0.0
    lengths = sorted(len(line.words) for line in lines)
    full = lengths[int(len(lengths) * 0.85)] if lengths else 0
    paragraphs: list[list[Line]] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before is None or (before in headings) != (line in headings):
            paragraphs.append([line])
        elif (
            _same_heading(before, line, gaps[index - 1], usual, body)
            if line in headings
            else joins(before, line, gaps[index - 1], usual, full)
        ):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _same_heading(before: Line, after: Line, gap: float | None, usual: float, body: float) -> bool:
    if (before.size, before.bold) != (after.size, after.bold) or before.words.endswith("?"):
        return False
    spacing = after.size / body * (usual or 0.02)
    most = 1.6 if after.words[:1].islower() else 1.3  # what begins in lower case is the rest of a heading
    return gap is None or 0 < gap < most * spacing


def _gap(before: Line, after: Line) -> float | None:
    return None if before.height is None or after.height is None else before.height - after.height
