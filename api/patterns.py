"""Patterns of themes over all that is held: the grid and the trace of one theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.decisions.evidence import Evidence, Verdict
from api.learning.grid import FINDING_KINDS, ROLES, Dimension, Finding, Grid, Side, build_grid, years_between
from api.learning.themes import Theme
from api.learning.trace import Judged, YearSeen, judge
from api.people.users import User
from api.themes import EVERYWHERE, Item, Span, ThemeDesk
from indexer.documents import DocumentCard
from indexer.index import Index


class SameDimension(ValueError):
    """A grid with the same rows and columns was asked for."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A theme by year, with its status, the rule that gave it, and the evidence of both sides, oldest year first."""

    theme: Theme
    judged: Judged
    years: tuple[YearSeen, ...]
    items: tuple[Item, ...]


class PatternDesk:
    """What a person with the right may see of themes over the documents they may see."""

    def __init__(self, index: Index, themes: ThemeDesk) -> None:
        self._evidence = Evidence(index.database)
        self._themes = themes

    def grid(
        self,
        user: User,
        side: Side = Side.WEAKNESS,
        rows: Dimension = Dimension.THEME,
        columns: Dimension = Dimension.YEAR,
        span: Span = EVERYWHERE,
    ) -> Grid:
        """Documents with a theme out of those held. Raises SameDimension."""
        if rows is columns:
            raise SameDimension("Rows and columns are the same. Choose two different ones.")
        ids = [theme.id for theme in self._themes.register(user).themes]
        cards = self._themes.cards(user, span)
        by_agency = Dimension.AGENCY in (rows, columns)
        agencies = self._evidence.agencies() if by_agency else {}
        return build_grid(self._findings(side, cards, by_agency), cards, side, rows, columns, ids, agencies)

    def areas(self, user: User) -> list[str]:
        """The areas of documents that count."""
        return sorted({card.area for card in self._themes.cards(user, EVERYWHERE) if card.area})

    def trace(self, theme_id: str, user: User, span: Span = EVERYWHERE) -> Trace:
        """How a theme went on over the years. Raises NoTheme."""
        theme = self._themes.theme(theme_id, user)
        every = [card.year for card in self._themes.cards(user, Span(span.first, span.last)) if card.year]
        cards = self._themes.cards(user, span)
        counts = years_between(span.first or min(every), span.last or max(every), cards) if every else {}
        by_side = {side: build_grid(self._findings(side, cards), cards, side, themes=[theme.id]) for side in Side}

        def found(side: Side, year: int) -> int:
            cell = by_side[side].cells.get((theme.id, str(year)))
            return cell.found if cell else 0

        years = tuple(
            YearSeen(year, held, found(Side.WEAKNESS, year), found(Side.STRENGTH, year))
            for year, held in counts.items()
        )
        sides = ROLES[Side.WEAKNESS] | ROLES[Side.STRENGTH]
        items = [i for i in self._themes.evidence(theme.id, user, span=span) if i.suggestion.role in sides]
        kept = [i for i in items if i.state != Verdict.REJECTED and i.document.kind in FINDING_KINDS]
        return Trace(theme, judge(years), years, tuple(reversed(kept)))

    def _findings(self, side: Side, cards: Sequence[DocumentCard], by_agency: bool = False) -> list[Finding]:
        """What counts: shown and undecided, counted by the database, and what a person confirmed.

        Tags of a version that another has replaced since do not count: the new one waits to be looked through.
        """
        states = self._evidence.states()
        fresh = {card.id for card in cards if states.get(card.id, "").startswith(f"version {card.version},")}
        verdicts, roles = self._themes.verdicts(), ROLES[side]
        found = [
            Finding(theme, document, False, by) for theme, document, by in self._evidence.undecided(roles, by_agency)
        ]
        tags = self._evidence.decided_tags(roles)
        named = self._evidence.agencies_named({tag.passage for tag in tags}) if by_agency else {}
        for tag in tags:
            decided = verdicts.get((tag.passage, tag.theme))
            if decided.verdict is Verdict.CONFIRMED if decided else tag.shown:
                by = named.get(tag.passage, ()) if by_agency else ("",)
                found += [Finding(tag.theme, tag.document, decided is not None, agency) for agency in by]
        return [finding for finding in found if finding.document in fresh]
