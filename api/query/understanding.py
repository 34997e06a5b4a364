"""What a question names: areas, periods, kinds of document, cases, numbered items, agencies, sorts of statement and of
answer, what it says is not so.

Each hint keeps the words it was read from, so that it can be shown and taken away. Hints prefer passages in a search
and bind the lines of an answer. What is held decides: an area, a "latest" year or "the last three reports"
mean nothing without documents.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from api.query.hints import Hint, HintKind, Holdings, Understanding
from api.terms.cases import cases, names_case
from api.terms.hint_words import AUDIENCE, FINDINGS, KINDS, LEARNED, ROLES
from api.terms.negation import negations
from api.terms.numbered import items
from api.terms.periods import count_of, periods
from api.terms.values import Wanted
from api.terms.wanted import LABELS, wanted
from indexer.documents import DocumentCard, DocumentKind
from indexer.metadata.areas import AREAS, mentions
from indexer.passages import Span
from indexer.text.agencies import labels, named_in
from indexer.text.vocabulary import words_in

_PLACES = Path(__file__).with_name("places.toml")

_LAST_REPORTS = re.compile(
    r"\b(?:last|latest|most recent|past)\s+(two|three|four|five|\d)\s+(?:annual\s+)?reports?\b", re.IGNORECASE
)

_LATEST = re.compile(
    r"\b(?:(?:latest|most recent|newest|last)\s+(?:annual|one\b|reports?\b|inspections?\b|audits?\b|reviews?\b)|"
    r"(?:latest|most recent|newest)\b)",
    re.IGNORECASE,
)

_RELATIVE = re.compile(r"\b(?:since|from|before|after|than|by)\s+(?:the|our|its|their)?\s*$", re.IGNORECASE)
"""What makes "the last inspection" a point in time, not the document asked."""


def understand_hints(text: str, holdings: Holdings) -> Understanding:
    """Read the terms of a question, in the order of its words."""
    hints = [*_areas(text, holdings), *_cases(text), *_kinds(text), *_roles(text), *_agencies(text), *_typed(text)]
    kinds = {DocumentKind(v) for hint in hints if hint.kind is HintKind.KIND for v in hint.values}
    areas = {v for hint in hints if hint.kind is HintKind.AREA for v in hint.values}
    hints.extend(_times(text, holdings, areas, kinds))
    return Understanding(tuple(sorted(hints, key=lambda hint: hint.span)))


def _typed(text: str) -> Iterator[Hint]:
    """Numbered items, negations, the audience and the sort of answer wanted."""
    for span, item in items(text):
        label = f"{item.noun} {' and '.join(item.numbers)}"
        yield Hint(HintKind.ITEM, text[slice(*span)], span, item.numbers, label, item)
    sorts = list(wanted(text))
    asks = any(sort is Wanted.YES_NO for _, sort in sorts)
    for span, negation in () if asks else negations(text):
        typed = text[slice(*span)]
        yield Hint(HintKind.NEGATION, typed, span, negation.scope, f"“{typed}”, not the contrary", negation)
    for span, sort in sorts:
        yield Hint(HintKind.WANTED, text[slice(*span)], span, (sort,), LABELS[sort], sort)
    for match in AUDIENCE.finditer(text):
        yield Hint(HintKind.AUDIENCE, match.group(), match.span(), (match.group(1),), f"for {match.group(1)}")


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
    yield from _not_held(text, held)


def _not_held(text: str, held: Mapping[str, str]) -> Iterator[Hint]:
    """Areas of England that are named and of which nothing is held: no other area's documents answer for them."""
    for name in mentions(text):
        match = re.search(re.escape(name), text, re.IGNORECASE)
        if match and not any(name.casefold() in parts_of_area(area) for area in held):
            yield Hint(HintKind.AREA, match.group(), match.span(), (name,), name, held=False)


def parts_of_area(area: str) -> list[str]:
    """The areas that one made of several joins ("derby and derbyshire"), and itself."""
    return [area, *re.split(r",? and |, ?| & ", area)]


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
    for span, name in cases(text):
        yield Hint(HintKind.CASE, text[slice(*span)], span, (name,), name)


def _times(text: str, holdings: Holdings, areas: Collection[str], kinds: Collection[DocumentKind]) -> Iterator[Hint]:
    """Periods named; where none is, the latest documents asked for."""
    scope = [c for c in holdings.cards if c.year and (not kinds or c.kind in kinds) and (not areas or c.area in areas)]
    held = {c.year for c in scope if c.year}
    found = [
        Hint(HintKind.YEARS, text[slice(*span)], span, tuple(map(str, years)), label, period)
        for span, period, years, label in periods(text, held)
    ]
    recent = None if found else _recent(text, scope, areas, kinds)
    yield from [recent] if recent else found


def _recent(
    text: str, scope: Sequence[DocumentCard], areas: Collection[str], kinds: Collection[DocumentKind]
) -> Hint | None:
    """ "The latest" and "the last three reports", among what is held for the areas and kinds named."""
    several = _LAST_REPORTS.search(text)
    match = several or _LATEST.search(text)
    if match is None or _RELATIVE.search(text[: match.start()]):
        return None
    reports = several and not kinds
    cards = [c for c in scope if not reports or c.kind is DocumentKind.ANNUAL_REPORT]
    many = count_of(several.group(1)) if several else 1
    chosen = [c for group in _by_area(cards, areas) for c in _newest(group, many, several is not None)]
    if not chosen:
        return None
    label = f"the {'latest' if many == 1 else f'last {many}'}: " + "; ".join(c.title for c in chosen[:4])
    return Hint(HintKind.DOCUMENTS, match.group(), match.span(), tuple(c.id for c in chosen), label)


def _newest(cards: Iterable[DocumentCard], many: int, documents: bool) -> list[DocumentCard]:
    """The newest documents, or all of the newest year."""
    ordered = sorted(cards, key=lambda card: -(card.year or 0))
    return ordered[:many] if documents else [card for card in ordered if card.year == ordered[0].year]


def _by_area(cards: Iterable[DocumentCard], areas: Collection[str]) -> list[list[DocumentCard]]:
    """Documents of each area named, or all of them together when none is."""
    if not areas:
        return [list(cards)]
    groups: dict[str, list[DocumentCard]] = {}
    for card in cards:
        groups.setdefault(card.area or "", []).append(card)
    return list(groups.values())


_MOST_BOUND = 10
"""Documents that a case or a numbered item is looked for in; more would be no binding."""


def bound_documents(asked: Understanding, holdings: Holdings) -> tuple[str, ...]:
    """The documents that alone can answer: those about the case named, or those that a numbered item is of."""
    cases_named = asked.of(HintKind.CASE)
    cards = [card for card in holdings.cards if not cases_named or names_case(cases_named, card.title)]
    if not cases_named and not (
        asked.items and {HintKind.AREA, HintKind.YEARS, HintKind.KIND} & {h.kind for h in asked.hints}
    ):
        return ()
    if not cases_named:
        cards = [card for card in cards if _is_of(card, asked)]
    return tuple(card.id for card in cards) if len(cards) <= _MOST_BOUND else ()


def _is_of(card: DocumentCard, asked: Understanding) -> bool:
    areas, kinds = asked.of(HintKind.AREA), asked.of(HintKind.KIND)
    there = (not areas or card.area in areas) and (not kinds or card.kind in kinds)
    return there and (not asked.periods or any(period.covers(card) for period in asked.periods))
