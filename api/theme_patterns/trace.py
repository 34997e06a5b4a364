"""The trace of one theme over the years: its status, and the rule that gave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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


RULES = {
    Status.NEW: "A weakness in the last year and in no earlier year held.",
    Status.RECURRING: "A weakness in the last year and in the year held before it.",
    Status.PERSISTENT: f"A weakness in each of the last {_LASTING} years held, or more.",
    Status.IMPROVING: "A weakness before; in the last year only a strength.",
    Status.BACK_AGAIN: "A weakness in the last year and earlier, with at least a year held between without.",
    Status.NOT_SEEN_SINCE: "A weakness before; what is held of the last year could speak of it and does not.",
    Status.NOT_COVERED: "Nothing held of the last year could speak of it. Not covered is not solved.",
    Status.NEVER_SEEN: "In no year held found weak by what is tagged so far.",
}
"""What each status means, in words for readers; `judge` is the rule itself."""


@dataclass(frozen=True, slots=True)
class YearSeen:
    """How many documents of a year found the theme as a weakness and as a strength, out of those held.

    `held` are documents that could have spoken of it; `narrow` are held beside them and look at something else only.
    `unsure` are those counted by less likely evidence only.
    """

    year: int
    held: int
    weakness: int
    strength: int
    narrow: int = 0
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class JudgedStatus:
    """A status and the rule that fired, in words with its years."""

    status: Status
    rule: str


def judge(years: Sequence[YearSeen]) -> JudgedStatus:
    """The status of a theme in the last of the years, which are in order.

    Years of which nothing is held neither break a run nor make one: they are left out, except the last.
    """
    if not years or not years[-1].held:
        return JudgedStatus(Status.NOT_COVERED, _not_covered(years))
    covered = [seen for seen in years if seen.held]
    weak = [seen for seen in covered if seen.weakness]
    last = covered[-1]
    if not weak:
        span = f"{covered[0].year} to {last.year}"
        rule = f"In no document held from {span} was it found weak by what is tagged so far; the tags do not find all."
        return JudgedStatus(Status.NEVER_SEEN, rule)
    judged = _weak_now(covered, weak) if last.weakness else _not_weak_now(last, weak[-1])
    unsure = [str(seen.year) for seen in covered if seen.unsure and seen.year >= weak[-1].year]
    return replace(judged, rule=f"{judged.rule} {_unsure(unsure)}") if unsure else judged


def _unsure(years: Sequence[str]) -> str:
    return f"For {' and '.join(years)} this rests on less likely evidence: read it before you rely on it."


def _not_covered(years: Sequence[YearSeen]) -> str:
    if not years:
        return "No document of any year that could speak of it is held. Not covered is not solved."
    last = years[-1]
    weak = [str(seen.year) for seen in years if seen.weakness]
    before = f" It was a weakness in {', '.join(weak[:-1])}{' and ' if weak[1:] else ''}{weak[-1]}." if weak else ""
    if last.narrow:
        looked = "The document" if last.narrow == 1 else f"The {last.narrow} documents"
        verb = "looks" if last.narrow == 1 else "look"
        what = f"{looked} held of {last.year} {verb} at one subject only and nowhere at this one."
    else:
        what = f"No document of {last.year} that could speak of it is held."
    return f"{what}{before} Not covered is not solved."


def _weak_now(covered: list[YearSeen], weak: list[YearSeen]) -> JudgedStatus:
    last = covered[-1].year
    run = 0
    while run < len(covered) and covered[-1 - run].weakness:
        run += 1
    if run == len(weak) == 1:
        return JudgedStatus(Status.NEW, f"A weakness in {last} and in no earlier year held.")
    if run == 1:
        return JudgedStatus(
            Status.BACK_AGAIN, f"A weakness in {last}, after {weak[-2].year} and at least a year without."
        )
    since = covered[-run].year
    if run >= _LASTING:
        return JudgedStatus(Status.PERSISTENT, f"A weakness in each of the {run} years held from {since} to {last}.")
    return JudgedStatus(Status.RECURRING, f"A weakness in {last} and in the year held before, {since}.")


def _not_weak_now(last: YearSeen, before: YearSeen) -> JudgedStatus:
    if last.strength:
        return JudgedStatus(Status.IMPROVING, f"A weakness in {before.year}; in {last.year} only a strength.")
    return JudgedStatus(
        Status.NOT_SEEN_SINCE,
        f"A weakness in {before.year}; {last.held} held of {last.year} and none speaks of it. That is not an end.",
    )
