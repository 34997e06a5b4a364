"""Pages: the Jinja environment, and what every page is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.people.access import Action, may
from api.people.sign_in import Caller, caller
from api.web.assets import STYLESHEET
from api.web.menu import menu
from api.wording import (
    CHOICE_LABELS,
    KIND_LABELS,
    ROLE_LABELS,
    SENSITIVITY_LABELS,
    SUMMARY_CAUTION,
    SUMMARY_FAILED,
    SUMMARY_TITLE,
    cited_place,
    gap_lines,
    in_force,
    is_numbered,
    kinds_of_term,
    long_date,
    period,
    place,
    value_in_words,
    written_note,
    written_problem,
)
from indexer.passages import NO_FILTERS, Span
from indexer.text.agencies import labels


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
    environment.filters.update(period=period, segments=segments, value_in_words=value_in_words)
    environment.filters.update(kinds_of_term=kinds_of_term, in_force=in_force, is_numbered=is_numbered)
    environment.globals.update(choice_labels=CHOICE_LABELS)
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
