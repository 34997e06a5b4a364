"""The lexicon service: the entries shipped, those of a partnership's file, and what people add, change and retire.

A change counts at once for every question asked. What a person did goes before the file, the file before what is
shipped; there is one entry for a word in each relation.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.errors import Invalid
from api.people.access import Action, require
from api.people.users import User
from api.query.lexicon import LONGEST, Entry, Key, Lexicon, Relation, as_toml, read_entries
from api.query.lexicon_changes import LexiconChange, LexiconChangeKind, LexiconChanges
from indexer.index import Index
from indexer.text.terms import terms
from indexer.text.vocabulary import words_in

LONGEST_TEXT = 120
"""Characters of a term or meaning at most. By judgement."""
LONGEST_REASON = 1000
"""Characters of a reason at most. By judgement."""
MOST_ALSO = 20
"""Meanings of one entry at most; each makes every search with the term slower. By judgement."""


class BadEntry(Invalid):
    """A change of the lexicon that cannot be made; the message says why and what would do."""


class Origin(StrEnum):
    """Where an entry is from."""

    SHIPPED = "shipped"
    FILE = "file"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class EntryInForce:
    """An entry in force, where it is from, and the change that made it so, if a person did."""

    entry: Entry
    origin: Origin
    change: LexiconChange | None = None


class LexiconService:
    """What people with the right may do with the lexicon, and the lexicon every question is asked with."""

    def __init__(self, index: Index) -> None:
        self._shipped = read_entries()
        self._read = read_entries(index.settings.lexicon)
        self._changes = LexiconChanges(index.database)
        self._lock = threading.Lock()
        self._current: tuple[int, Lexicon] | None = None

    def current(self, user: User) -> Lexicon:
        """The lexicon in force, with every change up to now."""
        require(user, Action.SEARCH_PASSAGES)
        last = self._changes.last()
        with self._lock:
            if self._current is None or self._current[0] != last:
                self._current = last, Lexicon(held.entry for held in self._held().values())
            return self._current[1]

    def entries(self, user: User, wanted: str = "") -> list[EntryInForce]:
        """The entries in force in which the wanted words stand: people's own first, then by term."""
        require(user, Action.EDIT_LEXICON)
        words = wanted.casefold()
        found = [h for h in self._held().values() if words in " ".join((h.entry.term, *h.entry.also)).casefold()]
        return sorted(found, key=lambda held: (held.origin is Origin.SHIPPED, *held.entry.key[::-1]))

    def entry(self, relation: Relation, term: str, user: User) -> EntryInForce | None:
        """One entry in force."""
        require(user, Action.EDIT_LEXICON)
        return self._held().get((relation, term.casefold()))

    def retired(self, user: User) -> list[LexiconChange]:
        """The entries that people retired, the latest first."""
        require(user, Action.EDIT_LEXICON)
        found = [change for change in self._changes.latest().values() if change.kind is LexiconChangeKind.RETIRE]
        return sorted(found, key=lambda change: change.changed_at, reverse=True)

    def history(self, user: User, key: Key | None = None) -> list[LexiconChange]:
        """Every change, or those of one entry, the latest first."""
        require(user, Action.EDIT_LEXICON)
        return [change for change in reversed(self._changes.history()) if key in (None, change.entry.key)]

    def add(self, relation: Relation, term: str, also: Sequence[str], reason: str, user: User) -> EntryInForce:
        """Add an entry. Raises BadEntry."""
        require(user, Action.EDIT_LEXICON)
        entry = _checked(relation, term, also)
        if entry.key in self._held():
            raise BadEntry(f"There is an entry for {entry.term} as {relation} already. Change that one.")
        return self._kept(LexiconChangeKind.ADD, entry, reason, user)

    def change(self, relation: Relation, term: str, also: Sequence[str], reason: str, user: User) -> EntryInForce:
        """Set what an entry stands for. Raises BadEntry."""
        require(user, Action.EDIT_LEXICON)
        entry = _checked(relation, self._require(relation, term).term, also)
        return self._kept(LexiconChangeKind.CHANGE, entry, reason, user)

    def retire(self, relation: Relation, term: str, reason: str, user: User) -> None:
        """Use an entry no more; its history is kept. Raises BadEntry."""
        require(user, Action.EDIT_LEXICON)
        self._changes.keep(LexiconChangeKind.RETIRE, self._require(relation, term), _said(reason), user)

    def as_file(self, user: User) -> str:
        """What differs from the entries shipped, as a file that LEARNING_LEXICON can name."""
        require(user, Action.EDIT_LEXICON)
        held = {key: one.entry for key, one in self._held().items()}
        own = [entry for key, entry in held.items() if self._shipped.get(key) != entry]
        gone = [Entry(entry.term, entry.relation, ()) for key, entry in self._shipped.items() if key not in held]
        return as_toml([*own, *gone])

    def _held(self) -> dict[Key, EntryInForce]:
        held = {
            key: EntryInForce(entry, Origin.SHIPPED if self._shipped.get(key) == entry else Origin.FILE)
            for key, entry in self._read.items()
        }
        for key, change in self._changes.latest().items():
            held.pop(key, None)
            if change.kind is not LexiconChangeKind.RETIRE:
                held[key] = EntryInForce(change.entry, Origin.PEOPLE, change)
        return held

    def _require(self, relation: Relation, term: str) -> Entry:
        found = self._held().get((relation, term.casefold()))
        if found is None:
            raise BadEntry(f"There is no entry for {term[:LONGEST_TEXT]} as {relation}.")
        return found.entry

    def _kept(self, kind: LexiconChangeKind, entry: Entry, reason: str, user: User) -> EntryInForce:
        """Keep a change of an entry. An ambiguous short form stays so until a person says which meaning counts."""
        rival = {Relation.ACRONYM: Relation.AMBIGUOUS, Relation.AMBIGUOUS: Relation.ACRONYM}.get(entry.relation)
        other = self._held().get((rival, entry.term.casefold())) if rival else None
        if other is not None:
            meanings = " or ".join(other.entry.also)
            raise BadEntry(
                f"{entry.term} is an entry as {rival}: {meanings}. Retire that one first, so that it is clear what "
                "the short form means here."
            )
        self._changes.keep(kind, entry, _said(reason), user)
        return self._held()[entry.key]


def _checked(relation: Relation, term: str, also: Sequence[str]) -> Entry:
    """An entry as it can be kept. Raises BadEntry."""
    word = _plain(term)
    names = tuple(dict.fromkeys(name for name in map(_plain, also) if name and name.casefold() != word.casefold()))
    if not words_in(word) or len(word.split()) > LONGEST:
        raise BadEntry(f"Type a word or a phrase of at most {LONGEST} words.")
    if not terms(word) and not word.isupper():
        raise BadEntry(f"{word} stands in nearly every text, so it cannot be searched for under other words.")
    fewest = 2 if relation is Relation.AMBIGUOUS else 1
    if not fewest <= len(names) <= MOST_ALSO:
        wanted = "at least two meanings" if fewest == 2 else f"1 to {MOST_ALSO} words or phrases"
        raise BadEntry(f"Say what {word} stands for: {wanted}, other than itself.")
    if any(not words_in(name) for name in names):
        raise BadEntry("Each of the words or phrases needs letters.")
    return Entry(word, relation, names)


def _plain(text: str) -> str:
    """White space made single. Raises BadEntry for a text that is too long or cannot be printed."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST_TEXT:
        raise BadEntry(f"A word or phrase may have {LONGEST_TEXT} characters.")
    if not plain.isprintable():
        raise BadEntry("A word or phrase holds a character that cannot be printed. Type it anew.")
    return plain


def _said(reason: str) -> str:
    plain = reason.strip()
    if not plain or len(plain) > LONGEST_REASON:
        raise BadEntry(f"Say why in 1 to {LONGEST_REASON:,} characters, so that others can follow the change.")
    return plain
