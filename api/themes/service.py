"""Themes as people meet them: the register, and evidence to confirm or reject."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.errors import NotFound
from api.people.access import Action, clearance, require
from api.people.users import User
from api.shared.excerpts import Excerpt
from api.themes.codebook import Register, Theme
from api.themes.evidence import Evidence, EvidenceDecision, Facet, Suggestion, Verdict
from api.themes.register import ThemeChange, ThemeChangeKind, ThemeRegister
from api.themes.span import EVERYWHERE, FINDING_KINDS, ROLES, Side, Span
from api.themes.tagging import ThemeTagging
from indexer.documents import DocumentCard
from indexer.index import Index
from indexer.passages import StoredPassage


class NoTheme(NotFound):
    """No theme with this id is in use, or no such passage is held."""


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of evidence with its document and the verdict that counts, if any."""

    suggestion: Suggestion
    document: DocumentCard
    decided: EvidenceDecision | None

    @property
    def state(self) -> str:
        """suggested, confirmed or rejected."""
        return str(self.decided.verdict) if self.decided else "suggested"


class ThemeService:
    """What a person with the right may see and do with themes."""

    def __init__(self, index: Index, tagging: ThemeTagging) -> None:
        self._catalogue = index.catalogue
        self._store = index.store
        self._register = ThemeRegister(index.database)
        self._evidence = Evidence(index.database)
        self._tagging = tagging

    # The register

    def register(self, user: User) -> Register:
        """The themes in use."""
        require(user, Action.READ_DOCUMENTS)
        return self._register.current()

    def theme(self, theme_id: str, user: User) -> Theme:
        """A theme, also by the id of one that was merged into it. Raises NoTheme."""
        found = self.register(user).theme(self._register.followed(theme_id))
        if found is None:
            raise NoTheme(f"No theme {theme_id[:10]} is in use.")
        return found

    def history(self, theme_id: str, user: User) -> list[ThemeChange]:
        """The changes that touched a theme, in order, with what was before."""
        require(user, Action.READ_DOCUMENTS)
        return self._register.history_of(theme_id)

    def free_id(self, group: str, user: User) -> str:
        """An id for a new theme of a group. Raises BadChange."""
        require(user, Action.EDIT_THEMES)
        return self._register.free_id(group)

    def change(
        self,
        kind: ThemeChangeKind,
        theme_id: str,
        values: Mapping[str, Any],
        reason: str,
        user: User,
        seen: int | None = None,
    ) -> None:
        """Change the register; `values` of a merge are {"into"}, of a split also {"id"} of the part. Raises BadChange.

        `seen` is the version of the theme that an edit started from. Documents are tagged anew at the next `tag`.
        """
        require(user, Action.EDIT_THEMES)
        rest = {name: value for name, value in values.items() if name not in ("into", "id")}
        if kind is ThemeChangeKind.ADD:
            self._register.add(theme_id, rest, user, reason)
        elif kind is ThemeChangeKind.EDIT:
            self._register.edit(theme_id, rest, user, reason, seen)
        elif kind is ThemeChangeKind.MERGE:
            self._register.merge(theme_id, str(values.get("into", "")), user, reason)
        elif kind is ThemeChangeKind.SPLIT:
            self._register.split(theme_id, str(values.get("id", "")), rest, user, reason)
        elif kind is ThemeChangeKind.RETIRE:
            self._register.retire(theme_id, user, reason)
        else:
            self._register.restore(theme_id, user, reason)

    # Tagging

    def waiting(self, user: User) -> int:
        """How many documents the person may see were not looked through for themes as they are now."""
        return sum(record.source.sensitivity in clearance(user) for record in self._tagging.waiting())

    def tag(
        self, user: User, everything: bool = False, progress: Callable[[int, int], None] = lambda done, total: None
    ) -> int:
        """Look documents through that are new or changed, or all when register or model changed; how many it was."""
        require(user, Action.EDIT_THEMES)
        return self._tagging.tag(everything, progress)

    def of_excerpts(self, excerpts: Sequence[Excerpt], user: User) -> list[dict[str, float]]:
        """For each excerpt the themes it is likely to be about, and how likely, 0 to 1."""
        require(user, Action.READ_DOCUMENTS)
        return self._tagging.of_excerpts(excerpts)

    # Evidence

    def evidence(
        self, theme_id: str, user: User, side: Side | None = None, span: Span = EVERYWHERE, unsure: bool = False
    ) -> list[Item]:
        """Evidence of a theme that is shown: suggested, confirmed and rejected, newest year first. Raises NoTheme.

        With `unsure` also what is tagged and not likely enough to be shown elsewhere.
        """
        require(user, Action.READ_DOCUMENTS)
        theme = self.theme(theme_id, user)
        held = self.cards(user, span)
        fresh = self._tagging.looked_through(held)
        cards = {card.id: card for card in held if card.id in fresh}
        verdicts = self._tagging.verdicts()
        items = [
            Item(found, cards[found.document], verdicts.get((found.passage, theme.id)))
            for found in self._evidence.suggestions(theme.id)
            if found.document in cards and (side is None or found.role in ROLES[side])
        ]
        shown = [item for item in items if item.suggestion.shown or item.decided or unsure]
        if span.agency:
            named = self._evidence.facets_of(Facet.AGENCY, {item.suggestion.passage for item in shown})
            shown = [item for item in shown if span.agency in named.get(item.suggestion.passage, ())]
        return sorted(shown, key=lambda item: (-(item.document.year or 0), item.document.title, -item.suggestion.score))

    def findings(self, user: User, side: Side, span: Span = EVERYWHERE) -> list[Item]:
        """What counts of every theme in use on a side: confirmed, or shown and not rejected."""
        require(user, Action.READ_DOCUMENTS)
        ids = {theme.id for theme in self.register(user).themes}
        cards = {card.id: card for card in self.cards(user, span)}
        verdicts = self._tagging.verdicts()
        items = [
            Item(found, cards[found.document], verdicts.get((found.passage, found.theme)))
            for found in self._evidence.suggestions()
            if found.document in cards and found.theme in ids and found.role in ROLES[side]
        ]
        return [i for i in items if (i.state == Verdict.CONFIRMED if i.decided else i.suggestion.shown)]

    def decide(self, theme_id: str, passage_id: str, verdict: Verdict, reason: str, user: User) -> Item:
        """Confirm or reject a passage as evidence of a theme. Raises NoTheme."""
        require(user, Action.REVIEW_THEMES)
        return self.decide_all([(passage_id, theme_id)], verdict, reason, user)[0]

    def decide_all(self, pairs: Sequence[tuple[str, str]], verdict: Verdict, reason: str, user: User) -> list[Item]:
        """One verdict on several passages, each with its theme: all or none. Raises NoTheme."""
        require(user, Action.REVIEW_THEMES)
        meant = [(passage, self.theme(theme_id, user).id) for passage, theme_id in pairs]
        found = {passage: self.held(passage, user) for passage, _ in meant}
        self._evidence.decide(meant, verdict, reason.strip(), user)
        tags: dict[str, list[Suggestion]] = {}
        for document in {stored.document.id for stored in found.values()}:
            here = [passage for passage, stored in found.items() if stored.document.id == document]
            tags |= self._tagging.tag_passages(document, here)
        verdicts = self._tagging.verdicts()
        return [
            Item(tag, found[passage].document, verdicts[passage, theme])
            for passage, theme in meant
            for tag in tags[passage]
            if tag.theme == theme
        ]

    def held(self, passage_id: str, user: User) -> StoredPassage:
        """A passage as its document in use has it. Raises NoTheme."""
        stored = self._store.get(passage_id, clearance=clearance(user))
        if stored is None or not stored.current:
            raise NoTheme("This passage is not held, or its document has changed since. Look for it again.")
        if stored.passage.by_service or not stored.passage.sentences:
            raise NoTheme("This passage has no sentence of its document, so it is evidence of nothing.")
        return stored

    # What counts

    def cards(self, user: User, span: Span) -> list[DocumentCard]:
        """Documents the person may see that say how practice was."""
        cards = [record.card for record in self._catalogue.documents(clearance(user))]
        return [card for card in cards if card.kind in FINDING_KINDS and span.holds(card)]
