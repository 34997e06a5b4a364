"""Separated values: the rows of a CSV file, whatever separates its cells, for indexing and for imports alike."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from indexer.readers.text.encodings import decode

csv.field_size_limit(2_000_000)  # letters in a cell: room for a whole report; what is longer is no table

_SEPARATORS = ("\t", ";", "|", ",")
"""What can separate cells; the comma last, for texts and numbers hold commas as well."""
_NAMED = re.compile(r'^"?sep=(.)"?[ \t]*(?:\n|$)', re.IGNORECASE)
"""A first line that tells a spreadsheet what separates the cells."""
_END = "\0the end"
"""A last line that is no line of the file: where it is missing from the rows, a quotation mark was never closed."""


@dataclass(frozen=True, slots=True)
class Separated:
    """The rows of a file, each of as many cells as it has, and lines about what is odd in it.

    A row's place in the file counts rows, not lines; a line that only names the separator is none.
    """

    rows: list[list[str]]
    warnings: tuple[str, ...] = ()


def read_rows(data: bytes) -> Separated:
    """The rows of separated values; what is no table comes as rows of one cell. Raises csv.Error for one too long."""
    decoded = decode(data)
    text = decoded.text
    named = _NAMED.match(text)
    if named:
        text = text[named.end() :]
    lines = text.split("\n")
    separator = named.group(1) if named else _separator(lines)
    reading = _Reading(separator, _blanks_before_quotes(text, separator))
    rows = list(reading.rows(lines))
    while rows and not any(rows[-1]):
        rows.pop()
    return Separated(rows, (*decoded.warnings, *reading.warnings))


def _separator(lines: Sequence[str]) -> str:
    """What gives most rows the same number of cells, more than one, over the whole file."""
    best, most = ",", 0.0
    for separator in _SEPARATORS:
        if not any(separator in line for line in lines):
            continue
        widths = Counter(len(row) for row in _Reading(separator).rows(lines) if any(row))
        tables = {width: count for width, count in widths.items() if width > 1}
        if tables:
            share = max(tables.values()) / widths.total()
            if share > most:
                best, most = separator, share
    return best


def _blanks_before_quotes(text: str, separator: str) -> bool:
    """Whether blanks stand between a separator and a cell in quotation marks."""
    mark = re.escape(separator)
    return separator != "\t" and re.search(rf'{mark} +"(?:[^"]|"")*" *(?:{mark}|\n|\Z)', text) is not None


class _Reading:
    """Rows read from lines; a quotation mark that is never closed, or closed amid words, is a mark like any other."""

    def __init__(self, separator: str, blanks_before_quotes: bool = False) -> None:
        self._separator, self._skip = separator, blanks_before_quotes
        self._odd: list[int] = []

    @property
    def warnings(self) -> tuple[str, ...]:
        """A line about quotation marks that do not pair."""
        if not self._odd:
            return ()
        many = len(self._odd)
        named = ", ".join(str(number) for number in self._odd[:5]) + (" and others" if many > 5 else "")
        return (f"{many:,} line{'s' if many > 1 else ''} with a quotation mark that is not closed: {named}.",)

    def rows(self, lines: Sequence[str]) -> Iterator[list[str]]:
        """The rows of lines."""
        start = 0
        while start < len(lines):
            read = 0
            reader = self._reader(lines, start)
            try:
                for row in reader:
                    if reader.line_num > len(lines) - start:  # the line at the end
                        if row == [_END]:
                            return
                        raise csv.Error
                    yield row
                    read = reader.line_num
            except csv.Error:
                yield self._broken(lines[start + read], start + read)
                start += read + 1
            else:
                return

    def _reader(self, lines: Sequence[str], start: int) -> Any:
        left = (lines[place] for place in range(start, len(lines)))
        ended = (f"{line}\n" for line in chain(left, (_END,)))
        return csv.reader(ended, delimiter=self._separator, skipinitialspace=self._skip, strict=True)

    def _broken(self, line: str, place: int) -> list[str]:
        """The cells of a line whose quotation marks do not pair."""
        closed = line.count('"') % 2 == 0
        if not closed:
            self._odd.append(place + 1)
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if closed else csv.QUOTE_NONE
        return next(csv.reader([line], delimiter=self._separator, skipinitialspace=self._skip, quoting=quoting), [])
