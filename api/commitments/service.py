"""The commitments service: what documents commit to, what later ones suggest became of it, and what people decided.

Follow-ups are worked out for an area when somebody asks, and kept in memory until a document of the area changes: the
key is everything the catalogue says of its documents, so nothing stale is ever shown. A reader's rights are applied to
what was found, before a status is drawn from it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.commitments.decisions import CommitmentDecision, CommitmentDecisions
from api.commitments.follow_up import DatedDocument, FollowedCommitment, FollowUp, follow
from api.commitments.outcomes import Outcome
from api.errors import BadRequest
from api.people.access import Action, clearance, require
from api.people.users import User
from api.shared.excerpts import Embedded
from api.themes.tagging import ThemeTagging
from indexer.catalogue.records import DocumentRecord
from indexer.documents import EVERYTHING, Clearance, DocumentCard
from indexer.immutable import Immutable
from indexer.index import Index

UNDECIDED, WITHDRAWN, NO_COMMITMENT = "undecided", "withdrawn", "not_a_commitment"
DECISIONS = (*(str(outcome) for outcome in Outcome), WITHDRAWN, NO_COMMITMENT)
"""What a person can decide. "withdrawn": no longer planned; "not_a_commitment": the service took it for one wrongly."""
_CLOSED = frozenset({Outcome.MET, WITHDRAWN, NO_COMMITMENT})
LONGEST_REASON = 2000
"""Characters of a reason at most. By judgement."""


@dataclass(frozen=True, slots=True)
class WantedCommitments:
    """What narrows the list; an empty field does not. `status` is what counts: decided, else suggested."""

    area: str = ""
    year: int | None = None
    status: str = ""
    owner: str = ""
    overdue: bool = False
    theme: str = ""


EVERY = WantedCommitments()


@dataclass(frozen=True, slots=True)
class ListedCommitment(Immutable):
    """A commitment as one reader may see it: with the later documents cleared for that reader, oldest first.

    `themes` are the ids of the themes suggested for its words, the likeliest first.
    """

    followed: FollowedCommitment
    later: tuple[FollowUp, ...]
    running: tuple[str, ...]
    themes: tuple[str, ...]
    decision: CommitmentDecision | None
    today: date

    @property
    def id(self) -> str:
        """The commitment's id."""
        return self.followed.commitment.id

    @property
    def telling(self) -> tuple[FollowUp, ...]:
        """The later documents that say something of it."""
        return tuple(f for f in self.later if f.outcome is not Outcome.NOT_MENTIONED)

    @property
    def suggested(self) -> Outcome:
        """What the latest document that mentions it suggests."""
        return self.telling[-1].outcome if self.telling else Outcome.NOT_MENTIONED

    @property
    def status(self) -> str:
        """What a person decided, or "undecided"."""
        return self.decision.status if self.decision else UNDECIDED

    @property
    def counts_as(self) -> str:
        """The decided status, else the suggested one."""
        return self.decision.status if self.decision else self.suggested

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and it does not count as met or withdrawn: by a person's decision, else by its
        own row in a log or action plan, else by later documents."""
        due = self.followed.commitment.due
        if self.decision is None and self.followed.commitment.is_stated_done:
            return False
        return due is not None and due < self.today and self.counts_as not in _CLOSED


_Area = tuple[tuple[DocumentRecord, ...], list[FollowedCommitment]]
"""The documents of an area as some people see it, and the commitments in them."""


class CommitmentService:
    """Commitments of all areas: list, one, decide."""

    def __init__(self, index: Index, tagging: ThemeTagging) -> None:
        self._tagging = tagging
        self._catalogue = index.catalogue
        self._store = index.store
        self._embedding = index.embedder.name
        self._decisions = CommitmentDecisions(index.database)
        self._lock = threading.Lock()
        self._records: dict[Clearance, list[DocumentRecord]] = {}
        self._areas: dict[Clearance, dict[str, _Area]] = {}

    def all(self, user: User, wanted: WantedCommitments = EVERY) -> list[ListedCommitment]:
        """The commitments the person may see and wants: overdue first, then the newest documents'."""
        require(user, Action.READ_DOCUMENTS)
        found = [one for one in self._listed(user) if _is_wanted(one, wanted)]
        return sorted(found, key=_order)

    def one(self, commitment_id: str, user: User) -> ListedCommitment | None:
        """One commitment; None when it is not held or not cleared."""
        require(user, Action.READ_DOCUMENTS)
        return next((one for one in self._listed(user) if one.id == commitment_id), None)

    def decide(self, commitment_id: str, status: str, reason: str, user: User) -> ListedCommitment | None:
        """Keep a person's decision. Raises BadRequest for a status or reason that cannot be used."""
        require(user, Action.DECIDE_COMMITMENTS)
        if status not in DECISIONS:
            wrong = f"{status[:40]!r} is not a status; choose one of {', '.join(DECISIONS)}."
            raise BadRequest(wrong if status else "Choose what became of it.")
        words = reason.strip()
        if not words or len(words) > LONGEST_REASON:
            raise BadRequest(f"Say why in 1 to {LONGEST_REASON:,} characters, so that others can follow the decision.")
        found = self.one(commitment_id, user)
        if found is None:
            return None
        self._decisions.keep(commitment_id, found.followed.citation.document.id, status, words, user)
        return self.one(commitment_id, user)

    def history(self, commitment_id: str, user: User) -> list[CommitmentDecision]:
        """Every decision on a commitment the person may see, the latest first."""
        require(user, Action.READ_DOCUMENTS)
        return [] if self.one(commitment_id, user) is None else self._decisions.of(commitment_id)

    def passages(self, card: DocumentCard, user: User) -> Sequence[Embedded]:
        """The passages of a document that the person may see, with the vectors of their sentences, as they are read."""
        require(user, Action.READ_DOCUMENTS)
        return self._store.with_sentences(card.id, clearance=clearance(user))

    def _listed(self, user: User) -> list[ListedCommitment]:
        cleared = self._followed(clearance(user))
        decisions, today = self._decisions.latest(), date.today()
        themes = self._tagging.of_excerpts([followed.commitment.excerpt for followed in cleared])
        return [
            ListedCommitment(
                followed,
                later=followed.later,
                running=followed.running,
                themes=tuple(sorted(scores, key=lambda theme: (-scores[theme], theme))),
                decision=decisions.get(followed.commitment.id),
                today=today,
            )
            for followed, scores in zip(cleared, themes, strict=True)
        ]

    def _followed(self, allowed: Clearance) -> list[FollowedCommitment]:
        """Every area's commitments, worked out anew where a document came, went or changed.

        They are worked out of what a person may see alone: no report that is hidden makes a promise run through those
        that are not, nor breaks one.
        """
        with self._lock:
            records = self._catalogue.documents(allowed)
            if records != self._records.get(allowed):
                areas: dict[str, list[DocumentRecord]] = {}
                for record in records:
                    if record.source.area:
                        areas.setdefault(record.source.area.casefold(), []).append(record)
                self._areas[allowed] = {area: self._area(area, tuple(held)) for area, held in areas.items()}
                self._records[allowed] = records
            return [followed for _, found in self._areas[allowed].values() for followed in found]

    def _area(self, area: str, records: tuple[DocumentRecord, ...]) -> _Area:
        """The commitments of an area; where others see the same documents of it, theirs."""
        for areas in self._areas.values():
            if area in areas and areas[area][0] == records:
                return areas[area]
        dated = [DatedDocument(record.card, day) for record in records if (day := _speaks_of(record)) is not None]
        return records, follow(dated, self._read, self._embedding)

    def _read(self, card: DocumentCard) -> Sequence[Embedded]:
        """The passages of a document in use with the vectors of their sentences, whatever its class."""
        return self._store.with_sentences(card.id, clearance=EVERYTHING)


def _speaks_of(record: DocumentRecord) -> date | None:
    source = record.source
    return source.period_end or source.published or source.effective_from


def _is_wanted(one: ListedCommitment, wanted: WantedCommitments) -> bool:
    commitment, document = one.followed.commitment, one.followed.citation.document
    return (
        (not wanted.area or (document.area or "").casefold() == wanted.area.casefold())
        and (wanted.year is None or document.year == wanted.year)
        and (one.counts_as == wanted.status if wanted.status else one.counts_as != NO_COMMITMENT)
        and (not wanted.owner or wanted.owner.casefold() in (commitment.owner or "").casefold())
        and (not wanted.overdue or one.is_overdue)
        and (not wanted.theme or wanted.theme in one.themes)
    )


def _order(one: ListedCommitment) -> tuple[bool, date, int, str, int, int]:
    passage, document = one.followed.commitment.excerpt.found.passage, one.followed.citation.document
    due = one.followed.commitment.due if one.is_overdue else None
    start = one.followed.citation.start
    return (not one.is_overdue, due or date.max, -(document.year or 0), document.title, passage.position, start)
