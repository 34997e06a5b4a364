"""Patterns of themes over all that is held: the grid."""

from __future__ import annotations

from collections.abc import Sequence

from api.errors import Invalid
from api.people.access import Action, require
from api.people.users import User
from api.theme_patterns.emerging import EmergingThemeService
from api.theme_patterns.grid import Dimension, Grid, ThemeFinding, build_grid
from api.theme_patterns.pairs import ThemePairService
from api.theme_patterns.story import StoryService
from api.themes.evidence import Evidence, Facet, Verdict
from api.themes.service import ThemeService
from api.themes.span import EVERYWHERE, ROLES, Side, Span
from api.themes.tagging import ThemeTagging
from indexer.documents import DocumentCard
from indexer.index import Index


class SameDimension(Invalid):
    """A grid with the same rows and columns was asked for."""


class ThemePatternService:
    """What a person with the right may see of themes over the documents they may see."""

    def __init__(self, index: Index, themes: ThemeService, tagging: ThemeTagging) -> None:
        self._evidence = Evidence(index.database)
        self._themes = themes
        self._tagging = tagging
        self.stories = StoryService(index, themes, tagging)
        self.emerging = EmergingThemeService(index, themes)
        self.links = ThemePairService(index, themes, tagging, self._findings)

    def grid(
        self,
        user: User,
        side: Side = Side.WEAKNESS,
        rows: Dimension = Dimension.THEME,
        columns: Dimension = Dimension.YEAR,
        span: Span = EVERYWHERE,
    ) -> Grid:
        """Documents with a theme out of those held. Raises SameDimension."""
        require(user, Action.READ_DOCUMENTS)
        if rows is columns:
            raise SameDimension("Rows and columns are the same. Choose two different ones.")
        ids = [theme.id for theme in self._themes.register(user).themes]
        cards = self._themes.cards(user, span)
        by_agency = Dimension.AGENCY in (rows, columns)
        agencies = self._evidence.facets(Facet.AGENCY) if by_agency else {}
        return build_grid(
            self._findings(side, cards, Facet.AGENCY if by_agency else None), cards, side, rows, columns, ids, agencies
        )

    def areas(self, user: User) -> list[str]:
        """The areas of documents that count."""
        require(user, Action.READ_DOCUMENTS)
        return sorted({card.area for card in self._themes.cards(user, EVERYWHERE) if card.area})

    def _findings(self, side: Side, cards: Sequence[DocumentCard], facet: Facet | None = None) -> list[ThemeFinding]:
        """What counts of these documents: shown and undecided, or confirmed; one for each value of the facet.

        Tags of a version that another has replaced since do not count: the new one waits to be looked through.
        """
        fresh, verdicts, roles = self._tagging.looked_through(cards), self._tagging.verdicts(), ROLES[side]
        found = [
            ThemeFinding(theme, document, False, by) for theme, document, by in self._evidence.undecided(roles, facet)
        ]
        tags = self._evidence.decided_tags(roles)
        named = self._evidence.facets_of(facet, {tag.passage for tag in tags}) if facet else {}
        for tag in tags:
            decided = verdicts.get((tag.passage, tag.theme))
            if decided.verdict is Verdict.CONFIRMED if decided else tag.shown:
                by = named.get(tag.passage, ()) if facet else ("",)
                found += [ThemeFinding(tag.theme, tag.document, decided is not None, value) for value in by]
        return [finding for finding in found if finding.document in fresh]
