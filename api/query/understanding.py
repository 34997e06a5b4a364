"""What a question says about where to look: areas, years, kinds of document, cases, agencies, sorts of statement.

Each hint keeps the words it was read from, so that it can be shown and taken away. Hints prefer passages; only
filters that a person set exclude any. What is held decides: an area, a "latest" year or "the last three reports"
mean nothing without documents.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from api.query.hint_words import FINDINGS, KINDS, LEARNED, ROLES
from indexer.documents import DocumentCard, DocumentKind, Immutable
from indexer.metadata.areas import AREAS, mentions
from indexer.passages import Span
from indexer.text.agencies import labels, named_in
from indexer.text.vocabulary import words_in

_PLACES = Path(__file__).with_name("places.toml")


class HintKind(StrEnum):
    """What a hint is about."""

    AREA = "area"
    YEARS = "years"
    KIND = "kind"
    CASE = "case"
    ROLE = "role"
    DOCUMENTS = "documents"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Hint(Immutable):
    """Something read from a question: its words, where they stand, and what is preferred because of them.

    `values` are area names, years as text, document kinds, roles, agencies or document ids. `label` is what a person is
    shown; `key` what a person sends to take the hint away.
    """

    kind: HintKind
    typed: str
    span: Span
    values: tuple[str, ...]
    label: str

    @property
    def key(self) -> str:
        """Names the hint among those of one question."""
        return f"{self.kind}:{self.typed.casefold()}"


@dataclass(frozen=True, slots=True)
class Understanding(Immutable):
    """All hints of a question, in the order of its words."""

    hints: tuple[Hint, ...] = ()

    def of(self, kind: HintKind) -> frozenset[str]:
        """The values of all hints of one kind."""
        return frozenset(value for hint in self.hints if hint.kind is kind for value in hint.values)

    def without(self, keys: Collection[str]) -> Understanding:
        """The same without the hints taken away."""
        return Understanding(tuple(hint for hint in self.hints if hint.key not in keys))


@dataclass(frozen=True, slots=True)
class Holdings(Immutable):
    """What may be searched, as far as questions speak of it."""

    cards: tuple[DocumentCard, ...]
    areas: frozenset[str] = field(init=False)
    years: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "areas", frozenset(c.area for c in self.cards if c.area))
        object.__setattr__(self, "years", frozenset(c.year for c in self.cards if c.year))


_CASE = re.compile(
    r"\b(?:(?:child|baby|young person|adult|family|siblings?|mother|case)\s+(?:[A-Z]{1,2}\d{0,2}|\d{1,3})(?![\w'’])"
    r"(?:\s*(?:,|and|&)\s*[A-Z]\b)*|(?:SCR|CSPR|LCSPR)\s+[A-Z]{1,3}\d{0,3}\b)"
)
_CASE_LOWER = re.compile(r"\b(?:child|baby|family)\s+[b-hj-z](?=\s|$|[?.,])", re.IGNORECASE)
_CHILD_A = re.compile(r"\b(?:child|baby|family) a(?= (?:case|review|scr|cspr|learning)|[?.,]|$)", re.IGNORECASE)

_YEAR = r"(?:19|20)\d\d"
_SPAN_YEARS = re.compile(rf"\b({_YEAR})\s*(?:-|–|/|to|until|through to|through)\s*({_YEAR}|\d\d)\b(?!\s*(?:-|–)\s*\d)")
_SHORT_SPAN = re.compile(r"(?<![\d/])(\d\d)\s?/\s?(\d\d)\b(?!\s?(?:year|yr|\d|[/-]))")  # "16-17" is an age
_SINCE = re.compile(rf"\b(?:since|from|after)\s+({_YEAR})(?:\s*(?:on|onwards))?\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b(?:before|until|up to|till)\s+({_YEAR})\b", re.IGNORECASE)
_ONE_YEAR = re.compile(rf"(?<![\d/£.,-])({_YEAR})(?![\d%])")
_LAST_REPORTS = re.compile(
    r"\b(?:last|latest|most recent|past)\s+(two|three|four|five|\d)\s+(?:annual\s+)?reports?\b", re.IGNORECASE
)
_LATEST = re.compile(
    r"\b(?:latest|most recent|newest|last)\s*(?:annual|one|report|inspection|audit|review|year)?\b", re.I
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
"""Numbers in words, as in "the last three years"."""


def understand_hints(text: str, holdings: Holdings) -> Understanding:
    """Read the hints of a question, in the order of its words."""
    hints = [*_areas(text, holdings), *_cases(text), *_kinds(text), *_roles(text), *_agencies(text)]
    kinds = {DocumentKind(v) for hint in hints if hint.kind is HintKind.KIND for v in hint.values}
    areas = {v for hint in hints if hint.kind is HintKind.AREA for v in hint.values}
    hints.extend(_years(text, holdings, areas, kinds))
    return Understanding(tuple(sorted(hints, key=lambda hint: hint.span)))


def _areas(text: str, holdings: Holdings) -> Iterator[Hint]:
    """Areas named, each once for the same words: the longest of their names."""
    held = {area.casefold(): area for area in holdings.areas}
    read: dict[tuple[str, ...], list[Span]] = {}
    for name, areas in _names(tuple(sorted(holdings.areas))).items():
        match = re.search(rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)", text, re.IGNORECASE)
        known = tuple(held[area.casefold()] for area in areas if area.casefold() in held)
        within = match and any(a <= match.start() and match.end() <= b for a, b in read.get(known, ()))
        if match and known and not within and _is_outermost(match, text, held):
            read.setdefault(known, []).append(match.span())
            yield Hint(HintKind.AREA, match.group(), match.span(), known, ", ".join(known))


def _is_outermost(match: re.Match[str], text: str, held: Mapping[str, str]) -> bool:
    """Whether the name is not a part of a longer area's name ("Gloucestershire" in "South Gloucestershire")."""
    around = text[max(0, match.start() - 20) : match.end() + 20]
    longer = [name for name in mentions(around) if match.group().casefold() in name.casefold()]
    return not any(len(name) > len(match.group()) and name.casefold() not in held for name in longer)


@cache
def _names(areas: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Every name a person may type for the areas, with the areas it means."""
    tables = tomllib.loads(_PLACES.read_text("utf-8"))
    groups: dict[str, list[str]] = tables.pop("groups")
    names: dict[str, tuple[str, ...]] = {name: tuple(members) for name, members in groups.items()}
    for area, towns in tables.items():
        names.update(dict.fromkeys(towns, (area,)))
    for area in areas:
        for name in _spellings(area):
            names[name] = (area,)
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


@cache
def place_words() -> frozenset[str]:
    """Every single word of the names of places that are known, held or not."""
    return frozenset(words_in(" ".join((*AREAS, *_names(())))))


def _spellings(area: str) -> set[str]:
    plain = area.casefold()
    return {plain, plain.replace("-", " "), plain.replace(" and ", " & "), f"{plain.replace('-', ' ')} city"}


def _kinds(text: str) -> Iterator[Hint]:
    for pattern, kinds, label in KINDS:
        match = pattern.search(text)
        if match:
            yield Hint(HintKind.KIND, match.group(), match.span(), tuple(kinds), label)


def _roles(text: str) -> Iterator[Hint]:
    found = False
    for pattern, roles, label in ROLES:
        match = pattern.search(text)
        if match:
            found = True
            yield Hint(HintKind.ROLE, match.group(), match.span(), tuple(roles), label)
    learned = LEARNED.search(text)
    if learned and not found:
        yield Hint(HintKind.ROLE, learned.group(), learned.span(), FINDINGS, "what was found")


def _agencies(text: str) -> Iterator[Hint]:
    """Agencies named, each once."""
    names = labels()
    seen: set[str] = set()
    for named in named_in(text):
        if named.agency not in seen:
            seen.add(named.agency)
            typed = text[slice(*named.span)]
            label = f"passages that name {names[named.agency]}"
            yield Hint(HintKind.AGENCY, typed, named.span, (named.agency,), label)


def _cases(text: str) -> Iterator[Hint]:
    match = _CASE.search(text) or _CASE_LOWER.search(text) or _CHILD_A.search(text)
    if match:
        name = " ".join(match.group().split())
        yield Hint(HintKind.CASE, match.group(), match.span(), (name,), name)


def _years(text: str, holdings: Holdings, areas: Collection[str], kinds: Collection[DocumentKind]) -> Iterator[Hint]:
    recent = _recent(text, holdings, areas, kinds)
    if recent is not None:
        yield recent
        return
    taken: list[Span] = []
    for match, years in _year_ranges(text, holdings):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            taken.append(match.span())
            yield Hint(HintKind.YEARS, match.group(), match.span(), tuple(map(str, years)), _year_label(years))
    for match in _ONE_YEAR.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            yield Hint(HintKind.YEARS, match.group(), match.span(), (match.group(),), match.group())


def _year_ranges(text: str, holdings: Holdings) -> Iterator[tuple[re.Match[str], list[int]]]:
    """Ranges with the years they mean. A year and the next ("2016-17") is one reporting year, filed under its end."""
    for match in _SPAN_YEARS.finditer(text):
        first = int(match.group(1))
        last = int(match.group(2)) if len(match.group(2)) == 4 else first // 100 * 100 + int(match.group(2))
        if last == first + 1 and len(match.group(2)) == 2:
            yield match, [last]
        elif first < last:
            yield match, list(range(first, last + 1))
    for match in _SHORT_SPAN.finditer(text):
        if int(match.group(2)) == int(match.group(1)) + 1:
            yield match, [2000 + int(match.group(2))]
    newest = max(holdings.years, default=0)
    oldest = min(holdings.years, default=0)
    for match in _SINCE.finditer(text):
        yield match, list(range(int(match.group(1)), max(newest, int(match.group(1))) + 1))
    for match in _BEFORE.finditer(text):
        yield match, list(range(min(oldest, int(match.group(1))), int(match.group(1)) + 1))


def _recent(text: str, holdings: Holdings, areas: Collection[str], kinds: Collection[DocumentKind]) -> Hint | None:
    """ "The latest" and "the last three reports", among what is held for the areas and kinds named."""
    several = _LAST_REPORTS.search(text)
    match = several or _LATEST.search(text)
    if match is None:
        return None
    wanted = kinds or ({DocumentKind.ANNUAL_REPORT} if several else set())
    cards = [
        c for c in holdings.cards if c.year and (not wanted or c.kind in wanted) and (not areas or c.area in areas)
    ]
    many = _count(several.group(1)) if several else 1
    chosen = [c for group in _by_area(cards, areas) for c in sorted(group, key=lambda c: -(c.year or 0))[:many]]
    if not chosen:
        return None
    label = f"the {'latest' if many == 1 else f'last {many}'}: " + "; ".join(c.title for c in chosen[:4])
    return Hint(HintKind.DOCUMENTS, match.group(), match.span(), tuple(c.id for c in chosen), label)


def _count(word: str) -> int:
    return _NUMBERS.get(word.lower()) or max(1, int(word))


def _by_area(cards: Iterable[DocumentCard], areas: Collection[str]) -> list[list[DocumentCard]]:
    """Documents of each area named, or all of them together when none is."""
    if not areas:
        return [list(cards)]
    groups: dict[str, list[DocumentCard]] = {}
    for card in cards:
        groups.setdefault(card.area or "", []).append(card)
    return list(groups.values())


def _year_label(years: Sequence[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
