"""Links between themes as people meet them: pairs with their counts, and the evidence of one pair side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from api.people.access import Action, require
from api.people.users import User
from api.theme_patterns.cooccurrence import Link, links_between
from api.theme_patterns.grid import ThemeFinding
from api.themes.evidence import Evidence, Facet, Verdict
from api.themes.service import Item, ThemeService
from api.themes.span import EVERYWHERE, Side, Span
from api.themes.tagging import ThemeTagging
from indexer.documents import DocumentCard
from indexer.index import Index


class Unit(StrEnum):
    """Within what themes occur together."""

    DOCUMENT = "document"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Links:
    """All pairs of themes found together, and within how many units of which sort."""

    by: Unit
    side: Side
    units: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SharedEvidence:
    """A document or case with both themes, and the evidence of each."""

    unit: str
    first: tuple[Item, ...]
    second: tuple[Item, ...]


class Findings(Protocol):
    """What counts of documents."""

    def __call__(self, side: Side, cards: Sequence[DocumentCard], facet: Facet | None = None) -> list[ThemeFinding]:
        """The findings of a side, one for each value of the facet."""
        ...


class ThemePairService:
    """What a person with the right may see of links between themes."""

    def __init__(self, index: Index, themes: ThemeService, tagging: ThemeTagging, findings: Findings) -> None:
        self._evidence = Evidence(index.database)
        self._themes = themes
        self._tagging = tagging
        self._findings = findings

    def all(self, user: User, by: Unit = Unit.DOCUMENT, side: Side = Side.WEAKNESS, span: Span = EVERYWHERE) -> Links:
        """Pairs of themes found together in the documents the person may see, or in the cases these name."""
        require(user, Action.READ_DOCUMENTS)
        known = {theme.id for theme in self._themes.register(user).themes}
        cards = self._themes.cards(user, span)
        facet = Facet.CASE if by is Unit.CASE else None
        areas = {card.id: card.area for card in cards}
        found: dict[str, set[str]] = {}
        for finding in self._findings(side, cards, facet):
            if finding.theme in known:
                unit = _case(areas[finding.document], finding.named) if facet else finding.document
                found.setdefault(unit, set()).add(finding.theme)
        units = self._units(cards) if facet else len(self._tagging.looked_through(cards))
        return Links(by, side, units, tuple(links_between(found, units)))

    def together(
        self,
        first: str,
        second: str,
        user: User,
        by: Unit = Unit.DOCUMENT,
        side: Side = Side.WEAKNESS,
        span: Span = EVERYWHERE,
    ) -> list[SharedEvidence]:
        """The documents or cases in which two themes are found, with the evidence of each. Raises NoTheme."""
        require(user, Action.READ_DOCUMENTS)
        one, two = (self._by_unit(theme, user, by, side, span) for theme in (first, second))
        return [SharedEvidence(unit, tuple(one[unit]), tuple(two[unit])) for unit in one if unit in two]

    def _by_unit(self, theme: str, user: User, by: Unit, side: Side, span: Span) -> dict[str, list[Item]]:
        items = [i for i in self._themes.evidence(theme, user, side, span) if i.state != Verdict.REJECTED]
        cases = self._evidence.facets_of(Facet.CASE, {i.suggestion.passage for i in items}) if by is Unit.CASE else {}
        found: dict[str, list[Item]] = {}
        for item in items:
            named = cases.get(item.suggestion.passage, set())
            card = item.document
            units = [_case(card.area, case) for case in sorted(named)] if by is Unit.CASE else [card.id]
            for unit in units:
                found.setdefault(unit, []).append(item)
        return found

    def _units(self, cards: Sequence[DocumentCard]) -> int:
        areas = {card.id: card.area for card in cards}
        named = self._evidence.facets(Facet.CASE)
        return len({_case(areas[doc], case) for doc, found in named.items() if doc in areas for case in found})


def _case(area: str | None, case: str) -> str:
    """A case by its name and area: letters are used again elsewhere."""
    return f"{case} ({area})" if area else case
