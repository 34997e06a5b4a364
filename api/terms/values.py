"""Terms of a question: what it names, as typed values, each with the rule that a text is held against.

A term prefers in a search and binds in an answer (`api.answers.fulfilment`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indexer.documents import DocumentCard, DocumentKind
from indexer.immutable import Immutable

Days = tuple[date, date]
"""A first and a last day, both included."""

_YEARLY = frozenset({DocumentKind.ANNUAL_REPORT, DocumentKind.TRAINING, DocumentKind.CHILD_DEATH})
"""Kinds that report on the year in their title, whenever they were published."""


_EARLY = re.compile(r"\b(?:January|February|March)\s+20\d\d\b")


@dataclass(frozen=True, slots=True)
class Period(Immutable):
    """The days a question asks about, from the first to the last, both included; None leaves an end open.

    `filed` are the years meant where what is held decides it ("the last three years"): then only documents filed
    under one of them are.
    """

    first: date | None = None
    last: date | None = None
    filed: tuple[int, ...] = ()

    def meets(self, days: Days) -> bool:
        """Whether some of these days are meant."""
        if self.filed:
            return any(days[0].year <= year <= days[1].year for year in self.filed)
        return (self.last is None or days[0] <= self.last) and (self.first is None or days[1] >= self.first)

    def covers(self, card: DocumentCard) -> bool | None:
        """Whether a document is of these days; None where nothing is known of its time."""
        if self.filed:
            return None if card.year is None else card.year in self.filed
        times = card_days(card)
        return any(map(self.meets, times)) if times else None


def card_days(card: DocumentCard) -> list[Days]:
    """The times a document is of: its period, when it was in force, the year it is filed under.

    The year of publication counts beside a period, except for documents that report on a year.
    """
    found: list[Days] = []
    if card.period_start and card.period_end:
        found.append((card.period_start, card.period_end))
    if card.effective_from:
        until = card.effective_to or card.superseded_since or date.max
        return [*found, (card.effective_from, until)]
    if card.year and not (found and card.kind in _YEARLY):
        first, last = year_days(card.year)
        # What came out in the first months of a year was seen in the year before.
        found.append((date(card.year - 1, 10, 1) if _EARLY.search(card.title) else first, last))
    return found


def year_days(year: int) -> Days:
    """The days of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def reporting_days(last: int) -> Days:
    """The days of the reporting year that ends in a year: April to March."""
    return date(last - 1, 4, 1), date(last, 3, 31)


@dataclass(frozen=True, slots=True)
class NumberedItem(Immutable):
    """Numbered items of one sort: the noun in the singular ("recommendation") and the numbers asked for, as text."""

    noun: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Negation(Immutable):
    """What a question says is not so: its stems, of which the first is what the negation governs.

    `negated` is False for what it says *is* so in words that a negation would turn round ("with consent").
    """

    scope: tuple[str, ...]
    negated: bool = True


class Wanted(StrEnum):
    """The sort of answer a question wants."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    RATE = "rate"
    DURATION = "duration"
    MONEY = "money"
    DATE = "date"
    PERSON = "person"
    LIST = "list"
    CONTACT = "contact"
    REASON = "reason"
    STEP = "step"
    YES_NO = "yes_no"
    CHANGE = "change"


TermValue = Period | NumberedItem | Negation | Wanted
