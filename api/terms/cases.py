"""Cases: the children, families and reviews that a question or a text names by a letter or number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from indexer.passages import Span

_WHO = r"(?i:child(?:ren)?|baby|babies|young person|adult|family|siblings?|mother|father|brothers?|sisters?|case)"
_LETTERS = r"(?:(?!I\b)[A-Z]{1,2}\d{0,2}|\d{1,3}(?!\s?(?:years?|months?|weeks?|days?|yrs?|per|%)))"
_NEXT = r"(?:\s*(?:,|and|&|,\s*and)\s*(?:(?!I\b)[A-Z]\d{0,2})\b(?!\w))"
_END = r"(?![\w&-])(?!['’](?!s\b))"
_CASE = re.compile(rf"\b{_WHO}\s+[‘'“]?{_LETTERS}\b{_END}{_NEXT}*|\b(?:SCR|CSPR|LCSPR)\s+[A-Z]{{1,3}}\d{{0,3}}\b")
_IN_LOWER_CASE = re.compile(r"\b(?:child|baby|family)\s+[b-hj-z](?=\s|$|[?.,]|['’]s\b)", re.IGNORECASE)
_NAMED_A = re.compile(
    r"\b(?:child|baby|family) [ai](?=(?:['’]s)? (?:case|review|scr|l?cspr|learning|recommendations?|report)\b|[?.,]|$)",
    re.IGNORECASE,
)
_JOINTS = re.compile(r"[,&‘’'“”]|\band\b")


def cases(text: str) -> Iterator[tuple[Span, str]]:
    """Each case a question names, with where it does."""
    found = list(_CASE.finditer(text)) or list(_IN_LOWER_CASE.finditer(text)) or list(_NAMED_A.finditer(text))
    for match in found:
        yield match.span(), " ".join(match.group().split())


def names_case(names: Collection[str], text: str) -> bool:
    """Whether a text names one of the cases, whatever joins the letters of several children."""
    plain = _plain(text)
    return any(_pattern(name).search(plain) for name in names)


def is_several(name: str) -> bool:
    """Whether a case is about several children, each with a letter."""
    return len(_plain(name).split()) > 2


@lru_cache(maxsize=500)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(_plain(name))}(?![\w-])")


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    # The s of a possessive must not be taken for the letter of a child.
    return " ".join(_JOINTS.sub(" ", re.sub(r"['’]s\b", "", text)).casefold().split())
