"""Pages of asking: the question, its answer, search, and a passage in its context."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.documents.page_images import PageView, view, ways_of
from api.documents.quarantine import NamesAPerson
from api.errors import Forbidden
from api.feedback.questions import KeptQuestion
from api.people.sign_in import Caller
from api.people.users import User
from api.query.question import BadQuestion, clean
from api.requests import Base
from api.web.forms import QuestionForm, Signed, check_key
from api.web.pages import render
from api.wording import statement_groups
from indexer.passages import NO_FILTERS, Filters, Span, StoredPassage

router = APIRouter(include_in_schema=False)

EXAMPLES = (
    "Have fathers been overlooked in assessments?",
    "What have reviews said about management oversight?",
    "What must I do about bruising in a baby who cannot move about?",
)


@router.get("/")
def home(request: Request, base: Base, who: Signed) -> Response:
    """The question box and what is held."""
    facets = base.facets(NO_FILTERS, who.user)
    values: dict[str, Any] = {"facets": facets, "examples": EXAMPLES, "error": None, "question": "", "named": False}
    return render(request, "ask.html", who, mode="ask", filters=None, **values)


@router.post("/ask")
def ask(request: Request, base: Base, who: Signed, form: Annotated[QuestionForm, Form()]) -> Response:
    """Keep the question and go to its answer or search: no question ever stands in an address."""
    check_key(who, form.form_key)
    filters = form.filters()
    try:
        text, follow = clean(form.question), None
        if form.after:
            follow, before = base.conversation.follow(form.question, form.after, who.user)
            text, form.dropped = clean(follow.text), [*before.without, *form.dropped]
    except BadQuestion as error:
        return _ask_again(request, base, who, form, str(error))
    form.question = text
    try:
        asked = KeptQuestion(text, filters, tuple(form.dropped[:100]), follow)
        kept = base.keep_question(asked, who.user, form.names_nobody == "yes")
    except NamesAPerson as error:
        return _ask_again(request, base, who, form, str(error), named=True)
    return RedirectResponse(f"/{'search' if form.mode == 'search' else 'answers'}/{kept}", 303)


def _ask_again(
    request: Request, base: Base, who: Caller, form: QuestionForm, error: str, named: bool = False
) -> Response:
    """The question box with what was typed and what is wrong with it; `named` offers to go on all the same."""
    values: dict[str, Any] = {
        "facets": base.facets(NO_FILTERS, who.user),
        "examples": EXAMPLES,
        "question": form.question[:2000],
    }
    again: dict[str, Any] = {"error": error, "named": named, "mode": form.mode, "filters": form.filters()}
    return render(request, "ask.html", who, 422, **values, **again)


@router.get("/answers/{question_id}")
def answer(request: Request, question_id: str, base: Base, who: Signed, summary: bool = False) -> Response:
    """The answer to a kept question; with a summary by the language model when that was asked for."""
    kept = base.kept_question(question_id, who.user)
    found = replace(base.ask(kept.text, kept.filters, who.user, kept.without), follows=kept.follows)
    if summary:
        found = base.writing.write(found, who.user)
    base.judging.note(question_id, found, who.user)
    values: dict[str, Any] = {
        "question_id": question_id,
        "filters": kept.filters,
        "facets": base.facets(_for_facets(kept.filters), who.user),
        "groups": statement_groups(found.statements, found.procedure.statements if found.procedure else 0),
        "can_write": base.writing.is_on and found.band != "none",
    }
    return render(request, "answer.html", who, answer=found, question=kept.text, **values)


@router.get("/search")
def search_form(request: Request, base: Base, who: Signed) -> Response:
    """An empty search."""
    values: dict[str, Any] = {"filters": NO_FILTERS, "facets": base.facets(NO_FILTERS, who.user), "question_id": None}
    return render(request, "search.html", who, page=None, question="", first=1, **values)


@router.get("/search/{question_id}")
def search(
    request: Request, question_id: str, base: Base, who: Signed, part: Annotated[int, Query(ge=1, le=100)] = 1
) -> Response:
    """Passages that fit a kept question, ten a page."""
    kept = base.kept_question(question_id, who.user)
    page = base.search_part(kept.text, kept.filters, who.user, part, kept.without)
    facets = base.facets(_for_facets(kept.filters), who.user)
    values: dict[str, Any] = {"filters": kept.filters, "facets": facets, "question_id": question_id, "part": part}
    return render(request, "search.html", who, page=page, question=kept.text, first=10 * (part - 1) + 1, **values)


@router.get("/passages/{passage_id}")
def passage(
    request: Request,
    passage_id: str,
    base: Base,
    who: Signed,
    start: Annotated[int | None, Query(alias="from", ge=0)] = None,
    end: Annotated[int | None, Query(alias="to", ge=0)] = None,
    version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> Response:
    """A passage between its neighbours, the cited sentence marked, beside its page.

    A passage of a version or a document that another has replaced says so, and by what.
    """
    found = base.passage(passage_id, who.user, version)
    before, after = base.neighbours(found, who.user)
    span = _span(found, start, end)
    number = found.passage.locate(span[0] if span else 0).page
    picture = _picture(base, found, number, span, who.user)
    newer, _ = base.related(base.document(found.document.id, who.user), who.user)
    values: dict[str, Any] = {"found": found, "before": before, "after": after, "span": span, "page_number": number}
    values |= {"replacement": base.replacement(found, who.user), "newer": newer}
    return render(request, "passage.html", who, picture=picture, **values)


def _for_facets(filters: Filters) -> Filters:
    """Facets count what could be chosen instead, so what a person ticks in the form does not narrow them."""
    return Filters(themes=filters.themes, in_force_on=filters.in_force_on)


def _span(found: StoredPassage, start: int | None, end: int | None) -> Span | None:
    if start is None or end is None or not start < end <= len(found.passage.text):
        return None
    return start, end


def _picture(base: Base, found: StoredPassage, number: int | None, span: Span | None, user: User) -> PageView | None:
    if number is None:
        return None
    passage = found.passage
    start, end = span or (0, len(passage.text))
    try:
        original, _ = base.picture(found.document.id, number, user, found.document.version)
        shown = view(original.path, number, passage.text[start:end], ways_of(passage, (start, end)))
        return replace(shown, text="") if original.conceals else shown  # the page's text holds what is hidden on it
    except (LookupError, Forbidden):
        return None
