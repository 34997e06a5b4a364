"""Bodies that publish: safeguarding boards and partnerships, councils and inspectorates, found by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = r"[A-Z][A-Za-z’'-]+"
_PLACE = rf"(?P<place>{_WORD}(?:,? (?:(?:and|&|of|upon|with|the) ){{0,2}}{_WORD}){{0,6}}?)"
_CHILDREN = (
    r"(?:Children|Child|Adults?)(?:(?:s?['’]|['’]s)s?)?(?: (?:and|&) (?:Adults?|Children|Young People)(?:['’]s)?)?"
)
_BOARD = (
    rf"(?:Local )?(?:Multi-?[Aa]gency )?(?:{_CHILDREN} )?Safeguarding (?:{_CHILDREN} )?(?:Multi-?[Aa]gency )?"
    r"(?:Assurance )?"
    r"(?:Board|Partnership)(?: Board)?|Community Safety and Safeguarding Partnership"
    r"|Child Death (?:Overview|Review) Panel|Community Safety Partnership"
)
_COUNCIL = r"(?:(?:City|County|Borough|Metropolitan(?: Borough| District)?|District) )?Council"
_FORMS = tuple(
    (is_board, re.compile(rf"\b{_PLACE} (?P<body>{form})\b"))
    for is_board, form in (
        (True, _BOARD),
        (False, rf"{_COUNCIL}|Local Area Partnership|local authority|LSCB|LSCP|SCB|SCP|CDOP"),
    )
)
_BOROUGH = re.compile(
    rf"\b(?P<place>(?:London|Royal|Metropolitan) Borough of {_WORD}(?: (?:and|upon) {_WORD}| Forest| Hamlets)?)"
)
_NO_PLACE = frozenset(
    "the this that these dear annual report reports review reviews serious case practice local national chair chairs "
    "independent foreword introduction welcome welcome for by our your each every new former from with and of to in "
    "board partnership council councils safeguarding children child adult adults young people youth parish town "
    "school schools student arts research medical british international joint statutory multi-agency inter-agency "
    "area send inspection inspections between whether both all any borough city county district metropolitan london "
    "learning neglect business plan strategy procedures procedure policy guidance training lead director manager "
    "executive officer services service summary overview members member executive vulnerable health tri-borough "
    "january february march april may june july august september october november december published version "
    "community safer department education if where when as while since under prevent neighbouring other respect "
    "shadow previous section regional".split()
)

NATIONAL = (
    "HM Government",
    "Department for Education",
    "Home Office",
    "Department of Health and Social Care",
    "Department of Health",
    "Ministry of Justice",
    "NHS England",
    "Child Safeguarding Practice Review Panel",
    "National Child Mortality Database",
    "College of Policing",
    "NSPCC",
)
INSPECTORATES = ("Ofsted", "Care Quality Commission", "HMICFRS", "HM Inspectorate of Probation")


@dataclass(frozen=True, slots=True)
class Body:
    """A local body as a text names it, the place in its name, and whether it is a board rather than a council."""

    name: str
    place: str
    is_board: bool


def local_bodies(text: str) -> list[Body]:
    """The boards, partnerships and councils a text names, in the order named; white space is made single."""
    plain = re.sub(r"\n\s*\n", " . ", text)
    plain = " ".join(plain.split())
    found = [(match.start(), body) for is_board, form in _FORMS for match, body in _matches(form, plain, is_board)]
    found.extend((match.start(), Body(match["place"], match["place"], False)) for match in _BOROUGH.finditer(plain))
    return [body for _, body in sorted(found, key=lambda pair: pair[0])]


def _matches(form: re.Pattern[str], plain: str, is_board: bool) -> Iterator[tuple[re.Match[str], Body]]:
    for match in form.finditer(plain):
        place = _place(match["place"])
        if place:
            yield match, Body(f"{place} {match['body']}", place, is_board)


def _place(words: str) -> str:
    """What is left of a run of capital words when all up to the last that cannot be of a place's name is cut."""
    kept: list[str] = []
    for word in reversed(words.split()):
        plain = word.strip(",’'-").casefold()
        joins = plain in ("and", "&", "of", "upon", "with", "the")
        if plain in _NO_PLACE and not joins and not (plain in _TITLES and (kept or " " in words)):
            break
        kept.insert(0, word)
    while kept and (kept[0].casefold() in ("and", "&", "of", "with", "the", "upon")):
        del kept[0]
    return " ".join(kept).rstrip(",")


_TITLES = ("borough", "city", "county", "district", "metropolitan", "london", "royal")


def first_named(names: tuple[str, ...], text: str) -> str | None:
    """Which of some bodies a text names first."""
    places = [(text.find(name), name) for name in names if name in text]
    return min(places)[1] if places else None
