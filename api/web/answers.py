"""Pages of asking: the question and its answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.documents.quarantine import NamesAPerson
from api.feedback.questions import KeptQuestion
from api.people.sign_in import Caller
from api.query.question import BadQuestion, clean
from api.requests import Base
from api.web.forms import QuestionForm, Signed, check_key
from api.web.pages import render
from api.web.retrieval import for_facets
from api.wording import statement_groups
from indexer.passages import NO_FILTERS

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
        "facets": base.facets(for_facets(kept.filters), who.user),
        "groups": statement_groups(found.statements, found.procedure.statements if found.procedure else 0),
        "can_write": base.writing.is_on and found.band != "none",
    }
    return render(request, "answer.html", who, answer=found, question=kept.text, **values)
