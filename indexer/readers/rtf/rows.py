"""Rows of an RTF table: gathered cell by cell, with those that go on from the row above."""

from __future__ import annotations

from indexer.readers.tables import cell_text, filled_down


class RowShape:
    """The definition of a row: `merges` says by cell whether it goes on from the row above."""

    def __init__(self) -> None:
        self.merges: list[bool] = []
        self._goes_on = False

    def define(self, word: str) -> None:
        """Take a control word of the definition."""
        if word == "trowd":
            self.merges, self._goes_on = [], False
        elif word == "clvmrg":
            self._goes_on = True
        else:
            self.merges.append(self._goes_on)
            self._goes_on = False


class TableRows:
    """The rows of a table so far, and the cells of the one under way."""

    def __init__(self) -> None:
        self._cells: list[str] = []
        self._rows: list[list[str]] = []

    def cell(self, text: str) -> None:
        """A cell is whole."""
        self._cells.append(text)

    def end_row(self, shape: RowShape) -> None:
        """A row is whole: a cell that goes on from the row above says its label again."""
        cells = [cell_text(cell) for cell in self._cells]
        for at, goes_on in enumerate(shape.merges):
            if goes_on and self._rows and at < min(len(cells), len(self._rows[-1])):
                cells[at] = cells[at] or filled_down(self._rows[-1][at])
        self._rows.append(cells)
        self._cells = []

    def taken(self, shape: RowShape) -> list[list[str]]:
        """All rows, once the table ends; a row that was never said to end ends with it."""
        if self._cells:
            self.end_row(shape)
        rows, self._rows = self._rows, []
        return rows
