"""The grid: in how many documents a theme is found, out of how many that could have said so.

Every cell carries both numbers. A year of which nothing is held is not a zero, and the grid says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from types import MappingProxyType

from api.themes.span import NOT_KNOWN, Side
from indexer.documents import DocumentCard, DocumentKind


class Dimension(StrEnum):
    """What rows and columns can be."""

    THEME = "theme"
    YEAR = "year"
    AREA = "area"
    PUBLISHER = "publisher"
    KIND = "kind"
    AGENCY = "agency"


_ALL = ""


@dataclass(frozen=True, slots=True)
class ThemeFinding:
    """A theme found in a document, on the side counted. `confirmed`: by a person, else only suggested.

    `named` is an agency or a case that a passage found names, where these are asked about.
    """

    theme: str
    document: str
    confirmed: bool
    named: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
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
class Coverage:
    """What is held for a column: documents, how many of each kind, and of which areas no annual report is.

    `areas` counts the areas in question. Boards and partnerships publish a report every year, so one that is not held
    is missing; of the other kinds nobody can say how many there should be.
    """

    held: int
    kinds: tuple[tuple[DocumentKind, int], ...] = ()
    no_report: tuple[str, ...] = ()
    areas: int = 0

    @property
    def missing(self) -> str:
        """What is missing, in words; empty when nothing is known to be."""
        if not self.held:
            return "everything"
        if not self.no_report:
            return ""
        return "annual report" + (f" of {len(self.no_report)} of {self.areas} areas" if self.areas > 1 else "")


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by row and column, and what is held for each column (the coverage row). `by` is what the columns are."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], GridCell]
    coverage: tuple[Coverage, ...]
    side: Side
    by: Dimension


def build_grid(
    findings: Iterable[ThemeFinding],
    documents: Sequence[DocumentCard],
    side: Side,
    rows: Dimension = Dimension.THEME,
    columns: Dimension = Dimension.YEAR,
    themes: Sequence[str] = (),
    agencies: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Grid:
    """Count documents by two dimensions.

    `documents` are all that may be counted, `themes` the rows shown, `agencies` those each document names.
    """
    axes = _Axes(rows, columns, {card.id: card for card in documents}, agencies)
    marks: dict[tuple[str, str], dict[str, bool]] = {}
    for finding in findings:
        for place in axes.of_finding(finding):
            seen = marks.setdefault(place, {})
            seen[finding.document] = seen.get(finding.document, False) or finding.confirmed
    held: dict[tuple[str, str], list[DocumentCard]] = {}
    for card in documents:
        for place in axes.of_document(card):
            held.setdefault(place, []).append(card)
    row_names, column_names = (axes.names(dimension, themes) for dimension in (rows, columns))
    any_row, any_column = rows is Dimension.THEME, columns is Dimension.THEME
    cells = {
        (r, c): _cell(marks.get((r, c), {}), len(held.get((_ALL if any_row else r, _ALL if any_column else c), ())))
        for r in row_names
        for c in column_names
    }
    by_column: dict[str, dict[str, DocumentCard]] = {}
    for (_, column), cards in held.items():
        by_column.setdefault(column, {}).update({card.id: card for card in cards})
    areas = frozenset(card.area for card in documents if card.area)
    coverage = tuple(
        _coverage(by_column.get(_ALL if any_column else c, {}).values(), c if columns is Dimension.YEAR else "", areas)
        for c in column_names
    )
    return Grid(tuple(row_names), tuple(column_names), cells, coverage, side, columns)


def years_between(first: int, last: int, documents: Collection[DocumentCard]) -> dict[int, int]:
    """Documents held for each year from first to last, also the years of which none is."""
    counts = dict.fromkeys(range(first, last + 1), 0)
    for card in documents:
        if card.year in counts:
            counts[card.year] += 1
    return counts


@dataclass(frozen=True, slots=True)
class _Axes:
    """Where findings and documents stand along rows and columns; a document stands in a column for each agency."""

    rows: Dimension
    columns: Dimension
    cards: Mapping[str, DocumentCard]
    agencies: Mapping[str, Collection[str]]

    def of_document(self, card: DocumentCard) -> Iterator[tuple[str, str]]:
        yield from product(self._values(self.rows, card), self._values(self.columns, card))

    def of_finding(self, finding: ThemeFinding) -> Iterator[tuple[str, str]]:
        card = self.cards.get(finding.document)
        if card is not None:
            own = {Dimension.THEME: (finding.theme,), Dimension.AGENCY: (finding.named,) if finding.named else ()}
            yield from product(*(own[d] if d in own else self._values(d, card) for d in (self.rows, self.columns)))

    def names(self, dimension: Dimension, themes: Sequence[str]) -> Sequence[str]:
        if dimension is Dimension.THEME:
            return themes
        names = {value for card in self.cards.values() for value in self._values(dimension, card)}
        if dimension is Dimension.YEAR:
            years = [int(name) for name in names if name.isdigit()]
            # Every year between, so that a year of which nothing is held is seen.
            between = {str(year) for year in range(min(years), max(years) + 1)} if years else set()
            return sorted(between | names, key=lambda name: (not name.isdigit(), name))
        return sorted(names)

    def _values(self, dimension: Dimension, card: DocumentCard) -> Collection[str]:
        match dimension:
            case Dimension.THEME:
                return (_ALL,)
            case Dimension.AGENCY:
                return self.agencies.get(card.id, ())
            case Dimension.YEAR:
                return (str(card.year or NOT_KNOWN),)
            case Dimension.AREA:
                return (card.area or NOT_KNOWN,)
            case Dimension.PUBLISHER:
                return (card.publisher or NOT_KNOWN,)
            case Dimension.KIND:
                return (str(card.kind),)


def _coverage(here: Collection[DocumentCard], year: str, areas: frozenset[str]) -> Coverage:
    counts = Counter(card.kind for card in here)
    kinds = tuple((kind, counts[kind]) for kind in DocumentKind if counts[kind])
    if not year.isdigit():
        return Coverage(len(here), kinds)
    reported = {card.area for card in here if card.kind is DocumentKind.ANNUAL_REPORT}
    return Coverage(len(here), kinds, tuple(sorted(areas - reported)), len(areas))


def _cell(seen: dict[str, bool], held: int) -> GridCell:
    confirmed = sum(seen.values())
    return GridCell(confirmed, len(seen) - confirmed, held)
