"""The courses service: what was offered in which year and who came, read from documents and entered by people.

What documents say is read again only when a document came, went or changed. A reader's rights are applied to the
documents before anything is joined, so that a figure from a restricted table never shows in a public course.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from api.courses.decisions import CourseDecisions, CourseEntry
from api.courses.entries import GivenCourse, read_entry, read_line
from api.courses.finding import TELLING, Course, CourseMention, CourseTheme, Fact, StatedValue, joined, told_of_courses
from api.courses.loose_programme import loose_programme
from api.errors import BadRequest, NotFound
from api.people.access import Action, clearance, require
from api.people.users import User
from api.shared.document_cache import Readings
from api.shared.tabular import ImportReport, read_table
from api.shared.turns import Turns
from api.themes.evidence import Verdict
from api.themes.service import ThemeService
from api.themes.tagging import ThemeTagging
from indexer.documents import Sensitivity
from indexer.index import Index
from indexer.passages import StoredPassage


@dataclass(frozen=True, slots=True)
class WantedCourses:
    """What narrows the list; an empty field does not. A theme that was rejected does not count."""

    area: str = ""
    year: int | None = None
    theme: str = ""
    words: str = ""


EVERY_COURSE = WantedCourses()
_OPENNESS = (Sensitivity.PUBLIC, Sensitivity.PARTNERSHIP, Sensitivity.RESTRICTED)


class CourseService:
    """Courses of all areas: list, one, enter, import, link to themes."""

    def __init__(self, index: Index, themes: ThemeService, tagging: ThemeTagging, turns: Turns) -> None:
        self._turns = turns
        self._readings = Readings(index, TELLING, _told)
        self._themes = themes
        self._tagging = tagging
        self._decisions = CourseDecisions(index.database)

    def all(self, user: User, wanted: WantedCourses = EVERY_COURSE) -> list[Course]:
        """The courses the person may see and wants: newest year first, then by area and title."""
        require(user, Action.READ_DOCUMENTS)
        found = [course for course in self._courses(user) if _is_wanted(course, wanted)]
        return sorted(found, key=lambda c: (-c.year, c.area, c.title.casefold()))

    def one(self, course: str, user: User) -> Course:
        """One course. Raises NotFound."""
        require(user, Action.READ_DOCUMENTS)
        found = next((c for c in self._courses(user) if c.id == course), None)
        if found is None:
            raise NotFound("This course is not held. Its document may have changed or been removed.")
        return found

    def history(self, course: str, user: User) -> list[CourseEntry]:
        """What people entered of a course, the latest first."""
        require(user, Action.READ_DOCUMENTS)
        cleared = clearance(user)
        return [e for e in reversed(self._decisions.entries(course)) if e.sensitivity in cleared]

    def enter(self, given: Mapping[str, str], reason: str, user: User, sensitivity: Sensitivity | None = None) -> str:
        """Enter a course, or correct the one of the same area, year and title; its id. Raises BadRequest.

        Without a class, a correction is seen by whoever sees the course, and a new course by the partnership.
        """
        require(user, Action.EDIT_COURSES)
        try:
            entry = read_entry(given)
        except ValueError as error:
            raise BadRequest(str(error)) from None
        known = next((course for course in self._courses(user) if course.id == entry.id), None)
        return self._keep(entry, reason, user, sensitivity, known)

    def take_out(self, course: str, reason: str, user: User) -> None:
        """Say that this is no course; it is listed no more. Raises NotFound, BadRequest without a reason."""
        require(user, Action.EDIT_COURSES)
        found = self.one(course, user)
        if not reason.strip():
            raise BadRequest("Say in a few words why, so that others can follow.")
        where = (found.area, found.year, found.title)
        self._decisions.enter(course, where, {}, {}, Sensitivity.PUBLIC, reason.strip(), user, taken_out=True)

    def decide_theme(self, course: str, theme: str, verdict: Verdict, reason: str, user: User) -> None:
        """Confirm or reject a theme for all years of a course with this title. Raises NotFound, NoTheme."""
        require(user, Action.EDIT_COURSES)
        title = self.one(course, user).title.casefold()
        self._decisions.decide_theme(title, self._themes.theme(theme, user).id, verdict, reason.strip(), user)

    def import_file(
        self, path: Path, name: str, user: User, area: str = "", year: str = "", sensitivity: Sensitivity | None = None
    ) -> ImportReport:
        """Enter every row of a CSV or XLSX file; `area` and `year` fill in where a row has none. Raises BadRequest.

        A row that cannot be used is reported with its line and the reason, and the rest goes on.
        """
        require(user, Action.EDIT_COURSES)
        with self._turns.of(user):
            lines = read_table(path, name)
        report = ImportReport()
        held = {course.id: course for course in self._courses(user)}
        for line in lines:
            try:
                entry = read_line(line.cells, area, year)
            except ValueError as error:
                report.refused.append((line.number, str(error)))
                continue
            if entry is None:
                continue
            known = held.get(entry.id)
            if known is not None and _says_nothing_new(entry, known):
                report.unchanged += 1
                continue
            report.changed, report.added = report.changed + (known is not None), report.added + (known is None)
            self._keep(entry, f"Imported from {name[:100]}, line {line.number}", user, sensitivity, known)
        return report

    def _keep(
        self, entry: GivenCourse, reason: str, user: User, sensitivity: Sensitivity | None, known: Course | None
    ) -> str:
        if not reason.strip():
            raise BadRequest("Say in a few words where this is from, so that others can follow.")
        if sensitivity is None:
            sensitivity = self._class_of(known) if known else Sensitivity.PARTNERSHIP
        where = (entry.area, entry.year, entry.title)
        self._decisions.enter(entry.id, where, entry.values, entry.by_agency, sensitivity, reason.strip(), user)
        return entry.id

    def _class_of(self, course: Course) -> Sensitivity:
        """The most open class of what tells of a course: of its documents and of what people entered of it."""
        entered = [Sensitivity(e.sensitivity) for e in self._decisions.entries(course.id) if not e.taken_out]
        return min([*(card.sensitivity for card in course.documents), *entered], key=_OPENNESS.index)

    def _courses(self, user: User) -> list[Course]:
        cleared = clearance(user)
        courses = {course.id: course for course in joined(self._readings.of(cleared))}
        taken_out: set[str] = set()
        for entry in self._decisions.entries():
            if entry.taken_out:
                taken_out.add(entry.course_id)
            elif entry.sensitivity in cleared:
                taken_out.discard(entry.course_id)
                courses[entry.course_id] = _corrected(courses.get(entry.course_id), entry)
        decided = self._decisions.themes()
        kept = [course for course in courses.values() if course.id not in taken_out]
        suggested = self._tagging.of_titles([course.title for course in kept])
        return [
            replace(course, themes=_themes(suggested[course.title], decided.get(course.title.casefold(), {})))
            for course in kept
        ]


def _told(passages: Sequence[StoredPassage]) -> list[CourseMention]:
    """What a document says of courses: in its tables, else in a table that lies in loose columns."""
    return told_of_courses(passages) or loose_programme(passages)


def _corrected(course: Course | None, entry: CourseEntry) -> Course:
    base = course or Course(entry.course_id, entry.area, entry.year, entry.title, {}, {})
    values = dict(base.values)
    for name, text in entry.values.items():
        values[Fact(name)] = (StatedValue(text, by=entry.entered_by), *values.get(Fact(name), ()))
    agencies = dict(base.by_agency)
    for name, text in entry.by_agency.items():
        agencies[name] = (StatedValue(text, by=entry.entered_by), *agencies.get(name, ()))
    return replace(base, values=values, by_agency=agencies)


def _themes(suggested: Mapping[str, float], decided: Mapping[str, object]) -> tuple[CourseTheme, ...]:
    found = []
    for theme in {**dict.fromkeys(decided), **suggested}:
        verdict = decided.get(theme)
        state = str(getattr(verdict, "verdict", "suggested"))
        score = suggested.get(theme, 0.0) if verdict is None else float(state == Verdict.CONFIRMED)
        found.append(CourseTheme(theme, round(score, 3), state, getattr(verdict, "decided_by", None)))
    return tuple(sorted(found, key=lambda t: (-t.score, t.theme)))


def _is_wanted(course: Course, wanted: WantedCourses) -> bool:
    return (
        (not wanted.area or course.area.casefold() == wanted.area.casefold())
        and (wanted.year is None or course.year == wanted.year)
        and (not wanted.theme or wanted.theme in counted_themes([course]))
        and (not wanted.words or wanted.words.casefold() in course.title.casefold())
    )


def counted_themes(courses: Iterable[Course]) -> set[str]:
    """The themes of courses that count: suggested or confirmed."""
    return {t.theme for course in courses for t in course.themes if t.state != Verdict.REJECTED}


def _says_nothing_new(entry: GivenCourse, course: Course) -> bool:
    values = all(course.text(Fact(name)) == text for name, text in entry.values.items())
    return values and all(
        name in course.by_agency and course.by_agency[name][0].text == text for name, text in entry.by_agency.items()
    )
