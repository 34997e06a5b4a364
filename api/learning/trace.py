"""The trace of one theme over the years: its status, and the rule that gave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_LASTING = 3
"""Years one after another from which a weakness is persistent."""


class Status(StrEnum):
    """Where a theme stands in the last year asked about."""

    NEW = "new"
    RECURRING = "recurring"
    PERSISTENT = "persistent"
    IMPROVING = "improving"
    BACK_AGAIN = "back again"
    NOT_SEEN_SINCE = "not seen since"
    NOT_COVERED = "not covered"
    NEVER_SEEN = "never seen as a weakness"


@dataclass(frozen=True, slots=True)
class YearSeen:
    """How many documents of a year found the theme as a weakness and as a strength, out of those held."""

    year: int
    held: int
    weakness: int
    strength: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A status and the rule that fired, in words with its years."""

    status: Status
    rule: str


def judge(years: Sequence[YearSeen]) -> Judged:
    """The status of a theme in the last of the years, which are in order.

    Years of which nothing is held neither break a run nor make one: they are left out, except the last.
    """
    if not years or not years[-1].held:
        when = f"of {years[-1].year}" if years else "of any year"
        return Judged(Status.NOT_COVERED, f"No document {when} that could speak of it is held. That is not an end.")
    covered = [seen for seen in years if seen.held]
    weak = [seen for seen in covered if seen.weakness]
    last = covered[-1]
    if not weak:
        span = f"{covered[0].year} to {last.year}"
        rule = f"In no document held from {span} was it found weak by what is tagged so far; the tags do not find all."
        return Judged(Status.NEVER_SEEN, rule)
    return _weak_now(covered, weak) if last.weakness else _not_weak_now(last, weak[-1])


def _weak_now(covered: list[YearSeen], weak: list[YearSeen]) -> Judged:
    last = covered[-1].year
    run = 0
    while run < len(covered) and covered[-1 - run].weakness:
        run += 1
    if run == len(weak) == 1:
        return Judged(Status.NEW, f"A weakness in {last} and in no earlier year held.")
    if run == 1:
        return Judged(Status.BACK_AGAIN, f"A weakness in {last}, after {weak[-2].year} and at least a year without.")
    since = covered[-run].year
    if run >= _LASTING:
        return Judged(Status.PERSISTENT, f"A weakness in each of the {run} years held from {since} to {last}.")
    return Judged(Status.RECURRING, f"A weakness in {last} and in the year held before, {since}.")


def _not_weak_now(last: YearSeen, before: YearSeen) -> Judged:
    if last.strength:
        return Judged(Status.IMPROVING, f"A weakness in {before.year}; in {last.year} only a strength.")
    return Judged(
        Status.NOT_SEEN_SINCE,
        f"A weakness in {before.year}; {last.held} held of {last.year} and none speaks of it. That is not an end.",
    )
