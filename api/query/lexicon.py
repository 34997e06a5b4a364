"""The lexicon: short forms, other names, names that changed and everyday words, each with what else to search.

What it adds to a question is typed, one-way where it must be, and shown to the person who asked.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from api.errors import Unavailable
from indexer.passages import Span
from indexer.settings import SettingError
from indexer.text.terms import terms
from indexer.text.vocabulary import words_in

DEFAULT = Path(__file__).with_name("lexicon.toml")

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

LONGEST = 8
"""Words an entry may have that is looked for in a question."""

_EVERYDAY = frozenset("ace ap ce dash do mash mace pep rr sin send cin".split())
"""Short forms that are words too: known only in capitals, unless the field's own word is meant (MASH, MACE)."""

_KNOWN_IN_LOWER_CASE = frozenset("mash mace".split())


class LexiconError(Unavailable, SettingError):
    """A lexicon file cannot be used; the message says where and what would do."""


class Relation(StrEnum):
    """How what is searched for relates to what was typed."""

    ACRONYM = "acronym"
    SAME = "same"
    SUCCESSOR = "successor"
    NARROWER = "narrower"
    DISCOURAGED = "discouraged"
    LAY = "lay"
    AMBIGUOUS = "ambiguous"


_ONE_WAY = frozenset({Relation.NARROWER, Relation.LAY, Relation.AMBIGUOUS})

WEIGHTS: Mapping[Relation, float] = {
    Relation.ACRONYM: 1.0,
    Relation.SAME: 0.8,
    Relation.SUCCESSOR: 0.7,
    Relation.NARROWER: 0.5,
    Relation.DISCOURAGED: 0.8,
    Relation.LAY: 0.8,
}
"""What a word found by an expansion counts beside the word that was typed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase, and what is searched for as well when it is typed."""

    term: str
    relation: Relation
    also: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What there is one entry of."""
        return self.relation, self.term.casefold()


Key = tuple[Relation, str]
"""A relation, and a word or phrase in lower case."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """An entry met in a question: the words typed, where they stand, and what is searched for as well."""

    typed: str
    start: int
    end: int
    relation: Relation
    also: tuple[str, ...]


def read_entries(own: Path | None = None) -> dict[Key, Entry]:
    """The default entries and those of a partnership's file, which take the place of them. Raises LexiconError."""
    held = {entry.key: entry for entry in _entries(DEFAULT)}
    for entry in _entries(own) if own is not None else ():
        held.pop(entry.key, None)
        if entry.also:
            held[entry.key] = entry
    return held


def as_toml(entries: Iterable[Entry]) -> str:
    """Entries as a file of a partnership's own holds them; one without `also` takes a default entry away."""
    parts: dict[Relation, list[str]] = {}
    for entry in entries:
        also = "[" + ", ".join(_quoted(name) for name in entry.also) + "]" if entry.also else "false"
        parts.setdefault(entry.relation, []).append(f"{_quoted(entry.term)} = {also}")
    return "\n".join(
        line
        for relation in Relation
        if relation in parts
        for line in (f"[{relation}]", *sorted(parts[relation], key=str.casefold), "")
    )


def _quoted(text: str) -> str:
    """A basic string of TOML, which differs from one of JSON only in what no entry holds."""
    return json.dumps(text, ensure_ascii=False)


class Lexicon:
    """Entries, looked up by the words of a question; the longest phrase wins."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    @classmethod
    def read(cls, own: Path | None = None) -> Lexicon:
        """The default entries and a partnership's own. Raises LexiconError."""
        return cls(read_entries(own).values())

    @cached_property
    def _index(self) -> dict[tuple[str, ...], list[Entry]]:
        index: dict[tuple[str, ...], list[Entry]] = {}
        for entry in self.entries:
            index.setdefault(_key(_words(entry.term)), []).append(entry)
            for other in entry.also if entry.relation not in _ONE_WAY else ():
                rest = tuple(name for name in (entry.term, *entry.also) if name != other)
                back = Entry(other, entry.relation, rest)
                index.setdefault(_key(_words(other)), []).append(back)
        return index

    @cached_property
    def words(self) -> frozenset[str]:
        """Every single word of the entries, which a question may use whatever the documents hold."""
        return frozenset(words_in(" ".join(name for entry in self.entries for name in (entry.term, *entry.also))))

    def expansions(self, text: str, protected: Sequence[tuple[int, int]] = ()) -> tuple[Expansion, ...]:
        """What the lexicon adds to a text, in order; spans that are `protected` (quoted phrases) stay as typed."""
        words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
        keys = [_key([word])[0] for word, _, _ in words]
        found: list[Expansion] = []
        at = 0
        while at < len(words):
            length, entries = self._longest(keys, at)
            start, end = words[at][1], words[at + length - 1][2]
            shielded = any(a < end and start < b for a, b in protected)
            typed = text[start:end]
            usable = [] if shielded else _usable(entries, typed)
            found.extend(_merge(typed, start, end, usable))
            at += length if usable else 1
        return tuple(found)

    def _longest(self, keys: Sequence[str], at: int) -> tuple[int, list[Entry]]:
        for length in range(min(LONGEST, len(keys) - at), 0, -1):
            entries = self._index.get(tuple(keys[at : at + length]))
            if entries:
                return length, entries
        return 1, []


def _usable(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries meant; where one of them says that the words are ambiguous, only that: nothing is guessed."""
    meant = _nearest([entry for entry in entries if _is_meant(entry, typed)], typed)
    return [entry for entry in meant if entry.relation is Relation.AMBIGUOUS] or meant


def _nearest(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """Of entries of one relation that share their stems ("dad", "dads"), the one that was typed if it is there."""
    exact = {e.relation for e in entries if e.term.casefold() == typed.casefold()}
    return [e for e in entries if e.relation not in exact or e.term.casefold() == typed.casefold()]


def _merge(typed: str, start: int, end: int, entries: Sequence[Entry]) -> Iterator[Expansion]:
    """One expansion for each relation; names already typed or named are not repeated."""
    seen = {typed.casefold()}
    for entry in entries:
        also = tuple(name for name in entry.also if name.casefold() not in seen)
        seen.update(name.casefold() for name in also)
        if also:
            yield Expansion(typed, start, end, entry.relation, also)


def _is_meant(entry: Entry, typed: str) -> bool:
    """Whether a short form that is an everyday word too was typed as a short form."""
    word = entry.term.casefold()
    if entry.relation not in (Relation.ACRONYM, Relation.AMBIGUOUS) or " " in typed:
        return True
    everyday = word in _EVERYDAY or not terms(word)
    if entry.relation is Relation.AMBIGUOUS or (everyday and word not in _KNOWN_IN_LOWER_CASE):
        return typed.rstrip("s").isupper()
    return True


def _words(text: str) -> list[str]:
    return [match.group() for match in _WORD.finditer(text)]


def _key(words: Sequence[str]) -> tuple[str, ...]:
    """Words as entries are looked up by: stems, or the word itself where it has none."""
    return tuple((terms(_singular(word)) or [word.casefold()])[-1] for word in words)


def _singular(word: str) -> str:
    """A short form without the s of its plural ("RHIs"), which stemming leaves on some."""
    return word[:-1] if len(word) > 2 and word[-1] in "s’'" and word[:-1].isupper() else word


def _entries(path: Path) -> Iterator[Entry]:
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise LexiconError(f"The lexicon {path} cannot be read ({error.strerror}). Check LEARNING_LEXICON.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"The lexicon {path} is not TOML ({error}). Correct that line.") from error
    for relation, rows in tables.items():
        if relation not in Relation.__members__.values() or not isinstance(rows, dict):
            known = ", ".join(Relation)
            raise LexiconError(f"The lexicon {path} has a part [{relation}]; the parts are {known}.")
        for term, also in rows.items():
            if also is not False and not (isinstance(also, list) and all(isinstance(a, str) and a for a in also)):
                raise LexiconError(f"The lexicon {path}: {term!r} must be a list of texts, or false.")
            yield Entry(term, Relation(relation), tuple(also or ()))


def expansion_key(expansion: Expansion) -> str:
    """What a person sends to take an expansion away."""
    return f"words:{expansion.typed.casefold()}"


def rewritten(text: str, expansions: Sequence[Expansion]) -> str:
    """The text with each expanded word replaced by the first thing it stands for."""
    done: set[Span] = set()
    for e in sorted(expansions, key=lambda e: -e.start):
        if (e.start, e.end) not in done and e.relation is not Relation.NARROWER:
            done.add((e.start, e.end))
            text = text[: e.start] + e.also[0] + text[e.end :]
    return text
