"""Table rows of a document as its passages hold them: the cells, each with its column and its place for quoting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.shared.citations import Citation, cite
from indexer.documents import TableCell
from indexer.immutable import Immutable
from indexer.passages import StoredPassage
from indexer.readers.figures import count_in, is_total


@dataclass(frozen=True, slots=True)
class QuotedCell(Immutable):
    """A cell with the passage it stands in; with the one that holds the most of it, where it is cut between two."""

    cell: TableCell
    found: StoredPassage

    @property
    def column(self) -> str:
        """The name of its column; empty where it has none."""
        return self.cell.header.strip()

    @property
    def text(self) -> str:
        """Its words, all of them."""
        return self.cell.text

    @property
    def number(self) -> int | None:
        """The whole number it holds; None for anything else."""
        return count_in(self.cell)

    @property
    def citation(self) -> Citation:
        """The cell as a quotation: what of it stands in the passage."""
        return cite(self.found, (self.cell.start, self.cell.end))

    @property
    def length(self) -> int:
        """How many characters of it stand in the passage."""
        return self.cell.end - self.cell.start


@dataclass(frozen=True, slots=True)
class TableRow(Immutable):
    """A row of at least two cells. `caution` is what its readers are warned of: a total that does not add up."""

    cells: tuple[QuotedCell, ...]
    caution: str | None

    @property
    def is_total(self) -> bool:
        """Whether its label says that it holds totals."""
        return is_total([cell.text for cell in self.cells])


def table_rows(passages: Iterable[StoredPassage]) -> list[TableRow]:
    """The rows of a document in order; a row that was cut between passages is one again."""
    rows: list[list[QuotedCell]] = []
    for found in passages:
        for cells in [] if found.passage.by_service else found.passage.rows:
            row = [QuotedCell(cell, found) for cell in cells]
            if rows and _goes_on(rows[-1], row):
                rows[-1] = [max(pair, key=lambda piece: piece.length) for pair in zip(rows[-1], row, strict=True)]
            else:
                rows.append(row)
    held = [[cell for cell in row if cell.length] for row in rows]
    return [TableRow(tuple(row), row[0].found.passage.caution) for row in held if len(row) > 1]


def _goes_on(before: Sequence[QuotedCell], row: Sequence[QuotedCell]) -> bool:
    """Whether a row is the rest of the one before, which a passage cut."""
    same = [piece.text for piece in before] == [piece.text for piece in row]
    return same and not row[0].found.passage.begins(row[0].cell)
