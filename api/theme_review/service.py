"""The review service: suggestions in the order that teaches most, a document at once, second opinions and agreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice

from api.errors import Invalid
from api.people.access import Action, require
from api.people.users import User
from api.theme_review.agreement import Agreement, agreement
from api.theme_review.queue import OpenSuggestion, QueueEntry, in_order
from api.theme_review.second_opinions import PassedOver, SecondOpinions
from api.themes.codebook import Theme
from api.themes.evidence import Evidence, EvidenceDecision, Suggestion, Verdict
from api.themes.register import followed
from api.themes.service import Item, NoTheme, ThemeService
from api.themes.span import Span
from api.themes.tagging import ThemeTagging
from indexer.documents import DocumentCard
from indexer.index import Index
from indexer.passages import StoredPassage

Pair = tuple[str, str]
"""A passage and a theme."""
MOST_AT_ONCE = 500
"""Suggestions that one verdict may decide at once."""


class BadReview(Invalid):
    """A verdict that cannot be taken; the message says why and what would do."""


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """A passage put before a person: is it evidence of the theme? `asked` says why it is asked now, if by the queue."""

    theme: Theme
    found: StoredPassage
    sentence: str
    asked: QueueEntry | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Where the sentence stands in the passage."""
        start = max(self.found.passage.text.find(self.sentence), 0)
        return start, start + len(self.sentence)


@dataclass(frozen=True, slots=True)
class Queue:
    """The first questions of the queue, how many wait in all, and how many this person passed over."""

    questions: tuple[ReviewQuestion, ...]
    waiting: int
    passed_over: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A passage on which two people differ; settled when somebody decided since the second."""

    theme: Theme
    found: StoredPassage
    first: EvidenceDecision
    second: EvidenceDecision
    settled: EvidenceDecision | None


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """How far two people agree, over all and by theme, and where they do not; `decided` could have second opinions."""

    overall: Agreement
    by_theme: tuple[tuple[Theme, Agreement], ...]
    disagreements: tuple[Disagreement, ...]
    decided: int


class ThemeReviewService:
    """What a reviewer may see and do."""

    def __init__(self, index: Index, themes: ThemeService, tagging: ThemeTagging) -> None:
        self._themes = themes
        self._tagging = tagging
        self._evidence = Evidence(index.database)
        self._opinions = SecondOpinions(index.database)
        self._passed = PassedOver(index.database)

    # The queue

    def queue(self, user: User, limit: int = 1, theme: str = "", document: str = "") -> Queue:
        """Undecided suggestions, those that teach most first; of one theme or document if named. Raises NoTheme."""
        require(user, Action.REVIEW_THEMES)
        wanted = self._themes.theme(theme, user).id if theme else ""
        cards = {card.id: card for card in self._themes.cards(user, Span())}
        verdicts, passed = self._tagging.verdicts(), self._passed.of(user)
        tags = {(tag.passage, tag.theme): tag for tag in self._evidence.suggestions(wanted or None)}
        mine = [tag for tag in tags.values() if tag.document in cards and (not document or tag.document == document)]
        open_tags = [tag for tag in mine if (tag.passage, tag.theme) not in verdicts]
        later = [tag for tag in open_tags if (tag.passage, tag.theme) in passed]
        waiting = [
            OpenSuggestion(tag.passage, tag.theme, tag.document, tag.score)
            for tag in open_tags
            if (tag.passage, tag.theme) not in passed
        ]
        on_theme = Counter(key[1] for key in verdicts if key in tags and tags[key].document in cards)
        in_document = Counter(tag.document for key, tag in tags.items() if key in verdicts)
        asked = islice(in_order(waiting, on_theme, in_document), limit)
        questions = [self._question(one, tags[one.candidate.passage, one.candidate.theme], user) for one in asked]
        return Queue(tuple(questions), len(waiting), len(later))

    def pass_over(self, passage_id: str, theme_id: str, user: User) -> None:
        """Put a suggestion aside, for this person only. Raises NoTheme."""
        require(user, Action.REVIEW_THEMES)
        self._passed.add(self._themes.held(passage_id, user).passage.id, self._themes.theme(theme_id, user).id, user)

    def show_again(self, user: User) -> None:
        """Take back what the person passed over."""
        require(user, Action.REVIEW_THEMES)
        self._passed.clear(user)

    # A document at once

    def of_document(self, document_id: str, user: User) -> tuple[DocumentCard, list[tuple[Theme, list[Item]]]]:
        """A document's undecided suggestions by theme, the likeliest first. Raises NoTheme."""
        require(user, Action.REVIEW_THEMES)
        card = next((card for card in self._themes.cards(user, Span()) if card.id == document_id), None)
        if card is None:
            raise NoTheme("No document with this id is held that could say how practice was.")
        verdicts, found = self._tagging.verdicts(), self._evidence.suggestions()
        open_tags = [t for t in found if t.document == document_id and (t.passage, t.theme) not in verdicts]
        by_theme = [
            (theme, [Item(tag, card, None) for tag in open_tags if tag.theme == theme.id])
            for theme in self._themes.register(user).themes
        ]
        return card, [(theme, items) for theme, items in by_theme if items]

    def decide(self, pairs: Sequence[Pair], verdict: Verdict, reason: str, user: User) -> list[Item]:
        """One verdict with one reason on many suggestions, all or none. Raises NoTheme, BadReview."""
        require(user, Action.REVIEW_THEMES)
        if not reason.strip():
            raise BadReview("Say in a few words why: one reason stands for all that you decide at once.")
        if not 1 <= len(pairs) <= MOST_AT_ONCE:
            raise BadReview(f"Choose 1 to {MOST_AT_ONCE} suggestions; {len(pairs)} are chosen.")
        return self._themes.decide_all(pairs, verdict, reason, user)

    # Second opinions

    def to_second(self, user: User) -> tuple[ReviewQuestion | None, int]:
        """A passage decided by somebody else, by chance, without what was decided; and how many such wait."""
        require(user, Action.REVIEW_THEMES)
        merged = self._tagging.merged()
        told = {(opinion.passage, followed(opinion.theme, merged)) for opinion in self._opinions.all()}
        passed, verdicts = self._passed.of(user), self._tagging.verdicts()
        tags = self._visible(user)
        waiting = [
            pair
            for pair, decided in verdicts.items()
            if pair in tags
            and pair not in told
            and pair not in passed
            and not user.did(decided.decided_by_id, decided.decided_by)
        ]
        # By the digest of what they are: a sample by chance that is the same for everybody and each time.
        waiting.sort(key=lambda pair: sha256(" ".join(pair).encode()).digest())
        if not waiting:
            return None, 0
        passage, theme = waiting[0]
        question = ReviewQuestion(
            self._themes.theme(theme, user), self._themes.held(passage, user), tags[passage, theme].sentence
        )
        return question, len(waiting)

    def give_second(self, passage_id: str, theme_id: str, verdict: Verdict, reason: str, user: User) -> None:
        """Keep a second opinion. It does not count as evidence. Raises NoTheme, BadReview for one's own verdict."""
        require(user, Action.REVIEW_THEMES)
        theme, found = self._themes.theme(theme_id, user), self._themes.held(passage_id, user)
        first = self._tagging.verdicts().get((found.passage.id, theme.id))
        if first is None or user.did(first.decided_by_id, first.decided_by):
            raise BadReview("A second opinion is given on what somebody else decided. This is not.")
        self._opinions.give(found.passage.id, theme.id, verdict, reason.strip(), user)

    def agreement(self, user: User) -> AgreementReport:
        """How far second opinions agree with the verdicts they followed, over what the person may see."""
        require(user, Action.REVIEW_THEMES)
        tags, register = self._visible(user), self._themes.register(user)
        compared = [pair for pair in self._compared() if (pair[0].passage, pair[0].theme) in tags]
        overall = agreement([_answers(*pair) for pair in compared])
        by_theme = [
            (theme, agreement([_answers(*pair) for pair in compared if pair[0].theme == theme.id]))
            for theme in register.themes
        ]
        verdicts = self._tagging.verdicts()
        differing = [
            Disagreement(
                self._themes.theme(first.theme, user),
                self._themes.held(first.passage, user),
                first,
                second,
                now if (now := verdicts[first.passage, first.theme]).decided_at > second.decided_at else None,
            )
            for first, second in compared
            if first.verdict is not second.verdict
        ]
        differing.sort(key=lambda one: one.settled is not None)
        shown = tuple((theme, found) for theme, found in by_theme if found.pairs)
        return AgreementReport(overall, shown, tuple(differing), sum(pair in tags for pair in verdicts))

    def _compared(self) -> list[tuple[EvidenceDecision, EvidenceDecision]]:
        """Each second opinion after the verdict that counted when it was given, both under the theme of now."""
        history: dict[Pair, list[EvidenceDecision]] = {}
        merged = self._tagging.merged()
        for decided in self._evidence.history():
            history.setdefault((decided.passage, followed(decided.theme, merged)), []).append(decided)
        compared = []
        for opinion in self._opinions.all():
            theme = followed(opinion.theme, merged)
            before = [d for d in history.get((opinion.passage, theme), []) if d.decided_at < opinion.decided_at]
            if before:
                compared.append((replace(before[-1], theme=theme), replace(opinion, theme=theme)))
        return compared

    def _visible(self, user: User) -> dict[Pair, Suggestion]:
        """Suggestions in documents that the person may see, of themes in use, by passage and theme."""
        ids = {card.id for card in self._themes.cards(user, Span())}
        themes = set(self._themes.register(user).labels())
        found = self._evidence.suggestions()
        return {(tag.passage, tag.theme): tag for tag in found if tag.document in ids and tag.theme in themes}

    def _question(self, asked: QueueEntry, tag: Suggestion, user: User) -> ReviewQuestion:
        theme = self._themes.theme(asked.candidate.theme, user)
        return ReviewQuestion(theme, self._themes.held(asked.candidate.passage, user), tag.sentence, asked)


def _answers(first: EvidenceDecision, second: EvidenceDecision) -> tuple[bool, bool]:
    return first.verdict is Verdict.CONFIRMED, second.verdict is Verdict.CONFIRMED
