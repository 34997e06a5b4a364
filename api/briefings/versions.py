"""Briefings as kept: every version saved, every act on one, and every release of guarded words; none is overwritten.

The state of a version is drawn from the acts, so the record of who did what is the state itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import TypeAdapter
from sqlalchemy import Column, Engine, Integer, String, Table, Text, select
from sqlalchemy.exc import IntegrityError

from api.briefings.briefing import BriefingContent, BriefingState, Subject, SubjectKind
from api.briefings.forms import Form
from api.errors import Conflict
from api.people.users import User
from indexer.catalogue.database import METADATA

_BRIEFINGS = Table(
    "briefings",
    METADATA,
    Column("id", String, primary_key=True),
    Column("form", String, nullable=False),
    Column("subject_kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("label", String, nullable=False),
    Column("area", String, nullable=False),
)
_VERSIONS = Table(
    "briefing_versions",
    METADATA,
    Column("briefing", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", Text, nullable=False),
)
_ACTS = Table(
    "briefing_acts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("briefing", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("user_id", String, nullable=False),
    Column("user_name", String, nullable=False),
    Column("at", String, nullable=False),
    Column("detail", String, nullable=False),
)
_RELEASES = Table(
    "briefing_releases",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("briefing", String, nullable=False, index=True),
    Column("passage", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("guard", String, nullable=False),
)
_CONTENT = TypeAdapter(BriefingContent)


class ActKind(StrEnum):
    """What can be done with a briefing."""

    SAVED = "saved"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"
    EXPORTED = "exported"


_STATES = {
    ActKind.SAVED: BriefingState.DRAFT,
    ActKind.SUBMITTED: BriefingState.SUBMITTED,
    ActKind.SENT_BACK: BriefingState.DRAFT,
    ActKind.APPROVED: BriefingState.APPROVED,
    ActKind.WITHDRAWN: BriefingState.WITHDRAWN,
}


class SavedMeanwhile(Conflict):
    """Somebody saved another version since the one this was based on."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did with a version, when (ISO 8601, UTC), and the reason or other detail."""

    version: int
    kind: ActKind
    user_id: str
    user_name: str
    at: str
    detail: str


@dataclass(frozen=True, slots=True)
class GuardedWords:
    """Words that an export may hold only when somebody said so: which, and what guards them."""

    passage: str
    start: int
    end: int
    guard: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing with the numbers of its versions and all acts on it, in order."""

    id: str
    form: Form
    subject: Subject
    acts: tuple[Act, ...]

    @property
    def latest(self) -> int:
        """The number of its latest version."""
        return max(act.version for act in self.acts)

    def state(self, version: int) -> BriefingState:
        """The state of a version."""
        states = [_STATES[act.kind] for act in self.acts if act.version == version and act.kind in _STATES]
        return states[-1]

    @property
    def approved(self) -> int | None:
        """The latest version that is approved and not withdrawn."""
        return next((v for v in range(self.latest, 0, -1) if self.state(v) is BriefingState.APPROVED), None)

    def act(self, kind: ActKind, version: int) -> Act | None:
        """The last act of a kind on a version."""
        return next((a for a in reversed(self.acts) if a.kind is kind and a.version == version), None)

    def wrote(self, user: User) -> bool:
        """Whether a person saved any version: told by the account, for two people may have the same name."""
        return any(act.kind is ActKind.SAVED and act.user_id == user.id for act in self.acts)


class Briefings:
    """Briefings in SQL."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def begin(self, form: Form, subject: Subject, content: BriefingContent, user: User) -> str:
        """Keep the first version of a new briefing; its id."""
        briefing_id = secrets.token_hex(8)
        row = {"subject_kind": subject.kind, "subject": subject.value, "label": subject.label, "area": subject.area}
        with self._database.begin() as connection:
            connection.execute(_BRIEFINGS.insert().values(id=briefing_id, form=form, **row))
        self.save(briefing_id, 0, content, user)
        return briefing_id

    def save(self, briefing_id: str, based_on: int, content: BriefingContent, user: User) -> int:
        """Keep a version; its number. Raises SavedMeanwhile."""
        packed = _CONTENT.dump_json(content).decode()
        row = {"briefing": briefing_id, "number": based_on + 1, "content": packed}
        try:
            with self._database.begin() as connection:
                connection.execute(_VERSIONS.insert().values(row))
                connection.execute(_ACTS.insert().values(self._act(briefing_id, based_on + 1, ActKind.SAVED, user)))
        except IntegrityError:
            raise SavedMeanwhile(
                f"Somebody saved version {based_on + 1} meanwhile. Open it in another tab, and put your changes there."
            ) from None
        return based_on + 1

    def note(self, briefing_id: str, version: int, kind: ActKind, user: User, detail: str = "") -> None:
        """Record an act."""
        with self._database.begin() as connection:
            connection.execute(_ACTS.insert().values(self._act(briefing_id, version, kind, user, detail)))

    def release(self, briefing_id: str, version: int, guarded: list[GuardedWords], user: User, reason: str) -> None:
        """Record that guarded words may stand in exports."""
        rows = [{"briefing": briefing_id, **{n: getattr(g, n) for n in GuardedWords.__slots__}} for g in guarded]
        act = self._act(briefing_id, version, ActKind.RELEASED, user, reason)
        with self._database.begin() as connection:
            connection.execute(_RELEASES.insert(), rows)
            connection.execute(_ACTS.insert().values(act))

    def released(self, briefing_id: str) -> frozenset[GuardedWords]:
        """The guarded words of a briefing that were released."""
        query = select(_RELEASES).where(_RELEASES.c.briefing == briefing_id)
        with self._database.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return frozenset(GuardedWords(*(row[name] for name in GuardedWords.__slots__)) for row in rows)

    def content(self, briefing_id: str, version: int) -> BriefingContent | None:
        """What a version says."""
        mine = (_VERSIONS.c.briefing == briefing_id) & (_VERSIONS.c.number == version)
        with self._database.connect() as connection:
            packed = connection.execute(select(_VERSIONS.c.content).where(mine)).scalar()
        return None if packed is None else _CONTENT.validate_json(packed)

    def all(self) -> list[Briefing]:
        """Every briefing, the one last worked on first."""
        with self._database.connect() as connection:
            rows = connection.execute(select(_BRIEFINGS)).mappings().all()
            acts: dict[str, list[Act]] = {}
            for act in connection.execute(select(_ACTS).order_by(_ACTS.c.number)).mappings():
                values = {name: act[name] for name in Act.__slots__}
                acts.setdefault(act["briefing"], []).append(Act(**{**values, "kind": ActKind(act["kind"])}))
        found = [
            Briefing(
                row["id"],
                Form(row["form"]),
                Subject(SubjectKind(row["subject_kind"]), row["subject"], row["label"], row["area"]),
                tuple(acts[row["id"]]),
            )
            for row in rows
            if row["id"] in acts
        ]
        return sorted(found, key=lambda briefing: briefing.acts[-1].at, reverse=True)

    def find(self, briefing_id: str) -> Briefing | None:
        """One briefing."""
        return next((briefing for briefing in self.all() if briefing.id == briefing_id), None)

    def _act(self, briefing_id: str, version: int, kind: ActKind, user: User, detail: str = "") -> dict[str, object]:
        return {
            "briefing": briefing_id,
            "version": version,
            "kind": kind,
            "user_id": user.id,
            "user_name": user.name,
            "at": self._clock().isoformat(timespec="seconds"),
            "detail": detail,
        }
