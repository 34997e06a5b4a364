"""The training service: the needs matrix of an area and a year, what people decide of it, before and after a course."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.courses.finding import Course
from api.courses.sectors import Sector
from api.courses.service import CourseService, WantedCourses, counted_themes
from api.courses.told_training import TELLING, ToldTraining, told_training
from api.errors import BadRequest, NotFound
from api.feedback.questions import Questions
from api.people.access import Action, clearance, may, require
from api.people.users import User
from api.shared.document_cache import Readings
from api.themes.codebook import Theme
from api.themes.service import ThemeService
from api.themes.span import Side, Span
from api.themes.tagging import ThemeTagging
from api.training.before_after import BeforeAfter, compare
from api.training.decisions import NeedDecision, NeedDecisions
from api.training.gaps import AudienceCell, Gap, GapSuggestion, cell_of, suggest
from api.training.needs import Need, Weakness, Weights, by_theme, need_of
from indexer.documents import DocumentCard
from indexer.index import Index

NO_NEED = "no_need"
CHOICES = (*(str(gap) for gap in Gap if gap not in (Gap.NOT_KNOWN, Gap.TAKE_UP_NOT_KNOWN)), NO_NEED)
"""What a person can decide a need to be."""
_LONGEST = 1000
"""Characters of a field at most. By judgement."""
_FOUR_DIGITS = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A theme in the matrix: its need, the courses on it, what is suggested and decided, and how it was a year before.

    `questions` are different questions on it that found nothing; None for a person who may not see the count. `told` is
    training on it that running text tells of.
    """

    id: str
    theme: Theme
    need: Need
    courses: tuple[Course, ...]
    suggested: GapSuggestion
    cells: Mapping[Sector, AudienceCell]
    before: Need
    gaps_before: tuple[Gap, ...]
    decision: NeedDecision | None
    questions: int | None
    told: tuple[ToldTraining, ...]

    @property
    def change(self) -> str:
        """What changed since last year, in words; empty where nothing did."""
        if not self.before.findings and self.need.findings:
            return "new" if len(self.need.years) == 1 else "found again"
        if self.before.findings and not self.need.findings:
            return "not found any more"
        if self.before.level != self.need.level:
            return f"{self.before.level} last year"
        if self.need.findings and self.gaps_before != self.suggested.gaps:
            return "another gap than last year"
        return ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The needs of an area at the end of a year. `documents` are those of the period that could have said so.

    `programmes` are the years of the period for which courses are known; `silent` counts themes with neither
    findings nor courses, which have no row.
    """

    area: str
    first: int
    year: int
    rows: tuple[NeedRow, ...]
    documents: tuple[DocumentCard, ...]
    programmes: tuple[int, ...]
    silent: int

    @property
    def id(self) -> str:
        """How needs of this matrix begin their ids."""
        return f"{slug(self.area)}.{self.year}"


class TrainingService:
    """Needs of all areas: the matrix, one need, decide, before and after."""

    def __init__(
        self,
        index: Index,
        themes: ThemeService,
        tagging: ThemeTagging,
        courses: CourseService,
        questions: Questions,
    ) -> None:
        self._themes = themes
        self._tagging = tagging
        self._courses = courses
        self._questions = questions
        self._told = Readings(index, TELLING, told_training)
        self._decisions = NeedDecisions(index.database)
        settings = index.settings
        self.weights = Weights(**dict(settings.need_weights))
        self._span = settings.need_years
        self._take_up = settings.take_up_percent / 100

    def areas(self, user: User) -> dict[str, list[int]]:
        """The areas of which something that says how practice was is held, the fullest first, with their years."""
        require(user, Action.READ_DOCUMENTS)
        found: dict[str, list[int]] = {}
        taught = {course.area for course in self._courses.all(user)}
        for card in self._themes.cards(user, Span()):
            if card.area and card.year:
                found.setdefault(card.area, []).append(card.year)
        ranked = sorted(found, key=lambda area: (area not in taught, -len(found[area]), area))
        return {area: sorted(set(found[area]), reverse=True) for area in ranked}

    def matrix(self, user: User, area: str = "", year: int | None = None) -> Matrix:
        """The needs of an area at the end of a year, the greatest first; if not said, the fullest area, its last year.

        Raises NotFound where nothing of the area is held.
        """
        require(user, Action.READ_DOCUMENTS)
        areas = self.areas(user)
        name = next((a for a in areas if a.casefold() == area.casefold()), None) if area else next(iter(areas), None)
        if name is None:
            raise NotFound("No document that says how practice was is held of this area. Add reports, reviews, audits.")
        last = year or areas[name][0]
        span = (last - self._span + 1, last)
        weaknesses = by_theme(self._weaknesses(user, name))
        courses = self._courses.all(user, WantedCourses(area=name))
        asked, decisions, told = self._asked(user), self._decisions.latest(), self._told_by_theme(user, name)
        rows = []
        for theme in self._themes.register(user).themes:
            known = (weaknesses.get(theme.id, []), courses, told.get(theme.id, []))
            now = self._stand(theme, *known, span)
            past = self._stand(theme, *known, (span[0] - 1, last - 1))
            if now[0].findings or now[1] or past[0].findings:
                need_id = f"{slug(name)}.{last}.{theme.id}"
                cells = {sector: cell_of(sector, now[0], now[1], _years(courses, span)) for sector in Sector}
                questions = None if asked is None else asked.get(theme.id, 0)
                held = _within(known[2], span)
                row = NeedRow(
                    need_id, theme, *now, cells, past[0], past[2].gaps, decisions.get(need_id), questions, held
                )
                rows.append(row)
        rows.sort(key=lambda row: (-row.need.score, row.theme.id))
        documents = self._themes.cards(user, Span(*span, name))
        silent = len(self._themes.register(user).themes) - len(rows)
        return Matrix(name, *span, tuple(rows), tuple(documents), _years(courses, span), silent)

    def need(self, need_id: str, user: User) -> tuple[Matrix, NeedRow]:
        """One need with the matrix it stands in. Raises NotFound."""
        require(user, Action.READ_DOCUMENTS)
        start, _, theme = need_id.rpartition(".")
        place, _, year = start.rpartition(".")
        area = next((a for a in self.areas(user) if slug(a) == place), None)
        if area is None or not _FOUR_DIGITS.fullmatch(year):
            raise NotFound("This need is not held. Open it from the matrix.")
        matrix = self.matrix(user, area, int(year))
        row = next((row for row in matrix.rows if row.theme.id == theme), None)
        if row is None:
            raise NotFound("Nothing is held on this theme for this area and year any more.")
        return matrix, row

    def history(self, need_id: str, user: User) -> list[NeedDecision]:
        """All decisions on a need, the latest first."""
        require(user, Action.READ_DOCUMENTS)
        return self._decisions.of(need_id)

    def decide(self, decision: NeedDecision, user: User) -> None:
        """Keep what a person decided of a need. Raises NotFound, BadRequest."""
        require(user, Action.DECIDE_TRAINING_NEEDS)
        self.need(decision.need_id, user)
        if decision.gap not in CHOICES:
            wrong = f"{decision.gap[:40]!r} is not a gap; choose one of {', '.join(CHOICES)}."
            raise BadRequest(wrong if decision.gap else "Choose what the gap is.")
        if not decision.reason.strip():
            raise BadRequest("Say in a few words why, so that others can follow.")
        if any(len(getattr(decision, name)) > _LONGEST for name in ("response", "owner", "measure", "reason")):
            raise BadRequest(f"Keep each field below {_LONGEST:,} characters.")
        if decision.due:
            _day(decision.due)
        self._decisions.keep(decision, user)

    def before_and_after(self, course_id: str, user: User) -> tuple[Course, list[BeforeAfter]]:
        """For each theme of a course, the years before it was first offered and after. Raises NotFound."""
        require(user, Action.READ_DOCUMENTS)
        course = self._courses.one(course_id, user)
        same = [c for c in self._courses.all(user, WantedCourses(area=course.area)) if _same_title(c, course)]
        cards = self._themes.cards(user, Span(area=course.area))
        weaknesses = by_theme(self._weaknesses(user, course.area))
        labels = self._themes.register(user).labels()
        years = sorted({c.year for c in same})
        found = [
            compare(theme, labels[theme], years, cards, weaknesses.get(theme, []))
            for theme in sorted(counted_themes([course]) & set(labels))
        ]
        return course, found

    def unanswered(self, user: User) -> Mapping[str, Sequence[str]] | None:
        """The words of questions that found nothing, by theme ("" for none); None unless the person may judge them."""
        if not may(user, Action.JUDGE_QUESTIONS):
            return None
        texts = [asked.text for asked in self._questions.unanswered()]
        found: dict[str, list[str]] = {}
        for text, themes in self._tagging.of_texts(texts).items():
            for theme in themes or {"": 0.0}:
                found.setdefault(theme, []).append(text)
        return found

    def _stand(
        self,
        theme: Theme,
        weaknesses: Sequence[Weakness],
        courses: Sequence[Course],
        told: Sequence[ToldTraining],
        span: tuple[int, int],
    ) -> tuple[Need, tuple[Course, ...], GapSuggestion]:
        need = need_of(weaknesses, span, self.weights)
        on_it = tuple(c for c in courses if span[0] <= c.year <= span[1] and theme.id in counted_themes([c]))
        return need, on_it, suggest(need, on_it, _years(courses, span), self._take_up, _within(told, span))

    def _told_by_theme(self, user: User, area: str) -> dict[str, list[ToldTraining]]:
        """Training that running text of an area tells of, by the themes its sentence is likely to be about."""
        told = [one for one in self._told.of(clearance(user)) if (one.citation.document.area or "") == area]
        themes = self._tagging.of_titles({one.words for one in told})
        found: dict[str, list[ToldTraining]] = {}
        for one in told:
            for theme in themes[one.words]:
                found.setdefault(theme, []).append(one)
        return found

    def _weaknesses(self, user: User, area: str) -> list[Weakness]:
        items = self._themes.findings(user, Side.WEAKNESS, Span(area=area))
        return [
            Weakness(i.suggestion.theme, i.suggestion.passage, i.suggestion.sentence, i.document, i.decided is not None)
            for i in items
        ]

    def _asked(self, user: User) -> dict[str, int] | None:
        """Different questions that found nothing, counted by theme; None for who may not decide needs."""
        if not may(user, Action.DECIDE_TRAINING_NEEDS):
            return None
        counts: dict[str, int] = {}
        texts = [asked.text for asked in self._questions.unanswered()]
        for themes in self._tagging.of_texts(texts).values():
            for theme in themes:
                counts[theme] = counts.get(theme, 0) + 1
        return counts


def slug(area: str) -> str:
    """An area as it stands in the id of a need."""
    return re.sub(r"\W+", "-", area.casefold()).strip("-")


def _years(courses: Sequence[Course], span: tuple[int, int]) -> tuple[int, ...]:
    return tuple(sorted({c.year for c in courses if span[0] <= c.year <= span[1]}))


def _within(told: Sequence[ToldTraining], span: tuple[int, int]) -> tuple[ToldTraining, ...]:
    return tuple(one for one in told if span[0] <= (one.citation.document.year or 0) <= span[1])


def _same_title(one: Course, other: Course) -> bool:
    return one.title.casefold() == other.title.casefold()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadRequest(f"{text[:20]!r} is not a date. Write it as 2026-04-01.") from None
