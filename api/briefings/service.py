"""The briefings service: begin, edit, approve, release and withdraw what a partnership tells its people it has learned.

A briefing is seen by whoever may see all its sources; one that is not approved, by those who write briefings only.
Guarded words, restricted passages and case narratives, stay out of exports until somebody with the right lets them in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from api.briefings.briefing import BriefingContent, BriefingState, Subject, VersionChange, changes
from api.briefings.drafting import QuotationOffer, begin
from api.briefings.forms import FORMS, OVERVIEW_ROLES, Form, PanelPlan
from api.briefings.lines import LONGEST_TITLE, LineCheck, SentContent
from api.briefings.reading import BriefingReading, ReadBriefing, marking_of
from api.briefings.sources import BriefingSources
from api.briefings.versions import Act, ActKind, Briefing, Briefings
from api.errors import BadRequest, Forbidden, NotFound
from api.people.access import Action, clearance, may, require
from api.people.users import User
from api.quotations.service import QuotationService
from indexer.documents import Sensitivity
from indexer.immutable import Immutable
from indexer.index import Index

LONGEST_REASON = 1000
"""Characters of a reason at most. By judgement."""
MOST_BEST = 5
"""Passages a draft may begin with in each panel."""


@dataclass(frozen=True, slots=True)
class ListedBriefing(Immutable):
    """A briefing in a list: the version that the reader would open, its title and its marking."""

    briefing: Briefing
    version: int
    title: str
    marking: Sensitivity

    @property
    def state(self) -> BriefingState:
        """The state of that version."""
        return self.briefing.state(self.version)


@dataclass(frozen=True, slots=True)
class SavedVersion(Immutable):
    """A version in the history: its state, who saved it, and what it changed of the version before."""

    version: int
    state: BriefingState
    act: Act
    changes: tuple[VersionChange, ...]


class BriefingService:
    """What a person with the right may see and do with briefings."""

    def __init__(
        self,
        index: Index,
        sources: BriefingSources,
        verification: QuotationService,
        require_no_name: Callable[[str], None],
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self._store = index.store
        self._verification = verification
        self._require_no_name = require_no_name
        self._today = today
        self._kept = Briefings(index.database)
        self._reading = BriefingReading(index, self._kept, today)
        self._sources = sources

    # Reading

    def all(self, user: User) -> list[ListedBriefing]:
        """The briefings the person may see, the one last worked on first."""
        require(user, Action.READ_DOCUMENTS)
        everything = self._reading.everything()
        listed = []
        for briefing in self._kept.all():
            version = self._shown(briefing, user)
            content = self._kept.content(briefing.id, version) if version else None
            if version and content:
                marking = marking_of(briefing.subject, content, everything)
                listed.append(ListedBriefing(briefing, version, content.title, marking))
        return [one for one in listed if one.marking in clearance(user)]

    def one(self, briefing_id: str, user: User, version: int | None = None) -> ReadBriefing:
        """A briefing: for who writes briefings the latest version or the one asked for, else the approved one.

        Raises NotFound.
        """
        require(user, Action.READ_DOCUMENTS)
        briefing = self._kept.find(briefing_id)
        wanted = self._shown(briefing, user) if briefing else None
        if version is not None and may(user, Action.WRITE_BRIEFINGS):
            wanted = version
        found = self._reading.read(briefing, wanted) if briefing and wanted else None
        if found is None or found.marking not in clearance(user):
            raise NotFound("This briefing is not held, or is not approved yet.")
        return found

    def history(self, briefing_id: str, user: User) -> list[SavedVersion]:
        """The versions that the person may see, newest first, each with what it changed. Raises NotFound."""
        require(user, Action.WRITE_BRIEFINGS)
        briefing = self.one(briefing_id, user).briefing
        everything, allowed = self._reading.everything(), clearance(user)
        saved: list[SavedVersion] = []
        before: BriefingContent | None = None
        for version in range(1, briefing.latest + 1):
            content, act = self._kept.content(briefing.id, version), briefing.act(ActKind.SAVED, version)
            if content and act and marking_of(briefing.subject, content, everything) in allowed:
                changed = tuple(changes(before, content)) if before else ()
                saved.append(SavedVersion(version, briefing.state(version), act, changed))
                before = content
        return saved[::-1]

    def offered(self, briefing_id: str, user: User) -> list[tuple[PanelPlan, tuple[QuotationOffer, ...]]]:
        """The plan of each panel and what is offered for it. Raises NotFound, NoTheme."""
        require(user, Action.WRITE_BRIEFINGS)
        read = self.one(briefing_id, user)
        form, subject = read.briefing.form, read.briefing.subject
        plans = {plan.key: plan for plan in self._sources.plans(form, subject, user)}
        held = [plans.get(p.key) or PanelPlan(p.key, p.heading, "", OVERVIEW_ROLES) for p in read.content.panels]
        found = self._sources.candidates(subject, held, user)
        return [(plan, found[plan.key]) for plan in held]

    def years(self, user: User) -> list[int]:
        """Years of which an audit or review is held that an overview can count, newest first."""
        require(user, Action.WRITE_BRIEFINGS)
        return self._sources.years(user)

    # Writing

    def begin(self, form: Form, subject: Subject, user: User, best: int = 0, title: str = "") -> ReadBriefing:
        """A new draft, each panel with its `best` first candidates. Raises BadRequest, NotFound, NoTheme."""
        require(user, Action.WRITE_BRIEFINGS)
        plan = FORMS[form]
        if subject.kind not in plan.subjects:
            allowed = " or ".join(plan.subjects)
            raise BadRequest(f"{plan.label} can be about a {allowed}, not about a {subject.kind}.")
        named = self._sources.named(subject, user)
        plans = self._sources.plans(form, named, user)
        offered = self._sources.candidates(named, plans, user) if best else {}
        panels = begin(plans, offered, min(best, MOST_BEST))
        table = self._sources.table(form, named, user, self._today())
        called = f"{plan.label} {named.label}" if form is Form.OVERVIEW else named.label
        content = BriefingContent(title.strip() or called[:LONGEST_TITLE], panels, table=table)
        return self.one(self._kept.begin(form, named, content, user), user)

    def save(self, briefing_id: str, sent: SentContent, based_on: int, user: User) -> ReadBriefing:
        """Keep a new version, its quotations checked again; nothing new keeps nothing.

        Raises Altered, UnusableLine, SavedMeanwhile, NotFound.
        """
        require(user, Action.WRITE_BRIEFINGS)
        held = self.one(briefing_id, user, based_on)
        check = LineCheck(self._store, clearance(user), lambda text: self._verification.text(text, user))
        content = check.content(sent, held.content)
        if content == held.content and held.briefing.latest == based_on:
            return held
        self._kept.save(briefing_id, based_on, content, user)
        return self.one(briefing_id, user)

    def submit(self, briefing_id: str, user: User, names_nobody: bool = False) -> ReadBriefing:
        """Ask for approval. Raises NamesAPerson unless the person says that the local words name nobody."""
        require(user, Action.WRITE_BRIEFINGS)
        found = self._in_state(briefing_id, user, BriefingState.DRAFT, "submitted")
        if not found.content.lines:
            raise BadRequest("There is nothing in it yet. Choose passages or write lines, then submit it.")
        if not names_nobody:
            local = [line.text for line in found.content.lines if line.citation is None]
            self._require_no_name("\n".join([found.content.title, *local]))
        return self._note(found, ActKind.SUBMITTED, user)

    def approve(self, briefing_id: str, user: User) -> ReadBriefing:
        """Approve what somebody else wrote. Raises Forbidden for who wrote in it, BadRequest for lost sources."""
        require(user, Action.APPROVE_BRIEFINGS)
        found = self._in_state(briefing_id, user, BriefingState.SUBMITTED, "approved")
        if found.briefing.wrote(user):
            raise Forbidden("You wrote in this briefing, so a second person has to approve it.")
        _require_sources(found)
        return self._note(found, ActKind.APPROVED, user)

    def send_back(self, briefing_id: str, reason: str, user: User) -> ReadBriefing:
        """Make what was submitted a draft again, with a reason for its authors."""
        require(user, Action.APPROVE_BRIEFINGS)
        found = self._in_state(briefing_id, user, BriefingState.SUBMITTED, "sent back")
        return self._note(found, ActKind.SENT_BACK, user, _reason(reason))

    def withdraw(self, briefing_id: str, reason: str, user: User) -> ReadBriefing:
        """Take a briefing out of use: nobody but its writers sees it any more, and it cannot be exported."""
        require(user, Action.APPROVE_BRIEFINGS)
        found, why = self.one(briefing_id, user), _reason(reason)
        for version in range(1, found.briefing.latest + 1):
            if found.briefing.state(version) is BriefingState.APPROVED or version == found.briefing.latest:
                self._kept.note(briefing_id, version, ActKind.WITHDRAWN, user, why)
        return self.one(briefing_id, user)

    # Leaving the service

    def release(self, briefing_id: str, reason: str, user: User) -> ReadBriefing:
        """Let the guarded words of the latest version into its exports, with a reason that is kept."""
        require(user, Action.RELEASE_TO_EXPORTS)
        found = self.one(briefing_id, user)
        if not found.guarded:
            raise BadRequest("Nothing in it is restricted or a case narrative that is not released already.")
        self._kept.release(briefing_id, found.version, list(found.guarded), user, _reason(reason))
        return self.one(briefing_id, user)

    def for_export(self, briefing_id: str, user: User, version: int | None = None) -> ReadBriefing:
        """A briefing that may leave the service. Raises BadRequest for one that may not, NotFound."""
        require(user, Action.READ_DOCUMENTS)
        found = self.one(briefing_id, user, version)
        if found.state is BriefingState.WITHDRAWN:
            raise BadRequest("This briefing is withdrawn, so it is not exported.")
        if found.guarded:
            count = len({(g.passage, g.start) for g in found.guarded})
            raise BadRequest(
                f"It holds restricted material or a case narrative in {count} place{'' if count == 1 else 's'}. Take "
                "that out, or have a board manager release it to exports with a reason."
            )
        _require_sources(found)
        return found

    def note_export(self, found: ReadBriefing, how: str, user: User) -> None:
        """Record that a briefing left the service, as what, and with which marking."""
        require(user, Action.READ_DOCUMENTS)
        self._kept.note(found.briefing.id, found.version, ActKind.EXPORTED, user, f"{how}, marked {found.marking}")

    def _shown(self, briefing: Briefing, user: User) -> int | None:
        return briefing.latest if may(user, Action.WRITE_BRIEFINGS) else briefing.approved

    def _in_state(self, briefing_id: str, user: User, state: BriefingState, done: str) -> ReadBriefing:
        found = self.one(briefing_id, user)
        if found.state is not state:
            raise BadRequest(f"Version {found.version} is {found.state}; only what is {state} can be {done}.")
        return found

    def _note(self, found: ReadBriefing, kind: ActKind, user: User, detail: str = "") -> ReadBriefing:
        self._kept.note(found.briefing.id, found.version, kind, user, detail)
        return self.one(found.briefing.id, user)


def _require_sources(found: ReadBriefing) -> None:
    lost = [line.problem for _, line in found.every_line if line.is_lost]
    if lost:
        raise BadRequest(f"{lost[0]} Take the line out, or write it locally.")


def _reason(text: str) -> str:
    words = " ".join(text.split())
    if not words or len(words) > LONGEST_REASON:
        raise BadRequest(f"Give a reason in 1 to {LONGEST_REASON:,} characters, so that others can follow it.")
    return words
