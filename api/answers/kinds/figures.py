"""Figures: the cell of a table row that gives the number asked for, with its row, its column and its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from api.answers.kinds.values import Figure
from api.answers.lines import AnswerLine
from api.query.question import Question
from api.terms.periods import days_named
from api.terms.values import Wanted
from indexer.documents import TableCell
from indexer.text.terms import terms

MOST = 3
"""Figures an answer shows apart."""
_ASKED = frozenset({Wanted.COUNT, Wanted.PERCENTAGE, Wanted.RATE, Wanted.MONEY})
_NUMBER = re.compile(r"^\W*£?\s?\d[\d,]*(?:\.\d+)?\s?(?:%|per ?cent)?\W*$")
_SHARE = re.compile(r"%|per ?cent", re.IGNORECASE)


def figures_of(question: Question, lines: Sequence[AnswerLine]) -> tuple[Figure, ...]:
    """The figures of the rows among an answer's lines, one a row; none where no figure is asked for."""
    wanted = [sort for sort in question.understanding.wanted if sort in _ASKED]
    found = (_figure(question, line, number) for number, line in enumerate(lines)) if wanted else ()
    return tuple(figure for figure in found if figure is not None)[:MOST]


def _figure(question: Question, line: AnswerLine, number: int) -> Figure | None:
    cells = [c for c in line.candidate.found.passage.cells if line.span[0] <= c.start and c.end <= line.span[1]]
    label = next((cell for cell in cells if not _NUMBER.match(cell.text)), None)
    counted = list(_of_sort(question, [cell for cell in cells if _NUMBER.match(cell.text)]))
    if label is None or not counted:
        return None
    dated = [cell for cell in counted if any(True for _ in days_named(cell.header))]
    meant = [
        c for c in dated if any(p.meets(days) for p in question.understanding.periods for days in days_named(c.header))
    ]
    if question.understanding.periods and dated and not meant:
        return None
    best = max(meant or counted, key=lambda cell: (question.share(set(terms(cell.header))), _last(cell)))
    date = best.header if best in dated else str(line.candidate.found.document.year or "")
    return Figure(best.text, label.text, best.header, date, number)


def _of_sort(question: Question, cells: Sequence[TableCell]) -> Iterator[TableCell]:
    """The cells with a percentage where one is asked for; others are as good as any."""
    shares = [cell for cell in cells if _SHARE.search(cell.text) or _SHARE.search(cell.header)]
    yield from shares if shares and Wanted.PERCENTAGE in question.understanding.wanted else cells


def _last(cell: TableCell) -> str:
    """The last day that a column names, so that of several the newest stands first."""
    return max((str(days[1]) for days in days_named(cell.header)), default="")
