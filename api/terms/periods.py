"""Periods of a question: years, reporting years, ranges with open or closed ends, the last years held.

Ends are included or not as English means them: "since 2017" begins with it, "after 2017" does not; "until 2017" ends
with it, "before 2017" does not. A reporting year ("2016-17") is April to March.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from api.terms.values import Days, Period, reporting_days, year_days
from indexer.passages import Span

_YEAR = r"(?:19|20)\d\d"
_TOKEN = rf"(?:{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|\d\d)(?![\d-]))?|(?<![\d/])\d\d\s?/\s?\d\d(?![\d/-]))"
"""A year or a reporting year; "16-17" with a hyphen is an age."""
_MONTH = (
    r"(?:(?:early|late|mid|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|"
    r"october|november|december)[ -])?"
)
_BOTH_ENDS = re.compile(
    rf"\b(?:between\s+|from\s+)?({_TOKEN})\s*(?:-|–|to|until|till|through to|through|up to|and)\s+(?:to\s+)?({_TOKEN})",
    re.IGNORECASE,
)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_OPEN = (
    ("after", re.compile(rf"\b(?:after|later than|following|beyond|post)[\s-]+({_TOKEN})", re.IGNORECASE)),
    ("before", re.compile(rf"\b(?:before|prior to|earlier than|pre)[\s-]+{_MONTH}({_TOKEN})", re.IGNORECASE)),
    ("since", re.compile(rf"\b(?:since|from|as of)\s+{_MONTH}({_TOKEN})(?:\s*(?:on|onwards?|and after))?\b", re.I)),
    ("since", re.compile(rf"({_TOKEN})\s+(?:onwards?|or later|and (?:after|later|since))\b", re.IGNORECASE)),
    (
        "until",
        re.compile(rf"\b(?:until|till|up to(?: and including)?|up until|to the end of)\s+{_MONTH}({_TOKEN})", re.I),
    ),
    ("until", re.compile(rf"({_TOKEN})\s+(?:or earlier|and (?:before|earlier))\b", re.IGNORECASE)),
)
_ONE = re.compile(rf"(?<![\d/£.,-])({_TOKEN})(?![\d%]|,\d)")
_TITLE_BEFORE = re.compile(
    r"\b(?:act|together|regulations|code|order|kcsie|education|framework|guidance)(?:\s*\(?)$", re.IGNORECASE
)
"""What stands before a year that belongs to a title: "Children Act 1989", "Working Together 2018"."""
_OF_THEN = re.compile(
    rf"\b(?:reports?|reviews?|audits?|inspections?|letters?|documents?|figures|findings|data)\s+from\s+{_TOKEN}$",
    re.IGNORECASE,
)
"""Documents "from 2018" are those of 2018, not all since."""
NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), start=1)} | {
    "couple of": 2,
    "few": 3,
}
_LAST_YEARS = re.compile(
    rf"\b(?:in|over|during|for|within)?\s*(?:the\s+)?(?:last|past|previous|most recent|latest)\s+"
    rf"(?:({'|'.join(NUMBERS)}|\d{{1,2}})\s+)?years?\b(?!\s+old|[’']s? report)",
    re.IGNORECASE,
)


def periods(text: str, held: Collection[int]) -> Iterator[tuple[Span, Period, tuple[int, ...], str]]:
    """Each period named: where, what it means, the years to prefer and how a person is told.

    `held` are the years under which documents of the areas and kinds named are filed.
    """
    recent = _last_years(text, held)
    taken: list[Span] = []
    for span, period, label in (*recent, *_named(text)):
        if not any(a < span[1] and span[0] < b for a, b in taken):
            taken.append(span)
            yield span, period, _years(period, held), label


def count_of(word: str) -> int:
    """A number as a digit or word; 1 for none."""
    return NUMBERS.get(word.lower()) or max(1, int(word)) if word else 1


def days_named(text: str) -> list[Days]:
    """The years and reporting years that a text names, titles of laws aside."""
    return [days for match in _ONE.finditer(text) if not _in_title(text, match) and (days := _days(match.group(1)))]


def _named(text: str) -> Iterator[tuple[Span, Period, str]]:
    """Ranges before open ends before single years, since each holds the next."""
    for match in _BOTH_ENDS.finditer(text):
        first, last = _days(match.group(1)), _days(match.group(2))
        lists = _AND.search(match.group()) and not match.group().lower().startswith(("between", "from"))
        if first and last and first[0] <= last[0] and not lists:
            yield match.span(), Period(first[0], last[1]), f"{match.group(1)} to {match.group(2)}"
    for word, pattern in _OPEN:
        for match in pattern.finditer(text):
            days = _days(match.group(1))
            if days and not _in_title(text, match) and not _OF_THEN.search(text[: match.end()]):
                yield match.span(), _open(word, days), f"{word} {match.group(1)}"
    for match in _ONE.finditer(text):
        days = _days(match.group(1))
        if days and not _in_title(text, match):
            yield match.span(), Period(*days), _label(match.group(1), days)


def _open(word: str, days: Days) -> Period:
    day = timedelta(days=1)
    match word:
        case "after":
            return Period(first=days[1] + day)
        case "before":
            return Period(last=days[0] - day)
        case "since":
            return Period(first=days[0])
        case _:
            return Period(last=days[1])


def _days(token: str) -> Days | None:
    """The days of a token; None where it is no time ("2015/99")."""
    parts = re.split(r"\s?[-–/]\s?", token)
    first = int(parts[0]) if len(parts[0]) == 4 else 2000 + int(parts[0])
    if len(parts) == 1:
        return year_days(first)
    last = int(parts[1]) if len(parts[1]) == 4 else first // 100 * 100 + int(parts[1])
    if last == first + 1 and len(parts[1]) == 2:
        return reporting_days(last)
    return (date(first, 1, 1), date(last, 12, 31)) if first < last and len(parts[0]) == 4 else None


def _label(token: str, days: Days) -> str:
    whole = days[0].month == 1 and days[0].year != days[1].year
    return f"{days[0].year} to {days[1].year}" if whole else " ".join(token.split())


def _in_title(text: str, match: re.Match[str]) -> bool:
    return bool(_TITLE_BEFORE.search(text[: match.start(1)].rstrip(" (")))


def _last_years(text: str, held: Collection[int]) -> Iterator[tuple[Span, Period, str]]:
    for match in _LAST_YEARS.finditer(text):
        many = count_of(match.group(1) or "")
        years = tuple(sorted(sorted(held, reverse=True)[:many]))
        if years:
            start = match.end() - len(match.group().lstrip())
            named = ", ".join(map(str, years[:-1])) + (" and " if years[1:] else "") + str(years[-1])
            yield (start, match.end()), Period(filed=years), f"the last {_many(many)} held: {named}"


def _many(number: int) -> str:
    return "year" if number == 1 else f"{number} years"


def _years(period: Period, held: Collection[int]) -> tuple[int, ...]:
    """The years a search prefers: each of a closed period, to the last or first held of an open one."""
    if period.filed:
        return period.filed
    first, last = period.first, period.last
    if first and last:
        # A reporting year is filed under the year it ends in.
        return (
            (last.year,)
            if (first.month, last.month) == (4, 3) and last.year == first.year + 1
            else (tuple(range(first.year + (first.month == 4), last.year + 1)))
        )
    if first:
        return tuple(range(first.year, max(max(held, default=0), first.year) + 1))
    return tuple(range(min(min(held, default=last.year), last.year), last.year + 1)) if last else ()
