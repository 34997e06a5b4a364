"""Dates as English documents write them: "2 August 2013", "02/08/2013", "August 2013", "2016-17"."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = ("January February March April May June July August September October November December").split()
_MONTH = "|".join(f"{m}|{m[:3]}" if m != "September" else "September|Sept|Sep" for m in MONTHS)
_GAP = r"[\s\-_.,]+"

_WRITTEN = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?:of\s+)?({_MONTH}){_GAP}((?:19|20)\d\d)(?!\d)", re.I)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?![\d/])")
_MONTH_YEAR = re.compile(rf"(?<![^\W_])({_MONTH})[\s\-_,]+(20\d\d)(?!\d)", re.I)
_YEARS = re.compile(r"(?<![\d/])(20\d\d)\s*(?:[-–—/_]|to)\s*(?:(20\d\d)|(\d\d))(?![\d/]|[-–]\d)")
_YEAR = re.compile(r"(?<![\d/])(20[0-4]\d)(?!\d)")
_APRIL_TO_MARCH = re.compile(
    r"\bApril\s+(20\d\d)\s*(?:to|and|until|[-–—])\s*(?:the\s+)?(?:31(?:st)?\s+)?March\s+(20\d\d)", re.I
)

Period = tuple[date, date]


def read_date(text: str) -> date | None:
    """A date that stands alone, as 2017-03-31 or in the British order 31/03/2017; None for anything else."""
    text = text.strip()
    match = _ISO.fullmatch(text) or _SLASHED.fullmatch(text)
    return _day(match) if match else None


def days(text: str) -> list[date]:
    """Every whole date in a text, in order; "31/03/2017" is read in the British order."""
    matches = [match for pattern in (_WRITTEN, _ISO, _SLASHED) for match in pattern.finditer(text)]
    found = (_day(match) for match in sorted(matches, key=re.Match.start))
    return [day for day in found if day is not None]


def months(text: str) -> list[date]:
    """The first day of every month named with its year, in order."""
    return [date(int(year), _number(month), 1) for month, year in _MONTH_YEAR.findall(text)]


def first_day(text: str) -> date | None:
    """The first whole date, else the first of the first month named with its year."""
    return next(iter(days(text) or months(text)), None)


def years(text: str) -> set[int]:
    """The years named, from 2000 on."""
    return {int(year) for year in _YEAR.findall(text)}


def business_years(text: str) -> list[Period]:
    """Every year from April to March: "2016-17", "April 2016 to March 2017"; longer spans of such years too."""
    found = [(match.start(), int(match[1]), int(match[2])) for match in _APRIL_TO_MARCH.finditer(text)]
    for match in _YEARS.finditer(text):
        first = int(match[1])
        found.append((match.start(), first, int(match[2] or f"{match[1][:2]}{match[3]}")))
    return [(date(a, 4, 1), date(b, 3, 31)) for _, a, b in sorted(found) if a < b <= a + 3]


def month_span(text: str) -> Period | None:
    """From one named month to a later one ("April 2016 to September 2017"), when a text names such two first."""
    named = months(text)
    if len(named) < 2 or named[0] >= named[1]:
        return None
    return named[0], last_of_month(named[1])


def last_of_month(day: date) -> date:
    """The last day of a date's month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


def _day(match: re.Match[str]) -> date | None:
    """The date a match of the three patterns says; None where there is no such day."""
    if match.re is _ISO:
        year, month, day = (int(part) for part in match.groups())
    else:
        day, year = int(match[1]), int(match[3])
        month = _number(match[2]) if match.re is _WRITTEN else int(match[2])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(month: str) -> int:
    return next(n for n, name in enumerate(MONTHS, start=1) if name.lower().startswith(month.lower()[:3]))
