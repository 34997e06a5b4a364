"""The local areas of England: upper-tier authorities, other forms of their names, and areas named by their bodies."""

from __future__ import annotations

import re

_NAMES = """
Barking and Dagenham; Barnet; Barnsley; Bath and North East Somerset; Bedford; Bexley; Birmingham; Blackburn
with Darwen; Blackpool; Bolton; Bournemouth, Christchurch and Poole; Bracknell Forest; Bradford; Brent; Brighton
and Hove; Bristol; Bromley; Buckinghamshire; Bury; Calderdale; Cambridgeshire; Camden; Central Bedfordshire;
Cheshire East; Cheshire West and Chester; City of London; Cornwall; County Durham; Coventry; Croydon;
Cumberland; Cumbria; Darlington; Derby; Derbyshire; Devon; Doncaster; Dorset; Dudley; Ealing; East Riding of
Yorkshire; East Sussex; Enfield; Essex; Gateshead; Gloucestershire; Greenwich; Hackney; Halton; Hammersmith and
Fulham; Hampshire; Haringey; Harrow; Hartlepool; Havering; Herefordshire; Hertfordshire; Hillingdon; Hounslow;
Isle of Wight; Isles of Scilly; Islington; Kensington and Chelsea; Kent; Kingston upon Hull; Kingston upon
Thames; Kirklees; Knowsley; Lambeth; Lancashire; Leeds; Leicester; Leicestershire; Lewisham; Lincolnshire;
Liverpool; Luton; Manchester; Medway; Merton; Middlesbrough; Milton Keynes; Newcastle upon Tyne; Newham;
Norfolk; North East Lincolnshire; North Lincolnshire; North Northamptonshire; North Somerset; North Tyneside;
North Yorkshire; Northamptonshire; Northumberland; Nottingham; Nottinghamshire; Oldham; Oxfordshire;
Peterborough; Plymouth; Portsmouth; Reading; Redbridge; Redcar and Cleveland; Richmond upon Thames; Rochdale;
Rotherham; Rutland; Salford; Sandwell; Sefton; Sheffield; Shropshire; Slough; Solihull; Somerset; South
Gloucestershire; South Tyneside; Southampton; Southend-on-Sea; Southwark; St Helens; Staffordshire; Stockport;
Stockton-on-Tees; Stoke-on-Trent; Suffolk; Sunderland; Surrey; Sutton; Swindon; Tameside; Telford and Wrekin;
Thurrock; Torbay; Tower Hamlets; Trafford; Wakefield; Walsall; Waltham Forest; Wandsworth; Warrington;
Warwickshire; West Berkshire; West Northamptonshire; West Sussex; Westminster; Westmorland and Furness; Wigan;
Wiltshire; Windsor and Maidenhead; Wirral; Wokingham; Wolverhampton; Worcestershire; York
"""
AREAS = tuple(" ".join(name.split()) for name in _NAMES.split(";"))

_SHORT = {
    "Bournemouth": "Bournemouth, Christchurch and Poole",
    "Brighton": "Brighton and Hove",
    "Durham": "County Durham",
    "Hull": "Kingston upon Hull",
    "Newcastle": "Newcastle upon Tyne",
    "Redcar": "Redcar and Cleveland",
    "Southend": "Southend-on-Sea",
    "Stockton": "Stockton-on-Tees",
    "Stoke": "Stoke-on-Trent",
    "Telford": "Telford and Wrekin",
}
"""Everyday short names; they count only as the whole name of an area, since other places begin with them."""

_AMBIGUOUS = "Barnet|Bedford|Bolton|Bradford|Brent|Bury|Derby|Dudley|Halton|Kent|Reading|Slough|Sutton|York".split("|")
"""Everyday words or surnames too: they count only where what stands beside them says that a place is meant."""
_BEFORE = r"(?<![^\W_])(?:(?i:of|in|across|within|dear|inspection)[\s_-]+)"
_AFTER = (
    r"(?=[\s_-]+(?i:(?:city|county|metropolitan|borough|district|council|safeguarding|children|child|adults?|young|"
    r"local|area|l?scb|l?scp|l?sab|cdop|youth|send|jtai)(?![^\W_]))|[’']s\b)"
)
_TITLES = re.compile(
    r"\b(?:the|(?:london|royal|metropolitan) borough of(?: the)?|city (?:and county )?of|county of|pan-?|"
    r"(?:metropolitan )?borough|city|county|district|and district|local|inter-?agency|multi-?agency)\b(?! durham)",
    re.IGNORECASE,
)


def _pattern(name: str) -> re.Pattern[str]:
    """The name with any space, hyphen or line break between its words; "and" may be "&" or left out."""
    words = [re.escape(word) for word in re.split(r"[ -]", name.replace(",", ""))]
    joined = r"[\s,_-]+".join(words).replace(r"[\s,_-]+and[\s,_-]+", r"[\s,_-]+(?:(?:and|&)[\s,_-]+)?")
    if name in _AMBIGUOUS:
        return re.compile(rf"{_BEFORE}{joined}(?![^\W_])|(?<![^\W_]){joined}{_AFTER}|^\s*{joined}\s*$", re.MULTILINE)
    return re.compile(rf"(?<![^\W_]){joined}(?![^\W_])", re.IGNORECASE)


_PATTERNS = {name: _pattern(name) for name in sorted(AREAS, key=len, reverse=True)}


def mentions(text: str) -> dict[str, int]:
    """How often each area is named; a longer name ("South Gloucestershire") is not also the shorter one."""
    found: dict[str, int] = {}
    taken: list[tuple[int, int]] = []
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            found[name] = found.get(name, 0) + 1
    return found


def area_called(place: str) -> str | None:
    """The area that a body's name begins with: "Walsall" of "Walsall Metropolitan Borough (Council)".

    A place or group of places that is in no list is an area too ("Black Country", "Derby and Derbyshire").
    """
    bare = " ".join(_TITLES.sub(" ", place).split()).strip(" ,&-")
    if not bare:
        return None
    if bare in _SHORT:
        return _SHORT[bare]
    whole = [name for name in AREAS if re.sub(r"\W+|\band\b", "", name) == re.sub(r"\W+|\band\b|&", "", bare)]
    return whole[0] if whole else bare
