"""What people say of courses: entries and corrections, and which themes a course is about. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import JSON, Boolean, Column, Engine, Integer, String, Table, select

from api.people.users import User
from api.themes.evidence import Verdict
from indexer.catalogue.database import METADATA
from indexer.documents import Sensitivity

_ENTRIES = Table(
    "course_entries",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("course_id", String, nullable=False, index=True),
    Column("area", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("values", JSON, nullable=False),
    Column("by_agency", JSON, nullable=False),
    Column("taken_out", Boolean, nullable=False),
    Column("sensitivity", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("entered_by_id", String),
    Column("entered_at", String, nullable=False),
)
_THEMES = Table(
    "course_themes",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("title", String, nullable=False, index=True),
    Column("theme", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_by_id", String),
    Column("decided_at", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class CourseEntry:
    """What one person entered of a course. `values` and `by_agency` are what was given; the rest stays as it was.

    `taken_out`: the service took it for a course wrongly, or it was entered by mistake. `entered_at` is ISO 8601, UTC.
    """

    course_id: str
    area: str
    year: int
    title: str
    values: Mapping[str, str]
    by_agency: Mapping[str, str]
    taken_out: bool
    sensitivity: str
    reason: str
    entered_by: str
    entered_at: str
    entered_by_id: str | None = None


@dataclass(frozen=True, slots=True)
class ThemeVerdict:
    """What a person said of a theme of all courses with a title."""

    theme: str
    verdict: Verdict
    reason: str
    decided_by: str
    decided_at: str
    decided_by_id: str | None = None


class CourseDecisions:
    """Entries and verdicts in SQL, in the order they were made."""

    def __init__(self, database: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def enter(
        self,
        course_id: str,
        where: tuple[str, int, str],
        values: Mapping[str, str],
        by_agency: Mapping[str, str],
        sensitivity: Sensitivity,
        reason: str,
        user: User,
        taken_out: bool = False,
    ) -> None:
        """Keep what a person says of the course of an area, a year and a title."""
        area, year, title = where
        row = {
            "course_id": course_id,
            "area": area,
            "year": year,
            "title": title,
            "values": dict(values),
            "by_agency": dict(by_agency),
            "taken_out": taken_out,
            "sensitivity": str(sensitivity),
            "reason": reason,
            "entered_by": user.name,
            "entered_by_id": user.id,
            "entered_at": self._now(),
        }
        with self._database.begin() as connection:
            connection.execute(_ENTRIES.insert().values(row))

    def entries(self, course_id: str | None = None) -> list[CourseEntry]:
        """Every entry, or those of one course, the oldest first."""
        query = select(_ENTRIES).order_by(_ENTRIES.c.number)
        if course_id is not None:
            query = query.where(_ENTRIES.c.course_id == course_id)
        with self._database.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [CourseEntry(*(r[n] for n in CourseEntry.__slots__)) for r in rows]

    def decide_theme(self, title: str, theme: str, verdict: Verdict, reason: str, user: User) -> None:
        """Keep a verdict; the latest counts."""
        row = {"title": title, "theme": theme, "verdict": str(verdict), "reason": reason}
        who = {"decided_by": user.name, "decided_by_id": user.id, "decided_at": self._now()}
        with self._database.begin() as connection:
            connection.execute(_THEMES.insert().values({**row, **who}))

    def themes(self) -> dict[str, dict[str, ThemeVerdict]]:
        """For each title, the verdict that counts on each theme."""
        with self._database.connect() as connection:
            rows = connection.execute(select(_THEMES).order_by(_THEMES.c.number)).mappings().all()
        found: dict[str, dict[str, ThemeVerdict]] = {}
        for row in rows:
            values = {name: row[name] for name in ThemeVerdict.__slots__}
            held = ThemeVerdict(**{**values, "verdict": Verdict(row["verdict"])})
            found.setdefault(row["title"], {})[held.theme] = held
        return found

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")
