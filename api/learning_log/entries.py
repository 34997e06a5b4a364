"""Learning points as people give them, in a form or a line of a file: read and checked before they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from api.commitments.finding import day_in
from api.courses.entries import year_of_period
from api.courses.finding import StatedValue
from api.learning_log.learning_points import (
    LABELS,
    LearningPoint,
    LearningState,
    LogPart,
    part_of,
    says_evidence,
)

_LONGEST = 2000
"""Characters of a part at most. By judgement."""


def of_line(cells: Mapping[str, str], area: str, year: str) -> dict[str, str]:
    """A line of a file by names of parts; `area` and `year` where it has none. Raises ValueError without any words."""
    names = {column.strip().casefold(): text for column, text in cells.items()}
    given = {"area": names.get("area") or area, "year": names.get("year") or year}
    for column, text in cells.items():
        part = part_of(column)
        if part is not None:
            given.setdefault(str(part), text)
    if LogPart.TEXT not in given:
        raise ValueError("No column is named Learning point.")
    return given


def checked(given: Mapping[str, str]) -> tuple[str, int, dict[LogPart, str]]:
    """Area, year and parts as given. Raises ValueError with what is wrong, for the person who gave them."""
    parts = {part: " ".join(given.get(part, "").split()) for part in LogPart if given.get(part, "").strip()}
    if LogPart.TEXT not in parts:
        raise ValueError("The learning point itself is missing: what was learned?")
    long = next((part for part, text in parts.items() if len(text) > _LONGEST), None)
    if long is not None:
        raise ValueError(f"{LABELS[long]} is longer than {_LONGEST:,} characters.")
    if LogPart.DUE in parts and day_in(parts[LogPart.DUE]) is None:
        raise ValueError(f"{parts[LogPart.DUE][:20]!r} is not a date. Write it as 2026-04-01 or April 2026.")
    area = given.get("area", "").strip()[:200]
    if not area:
        raise ValueError("The area is missing: whose learning is it?")
    return area, year_of_period(given.get("year", "").strip() or str(date.today().year)), parts


def require_evidence(parts: Mapping[LogPart, str], known: LearningPoint | None) -> None:
    """Raise ValueError for what a person calls embedded without saying who looked and what was found."""
    held = {part: known.parts.get(part, ()) for part in LogPart} if known else {}
    merged = {part: (StatedValue(parts[part]),) if part in parts else held.get(part, ()) for part in LogPart}
    point = LearningPoint("", "", 0, merged)
    changes = LogPart.STATUS in parts and (known is None or known.text(LogPart.STATUS) != parts[LogPart.STATUS])
    if changes and point.state is LearningState.EMBEDDED and not says_evidence(point.text(LogPart.EVIDENCE)):
        raise ValueError("It is embedded only when somebody looked: say in the evidence who looked and what was found.")
