"""Serial dates: the days since the end of 1899 (or 1904) by which spreadsheets hold dates, and how they show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # not by strftime, whose names follow the machine
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_FIRST, _FIRST_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LEAP_DAY_THAT_NEVER_WAS = 60
"""29 February 1900, which spreadsheets count: days before it are one later than they would be."""
_DAYS_HELD = 2_958_466
"""The first serial day after the year 9999."""

Token = tuple[str, str]


def moment(serial: float, since_1904: bool = False) -> datetime | None:
    """The date and time of a serial number; None where it has none."""
    if not 0 <= serial < _DAYS_HELD:
        return None
    early = timedelta(days=1 if serial < _LEAP_DAY_THAT_NEVER_WAS else 0)
    first = _FIRST_1904 if since_1904 else _FIRST + early
    try:
        return first + timedelta(milliseconds=round(serial * 86_400_000))
    except OverflowError:
        return None


def serial_of(text: str, since_1904: bool = False) -> float | None:
    """The serial number of a date in ISO 8601, as Strict files hold it; None for another text."""
    try:
        when = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return None
    since = when.replace(tzinfo=None) - (_FIRST_1904 if since_1904 else _FIRST)
    return since.total_seconds() / 86_400


def iso(serial: float, since_1904: bool = False) -> str | None:
    """A serial number as ISO 8601: the day alone where it is midnight, the time alone where there is no day."""
    when = moment(serial, since_1904)
    if when is None:
        return None
    if serial < 1:
        return when.time().isoformat()
    whole: date | datetime = when.date() if serial == int(serial) else when.replace(microsecond=0)
    return whole.isoformat(" ") if isinstance(whole, datetime) else whole.isoformat()


def shown_date(serial: float, tokens: Sequence[Token], since_1904: bool) -> str | None:
    """A serial number by the tokens of a number format; None for one that has no date, as below zero."""
    finest = any(kind == "date" and "." in text for kind, text in tokens)
    seconds = any(text.lower().startswith("s") for kind, text in tokens if kind in ("date", "elapsed"))
    when = moment(serial if finest else round(serial * 86_400) / 86_400 if seconds else serial, since_1904)
    if when is None:
        return None
    noon = any(kind == "noon" for kind, _ in tokens)
    out = []
    for place, (kind, text) in enumerate(tokens):
        if kind == "elapsed":
            out.append(_elapsed(serial, text.lower()))
        elif kind == "noon":
            half = "PM" if when.hour >= 12 else "AM"
            out.append(half if len(text) > 3 else half[0])
        elif kind == "date":
            minutes = text.lower().startswith("m") and len(text) <= 2 and _are_minutes(tokens, place)
            out.append(f"{when.minute:0{len(text)}d}" if minutes else _part(when, text.lower(), noon))
        elif kind == "digit":
            out.append("" if text != "0" else "0")
        else:
            out.append(text if text != "@" else "")
    return "".join(out)


def _are_minutes(tokens: Sequence[Token], place: int) -> bool:
    """Whether an m stands for minutes: after hours, or before seconds."""
    named = [i for i, (kind, _) in enumerate(tokens) if kind in ("date", "elapsed")]
    at = named.index(place)
    before = tokens[named[at - 1]][1].lower() if at else ""
    after = tokens[named[at + 1]][1].lower() if at + 1 < len(named) else ""
    return before.startswith("h") or after.startswith("s")


def _elapsed(serial: float, text: str) -> str:
    """Hours, minutes or seconds in all, not of the day."""
    in_all = {"h": 24, "m": 1_440, "s": 86_400}[text[0]]
    whole = int(serial * in_all + 1e-6)
    return f"{whole:0{len(text)}d}"


def _part(when: datetime, text: str, noon: bool) -> str:
    """One part of a date: its letter says which, how often it stands there how it is written."""
    letter, width = text[0], len(text)
    if letter == "y":
        return f"{when.year:04d}" if width > 2 else f"{when.year % 100:02d}"
    if letter == "m":
        name = _MONTHS[when.month - 1]
        return (str(when.month), f"{when.month:02d}", name[:3], name, name[0])[min(width, 5) - 1]
    if letter == "d":
        name = _DAYS[when.weekday()]
        return (str(when.day), f"{when.day:02d}", name[:3], name)[min(width, 4) - 1]
    if letter == "h":
        hour = (when.hour % 12 or 12) if noon else when.hour
        return f"{hour:0{min(width, 2)}d}"
    whole, _, fraction = text.partition(".")
    seconds = f"{when.second:0{min(len(whole), 2)}d}"
    return f"{seconds}.{when.microsecond:06d}"[: -6 + len(fraction) or None] if fraction else seconds
