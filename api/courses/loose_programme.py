"""A programme whose table the file holds in loose columns: put back together only where its totals prove it right.

Text taken out of a PDF often holds a table column by column, and these in two pieces: all titles, then the first seven
figures of each column, then the rest of each. Every such way of dealing the figures out is tried. Where exactly one
gives each title its figures and lets every column add up to its own total, the order is right beyond reasonable doubt;
else nothing is read. What was put together says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.courses.finding import COLUMNS, NUMBERS, TITLE, CourseMention, Fact, StatedValue
from api.shared.citations import cite
from indexer.immutable import Immutable
from indexer.passages import Span, StoredPassage
from indexer.readers.figures import FIGURES_CAUTION, is_total, number

CAUTION = (
    f"{FIGURES_CAUTION}: the file holds this table in loose columns; this service put them together, "
    "and every column adds up to its total"
)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_GOES_ON = re.compile(r"^[(a-z]")
_FOOTNOTE = re.compile(r"^[*†‡]")
_FEWEST = 3
"""Titles from which lines are taken for a programme; fewer, and running text is. By judgement."""


@dataclass(frozen=True, slots=True)
class _Line(Immutable):
    found: StoredPassage
    span: Span

    @property
    def text(self) -> str:
        start, end = self.span
        return " ".join(self.found.passage.text[start:end].split())


@dataclass(frozen=True, slots=True)
class _Title(Immutable):
    text: str
    line: _Line


_Block = list[_Line]


def loose_programme(passages: Iterable[StoredPassage]) -> list[CourseMention]:
    """What the loose tables of a document say of courses, so far as their totals prove the order of the figures."""
    blocks = list(_blocks([found for found in passages if not found.passage.by_service]))
    told: list[CourseMention] = []
    for n, block in enumerate(blocks):
        if len(block) == 1 and TITLE.match(block[0].text):
            told += _table(blocks[n + 1 :])
    return told


def _blocks(passages: Sequence[StoredPassage]) -> Iterator[_Block]:
    """Runs of lines with no empty line between them, also over the borders of passages."""
    block: _Block = []
    before: StoredPassage | None = None
    for found in passages:
        if before is not None and found.passage.start - before.passage.end > 1 and block:
            yield block
            block = []
        end = 0
        for match in _LINE.finditer(found.passage.text):
            if found.passage.text[end : match.start()].count("\n") > 1 and block:
                yield block
                block = []
            block.append(_Line(found, match.span()))
            end = match.end()
        before = found
    if block:
        yield block


def _table(blocks: Sequence[_Block]) -> list[CourseMention]:
    facts: list[Fact] = []
    at = 0
    while at < len(blocks) and (fact := _column(blocks[at])) is not None:
        facts.append(fact)
        at += 1
    names: list[_Line] = []
    while at < len(blocks) and not _are_figures(blocks[at]) and len(names) < 200:
        names += blocks[at]
        at += 1
    figures: list[_Line] = []
    while at < len(blocks) and _are_figures(blocks[at]):
        figures += blocks[at]
        at += 1
    titles = _titles(names)
    if not facts or len(titles) <= _FEWEST or not is_total([titles[-1].text]):
        return []
    dealt = _dealt_out(figures, len(titles), len(facts))
    return [
        _told(title, dict(zip(facts, lines, strict=True)))
        for title, *lines in zip(titles[:-1], *dealt, strict=False)
        if dealt
    ]


def _dealt_out(figures: Sequence[_Line], rows: int, columns: int) -> list[list[_Line]]:
    """The figures by column; empty where no way, or more than one, lets every column add up to its last figure."""
    if len(figures) != rows * columns:
        return []
    ways = []
    for first in range(1, rows + 1):
        rest, at = rows - first, first * columns
        way = [
            [*figures[n * first : (n + 1) * first], *figures[at + n * rest : at + (n + 1) * rest]]
            for n in range(columns)
        ]
        if way not in ways and all(_adds_up(column) for column in way):
            ways.append(way)
    return ways[0] if len(ways) == 1 else []


def _column(block: _Block) -> Fact | None:
    """What a block names as a column of figures."""
    words = " ".join(line.text for line in block)
    if len(block) > 3 or len(words) > 60:
        return None
    return next((fact for fact, pattern in COLUMNS.items() if fact in NUMBERS and pattern.search(words)), None)


def _are_figures(block: _Block) -> bool:
    return all(number(line.text) is not None for line in block)


def _titles(lines: Sequence[_Line]) -> list[_Title]:
    """The titles, those over two lines joined, footnotes left out; the last is that of the totals."""
    titles: list[_Title] = []
    for line in lines:
        if _FOOTNOTE.match(line.text):
            continue
        if titles and _GOES_ON.match(line.text):
            titles[-1] = _Title(f"{titles[-1].text} {line.text}", titles[-1].line)
        else:
            titles.append(_Title(line.text, line))
    return titles


def _adds_up(column: Sequence[_Line]) -> bool:
    values = [number(line.text) or 0 for line in column]
    return sum(values[:-1]) == values[-1]


def _told(title: _Title, lines: dict[Fact, _Line]) -> CourseMention:
    values = {fact: StatedValue(line.text, cite(line.found, line.span), CAUTION) for fact, line in lines.items()}
    return CourseMention(title.text, title.line.found.document, values, {})
