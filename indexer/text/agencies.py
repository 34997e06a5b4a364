"""Agencies: which services a passage names, by the words of a data file, so that one of them can be followed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from indexer.passages import Span
from indexer.text.phrases import phrase_pattern

_FILE = Path(__file__).with_name("agencies.toml")
_NEAR = "near"
_LETTERS = 2
"""First letters by which phrases are looked up: two make groups small enough."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Agency:
    """A service, the words it is named with, and the wider one it is part of, if any."""

    id: str
    label: str
    words: tuple[str, ...]
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An agency named in a text: where."""

    agency: str
    span: Span


@cache
def agencies() -> dict[str, Agency]:
    """All agencies by their id, in the order of the file."""
    tables = _tables()
    return {
        name: Agency(name, table["label"], tuple(table["words"]), table.get("part_of"))
        for name, table in tables.items()
        if name != _NEAR
    }


def labels() -> dict[str, str]:
    """Each agency's label by its id."""
    return {agency.id: agency.label for agency in agencies().values()}


@cache
def digest() -> str:
    """Changes whenever the file does: what was found by it is then to be found anew."""
    return sha256(_FILE.read_bytes()).hexdigest()[:12]


def named_in(text: str) -> Iterator[Named]:
    """Agencies in the order they are named; of phrases that overlap the longest counts."""
    finders, at = _finders(), 0
    for word in _WORD.finditer(text):
        finder = finders.get(_first(word.group()))
        match = finder and word.start() >= at and finder.pattern.match(text, word.start())
        if finder and match:
            at = match.end()
            for owner in finder.owners[match.lastindex or 0]:
                yield Named(owner, match.span())


def agencies_of(text: str, headings: Iterable[str] = ()) -> tuple[str, ...]:
    """The agencies a passage names, in itself or in its headings, with the wider ones; in the order of the file."""
    found = {named.agency for part in (text, *headings) for named in named_in(part)}
    held = agencies()
    wider = {parent for name in found if (parent := held[name].part_of)}
    return tuple(name for name in held if name in found | wider)


@dataclass(frozen=True, slots=True)
class _Finder:
    """A pattern with a group for each phrase, the longest first, and the agencies each group stands for."""

    pattern: re.Pattern[str]
    owners: tuple[tuple[str, ...], ...]


@cache
def _finders() -> dict[str, _Finder]:
    """Phrases by their first letters, so that each word of a text is held against a few of them only."""
    owners: dict[str, list[str]] = {}
    for name, table in _tables().items():
        for phrase in table["words"]:
            owners.setdefault(phrase, []).extend([] if name == _NEAR else [name])
    phrases = sorted(owners, key=lambda phrase: (_first(phrase), -len(phrase), phrase))
    return {
        letters: _Finder(
            re.compile(rf"(?:{'|'.join(f'({phrase_pattern(phrase)})' for phrase in alike)})(?!\w)"),
            ((), *(tuple(owners[phrase]) for phrase in alike)),
        )
        for letters, group in groupby(phrases, key=_first)
        if (alike := list(group))
    }


def _first(phrase: str) -> str:
    match = _WORD.match(phrase)
    return match.group()[:_LETTERS].casefold() if match else ""


def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text("utf-8"))
