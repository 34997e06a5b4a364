"""The learning log service: learning points, what is done about them, whether it took root, and the year's findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from api.commitments.matching import telling_words
from api.commitments.service import CommitmentService, ListedCommitment
from api.courses.finding import StatedValue
from api.errors import BadRequest, NotFound
from api.learning_log.decisions import LearningEntries, LearningEntry
from api.learning_log.entries import checked, of_line, require_evidence
from api.learning_log.learning_points import (
    TELLING,
    LearningPoint,
    LearningState,
    LogPart,
    learning_points,
    point_id,
)
from api.learning_log.overview import JUDGING, Overview, ThemeOverview
from api.people.access import Action, clearance, require
from api.people.users import User
from api.shared.document_cache import Readings
from api.shared.tabular import ImportReport, read_table
from api.shared.turns import Turns
from api.themes.service import ThemeService
from api.themes.span import Side, Span
from api.themes.tagging import ThemeTagging
from indexer.documents import Sensitivity
from indexer.index import Index

_ALIKE = 0.6
"""The part of an action's telling words that a commitment must share to be suggested."""
_MOST_SUGGESTED = 3
"""Commitments suggested for a learning point at most. By judgement."""


@dataclass(frozen=True, slots=True)
class WantedPoints:
    """What narrows the log; an empty field does not."""

    area: str = ""
    theme: str = ""
    state: str = ""
    owner: str = ""
    overdue: bool = False
    no_evidence: bool = False


EVERY_POINT = WantedPoints()


class LearningLogService:
    """The log: list, one, enter, import, link, and the annual overview."""

    def __init__(
        self, index: Index, themes: ThemeService, tagging: ThemeTagging, commitments: CommitmentService, turns: Turns
    ) -> None:
        self._turns = turns
        self._readings = Readings(index, TELLING, learning_points)
        self._themes = themes
        self._tagging = tagging
        self._commitments = commitments
        self._entries = LearningEntries(index.database)

    def all(self, user: User, wanted: WantedPoints = EVERY_POINT) -> list[LearningPoint]:
        """The learning points the person may see and wants: overdue first, then open ones, then by day due."""
        require(user, Action.READ_DOCUMENTS)
        found = [point for point in self._points(user) if _is_wanted(point, wanted)]
        states = list(LearningState)
        return sorted(found, key=lambda p: (not p.is_overdue, states.index(p.state), p.due or date.max, p.area))

    def one(self, point: str, user: User) -> LearningPoint:
        """One learning point. Raises NotFound."""
        require(user, Action.READ_DOCUMENTS)
        found = next((p for p in self._points(user) if p.id == point), None)
        if found is None:
            raise NotFound("This learning point is not held. Its document may have changed or been removed.")
        return found

    def history(self, point: str, user: User) -> list[LearningEntry]:
        """What people entered of a learning point, the latest first."""
        require(user, Action.READ_DOCUMENTS)
        cleared = clearance(user)
        return [e for e in reversed(self._entries.all(point)) if e.sensitivity in cleared]

    def linked(self, points: Iterable[LearningPoint], user: User) -> dict[str, list[ListedCommitment]]:
        """For each point the commitments that are its action: the same row of a document, or linked by a person."""
        require(user, Action.READ_DOCUMENTS)
        held = self._commitments.all(user)
        return {p.id: [one for one in held if one.id in p.commitments or _is_row_of(one, p)] for p in points}

    def suggested(self, point: LearningPoint, user: User) -> list[ListedCommitment]:
        """Commitments of the area whose words are much like its action's and that are not linked, the likest first."""
        require(user, Action.READ_DOCUMENTS)
        words = telling_words(point.text(LogPart.ACTION) or point.text(LogPart.TEXT))
        ranked = []
        for one in self._commitments.all(user):
            same_area = (one.followed.citation.document.area or "").casefold() == point.area.casefold()
            share = len(words & telling_words(one.followed.commitment.text)) / max(len(words), 1)
            if same_area and share >= _ALIKE and one.id not in point.commitments and not _is_row_of(one, point):
                ranked.append((share, one))
        ranked.sort(key=lambda pair: -pair[0])
        return [one for _, one in ranked[:_MOST_SUGGESTED]]

    def enter(self, given: Mapping[str, str], reason: str, user: User, sensitivity: Sensitivity | None = None) -> str:
        """Enter a learning point or change one of the same area and words; its id. Raises BadRequest.

        `given` has "area", "year" and names of parts.
        """
        require(user, Action.EDIT_LEARNING_LOG)
        try:
            area, year, parts = checked(given)
            known = next((p for p in self._points(user) if p.id == point_id(area, parts[LogPart.TEXT])), None)
            require_evidence(parts, known)
        except ValueError as error:
            raise BadRequest(str(error)) from None
        if not reason.strip():
            raise BadRequest("Say in a few words where this is from, so that others can follow.")
        return self._keep(area, year, parts, reason, user, known, sensitivity)

    def link(self, point: str, commitments: Collection[str], reason: str, user: User) -> None:
        """Say which commitments are its action. Raises NotFound, also for a commitment that is not held."""
        require(user, Action.EDIT_LEARNING_LOG)
        found = self.one(point, user)
        for commitment in commitments:
            if self._commitments.one(commitment, user) is None:
                raise NotFound("One of these commitments is not held. Load the page again.")
        entry = LearningEntry(
            point, found.area, found.year, {}, sorted(commitments), False, self._class_of(found), reason
        )
        self._entries.keep(entry, user)

    def take_out(self, point: str, reason: str, user: User) -> None:
        """Say that this is no learning point; it is listed no more. Raises NotFound, BadRequest without a reason."""
        require(user, Action.EDIT_LEARNING_LOG)
        found = self.one(point, user)
        if not reason.strip():
            raise BadRequest("Say in a few words why, so that others can follow.")
        self._entries.keep(
            LearningEntry(point, found.area, found.year, {}, None, True, Sensitivity.PUBLIC, reason.strip()), user
        )

    def import_file(self, path: Path, name: str, user: User, area: str = "", year: str = "") -> ImportReport:
        """Enter every row of a CSV or XLSX log; bad rows are named, the rest goes on. Raises BadRequest."""
        require(user, Action.EDIT_LEARNING_LOG)
        with self._turns.of(user):
            lines = read_table(path, name)
        report = ImportReport()
        held = {point.id: point for point in self._points(user)}
        for line in lines:
            try:
                given = of_line(line.cells, area, year)
                where, when, parts = checked(given)
                known = held.get(point_id(where, parts[LogPart.TEXT]))
                require_evidence(parts, known)
            except ValueError as error:
                report.refused.append((line.number, str(error)))
                continue
            if known is not None and all(known.text(part) == text for part, text in parts.items()):
                report.unchanged += 1
                continue
            report.changed, report.added = report.changed + (known is not None), report.added + (known is None)
            self._keep(where, when, parts, f"Imported from {name[:100]}, line {line.number}", user, known, None)
        return report

    def overview(self, user: User, area: str, year: int) -> Overview:
        """What audits, reviews, inspections and child death reviews of an area and a year found, by theme."""
        require(user, Action.READ_DOCUMENTS)
        span = Span(year, year, area)
        documents = tuple(card for card in self._themes.cards(user, span) if card.kind in JUDGING)
        sides = {
            side: [item for item in self._themes.findings(user, side, span) if item.document.kind in JUDGING]
            for side in Side
        }
        points = self.all(user, WantedPoints(area=area))
        labels = self._themes.register(user).labels()
        themes = [
            ThemeOverview(
                theme,
                label,
                tuple(item for item in sides[Side.WEAKNESS] if item.suggestion.theme == theme),
                tuple(item for item in sides[Side.STRENGTH] if item.suggestion.theme == theme),
                tuple(point for point in points if theme in point.themes),
            )
            for theme, label in labels.items()
        ]
        told = [one for one in themes if one.weaknesses or one.strengths]
        told.sort(key=lambda one: (-one.weak_in, -one.strong_in, one.theme))
        return Overview(area, year, documents, tuple(told))

    def _keep(
        self,
        area: str,
        year: int,
        parts: Mapping[LogPart, str],
        reason: str,
        user: User,
        known: LearningPoint | None,
        sensitivity: Sensitivity | None,
    ) -> str:
        point = point_id(area, parts[LogPart.TEXT])
        kept = {str(part): text for part, text in parts.items() if known is None or known.text(part) != text}
        chosen = sensitivity or (self._class_of(known) if known else Sensitivity.PARTNERSHIP)
        self._entries.keep(LearningEntry(point, area, year, kept, None, False, chosen, reason.strip()), user)
        return point

    def _class_of(self, point: LearningPoint) -> str:
        """The most open class of what tells of a point: of its document and of its words as people entered them."""
        entered = [Sensitivity(e.sensitivity) for e in self._entries.all(point.id) if LogPart.TEXT in e.parts]
        classes = [*entered, *([point.document.sensitivity] if point.document else [])]
        return min(classes, key=list(Sensitivity).index)

    def _points(self, user: User) -> list[LearningPoint]:
        cleared = clearance(user)
        points = {point.id: point for point in self._readings.of(cleared)}
        taken_out: set[str] = set()
        for entry in self._entries.all():
            if entry.taken_out:
                taken_out.add(entry.point_id)
            elif entry.sensitivity in cleared and (entry.point_id in points or LogPart.TEXT in entry.parts):
                taken_out.discard(entry.point_id)
                points[entry.point_id] = _changed(points.get(entry.point_id), entry)
        kept = [point for point in points.values() if point.id not in taken_out]
        themes = self._tagging.of_titles({_about(point) for point in kept})
        return [replace(point, themes=tuple(themes[_about(point)])) for point in kept]


def _about(point: LearningPoint) -> str:
    """What its themes are suggested from: the theme its log names, and its words."""
    return ". ".join(text for text in (point.text(LogPart.THEME), point.text(LogPart.TEXT)) if text)


def _changed(point: LearningPoint | None, entry: LearningEntry) -> LearningPoint:
    base = point or LearningPoint(entry.point_id, entry.area, entry.year, {})
    parts = dict(base.parts)
    for name, text in entry.parts.items():
        parts[LogPart(name)] = (StatedValue(text, by=entry.entered_by), *parts.get(LogPart(name), ()))
    linked = base.commitments if entry.commitments is None else tuple(entry.commitments)
    return replace(base, parts=parts, commitments=linked)


def _is_row_of(one: ListedCommitment, point: LearningPoint) -> bool:
    stated = point.parts.get(LogPart.TEXT, ())
    citation, source = (stated[-1].citation if stated else None), one.followed.citation
    return citation is not None and source.passage_id == citation.passage_id and citation.quote in source.quote


def _is_wanted(point: LearningPoint, wanted: WantedPoints) -> bool:
    return (
        (not wanted.area or point.area.casefold() == wanted.area.casefold())
        and (not wanted.theme or wanted.theme in point.themes)
        and (not wanted.state or point.state == wanted.state)
        and (not wanted.owner or wanted.owner.casefold() in point.text(LogPart.OWNER).casefold())
        and (not wanted.overdue or point.is_overdue)
        and (not wanted.no_evidence or point.lacks_evidence)
    )


def areas_of(points: Iterable[LearningPoint]) -> list[str]:
    """The areas of some learning points, by name."""
    return sorted({point.area for point in points if point.area})
