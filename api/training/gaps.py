"""Gaps of training: what is suggested for a need, from the courses known and who came, with the reasons in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.courses.finding import Course, Fact
from api.courses.sectors import LABELS, Sector
from api.courses.told_training import ToldTraining
from api.training.needs import Need, Weakness, is_for, ran
from indexer.immutable import Immutable

_FEW = 0.05
"""The share of those who came below which a sector counts as hardly reached."""

_MOSTLY = 0.5
"""Part of the findings about the system itself from which training is not the main answer. By judgement."""


class Gap(StrEnum):
    """What stands between a need and practice, as far as offer and take-up tell."""

    NOT_OFFERED = "not_offered"
    NOT_TAKEN_UP = "not_taken_up"
    PERSISTS = "persists"
    NOT_TRAINING = "not_training"
    TAKE_UP_NOT_KNOWN = "take_up_not_known"
    NOT_KNOWN = "not_known"


GAP_LABELS = {
    Gap.NOT_OFFERED: "Not offered",
    Gap.NOT_TAKEN_UP: "Offered, not taken up",
    Gap.PERSISTS: "Taken up, weakness persists",
    Gap.NOT_TRAINING: "Not mainly training",
    Gap.TAKE_UP_NOT_KNOWN: "Offered, take-up not known",
    Gap.NOT_KNOWN: "Not known: no programme held",
}


@dataclass(frozen=True, slots=True)
class GapSuggestion(Immutable):
    """The gaps suggested, the first the main one, and why, in words with numbers."""

    gaps: tuple[Gap, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AudienceCell(Immutable):
    """A theme for one sector: findings that name it, courses meant for it, and how many of it came, where counted."""

    sector: Sector
    findings: tuple[Weakness, ...]
    courses: tuple[Course, ...]
    came: int | None
    gap: Gap | None


def suggest(
    need: Need, courses: Sequence[Course], programmes: Sequence[int], take_up: float, told: Sequence[ToldTraining] = ()
) -> GapSuggestion:
    """The gaps of a theme with a need. `programmes` are the years of the period for which courses are known at all.

    `take_up` is the part of places from which a course counts as taken up. `told` is training on the theme that
    running text tells of; it counts as offered where no course does.
    """
    if not need.findings:
        return GapSuggestion((), ())
    if told and not any(ran(course) for course in courses):
        gaps, reasons = _by_telling(need, told)
    else:
        gaps, reasons = _by_courses(need, courses, programmes, take_up)
    system = [w for w in need.findings if w.system_words]
    if len(system) >= _MOSTLY * len(need.findings):
        words = sorted({word for w in system for word in w.system_words})[:6]
        gaps.append(Gap.NOT_TRAINING)
        reasons.append(
            f"{len(system)} of {len(need.findings)} findings speak of procedures, tools, supervision or capacity"
            f" ({', '.join(words)})."
        )
    return GapSuggestion(tuple(gaps), tuple(reasons))


def cell_of(sector: Sector, need: Need, courses: Sequence[Course], programmes: Sequence[int]) -> AudienceCell:
    """A theme for one sector. A gap is suggested only where findings name the sector."""
    named = tuple(w for w in need.findings if sector in w.sectors)
    meant = tuple(course for course in courses if is_for(course, sector))
    counts = [came for course in courses if (came := course.by_sector.get(sector)) is not None]
    came = sum(counts) if counts else None
    gap: Gap | None = None
    if named:
        gap = _gap_of(meant, came, courses, programmes)
    return AudienceCell(sector, named, meant, came, gap)


def _by_courses(
    need: Need, courses: Sequence[Course], programmes: Sequence[int], take_up: float
) -> tuple[list[Gap], list[str]]:
    if not programmes:
        return [Gap.NOT_KNOWN], ["No training programme of the period is held, so nothing can be said of the offer."]
    held = [course for course in courses if ran(course)]
    if not held:
        planned = f" {len(courses)} planned, none run." if courses else ""
        where = f"{programmes[0]} to {programmes[-1]}" if len(programmes) > 1 else str(programmes[0])
        return [Gap.NOT_OFFERED], [f"No course on it among the courses known of {where}.{planned}"]
    gaps, reasons = [], []
    if low := _low_take_up(held, take_up):
        gaps.append(Gap.NOT_TAKEN_UP)
        reasons.append(low)
    if missing := _not_reached(need, held):
        gaps = gaps or [Gap.NOT_TAKEN_UP]
        reasons.append(missing)
    first = min(course.year for course in held)
    years = sorted({w.document.year for w in need.findings if (w.document.year or 0) >= first and w.document.year})
    stated = [came for course in held if (came := course.number(Fact.ATTENDED)) is not None]
    offer = _offer(held, stated, first)
    if years and not low:
        gaps.append(Gap.PERSISTS if stated else Gap.TAKE_UP_NOT_KNOWN)
        reasons.append(f"{offer}; found weak in {', '.join(map(str, years))} all the same.")
    elif not years:
        reasons.append(f"{offer}; not found weak since, so far as documents are held.")
    return gaps, reasons


def _offer(held: Sequence[Course], stated: Sequence[int], first: int) -> str:
    """What was offered and who came, where that is stated."""
    courses = f"{len(held)} course{'' if len(held) == 1 else 's'} from {first} on"
    if not stated:
        return f"{courses}, of which nothing says who came"
    some = f" (stated for {len(stated)})" if len(stated) < len(held) else ""
    return f"{sum(stated):,} came to {courses}{some}"


def _by_telling(need: Need, told: Sequence[ToldTraining]) -> tuple[list[Gap], list[str]]:
    first = min(one.citation.document.year or 0 for one in told)
    years = sorted({w.document.year for w in need.findings if (w.document.year or 0) >= first and w.document.year})
    count = f"{len(told)} sentence{'' if len(told) == 1 else 's'} of running text tell{'s' if len(told) == 1 else ''}"
    offer = f"No course on it in a table, but {count} of training given; who came is not read from there"
    if not years:
        return [], [f"{offer}. Not found weak since, so far as documents are held."]
    return [Gap.TAKE_UP_NOT_KNOWN], [f"{offer}. Found weak in {', '.join(map(str, years))} all the same."]


def _low_take_up(held: Sequence[Course], take_up: float) -> str:
    counted = [c for c in held if c.fill is not None]
    places = sum(c.number(Fact.PLACES) or 0 for c in counted)
    came = sum(c.number(Fact.ATTENDED) or 0 for c in counted)
    if not places or came >= take_up * places:
        return ""
    return f"{came:,} of {places:,} places taken ({100 * came / places:.0f} %)."


def _not_reached(need: Need, held: Sequence[Course]) -> str:
    """Which sectors that findings name hardly came to the courses that are meant for them."""
    named = {sector for w in need.findings for sector in w.sectors}
    missing = []
    for sector in Sector:
        meant = [c for c in held if c.by_sector and is_for(c, sector)]
        came, everyone = sum(c.by_sector.get(sector, 0) for c in meant), sum(sum(c.by_sector.values()) for c in meant)
        if sector in named and everyone and came < _FEW * everyone:
            missing.append(f"{LABELS[sector]} {came} of {everyone:,} who came")
    return f"Named by findings, hardly reached: {'; '.join(missing)}." if missing else ""


def _gap_of(
    meant: Sequence[Course], came: int | None, courses: Sequence[Course], programmes: Sequence[int]
) -> Gap | None:
    if not programmes:
        return Gap.NOT_KNOWN
    if not any(ran(course) for course in meant):
        return Gap.NOT_OFFERED
    everyone = sum(sum(course.by_sector.values()) for course in courses)
    if came is None:
        return None
    return Gap.NOT_TAKEN_UP if came < _FEW * everyone else Gap.PERSISTS
