"""Pages: the Jinja environment, what every page is given, and how places and dates read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.llm.written import CitedPassage, WrittenAnswer
from api.people.access import Action, may
from api.people.sign_in import Caller, caller
from api.query.coverage import NotHeld
from api.shared.citations import Statement
from api.web.assets import STYLESHEET
from api.web.menu import menu
from indexer.documents import DocumentKind, Locator, Precision, Sensitivity
from indexer.passages import NO_FILTERS, PassageRole, Span
from indexer.text.agencies import labels

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


def statement_groups(statements: Sequence[Statement]) -> list[tuple[str, list[tuple[int, Statement]]]]:
    """Statements with their numbers, under what each is; groups stand in the order of their best statement.

    Without a heading when all are of one sort.
    """
    groups: dict[str, list[tuple[int, Statement]]] = {}
    for number, statement in enumerate(statements, start=1):
        groups.setdefault(_GROUPS.get(statement.role, _OTHER_GROUP), []).append((number, statement))
    return [("", next(iter(groups.values())))] if len(groups) == 1 else list(groups.items())


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


def segments(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """The text cut at the spans, each piece with whether it is marked; overlaps and order do not matter."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            pieces.append((text[at:start], False))
        pieces.append((text[start:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(cited_place=cited_place, written_problem=written_problem, written_note=written_note)
    environment.globals.update(
        summary_title=SUMMARY_TITLE, summary_caution=SUMMARY_CAUTION, summary_failed=SUMMARY_FAILED
    )
    environment.filters.update(gap_lines=gap_lines, place=place, long_date=long_date)
    environment.filters.update(period=period, segments=segments)
    environment.globals.update(kind_labels=KIND_LABELS, sensitivity_labels=SENSITIVITY_LABELS, role_labels=ROLE_LABELS)
    environment.globals.update(agency_labels=labels(), no_filters=NO_FILTERS)
    return environment


ENVIRONMENT = _environment()


def render(request: Request, template: str, who: Caller | None, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. Every page knows the organisation, the urgent-help line and who is signed in."""
    base = request.app.state.knowledge_base
    settings = base.settings
    page = ENVIRONMENT.get_template(template).render(
        organisation=settings.organisation,
        urgent_help=settings.urgent_help,
        who=who.user if who else None,
        form_key=who.session.form_key if who and who.session else "",
        may_judge=bool(who and may(who.user, Action.JUDGE_QUESTIONS)),
        may_review=bool(who and may(who.user, Action.REVIEW_THEMES)),
        may_brief=bool(who and may(who.user, Action.WRITE_BRIEFINGS)),
        may_add=bool(who and may(who.user, Action.ADD_DOCUMENTS)),
        may_release=bool(who and may(who.user, Action.RELEASE_DOCUMENTS)),
        waiting_count=base.quarantine.count(who.user) if who else 0,
        has_vendor=STYLESHEET.is_file(),
        menu=menu(who.user, request.url.path) if who else None,
        **values,
    )
    return HTMLResponse(page, status)


def error_page(request: Request, status: int, detail: str, headers: Mapping[str, str]) -> Response:
    """An error as a page; who is not signed in is sent to sign in."""
    if status == HTTPStatus.UNAUTHORIZED:
        return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    base = request.app.state.knowledge_base
    try:
        who: Caller | None = caller(request, base.accounts, base.settings.https)
    except Exception:  # noqa: BLE001 (whatever is wrong, the error page itself must not fail)
        who = None
    titles = {404: "Page not found", 403: "You cannot do this", 413: "Too large", 422: "This could not be used"}
    title = titles.get(status, "Something went wrong" if status >= 500 else HTTPStatus(status).phrase)
    return render(request, "error.html", who, status, title=title, detail=detail)
