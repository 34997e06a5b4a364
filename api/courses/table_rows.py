"""Table rows of a document, read back out of its passages: the cells, each with its column and its place.

A passage holds a row as the readers write it ("Course: Neglect; attendees: 49"), on a line of its own. A part counts
as a cell where its label heads cells of other rows, too; else it is the rest of the cell before it ("…; all seen").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.shared.citations import Citation, cite
from indexer.immutable import Immutable
from indexer.passages import Span, StoredPassage
from indexer.readers.figures import is_total, number

_LINE = re.compile(r"[^\n]+")
_PART = re.compile(r"(?:^|; )(?P<label>[^:;\n]{1,80}): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class QuotedCell(Immutable):
    """A cell: its column's name, and where it stands in the passage of its row."""

    column: str
    found: StoredPassage
    span: Span

    @property
    def text(self) -> str:
        """Its words, as they stand."""
        start, end = self.span
        return self.found.passage.text[start:end]

    @property
    def number(self) -> int | None:
        """The whole number it holds; None for anything else."""
        value = number(self.text)
        return int(value) if value is not None and value == int(value) else None

    @property
    def citation(self) -> Citation:
        """The cell as a quotation."""
        return cite(self.found, self.span)


@dataclass(frozen=True, slots=True)
class TableRow(Immutable):
    """A row of at least two cells. `caution` is what its readers are warned of: a total that does not add up."""

    cells: tuple[QuotedCell, ...]
    caution: str | None

    @property
    def is_total(self) -> bool:
        """Whether its label says that it holds totals."""
        return is_total([cell.text for cell in self.cells])


def table_rows(passages: Iterable[StoredPassage], known: re.Pattern[str]) -> list[TableRow]:
    """The rows of a document in order. `known` fits names of columns that count even where they head one row only."""
    lines = [(found, span) for found in passages if not found.passage.by_service for span in _lines(found)]
    labels = Counter(match["label"] for found, span in lines for match in _parts(found, span))
    heads = {label for label, count in labels.items() if count > 1 or known.search(label)}
    rows = [TableRow(tuple(_cells(found, span, heads)), found.passage.caution) for found, span in lines]
    return [row for row in rows if len(row.cells) > 1]


def _lines(found: StoredPassage) -> Iterator[Span]:
    """The lines that are rows: those whose place names a row or cells."""
    for match in _LINE.finditer(found.passage.text):
        locator = found.passage.locate(match.start())
        if locator.row is not None or locator.cells is not None:
            yield match.span()


def _parts(found: StoredPassage, span: Span) -> Sequence[re.Match[str]]:
    """Whatever looks like a label; the first of a line must stand at its beginning."""
    return list(_PART.finditer(found.passage.text, *span))


def _cells(found: StoredPassage, span: Span, heads: set[str]) -> Iterator[QuotedCell]:
    parts = [match for match in _parts(found, span) if match["label"] in heads]
    for n, match in enumerate(parts):
        end = parts[n + 1].start() if n + 1 < len(parts) else span[1]
        start = match.end()
        if found.passage.text[start:end].strip():
            yield QuotedCell(match["label"].strip(), found, (start, end))
