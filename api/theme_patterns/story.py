"""The story of one theme: year by year who found what, in which words, and where it stands by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.people.access import Action, clearance, require
from api.people.users import User
from api.theme_patterns.grid import years_between
from api.theme_patterns.scope import is_independent, looks_at_everything
from api.theme_patterns.trace import JudgedStatus, YearSeen, judge
from api.themes.codebook import Theme
from api.themes.evidence import Evidence, Verdict
from api.themes.service import Item, ThemeService
from api.themes.span import EVERYWHERE, ROLES, Side, Span
from api.themes.tagging import ThemeTagging
from api.themes.vocabulary import Term, terms_used
from indexer.documents import EVERYTHING, DocumentCard, DocumentKind, Locator
from indexer.index import Index
from indexer.passages import Filters, StoredPassage

TOLD = 2
"""Sentences told of a year for each side and sort of source; the others are counted."""
_OPENING = 3
"""Passages in which an inspection says what it looks at."""


@dataclass(frozen=True, slots=True)
class StorySentence:
    """A piece of evidence as it is told: its side, its sentence word for word, and where that stands.

    `start` and `end` are offsets of the sentence in its passage.
    """

    item: Item
    side: Side
    place: Locator
    start: int

    @property
    def sentence(self) -> str:
        """The sentence without broken lines."""
        return " ".join(self.item.suggestion.sentence.split())

    @property
    def end(self) -> int:
        """Where the sentence ends."""
        return self.start + len(self.item.suggestion.sentence)

    @property
    def unsure(self) -> bool:
        """Whether it is less likely than evidence shown elsewhere."""
        return is_unsure(self.item)

    @property
    def independent(self) -> bool:
        """Whether an inspection, review or audit says so."""
        return is_independent(self.item.document)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One year: counts of all sources, of independent ones and of the board's own, words, and what is told.

    `gone` are earlier words for the theme that no passage held of the year has.
    `elsewhere` are documents held of the year that look at one subject and nowhere at this theme. `more` pieces of
    evidence are counted and not told. `gap` are the first and last of the years just before of which nothing is held.
    """

    seen: YearSeen
    independent: YearSeen
    own: YearSeen
    elsewhere: tuple[DocumentCard, ...]
    judged: JudgedStatus
    terms: tuple[Term, ...]
    gone: tuple[Term, ...]
    told: tuple[StorySentence, ...]
    more: int
    gap: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A theme by year, with its status, the rule that gave it, and the evidence of both sides, oldest year first."""

    theme: Theme
    judged: JudgedStatus
    years: tuple[YearSeen, ...]
    items: tuple[Item, ...]
    chapters: tuple[Chapter, ...]


def is_unsure(item: Item) -> bool:
    """Whether a piece of evidence is less likely than what is shown elsewhere, and nobody confirmed it."""
    return not item.suggestion.shown and item.decided is None


class StoryService:
    """What a person with the right may read of a theme over the years."""

    def __init__(self, index: Index, themes: ThemeService, tagging: ThemeTagging) -> None:
        self._store = index.store
        self._evidence = Evidence(index.database)
        self._themes = themes
        self._tagging = tagging
        self._openings: dict[tuple[str, int], str] = {}

    def trace(self, theme_id: str, user: User, span: Span = EVERYWHERE) -> Trace:
        """How a theme went on over the years. Raises NoTheme."""
        require(user, Action.READ_DOCUMENTS)
        theme = self._themes.theme(theme_id, user)
        cards = self._themes.cards(user, span)
        speaking = self._speaking(theme)
        covering = [card for card in cards if card.id in speaking or self._looks_at_everything(card)]
        items = self._items(theme, user, span)
        known = [card.year for card in cards if card.year]
        if not known:
            return Trace(theme, judge(()), (), tuple(items), ())
        counts = years_between(span.first or min(known), span.last or max(known), cards)
        years = tuple(_count(year, covering, items, held) for year, held in counts.items())
        chapters = self._chapters(theme, years, cards, covering, items, user)
        return Trace(theme, judge(years), years, tuple(items), chapters)

    def _items(self, theme: Theme, user: User, span: Span) -> list[Item]:
        """Evidence of both sides, oldest first; of a document without likely evidence, what is less likely."""
        sides = ROLES[Side.WEAKNESS] | ROLES[Side.STRENGTH]
        found = self._themes.evidence(theme.id, user, span=span, unsure=True)
        items = [i for i in reversed(found) if i.suggestion.role in sides and i.state != Verdict.REJECTED]
        sure = {item.document.id for item in items if not is_unsure(item)}
        return [item for item in items if not is_unsure(item) or item.document.id not in sure]

    def _looks_at_everything(self, card: DocumentCard) -> bool:
        if card.kind is not DocumentKind.INSPECTION:
            return looks_at_everything(card)
        key = (card.id, card.version)
        if key not in self._openings:
            opening = self._store.passages(card.id, clearance=EVERYTHING, positions=(0, _OPENING - 1))
            self._openings[key] = "\n".join("\n".join((*p.passage.headings, p.passage.text)) for p in opening)
        return looks_at_everything(card, self._openings[key])

    def _speaking(self, theme: Theme) -> set[str]:
        """Documents in which a passage of whatever role was found to speak of the theme, and nobody said no."""
        verdicts = self._tagging.verdicts()
        return {
            tag.document
            for tag in self._evidence.suggestions(theme.id)
            if (decided := verdicts.get((tag.passage, theme.id))) is None or decided.verdict is Verdict.CONFIRMED
        }

    def _chapters(
        self,
        theme: Theme,
        years: Sequence[YearSeen],
        cards: Sequence[DocumentCard],
        covering: Sequence[DocumentCard],
        items: Sequence[Item],
        user: User,
    ) -> tuple[Chapter, ...]:
        chapters: list[Chapter] = []
        before: dict[str, Term] = {}
        gap: list[int] = []
        for number, seen in enumerate(years, start=1):
            here = [card for card in cards if card.year == seen.year]
            if not here and number < len(years):
                gap.append(seen.year)
                continue
            mine = [item for item in items if item.document.year == seen.year]
            passages = self._passages(mine, user)
            terms = terms_used(theme, (stored.passage.text for stored in passages.values()))
            used = {term.stem for term in terms}
            told = _told(mine, passages)
            chapters.append(
                Chapter(
                    seen=seen,
                    independent=_count(seen.year, [c for c in covering if is_independent(c)], mine),
                    own=_count(seen.year, [c for c in covering if not is_independent(c)], mine),
                    elsewhere=tuple(card for card in here if card not in covering),
                    judged=judge(years[:number]),
                    terms=terms,
                    gone=tuple(t for stem, t in before.items() if stem not in used and self._is_gone(t, here, user)),
                    told=told,
                    more=len({item.suggestion.passage for item in mine})
                    - len({t.item.suggestion.passage for t in told}),
                    gap=(gap[0], gap[-1]) if gap else None,
                )
            )
            before |= {term.stem: term for term in terms}
            gap = []
        return tuple(chapters)

    def _passages(self, items: Iterable[Item], user: User) -> dict[str, StoredPassage]:
        allowed = clearance(user)
        found = {i.suggestion.passage: self._store.get(i.suggestion.passage, clearance=allowed) for i in items}
        return {passage: stored for passage, stored in found.items() if stored is not None}

    def _is_gone(self, term: Term, here: Sequence[DocumentCard], user: User) -> bool:
        """Whether an earlier word stands in no passage of the documents of a year: one of its parts in none at all."""
        filters, allowed = Filters(documents=tuple(card.id for card in here)), clearance(user)
        return bool(here) and any(
            not self._store.count_with_term(part, filters, clearance=allowed) for part in term.stem.split()
        )


def _count(year: int, cards: Sequence[DocumentCard], items: Sequence[Item], held: int = 0) -> YearSeen:
    """Documents of a year among the cards, and in how many of them the theme is found on either side."""
    ids = {card.id for card in cards if card.year == year}
    mine = [item for item in items if item.document.id in ids]
    weak, strong = (
        {item.document.id for item in mine if item.suggestion.role in ROLES[side]}
        for side in (Side.WEAKNESS, Side.STRENGTH)
    )
    unsure = {item.document.id for item in mine if is_unsure(item)}
    return YearSeen(year, len(ids), len(weak), len(strong), max(held - len(ids), 0), len(unsure))


def _told(items: Sequence[Item], passages: Mapping[str, StoredPassage]) -> tuple[StorySentence, ...]:
    """The likeliest sentences of each side and sort of source; confirmed ones first, each document once if it can."""
    told: list[StorySentence] = []
    for side in Side:
        for independent in (True, False):
            of_side = [
                item
                for item in items
                if item.suggestion.role in ROLES[side]
                and is_independent(item.document) is independent
                and item.suggestion.passage in passages
            ]
            ranked = sorted(of_side, key=lambda item: (item.decided is None, -item.suggestion.score))
            heard: dict[str, int] = {}
            order: list[tuple[int, int, Item]] = []
            for item in ranked:
                order.append((heard.get(item.document.id, 0), len(order), item))
                heard[item.document.id] = heard.get(item.document.id, 0) + 1
            for _, _, item in sorted(order, key=lambda entry: entry[:2])[:TOLD]:
                passage = passages[item.suggestion.passage].passage
                offset = max(passage.text.find(item.suggestion.sentence), 0)
                told.append(StorySentence(item, side, passage.locate(offset), offset))
    return tuple(told)
