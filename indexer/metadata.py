"""What a document says of itself: kind, area, publisher, dates and title worked out from name and text.

Rules for English safeguarding documents in general. Whatever is worked out is marked as such and can be
corrected by a manifest or a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from indexer.areas import is_ambiguous, mentions
from indexer.documents import BlockKind, Document, DocumentKind

_OPENING = 4_000
"""Characters at the beginning of a document in which it says what it is."""

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{m}|{m[:3]}" for m in _MONTHS)
_DAY = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s\-_.]+({_MONTH})[a-z]*[\s\-_.,]+(20\d\d|19\d\d)(?!\d)", re.IGNORECASE
)
_ISO = re.compile(r"(?<!\d)(20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
_SPAN = re.compile(r"(?<!\d)(20\d\d)\s*(?:[-–—/_]|to)\s*(?:(20\d\d)|(\d\d))(?!\d)")
_MONTH_YEAR = re.compile(rf"(?<![\w])({_MONTH})[a-z]*[\s\-_,]+(20\d\d)(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_PUBLISHED = re.compile(
    r"(?:published|publication date|date of publication|report published|issued)[^.\n]{0,40}", re.IGNORECASE
)
_INSPECTED = re.compile(r"(?:inspection|review)\s+dates?\b.{0,80}", re.IGNORECASE | re.DOTALL)
_IN_FORCE = re.compile(r"(?:effective|in force|valid|applies|implemented)\s+(?:from|date)[^.\n]{0,40}", re.IGNORECASE)

_KIND_WORDS: dict[DocumentKind, tuple[str, ...]] = {
    DocumentKind.INSPECTION: (
        r"inspection of",
        r"inspection report",
        r"ofsted",
        r"area send",
        r"\b(?:jtai|ilacs|sif)\b",
        r"joint targeted area",
        r"services inspection",
        r"focused visit",
        r"child protection inspection",
    ),
    DocumentKind.ANNUAL_REPORT: (r"(?:annual|yearly) report", r"annual review of (?:the )?(?:partnership|board)"),
    DocumentKind.CHILD_DEATH: (r"child death", r"\bcdop\b", r"child mortality"),
    DocumentKind.LEARNING_REVIEW: (
        r"(?:serious )?case review",
        r"(?:practice|learning|rapid|thematic) review",
        r"\bscr\b",
        r"\bl?cspr\b",
        r"domestic homicide review",
        r"learning (?:report|summary) (?:for|from|on) child",
    ),
    DocumentKind.AUDIT: (r"\baudits?\b", r"quality assurance (?:report|findings)", r"section 11", r"dip sample"),
    DocumentKind.BRIEFING: (r"briefing", r"7 ?minute", r"seven ?minute", r"newsletter", r"bulletin"),
    DocumentKind.TRAINING: (
        r"training (?:programme|plan|needs|report|brochure|calendar)",
        r"course (?:list|programme)",
        r"learning and development (?:programme|report)",
    ),
    DocumentKind.PROCEDURE: (
        r"procedures?\b",
        r"(?:protocol|pathway|policy)\b",
        r"threshold (?:document|guidance)",
        r"flow ?chart",
        r"standard operating",
    ),
    DocumentKind.LOG: (
        r"\b(?:action|risk|challenge|learning|improvement) (?:and improvement )?(?:log|register|tracker)\b",
    ),
    DocumentKind.GUIDANCE: (r"statutory guidance", r"guidance\b", r"working together", r"guide to", r"handbook"),
}
"""Words that tell a kind, strongest kind first: the first that the name, title or first heading holds."""
_KINDS = tuple((kind, re.compile("|".join(words), re.IGNORECASE)) for kind, words in _KIND_WORDS.items())
_TELLS_WHAT = re.compile(
    r"report|review|inspection|audit|procedure|protocol|guidance|guide|polic|briefing|learning|training|plan|strategy|"
    r"visit|working together|newsletter|log|register|pathway|framework|child",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b((?:[A-Z][\w’'&-]+(?: and | & | of | )){1,6}"
    r"Safeguarding (?:Children(?:['’]?s)? )?(?:and Adults )?(?:Board|Partnership))\b"
)
_GOVERNMENT = re.compile(
    r"\b(Department for Education|HM Government|Home Office|Department of Health(?: and Social Care)?|NHS England)\b"
)
_NO_HINT = re.compile(r"draft|use this|final|version|\bv\d\b|copy", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inferred:
    """What was worked out; None where nothing was."""

    title: str | None = None
    kind: DocumentKind | None = None
    publisher: str | None = None
    area: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    published: date | None = None
    effective_from: date | None = None


def infer(name: str, document: Document) -> Inferred:
    """Work out what a file is from its name and its text."""
    stem = PurePath(name).stem.replace("_", " ")
    opening = document.text[:_OPENING]
    head = f"{stem}\n{document.title or ''}\n{_first_lines(document)}"
    kind = _kind(head, opening)
    area = _area(stem, document, opening, kind)
    period = (
        _period(head) if kind in (DocumentKind.ANNUAL_REPORT, DocumentKind.TRAINING, DocumentKind.CHILD_DEATH) else None
    )
    in_force = _IN_FORCE.search(opening)
    published = _published(stem, head, opening, kind, period, document)
    return Inferred(
        title=_title(stem, document, kind, area, published),
        kind=kind,
        publisher=_publisher(opening, kind),
        area=area,
        period_start=period and period[0],
        period_end=period and period[1],
        published=published,
        effective_from=_first_date(in_force.group()) if in_force and kind is DocumentKind.PROCEDURE else None,
    )


def _first_lines(document: Document) -> str:
    blocks = document.blocks[:4]
    return "\n".join(document.text[block.start : block.end] for block in blocks if block.kind is BlockKind.HEADING)


def _kind(head: str, opening: str) -> DocumentKind | None:
    plain = head.replace("-", " ")
    for kind, pattern in _KINDS:
        if pattern.search(plain):
            return kind
    counts = [(len(pattern.findall(opening)), kind) for kind, pattern in _KINDS]
    best = max(counts, key=lambda pair: pair[0])
    return best[1] if best[0] >= 2 else None


def _area(stem: str, document: Document, opening: str, kind: DocumentKind | None) -> str | None:
    """The area the name or title says, else the one the opening names clearly most."""
    for text in (stem, document.title or "", _first_lines(document)):
        found = {name: n for name, n in mentions(text).items() if not is_ambiguous(name) or text[:1].isupper()}
        if len(found) == 1:
            return next(iter(found))
        if len(found) > 1 and kind is not DocumentKind.GUIDANCE:
            return max(found, key=lambda name: (found[name], len(name)))
    found = mentions(opening)
    if not found or kind is DocumentKind.GUIDANCE:
        return None
    ranked = sorted(found.items(), key=lambda pair: -pair[1])
    first, count = ranked[0]
    clear = len(ranked) == 1 or count >= 2 * ranked[1][1]
    return first if clear and count >= (4 if is_ambiguous(first) else 2) else None


def _period(head: str) -> tuple[date, date] | None:
    """A financial year ("2016-17", "April 2016 to March 2017"), or a calendar year standing alone."""
    months = _MONTH_YEAR.findall(head)
    if len(months) >= 2 and (start := _month(*months[0])) < (end := _month(*months[1])):
        return start, _last_day(end)
    for match in _SPAN.finditer(head):
        first = int(match.group(1))
        last = int(match.group(2) or f"{match.group(1)[:2]}{match.group(3)}")
        if last == first + 1:
            return date(first, 4, 1), date(last, 3, 31)
        if first < last <= first + 3:
            return date(first, 4, 1), date(last, 3, 31)
    years = {int(year) for year in _YEAR.findall(head)}
    if len(years) == 1:
        year = years.pop()
        return date(year, 1, 1), date(year, 12, 31)
    return None


def _published(
    stem: str, head: str, opening: str, kind: DocumentKind | None, period: object, document: Document
) -> date | None:
    named = _first_date(stem)
    if named:
        return named
    said = _PUBLISHED.search(opening) or _PUBLISHED.search(document.text[-_OPENING:])
    if said and (day := _first_date(said.group())):
        return day
    if kind is DocumentKind.INSPECTION:
        dates = _INSPECTED.search(opening)
        if dates and (days := _DAY.findall(dates.group())):
            return _day(*days[-1])
    if period is not None:
        return None
    month = _MONTH_YEAR.search(head)
    if month:
        return _month(*month.groups())
    years = {int(year) for year in _YEAR.findall(head)}
    if len(years) == 1:
        return date(years.pop(), 1, 1)
    return _first_date(opening[:1500])


def _publisher(opening: str, kind: DocumentKind | None) -> str | None:
    if kind is DocumentKind.INSPECTION:
        return "Ofsted"
    board = _PUBLISHER.search(" ".join(opening.split()))
    if board:
        return board.group(1)
    government = _GOVERNMENT.search(opening)
    return government.group(1) if government and kind is DocumentKind.GUIDANCE else None


def _title(
    stem: str, document: Document, kind: DocumentKind | None, area: str | None, published: date | None
) -> str | None:
    said = " ".join((document.title or "").split())
    usable = len(said.split()) >= 2 and _TELLS_WHAT.search(said) and not _NO_HINT.search(said)
    if usable:
        return said.replace("- ", "-") if re.search(r"\w-on- ", said) else said
    if kind is DocumentKind.INSPECTION and area:
        when = f", {_MONTHS[published.month - 1].capitalize()} {published.year}" if published else ""
        return f"Inspection report: {area}{when}"
    words = re.sub(r"[-_]+", " ", re.sub(r"(?<=\d)-(?=\d)", "–", stem)).strip()
    return words[:1].upper() + words[1:] if words else None


def _first_date(text: str) -> date | None:
    iso = _ISO.search(text)
    if iso:
        return _safe(int(iso.group(1)), int(iso.group(2)), int(iso.group(3)))
    match = _DAY.search(text)
    return _day(*match.groups()) if match else None


def _day(day: str, month: str, year: str) -> date | None:
    return _safe(int(year), _month_number(month), int(day))


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(month: str, year: str) -> date:
    return date(int(year), _month_number(month), 1)


def _month_number(month: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(month.lower()[:3]))


def _last_day(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
