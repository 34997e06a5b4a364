"""Before and after a course: in how many documents its theme was found weak in each year, out of how many held.

It proves nothing by itself. Other things change, too, and what is written down is not what happens; so every year
says how many documents could have spoken, and of which independence, and no sum or trend is made of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.training.needs import Weakness
from indexer.documents import DocumentCard, DocumentKind
from indexer.immutable import Immutable

CAUTION = (
    "This proves nothing by itself: documents differ from year to year in number and kind, other things change too, "
    "and a weakness that is not written down may be there all the same."
)


@dataclass(frozen=True, slots=True)
class YearFindings(Immutable):
    """A year: whether the course was offered, and the documents that found its theme weak, out of those held.

    `independent` and `held_independent` count inspections, reviews and audits only.
    """

    year: int
    offered: bool
    found: int
    held: int
    independent: int
    held_independent: int
    findings: tuple[Weakness, ...]


@dataclass(frozen=True, slots=True)
class BeforeAfter(Immutable):
    """A theme of a course: the years before the first in which the course was offered, and that year and later ones."""

    theme: str
    label: str
    offered: tuple[int, ...]
    before: tuple[YearFindings, ...]
    after: tuple[YearFindings, ...]


_OWN = frozenset({DocumentKind.ANNUAL_REPORT, DocumentKind.BRIEFING, DocumentKind.LOG})


def compare(
    theme: str, label: str, offered: Sequence[int], cards: Sequence[DocumentCard], weaknesses: Sequence[Weakness]
) -> BeforeAfter:
    """The years of which documents are held, before the course was first offered and from then on."""
    years = sorted({card.year for card in cards if card.year is not None} | set(offered))
    seen = [_seen(year, year in offered, cards, weaknesses) for year in years]
    first = min(offered)
    before, after = (tuple(s for s in seen if (s.year >= first) is late) for late in (False, True))
    return BeforeAfter(theme, label, tuple(offered), before, after)


def _seen(year: int, offered: bool, cards: Sequence[DocumentCard], weaknesses: Sequence[Weakness]) -> YearFindings:
    held = {card.id: card for card in cards if card.year == year}
    findings = tuple(w for w in weaknesses if w.document.id in held)
    found = {w.document.id for w in findings}
    outside = {name for name, card in held.items() if card.kind not in _OWN}
    return YearFindings(year, offered, len(found), len(held), len(found & outside), len(outside), findings)
