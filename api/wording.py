"""Wording: how kinds, roles, places, dates and gaps read, the same on pages, in print and on the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from api.answers.answer import Statement
from api.answers.written import CitedPassage, WrittenAnswer
from api.query.coverage import NotHeld
from api.query.reading import ReadingPart
from indexer.documents import DocumentCard, DocumentKind, Locator, Precision, Sensitivity, Source
from indexer.fields import Field, FieldKind
from indexer.passages import PassageRole

KIND_LABELS: Mapping[str, str] = {
    DocumentKind.ANNUAL_REPORT: "Annual report",
    DocumentKind.LEARNING_REVIEW: "Learning review",
    DocumentKind.AUDIT: "Audit",
    DocumentKind.PROCEDURE: "Procedure",
    DocumentKind.CHILD_DEATH: "Child death review",
    DocumentKind.INSPECTION: "Inspection",
    DocumentKind.GUIDANCE: "Guidance",
    DocumentKind.TRAINING: "Training",
    DocumentKind.BRIEFING: "Briefing",
    DocumentKind.LOG: "Log",
    DocumentKind.OTHER: "Other",
}
ROLE_LABELS: Mapping[str, str] = {
    PassageRole.STRENGTH: "Strength",
    PassageRole.WEAKNESS: "Weakness",
    PassageRole.PLANNED_ACTION: "Planned action",
    PassageRole.RECOMMENDATION: "Recommendation",
    PassageRole.DUTY: "Duty or guidance",
    PassageRole.PROCEDURE_STEP: "Procedure step",
    PassageRole.FIGURES: "Figures",
    PassageRole.CASE_NARRATIVE: "Case narrative",
    PassageRole.VOICE: "Voice",
    PassageRole.DESCRIPTION: "Description",
}
SENSITIVITY_LABELS: Mapping[str, str] = {
    Sensitivity.PUBLIC: "Public",
    Sensitivity.PARTNERSHIP: "Partnership only",
    Sensitivity.RESTRICTED: "Restricted",
}
CHOICE_LABELS: Mapping[str, str] = {**KIND_LABELS, **SENSITIVITY_LABELS}


def place(locator: Locator) -> str:
    """Where a text stands, in words: "page 7 (printed 5)", "sheet Findings, cells B4 to F4"."""
    parts: list[str] = []
    if locator.page is not None:
        printed = locator.page_label
        differs = printed is not None and printed != str(locator.page)
        parts.append(f"page {locator.page}" + (f" (printed {printed})" if differs else ""))
    if locator.slide is not None:
        parts.append(f"slide {locator.slide}")
    if locator.sheet is not None:
        parts.append(f"sheet {locator.sheet}")
    if locator.cells is not None:
        plural = "cells" if ":" in locator.cells else "cell"
        parts.append(f"{plural} {locator.cells.replace(':', ' to ')}")
    if locator.paragraph is not None:
        parts.append(f"paragraph {locator.paragraph}")
    if locator.anchor is not None:
        parts.append(f"section #{locator.anchor}")
    if locator.lines is not None:
        parts.append(f"{'lines' if '-' in locator.lines else 'line'} {locator.lines.replace('-', ' to ')}")
    if locator.row is not None:
        parts.append(f"table row {locator.row}")
    return ", ".join(parts) or "place not known"


SUMMARY_TITLE = "Summary written by a language model, checked against the passages"
SUMMARY_CAUTION = "These are not the documents’ own words. Read the passages before you rely on them."
SUMMARY_FAILED = "The summary could not be written. What the documents say stands above."


def cited_place(cited: CitedPassage) -> str:
    """A passage that a written sentence rests on, in words."""
    return f"{cited.document.title}, {place(cited.locator)}"


def written_problem(written: WrittenAnswer) -> str | None:
    """What went wrong with a summary, if anything, and that the answer stands."""
    return f"{written.problem} What the documents say stands above." if written.problem else None


def written_note(written: WrittenAnswer) -> str:
    """How a summary came about: what was dropped, sent and withheld."""
    passages = f"{written.passages} passage{'' if written.passages == 1 else 's'}"
    return (
        f"{written.dropped} of {len(written.sentences)} sentences dropped because they failed the check. {passages} "
        f"sent to the model {written.model}, {written.withheld} withheld. Prompt {written.prompt_digest[:12]}."
    )


_MANY_KINDS = 3
"""Kinds of document not held from which on they are told together."""


def gap_line(gap: NotHeld) -> str:
    """What is not held, as a sentence: "No audit of Walsall for 2017 (3 for other areas or years)." """
    return _gaps_line([KIND_LABELS[gap.kind].lower() if gap.kind else "document"], gap, gap.otherwise)


def gap_lines(gaps: Sequence[NotHeld]) -> list[str]:
    """The same of several, with where to look; many kinds of document are told in one sentence."""
    kinds = [gap for gap in gaps if gap.kind]
    if len(kinds) < _MANY_KINDS:
        return [f"{gap_line(gap)} Look at {gap.where}." for gap in gaps]
    others = gap_lines([gap for gap in gaps if not gap.kind])
    return [*others, _gaps_line([KIND_LABELS[gap.kind or ""].lower() for gap in kinds], kinds[0])]


def _gaps_line(kinds: Sequence[str], gap: NotHeld, otherwise: int = 0) -> str:
    several = f"{', '.join(kinds[:-1])} or {kinds[-1]}" if len(kinds) > 1 else kinds[0]
    about = f" of {' or '.join(gap.areas)}" if gap.areas else ""
    years = f" for {_spans(gap.years)}" if gap.years else ""
    others = f" ({otherwise} for other areas or years)" if otherwise else ""
    return f"No {several}{about}{years}{others}."


def _spans(years: Sequence[int]) -> str:
    """Years in order, runs of them as one: "2014, 2016 to 2018"."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


_GROUPS: Mapping[str | None, str] = {
    PassageRole.WEAKNESS: "What was found weak",
    PassageRole.STRENGTH: "Good practice",
    PassageRole.PLANNED_ACTION: "Commitments",
    PassageRole.RECOMMENDATION: "What was recommended",
    PassageRole.DUTY: "What guidance and procedures require",
    PassageRole.PROCEDURE_STEP: "What guidance and procedures require",
    PassageRole.FIGURES: "Figures",
    PassageRole.VOICE: "In people’s own words",
}
_OTHER_GROUP = "Also said"


def statement_groups(statements: Sequence[Statement], after: int = 0) -> list[tuple[str, list[tuple[int, Statement]]]]:
    """Statements `after` the first so many with their numbers, under what each is; groups stand in the order of their
    best statement.

    Without a heading when all are of one sort.
    """
    groups: dict[str, list[tuple[int, Statement]]] = {}
    for number, statement in enumerate(statements[after:], start=1):
        groups.setdefault(_GROUPS.get(statement.role, _OTHER_GROUP), []).append((number, statement))
    if len(groups) < 2:
        return [("", members) for members in groups.values()]
    return list(groups.items())


def is_numbered(step: str) -> bool:
    """Whether a step prints its own number."""
    return re.match(r"\W*\d{1,3}[.)]", step) is not None


def in_force(card: DocumentCard) -> str:
    """From when a procedure is in force, until when it was, and its level, in words; empty where nothing is known."""
    said = [f"in force from {long_date(card.effective_from)}"] if card.effective_from else []
    said += [f"superseded from {long_date(card.superseded_since)}"] if card.superseded_since else []
    said += [f"level {card.procedure_level}"] if card.procedure_level else []
    return ", ".join(said)


def long_date(day: date | None, precision: Precision = Precision.DAY) -> str:
    """23 November 2026, as much of it as is known, or nothing."""
    if day is None or precision is Precision.YEAR:
        return str(day.year) if day else ""
    return f"{day:%B %Y}" if precision is Precision.MONTH else f"{day.day} {day:%B %Y}"


def period(days: tuple[date | None, date | None]) -> str:
    """1 April 2016 to 31 March 2017; a calendar year as 2017; nothing when an end is not known."""
    start, end = days
    if start is None or end is None:
        return ""
    if (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)):
        return str(start.year)
    return f"{long_date(start)} to {long_date(end)}"


def value_in_words(field: Field, source: Source) -> str:
    """What is said of a document in one field, in words; empty when nothing is."""
    value = getattr(source, field.name)
    if field.kind is FieldKind.DAY:
        return long_date(value, source.published_precision if field.name == "published" else Precision.DAY)
    return "" if value is None else CHOICE_LABELS.get(str(value), str(value))


_BINDING = frozenset({"item", "negation", "wanted", "audience"})
"""Kinds of term that say what a line must be, not where to look for it."""


def kinds_of_term(understood: Sequence[ReadingPart]) -> list[tuple[str, list[ReadingPart]]]:
    """What was read into a question, under how a person is told of it."""
    where = [part for part in understood if part.kind not in _BINDING]
    what = [part for part in understood if part.kind in _BINDING]
    return [(heading, found) for heading, found in (("Looked first at", where), ("Looked for", what)) if found]
