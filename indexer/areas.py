"""The local areas of England: upper-tier authorities, with other forms of their names."""

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

# Names that are everyday words or surnames too, so that a bare mention proves little.
_AMBIGUOUS = frozenset({"Reading", "Bury", "Sutton", "Derby", "Bedford", "York", "Kent", "Barnet", "Halton", "Sale"})


def _pattern(name: str) -> re.Pattern[str]:
    """The name with any space, hyphen or line break between its words; "and" may be "&" or left out."""
    words = [re.escape(word) for word in re.split(r"[ -]", name.replace(",", ""))]
    joined = r"[\s,_-]+".join(words).replace(r"[\s,_-]+and[\s,_-]+", r"[\s,_-]+(?:(?:and|&)[\s,_-]+)?")
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)


_PATTERNS = {name: _pattern(name) for name in AREAS}


def mentions(text: str) -> dict[str, int]:
    """How often each area is named; a longer name ("South Gloucestershire") is not also the shorter one."""
    found: dict[str, int] = {}
    taken: list[tuple[int, int]] = []
    for name in sorted(AREAS, key=len, reverse=True):
        for match in _PATTERNS[name].finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            found[name] = found.get(name, 0) + 1
    return found


def is_ambiguous(name: str) -> bool:
    """Whether the name is an everyday word or surname too."""
    return name in _AMBIGUOUS
