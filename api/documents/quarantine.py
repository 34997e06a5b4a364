"""Quarantine as people with the right meet it: what waits, each finding in its sentence, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.errors import Invalid, NotFound
from api.people.access import Action, may, require
from api.people.users import User
from indexer.documents import Locator, PartKind
from indexer.index import Index
from indexer.indexing.reports import IndexReport
from indexer.privacy.concerns import told
from indexer.privacy.personal_data import PersonalData, names_somebody
from indexer.privacy.publishers import alike, groups
from indexer.privacy.quarantine import Decision, ReleaseVerdict, Waiting
from indexer.privacy.screening import in_context


class NotWaiting(NotFound):
    """No document with this id waits."""


class NamesAPerson(Invalid):
    """A question seems to hold personal data; it was not kept."""


@dataclass(frozen=True, slots=True)
class FoundWords:
    """A finding in its sentence; `number` (from 1) is how a decision names it.

    `part` is the kind of part that holds it, None for the text that would be searched; `place` says where in words.
    """

    number: int
    kind: PersonalData
    locator: Locator
    part: PartKind | None
    place: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class WaitingDocument:
    """A document that waits, with what was found in it."""

    waiting: Waiting
    found: tuple[FoundWords, ...]


class QuarantineService:
    """What a person with the right may see and do with waiting documents; `after` is told what was indexed."""

    def __init__(self, index: Index, after: Callable[[IndexReport], IndexReport]) -> None:
        self._quarantine = index.quarantine
        self._indexer = index.indexer
        self._after = after
        self._checks = index.settings.personal_data_check

    def count(self, user: User) -> int:
        """How many documents wait; 0 for a person who may not decide."""
        return self._quarantine.count() if may(user, Action.RELEASE_DOCUMENTS) else 0

    def waiting(self, user: User) -> list[Waiting]:
        """Every waiting document, the longest first."""
        require(user, Action.RELEASE_DOCUMENTS)
        return self._quarantine.waiting()

    def document(self, waiting_id: str, user: User) -> WaitingDocument:
        """One waiting document with each finding in its sentence. Raises NotWaiting."""
        require(user, Action.RELEASE_DOCUMENTS)
        waiting = self._find(waiting_id)
        text = self._quarantine.text(waiting)
        standing = zip(waiting.findings, waiting.locators, waiting.parts, strict=True)
        return WaitingDocument(
            waiting,
            tuple(
                FoundWords(number, finding.kind, locator, part, told(part, locator), *in_context(text, finding))
                for number, (finding, locator, part) in enumerate(standing, start=1)
            ),
        )

    def decisions(self, user: User) -> list[Decision]:
        """What was decided before, the newest first."""
        require(user, Action.RELEASE_DOCUMENTS)
        return self._quarantine.decisions()

    def decide(
        self, waiting_id: str, verdict: ReleaseVerdict, reason: str, user: User, chosen: Sequence[int] | None = None
    ) -> IndexReport:
        """Release, redact or refuse. Raises NotWaiting, NotDecided."""
        require(user, Action.RELEASE_DOCUMENTS)
        waiting = self._find(waiting_id)
        return self._after(self._indexer.decide(waiting, verdict, user.name, reason, chosen, user.id))

    def alike(self, waiting_id: str, user: User) -> list[Waiting]:
        """Waiting documents of the same publisher with the same kinds of finding, this one first. Raises NotWaiting."""
        require(user, Action.RELEASE_DOCUMENTS)
        one = self._find(waiting_id)
        return [one, *(other for other in alike(one, self._quarantine.waiting()) if other.id != one.id)]

    def groups(self, user: User) -> list[list[Waiting]]:
        """Groups of at least two waiting documents that are alike, the largest first."""
        require(user, Action.RELEASE_DOCUMENTS)
        return groups(self._quarantine.waiting())

    def release_alike(self, waiting_id: str, reason: str, user: User) -> list[IndexReport]:
        """Release a document that was looked at, and each that is like it, with a decision of its own.

        Raises NotWaiting, NotDecided.
        """
        return [self.decide(one.id, ReleaseVerdict.RELEASE, reason, user) for one in self.alike(waiting_id, user)]

    def require_no_name(self, question: str) -> None:
        """Raise NamesAPerson when a question holds what the rules take for personal data."""
        if self._checks and names_somebody(question):
            raise NamesAPerson("This looks like it names a person: remove it. Nothing of it was kept.")

    def _find(self, waiting_id: str) -> Waiting:
        found = self._quarantine.find(waiting_id)
        if found is None:
            raise NotWaiting(f"No document {waiting_id[:40]} waits. Perhaps somebody decided already.")
        return found
