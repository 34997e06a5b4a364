"""The grid: in how many documents a theme is found, out of how many that could have said so.

Every cell carries both numbers. A year of which nothing is held is not a zero, and the grid says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indexer.documents import DocumentCard, DocumentKind
from indexer.passages import PassageRole

FINDING_KINDS = frozenset(
    {
        DocumentKind.ANNUAL_REPORT,
        DocumentKind.LEARNING_REVIEW,
        DocumentKind.AUDIT,
        DocumentKind.CHILD_DEATH,
        DocumentKind.INSPECTION,
        DocumentKind.BRIEFING,
        DocumentKind.LOG,
    }
)
"""Kinds of documents that say how practice was. The others say what it should be, and are not counted."""


class Side(StrEnum):
    """As what a theme is found."""

    WEAKNESS = "weakness"
    STRENGTH = "strength"


ROLES = {
    Side.WEAKNESS: frozenset({PassageRole.WEAKNESS, PassageRole.RECOMMENDATION}),
    Side.STRENGTH: frozenset({PassageRole.STRENGTH}),
}
"""The roles of passages that count for each side."""


class Dimension(StrEnum):
    """What rows and columns can be."""

    THEME = "theme"
    YEAR = "year"
    AREA = "area"
    PUBLISHER = "publisher"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage of a document as evidence of a theme. `confirmed`: by a person, else only suggested."""

    theme: str
    document: str
    role: str | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """Documents with the theme, confirmed or only suggested, out of those held; `held` 0 means not covered."""

    confirmed: int
    suggested: int
    held: int

    @property
    def found(self) -> int:
        """Documents with the theme."""
        return self.confirmed + self.suggested

    @property
    def words(self) -> str:
        """The cell as it is read out."""
        if not self.held:
            return "nothing held"
        return f"{self.found} of {self.held}" + (f", {self.confirmed} confirmed" if self.confirmed else "")


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by row and column, and how many documents are held for each column (the coverage row)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
    coverage: tuple[int, ...]
    side: Side


def build_grid(
    findings: Iterable[Finding],
    documents: Sequence[DocumentCard],
    side: Side,
    rows: Dimension = Dimension.THEME,
    columns: Dimension = Dimension.YEAR,
    themes: Sequence[str] = (),
) -> Grid:
    """Count documents by two dimensions. `documents` are all that may be counted; `themes` are the rows shown."""
    held = {card.id: card for card in documents}
    marks: dict[tuple[str, str], dict[str, bool]] = {}
    for finding in findings:
        card = held.get(finding.document)
        if card is not None and finding.role in ROLES[side]:
            key = (_value(rows, card, finding.theme), _value(columns, card, finding.theme))
            seen = marks.setdefault(key, {})
            seen[card.id] = seen.get(card.id, False) or finding.confirmed
    row_names = themes if rows is Dimension.THEME else _names(rows, documents)
    column_names = themes if columns is Dimension.THEME else _names(columns, documents)
    base = _counter(documents, rows, columns)
    cells = {(r, c): _cell(marks.get((r, c), {}), base(r, c)) for r in row_names for c in column_names}
    coverage = tuple(
        sum(columns is Dimension.THEME or _value(columns, d) == c for d in documents) for c in column_names
    )
    return Grid(tuple(row_names), tuple(column_names), cells, coverage, side)


def years_between(first: int, last: int, documents: Collection[DocumentCard]) -> dict[int, int]:
    """Documents held for each year from first to last, also the years of which none is."""
    counts = dict.fromkeys(range(first, last + 1), 0)
    for card in documents:
        if card.year in counts:
            counts[card.year] += 1
    return counts


def _names(dimension: Dimension, documents: Sequence[DocumentCard]) -> list[str]:
    names = {_value(dimension, card) for card in documents}
    if dimension is Dimension.YEAR:
        years = [int(name) for name in names if name.isdigit()]
        # Every year between, so that a year of which nothing is held is seen.
        between = {str(year) for year in range(min(years), max(years) + 1)} if years else set()
        return sorted(between | names, key=lambda name: (not name.isdigit(), name))
    return sorted(names)


def _counter(documents: Sequence[DocumentCard], rows: Dimension, columns: Dimension) -> Callable[[str, str], int]:
    counts: dict[tuple[str | None, str | None], int] = {}
    for card in documents:
        key = tuple(None if d is Dimension.THEME else _value(d, card) for d in (rows, columns))
        counts[(key[0], key[1])] = counts.get((key[0], key[1]), 0) + 1

    def held(row: str, column: str) -> int:
        return counts.get((None if rows is Dimension.THEME else row, None if columns is Dimension.THEME else column), 0)

    return held


def _cell(seen: dict[str, bool], held: int) -> Cell:
    confirmed = sum(seen.values())
    return Cell(confirmed, len(seen) - confirmed, held)


def _value(dimension: Dimension, card: DocumentCard, theme: str = "") -> str:
    values = {
        Dimension.THEME: theme,
        Dimension.YEAR: str(card.year) if card.year else "",
        Dimension.AREA: card.area,
        Dimension.PUBLISHER: card.publisher,
        Dimension.KIND: str(card.kind),
    }
    return values[dimension] or "not known"
