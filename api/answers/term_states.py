"""States of terms: what a line of an answer does to each term of the question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Fulfilment(StrEnum):
    """What a line does to a term of the question."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class TermState:
    """A term, by the key of what was read into the question, and what a line does to it."""

    term: str
    state: Fulfilment


@dataclass(frozen=True, slots=True)
class UnmetTerm:
    """A term of the question, by its key, that no line keeps, and why in a sentence for people."""

    term: str
    why: str


def broken(states: Iterable[TermState]) -> frozenset[str]:
    """The keys of the terms that are broken."""
    return frozenset(term.term for term in states if term.state is Fulfilment.BROKEN)
