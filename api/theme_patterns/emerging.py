"""Emerging themes: weaknesses that no theme explains, clustered; a person names a cluster or dismisses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.errors import NotFound
from api.people.access import Action, clearance, require
from api.people.users import User
from api.theme_patterns.clusters import Cluster, UnexplainedPassage, clusters_of
from api.theme_patterns.emerging_decisions import ClusterDecision, ClusterDecisions
from api.themes.evidence import Evidence
from api.themes.register import BadChange, ThemeChangeKind
from api.themes.service import ThemeService
from api.themes.span import EVERYWHERE
from indexer.documents import DocumentCard, Sensitivity
from indexer.index import Index
from indexer.passages import PassageRole

SAME = 0.5
"""A cluster of which more than this part was decided about is taken as decided."""


@dataclass(frozen=True, slots=True)
class Middle:
    """A sentence in the middle of a cluster, word for word, with its document."""

    passage: str
    sentence: str
    document: DocumentCard


@dataclass(frozen=True, slots=True)
class EmergingTheme:
    """A cluster with its middle sentences, documents and years; `new` where all of it is of the last year held."""

    cluster: Cluster
    middles: tuple[Middle, ...]
    documents: int
    years: tuple[int, ...]
    new: bool
    decision: ClusterDecision | None


@dataclass(frozen=True, slots=True)
class UnexplainedWeaknesses:
    """All clusters, and of how many passages; `apart` lie in none."""

    clusters: tuple[EmergingTheme, ...]
    passages: int
    apart: int


class EmergingThemeService:
    """What a person with the right may see of emerging themes and decide about them."""

    def __init__(self, index: Index, themes: ThemeService) -> None:
        self._store = index.store
        self._themes = themes
        self._evidence = Evidence(index.database)
        self._decisions = ClusterDecisions(index.database)
        self._kept: tuple[object, list[UnexplainedPassage], list[Cluster]] = (None, [], [])

    def all(self, user: User) -> UnexplainedWeaknesses:
        """Clusters of weaknesses without a theme in the documents the person may see: undecided, then decided."""
        require(user, Action.READ_DOCUMENTS)
        cards = self._themes.cards(user, EVERYWHERE)
        held = {card.id: card for card in cards}
        candidates, clusters = self._clustered(cards, user)
        where = {candidate.passage: candidate.document for candidate in candidates}
        last = max((card.year for card in cards if card.year), default=None)
        decisions = self._decisions.all()
        found = [self._shown(cluster, where, held, last, decisions) for cluster in clusters]
        inside = sum(len(cluster.members) for cluster in clusters)
        return UnexplainedWeaknesses(
            tuple(sorted(found, key=lambda one: one.decision is not None)), len(candidates), len(candidates) - inside
        )

    def dismiss(self, key: str, reason: str, user: User) -> None:
        """Keep that a cluster is no theme. Raises NotFound, BadChange without a reason."""
        require(user, Action.REVIEW_THEMES)
        emerging = self._one(key, user)
        if not reason.strip():
            raise BadChange("Say in a few words why, so that others can follow.")
        self._decisions.keep(emerging.cluster.members, None, reason.strip(), user)

    def name(self, key: str, group: str, label: str, definition: str, reason: str, user: User) -> str:
        """Make a cluster a theme of a group; the id. Raises NotFound, BadChange.

        Its middle sentences become examples, those of public documents only: every reader sees the register.
        Documents are then tagged anew at the next `tag`.
        """
        require(user, Action.EDIT_THEMES)
        emerging = self._one(key, user)
        theme_id = self._free_id(group, user)
        public = [one.sentence for one in emerging.middles if one.document.sensitivity is Sensitivity.PUBLIC]
        examples = list(dict.fromkeys(" ".join(sentence.split()) for sentence in public))
        values = {"label": label, "definition": definition, "examples": examples}
        self._themes.change(ThemeChangeKind.ADD, theme_id, values, reason, user)
        self._decisions.keep(emerging.cluster.members, theme_id, reason.strip(), user)
        return theme_id

    def _one(self, key: str, user: User) -> EmergingTheme:
        for emerging in self.all(user).clusters:
            if emerging.cluster.key == key:
                return emerging
        raise NotFound("There is no such cluster any more: what is held has changed. Look at the list again.")

    def _free_id(self, group: str, user: User) -> str:
        register = self._themes.register(user)
        if group not in register.groups:
            raise BadChange(f"Choose a group: {', '.join(register.groups)}.")
        ids = (f"{group}{number}" for number in range(1, 100))
        free = (i for i in ids if register.theme(i) is None and not self._themes.history(i, user))
        return next(free, f"{group}99")

    def _clustered(self, cards: Sequence[DocumentCard], user: User) -> tuple[list[UnexplainedPassage], list[Cluster]]:
        """Candidates and clusters, worked out anew when what is held, tagged or cleared has changed."""
        states = self._evidence.states()
        state = (clearance(user), tuple((card.id, states.get(card.id)) for card in cards))
        kept = self._kept  # read once: another person's request may replace it meanwhile
        if kept[0] != state:
            candidates = list(self._candidates(cards, user))
            kept = self._kept = (state, candidates, clusters_of(candidates))
        return kept[1], kept[2]

    def _candidates(self, cards: Sequence[DocumentCard], user: User) -> Iterator[UnexplainedPassage]:
        """Passages that say what was weak and have no theme, likely or less likely."""
        tagged = {tag.passage for tag in self._evidence.suggestions()}
        for card in cards:
            for stored, vectors in self._store.with_sentences(card.id, clearance=clearance(user)):
                passage = stored.passage
                if passage.role is PassageRole.WEAKNESS and passage.id not in tagged and len(vectors):
                    sentences = tuple(passage.text[a:b] for a, b in passage.sentences)
                    yield UnexplainedPassage(passage.id, card.id, sentences, vectors)

    def _shown(
        self,
        cluster: Cluster,
        where: dict[str, str],
        held: dict[str, DocumentCard],
        last: int | None,
        decisions: Sequence[ClusterDecision],
    ) -> EmergingTheme:
        documents = {where[passage] for passage in cluster.members}
        years = tuple(sorted({year for document in documents if (year := held[document].year)}))
        middles = tuple(Middle(p, sentence, held[where[p]]) for p, sentence in cluster.sentences)
        decision = next((d for d in decisions if cluster.overlap(d.passages) > SAME), None)
        return EmergingTheme(cluster, middles, len(documents), years, years == (last,), decision)
