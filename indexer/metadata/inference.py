"""What a document says of itself: kind, area, publisher, dates and title worked out from name and text.

Rules for English safeguarding documents in general. Whatever is worked out is marked as such and can be
corrected by a manifest or a person.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

from indexer.documents import BlockKind, Document, DocumentKind, Precision
from indexer.metadata.areas import AREAS, area_called, mentions
from indexer.metadata.bodies import INSPECTORATES, NATIONAL, first_named, local_bodies
from indexer.metadata.dates import MONTHS, Period, business_years, days, first_day, month_span, months, years
from indexer.metadata.kinds import kind_of
from indexer.metadata.titles import first_words, is_leftover, is_title

_OPENING = 4_000
"""Characters at the beginning of a document in which it says what it is."""
_PERIODICAL = (DocumentKind.ANNUAL_REPORT, DocumentKind.TRAINING, DocumentKind.CHILD_DEATH)

_LABEL = re.compile(
    r"^[^\w\n]*(?:(?:Report |First |Date )[Pp]ublished|Published|PUBLISHED|Issued|Date [Ii]ssued"
    r"|(?:Report )?Publication [Dd]ate|[Pp]ublication:"
    r"|Date of (?:[Pp]ublication|[Ii]ssue|[Rr]eport)|(?:Issue|Report) [Dd]ate|Date|(?:Last )?[Uu]pdated|Version \S+)"
    r"(?P<mark>\s*[:–-]\s*|\s+(?:on |in |by [^\n]{3,80}? (?:on|in) )?)(?P<rest>[^\n]{4,40})$",
    re.MULTILINE,
)
_INSPECTED = re.compile(
    r"(?:inspection|visit|fieldwork|on-?site) dates?\b:?[^\n]*\n?(?!\w*[^\n]*dates?)[^\n]*", re.IGNORECASE
)
_IN_FORCE = re.compile(
    r"(?:effective|in force|valid|applies|implemented|implementation)\s+(?:from|date|on)[^.\n]{0,40}", re.IGNORECASE
)
_LATEST_PUBLICATION = timedelta(days=200)
"""The longest that an inspection report usually takes from the last day of the inspection to its publication."""
_DATE_WORDS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun dat".split())
_TELLS_WHAT = re.compile(
    r"report|review|inspection|audit|procedure|protocol|guid|polic|briefing|learning|training|plan|strategy|visit|"
    r"working together|newsletter|log|register|pathway|framework|child|young people|famil|safeguarding",
    re.IGNORECASE,
)
_NO_HINT = re.compile(
    r"draft|use this|final|\bversion|\bv\d\b|copy|^(?:contents|foreword|introduction|document)\b", re.I
)


Dated = tuple[date | None, Precision]
"""A date and how much of it is known."""
_NO_DATE: Dated = (None, Precision.DAY)


@dataclass(frozen=True, slots=True)
class InferredValues:
    """What was worked out; None where nothing was."""

    title: str | None = None
    kind: DocumentKind | None = None
    publisher: str | None = None
    area: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    published: date | None = None
    effective_from: date | None = None
    published_precision: Precision = Precision.DAY


def infer(name: str, document: Document) -> InferredValues:
    """Work out what a file is from its name and its text."""
    stem = re.sub(r"_", " ", PurePath(name).stem)
    opening = document.text[:_OPENING]
    titles = (document.title or "", _first_headings(document), stem)
    headings = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.HEADING]
    kind = kind_of(titles, opening, headings)
    area = None if kind is DocumentKind.GUIDANCE else _area(titles, document.text)
    period = _period(titles, document.text) if kind in _PERIODICAL else None
    published, precision = _published(stem, document, kind, period)
    publisher = _publisher(titles, document.text, kind)
    in_force = _IN_FORCE.search(opening)
    return InferredValues(
        title=_title(
            stem, document, kind, area if kind is DocumentKind.INSPECTION else publisher or area, period, published
        ),
        kind=kind,
        publisher=publisher,
        area=area,
        period_start=period and period[0],
        period_end=period and period[1],
        published=published,
        published_precision=precision,
        effective_from=first_day(in_force.group()) if in_force and kind is DocumentKind.PROCEDURE else None,
    )


def _first_headings(document: Document) -> str:
    blocks = document.blocks[:4]
    return "\n\n".join(document.text[block.start : block.end] for block in blocks if block.kind is BlockKind.HEADING)


def _area(titles: tuple[str, str, str], text: str) -> str | None:
    """The area the title, first headings or name say, else the one the opening, else the text, names clearly most."""
    *headings, stem = titles
    for title in (*headings, re.sub(r"[-\s]+", " ", stem).title()):
        found = _areas(title)
        if found:
            return max(found, key=lambda name: (found[name], len(name)))
    for part, fewest in ((text[:_OPENING], 2), (text, 3)):
        ranked = _areas(part).most_common(2)
        if ranked and ranked[0][1] >= fewest and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return ranked[0][0]
    return None


def _areas(text: str) -> Counter[str]:
    """How often each area is named, alone or in the name of a body, which counts for more than alone."""
    found = Counter(mentions(text))
    for body in local_bodies(text):
        if area := area_called(body.place):
            found[area] += 2
    return found


def _period(titles: tuple[str, str, str], text: str) -> Period | None:
    """The year reported on: as the title says it ("2016-17", "April 2016 to March 2017"), else as the text does.

    A text names the year it reports on more often than the years before and after it.
    """
    for title in titles:
        if found := month_span(title) or next(iter(business_years(title)), None):
            return found
    for title in titles:
        if len(named := years(title)) == 1:
            year = named.pop()
            return date(year, 1, 1), date(year, 12, 31)
    beside = re.findall(r"annual report(?: for)?[^.\n]{0,20}", text[:_OPENING], re.IGNORECASE)
    said = [period for words in beside for period in business_years(words)]
    counted = Counter(said or business_years(text)).most_common(1)
    return counted[0][0] if counted and (said or counted[0][1] >= 3) else None


def _published(stem: str, document: Document, kind: DocumentKind | None, period: Period | None) -> Dated:
    """The date in the name, the one said to be that of publication, or the one that stands alone on the first page."""
    named_day = next(iter(days(stem)), None)
    said = (named_day, Precision.DAY) if named_day else _said(document.text)
    if said[0]:
        return said
    alone = _alone(document)
    if kind is DocumentKind.INSPECTION:
        after = _after_inspection(document)
        return (after, Precision.DAY) if after else alone
    made = (_made(document), Precision.DAY)
    if alone[0] or period:
        return alone if alone[0] else made
    named = months(f"{document.title or ''}\n{_first_headings(document)}\n{stem}")
    if named:
        return named[0], Precision.MONTH
    said_years = years(f"{document.title or ''}\n{_first_headings(document)}") or years(stem)
    if len(said_years) == 1:
        year = said_years.pop()
        return made if made[0] and made[0].year == year else (date(year, 1, 1), Precision.YEAR)
    return made


def _said(text: str) -> Dated:
    """The date behind a label such as "Report published:", at the beginning or the end of the document."""
    for part in (text[:_OPENING], text[-_OPENING:]):
        for match in _LABEL.finditer(part):
            found = _first(match["rest"])
            if found[0] and (match["mark"].strip() or _is_date(match["rest"])):
                return found
    return _NO_DATE


def _first(text: str) -> Dated:
    """The first whole date of a text, else its first month, with what is known of it."""
    day = first_day(text)
    return day, Precision.DAY if days(text) else Precision.MONTH


def _is_date(text: str) -> bool:
    """Whether a text is one date and nothing else; a span of years or months is none."""
    words = re.findall(r"[a-z]{3,}", text.casefold())
    dates = [word for word in words if word[:3] in _DATE_WORDS]
    return len(words) == len(dates) and len(days(text) or months(text)) == 1 and not business_years(text)


def _alone(document: Document) -> Dated:
    """A date that is a whole line near the beginning: the date of a letter, or that of a title page."""
    lines = document.text[:1500].splitlines()
    found = (_first(line) for line in lines if len(line) < 40 and _is_date(line))
    return next((dated for dated in found if dated[0]), _NO_DATE)


def _after_inspection(document: Document) -> date | None:
    """The day the report's file was made, if that can be so; else the last day of the inspection."""
    dates = _INSPECTED.search(document.text[:_OPENING])
    found = days(dates.group().split("\n\n")[0]) if dates else []
    if not found:
        return None
    made = document.created
    return made if made and found[-1] <= made <= found[-1] + _LATEST_PUBLICATION else found[-1]


def _made(document: Document) -> date | None:
    """The day the file was made, if the text speaks of that year or the one before and of none later."""
    named = years(document.text)
    made = document.created
    if made is None or not named:
        return None
    past = {year for year in named if year <= made.year}
    later = len([year for year in named if year > made.year + 3])
    return made if past and not later and made.year - max(past) <= 1 else None


def _publisher(titles: tuple[str, str, str], text: str, kind: DocumentKind | None) -> str | None:
    if kind is DocumentKind.INSPECTION:
        named = [name for name in INSPECTORATES if name in text]
        return named[0] if named else None
    if kind is DocumentKind.GUIDANCE:
        return _national(text)
    for part in ("\n\n".join(titles[:2]), text[:_OPENING], text):
        bodies = local_bodies(part)
        named_here = [body.name for body in bodies if body.is_board]
        if named_here:
            return named_here[0] if part is not text else Counter(named_here).most_common(1)[0][0]
    return None


def _national(text: str) -> str | None:
    """The body on the first page or in the imprint at the end; else the one named most."""
    first = first_named(NATIONAL, text[:1500]) or first_named(NATIONAL, text[-3000:])
    counts = Counter({name: text.count(name) for name in NATIONAL if name in text})
    return first or next((name for name, _ in counts.most_common(1)), None)


def _title(
    stem: str, document: Document, kind: DocumentKind | None, whose: str | None, period: Period | None, day: date | None
) -> str | None:
    """The title the document gives, if it says what it is; else one made of what is known; else the file's name."""
    said = " ".join((document.title or "").split())
    if len(said.split()) >= 2 and is_title(said) and not _NO_HINT.search(said) and not _names_only_a_body(said):
        return re.sub(r"(\w-on)- (?=\w)", r"\1-", said)
    if kind is DocumentKind.INSPECTION and whose:
        return f"Inspection report: {whose}" + (f", {MONTHS[day.month - 1]} {day.year}" if day else "")
    if kind is DocumentKind.ANNUAL_REPORT and whose and period:
        first, last = period[0].year, period[1].year
        return f"{whose} annual report {first}" + (f"–{last % 100:02}" if last > first else "")
    for heading in _first_headings(document).split("\n\n"):
        words = " ".join(heading.split())
        if 3 <= len(words.split()) <= 20 and _TELLS_WHAT.search(words) and _may_title(words):
            return words
    words = re.sub(r"[-_]+", " ", re.sub(r"(?<=\d)-(?=\d)", "–", stem)).strip()
    if not words or is_leftover(words):
        words = _printed(document) or words
    return words[:1].upper() + words[1:] if words else None


def _may_title(words: str) -> bool:
    return is_title(words) and not _NO_HINT.search(words)


def _printed(document: Document) -> str | None:
    """What stands first in the document where neither its file's data nor its name says what it is."""
    headings = (document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.HEADING)
    said = (" ".join(heading.split()) for heading in headings)
    first = next((words for words in said if 2 <= len(words.split()) <= 20 and _may_title(words)), None)
    return first or first_words(document.text[:_OPENING])


def _names_only_a_body(words: str) -> bool:
    bodies = local_bodies(words)
    return area_called(words) in AREAS or any(body.name == words for body in bodies)
