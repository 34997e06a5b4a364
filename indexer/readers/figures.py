"""Figures: cells read as numbers, totals and percentages checked, loose figures that no table holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from indexer.documents import TableCell

FIGURES_CAUTION = "figures as extracted, not safe to quote"

_NUMBER = re.compile(r"^[£€$]?\s*([-–(]?)\s*[£€$]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*\)?\s*[*†]?$")
_PERCENT = re.compile(r"^[-–]?\d+(?:\.\d+)?\s*%$")
_BARE = re.compile(r"^\d{1,3}(?:\.\d+)?$")
_OF_SHARES = re.compile(r"%|\bper ?cent\b|\bpercentage\b", re.I)
_COUNT_AND_SHARE = re.compile(r"^(\d{1,3}(?:,\d{3})+|\d+)\s*\(\s*(\d+(?:\.\d+)?)\s*%?\s*\)$")
_SHARE_IN_WORDS = re.compile(
    r"(?<![\d.,/-])(\d{1,3}(?:,\d{3})+|\d+) (?:out )?of (?:the |all )?(\d{1,3}(?:,\d{3})+|\d+)(?![\d.,]*\d|%)"
    r"(?: [a-z][a-z'’-]*){0,4},? ?\(\s*(\d+(?:\.\d+)?) ?(?:%|per ?cent)\s*\)"
)
_DIGIT_RUN = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_NOTHING = re.compile(r"^(?:[-–—*]|n/?a|nil|none)?$", re.I)
_TOTAL = re.compile(r"^(?:(?:grand|sub|overall)[ -]?)?totals?\b|^(?:all|overall)\b|\btotal$", re.I)
_WHOLE = re.compile(r"^(?:total|all|overall)(?: \w+)?$", re.I)
_NOT_ADDED = re.compile(
    r"%|per ?cent|\brates?\b|\baverage\b|\bmean\b|\bmedian\b|\bages?\b|\byears?\b|\bno\.$|\bratio\b", re.I
)
_SHARE_TOLERANCE = 1.0
"""Points of a percentage that rounding may explain."""

_DIGITS = 12
"""Decimals of a share as a part of one: more than any cell gives, fewer than binary fractions blur."""

_Base = Callable[[Sequence[str]], float | None]
"""What a row's share is a share of."""

_LOOSE = re.compile(r"^[£€$(]?[-–+]?\d[\d,.]*\)?\s*%?\s*(?:\(\d[\d.]*\s*%?\s*\))?\*?$|^(?:n/a|nil|[-–√✓×✗])$", re.I)
_PHONE = re.compile(r"^(?:\+|0)[\d ()]{8,}$")
_MARKER = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.)]$")
_SHORT_LINE = 8
"""Words of a line that can be a label of a table broken into lines."""
_FEWEST_LOOSE = 5
"""Lines of a bare figure from which a run of short lines is a broken table. By judgement."""
_LOOSE_SHARE = 0.3
"""Part of the run's lines that must be such; lower, and lists with figures are flagged. By judgement."""


def number(cell: str) -> float | None:
    """The number a cell holds, the count when it holds a count and its share ("5 (33.3%)"); None for other text."""
    share = _COUNT_AND_SHARE.match(cell)
    if share:
        return float(share.group(1).replace(",", ""))
    found = _NUMBER.match(cell)
    if not found:
        return None
    value = float(found.group(2).replace(",", "") + (found.group(3) or ""))
    return -value if found.group(1) else value


def count_in(cell: TableCell) -> int | None:
    """The whole number a cell shows, words beside it or not where the file holds the number; None for anything else."""
    value, held = number(cell.text), cell.number
    if value is None and held is not None and held.is_integer():
        shown = [run.replace(",", "") for run in _DIGIT_RUN.findall(cell.text)]
        value = held if shown == [str(int(held))] else None
    return int(value) if value is not None and value.is_integer() else None


def number_held(cell: str) -> float | None:
    """The number a cell holds, a percentage as a part of one ("45%" is 0.45); None for other text."""
    if _PERCENT.match(cell):
        share = _share(cell.replace("–", "-").lstrip("-").replace(" ", ""))
        return None if share is None else round(share / (-100 if cell[0] in "-–" else 100), _DIGITS)
    return number(cell)


def is_figure(cell: str) -> bool:
    """Whether a cell is a number, a percentage or a count with its share."""
    return number(cell) is not None or _PERCENT.match(cell) is not None


def is_year(cell: str) -> bool:
    """Whether a cell may be a year rather than a count."""
    return _YEAR.match(cell) is not None


def problems(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What does not agree in a table, a line each: totals of columns, totals of rows, shares of counts.

    Totals of rows and shares are checked only where most of the table shows what they are made of.
    """
    return (*_column_totals(header, rows), *_row_totals(header, rows), *_shares(rows), *_share_columns(header, rows))


def caution_of(found: Sequence[str]) -> str | None:
    """The caution for what does not agree; None where all does."""
    if not found:
        return None
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{FIGURES_CAUTION}: {found[0]}{more}"


def stated_shares(text: str) -> tuple[str, ...]:
    """Shares in running text that are not those of their counts, a line each ("26 of 40 (56%)")."""
    found = []
    for match in _SHARE_IN_WORDS.finditer(" ".join(text.split())):
        part, whole = (float(match[n].replace(",", "")) for n in (1, 2))
        if not whole or part > whole or is_year(match[2]):
            continue
        share = 100 * part / whole
        if abs(share - float(match[3])) > _SHARE_TOLERANCE:
            found.append(f"{_shown(part)} of {_shown(whole)} is {share:.0f}%, the text says {match[3]}%")
    return tuple(found)


def is_total(row: Sequence[str]) -> bool:
    """Whether the label of a row says that it holds totals."""
    label = next((cell for cell in row if cell), "")
    return _TOTAL.search(label) is not None


def loose_figures(lines: Sequence[str]) -> set[int]:
    """Which lines belong to a table broken into loose lines: runs of short lines, many of them a bare figure."""
    marked: set[int] = set()
    run: list[int] = []
    for index, line in enumerate([*lines, "The end of all lines is a sentence, and no run goes on after it."]):
        words = line.split()
        if (len(words) <= _SHORT_LINE and not line.rstrip().endswith((".", ";"))) or _is_loose(line):
            run.append(index)
            continue
        figures = [i for i in run if _is_loose(lines[i])]
        if len(figures) >= _FEWEST_LOOSE and len(figures) >= _LOOSE_SHARE * len(run):
            marked.update(run)
        run = []
    return marked


def _is_loose(line: str) -> bool:
    text = line.strip()
    return _LOOSE.match(text) is not None and not _PHONE.match(text) and not _MARKER.match(text)


def _column_totals(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    totals = [index for index, row in enumerate(rows) if is_total(row)]
    found = []
    for column in range(1, len(header)):
        if not _NOT_ADDED.search(header[column]):
            for at in totals:
                fault = _total_fault([row[column] for row in rows[: at + 1]], [t for t in totals if t < at])
                if fault:
                    found.append(
                        f"{_named(header[column], column)} says {fault[0]} in total, its rows add up to {fault[1]}"
                    )
    return found


def _total_fault(cells: Sequence[str], before: Sequence[int]) -> tuple[str, str] | None:
    """The total at the end of a column and what its rows add up to, when these differ.

    A total may be of the rows since the total before, of all rows, or of the totals before.
    """
    total = number(cells[-1])
    values = [number(cell) or 0.0 for cell in cells[:-1]]
    readable = all(number(cell) is not None or _NOTHING.match(cell) for cell in cells[:-1])
    if total is None or not readable or len(values) - len(before) < 2:
        return None
    since = sum(values[before[-1] + 1 if before else 0 :])
    plain = sum(value for index, value in enumerate(values) if index not in before)
    sums = [since, plain, *([sum(values[index] for index in before)] if before else [])]
    if any(_agree(total, value, cells) for value in sums):
        return None
    return _shown(total), _shown(since)


def _agree(total: float, value: float, cells: Sequence[str]) -> bool:
    """Whether they are the same, rounding aside: half a unit of the last decimal for each cell."""
    places = max(
        len(cell.rpartition(".")[2].rstrip("*†) ")) if "." in cell and "%" not in cell else 0 for cell in cells
    )
    return abs(total - value) <= (0.5 * len(cells) * 10.0**-places if places else 1e-6)


def _row_totals(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    last = len(header) - 1
    if last < 3 or not _WHOLE.match(header[last]):
        return []
    checked = []
    for row in rows:
        total, values = number(row[last]), [number(cell) for cell in row[1:last]]
        if total is not None and len(values) > 1 and None not in values:
            checked.append((row[0], total, sum(value or 0.0 for value in values)))
    wrong = [entry for entry in checked if abs(entry[1] - entry[2]) > 1e-6]
    if len(checked) - len(wrong) < max(2, len(checked) / 2):
        return []
    return [f"the row “{name}” says {_shown(t)} in total, its cells add up to {_shown(s)}" for name, t, s in wrong]


def _shares(rows: Sequence[Sequence[str]]) -> list[str]:
    """Shares that do not fit the counts beside them in their cells ("5 (33.3%)")."""
    pairs = [
        _Share(row, float(found.group(1).replace(",", "")), float(found.group(2)), cell)
        for row in rows
        for cell in row
        if (found := _COUNT_AND_SHARE.match(cell))
    ]
    width = max((len(row) for row in rows), default=0)
    return _misfits(pairs, [_sum_of_counts, *(partial(_count_in, column=n) for n in range(1, width))])


def _share_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Shares in a column of their own that do not fit the counts of another column."""
    columns = range(1, len(header))
    shares = [n for n in columns if _is_of_shares([row[n] for row in rows], header[n])]
    counts = [n for n in columns if n not in shares and sum(number(row[n]) is not None for row in rows) > 1]
    found: list[str] = []
    for column in shares:
        before = [n for n in counts if n < column]
        counted = before[-1] if before else counts[0] if counts else None
        if counted is None:
            continue
        pairs = [
            _Share(row, count, share, f"{row[0]}: {row[column]}")
            for row in rows
            if (count := number(row[counted])) is not None and (share := _share(row[column])) is not None
        ]
        whole = sum(number(row[counted]) or 0.0 for row in rows if not is_total(row))
        bases: list[_Base] = [
            partial(_always, whole=whole),
            *(partial(_count_in, column=n) for n in counts if n != counted),
        ]
        found.extend(_misfits(pairs, bases))
    return found


@dataclass(frozen=True, slots=True)
class _Share:
    """A count and the percentage printed for it, with its row and how it is named."""

    row: Sequence[str]
    count: float
    percent: float
    named: str


def _misfits(shares: Sequence[_Share], bases: Sequence[_Base]) -> list[str]:
    """Shares that do not fit the base that most in the table fit: the row, a column of numbers, or the whole."""
    best: list[str] = []
    most = max(2.0, 0.6 * len(shares))
    for base in bases:
        fits, wrong = 0, []
        for share in shares:
            whole = base(share.row)
            if whole and abs(100 * share.count / whole - share.percent) <= _SHARE_TOLERANCE:
                fits += 1
            elif whole:
                wrong.append(f"“{share.named}” is {100 * share.count / whole:.0f}% of {_shown(whole)}")
        if fits >= most:
            best, most = wrong, fits + 1
    return best


def _is_of_shares(cells: Sequence[str], header: str) -> bool:
    filled = [cell for cell in cells if cell]
    percent = sum(_PERCENT.match(cell) is not None for cell in filled)
    plain = sum(_share(cell) is not None for cell in filled)
    return len(filled) > 1 and (
        2 * percent > len(filled) or (_OF_SHARES.search(header) is not None and 2 * plain > len(filled))
    )


def _share(cell: str) -> float | None:
    """The percentage a cell holds, with or without its sign."""
    bare = cell.removesuffix("%").strip()
    return float(bare) if _BARE.match(bare) else None


def _always(row: Sequence[str], whole: float) -> float | None:
    return whole


def _count_in(row: Sequence[str], column: int) -> float | None:
    return number(row[column])


def _sum_of_counts(row: Sequence[str]) -> float | None:
    counts = [float(found.group(1).replace(",", "")) for cell in row if (found := _COUNT_AND_SHARE.match(cell))]
    return sum(counts) if len(counts) > 1 else None


def _named(name: str, column: int) -> str:
    return f"“{name}”" if name else f"column {column + 1}"


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
