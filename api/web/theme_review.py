"""Pages of reviewing themes: the queue, a document at once, second opinions, agreement, and the model that learns."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, BackgroundTasks, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.errors import BadRequest, Invalid
from api.people.access import Action, may
from api.people.sign_in import Caller
from api.requests import Base
from api.theme_review.service import Pair
from api.themes.evidence import Verdict
from api.themes.learning import LearningResult
from api.themes.service import Item
from api.themes.tagger import shipped
from api.web.forms import FromForm, Signed
from api.web.pages import render

router = APIRouter(include_in_schema=False)
Named = Annotated[str, Query(max_length=100)]
Reason = Annotated[str, Form(max_length=1000)]
PairField = Annotated[str, Form(max_length=200)]
_PASS = "pass"  # noqa: S105 (the skip button's value)


@router.get("/themes/review")
def queue(
    request: Request, base: Base, who: Signed, theme: Named = "", document: Named = "", last: Named = ""
) -> Response:
    """The suggestion whose answer teaches most; `last` is the passage and theme decided just before."""
    found = base.review.queue(who.user, 1, theme, document)
    card = base.review.of_document(document, who.user)[0] if document else None
    values: dict[str, Any] = {"queue": found, "card": card, "theme": theme, "last": _decided(last, base, who)}
    return render(request, "review.html", who, register=base.themes.register(who.user), **values)


@router.post("/themes/review")
def decide(
    base: Base,
    who: FromForm,
    pair: PairField,
    act: Annotated[str, Form(max_length=20)],
    reason: Reason = "",
    theme: PairField = "",
    document: PairField = "",
) -> Response:
    """Confirm, reject or pass over; on to the next."""
    passage, theme_id = _pair(pair)
    narrowed = {"theme": theme, "document": document}
    if act == _PASS:
        base.review.pass_over(passage, theme_id, who.user)
    else:
        base.themes.decide(theme_id, passage, _verdict(act), reason, who.user)
        narrowed["last"] = pair
    return RedirectResponse("/themes/review?" + urlencode({k: v for k, v in narrowed.items() if v}), 303)


@router.post("/themes/review/again")
def show_again(base: Base, who: FromForm) -> Response:
    """Take back what the person passed over."""
    base.review.show_again(who.user)
    return RedirectResponse("/themes/review", 303)


@router.get("/themes/review/documents/{document_id}")
def document(
    request: Request, document_id: str, base: Base, who: Signed, done: Annotated[int, Query(ge=0)] = 0
) -> Response:
    """A document's undecided suggestions by theme."""
    return _document(request, document_id, base, who, done=done)


@router.post("/themes/review/documents/{document_id}")
def decide_many(
    request: Request,
    document_id: str,
    base: Base,
    who: FromForm,
    verdict: Annotated[Verdict, Form()],
    pair: Annotated[list[str], Form(max_length=1000)] = [],  # noqa: B006 (FastAPI copies it)
    reason: Reason = "",
) -> Response:
    """One verdict with one reason on what was ticked."""
    try:
        decided = base.review.decide([_pair(one) for one in pair], verdict, reason, who.user)
    except Invalid as error:
        return _document(request, document_id, base, who, 422, error=str(error))
    return RedirectResponse(f"/themes/review/documents/{document_id}?done={len(decided)}", 303)


@router.get("/themes/second")
def second(request: Request, base: Base, who: Signed) -> Response:
    """A passage that somebody else decided, without what was decided."""
    question, waiting = base.review.to_second(who.user)
    return render(request, "second.html", who, question=question, waiting=waiting)


@router.post("/themes/second")
def give_second(
    base: Base, who: FromForm, pair: PairField, act: Annotated[str, Form(max_length=20)], reason: Reason = ""
) -> Response:
    """Keep a second opinion, or pass over; on to the next."""
    passage, theme_id = _pair(pair)
    if act == _PASS:
        base.review.pass_over(passage, theme_id, who.user)
    else:
        base.review.give_second(passage, theme_id, _verdict(act), reason, who.user)
    return RedirectResponse("/themes/second", 303)


@router.get("/themes/agreement")
def agreement(request: Request, base: Base, who: Signed) -> Response:
    """How far two people agree, and where they do not."""
    return render(request, "agreement.html", who, found=base.review.agreement(who.user))


@router.post("/themes/agreement")
def settle(
    base: Base, who: FromForm, pair: PairField, verdict: Annotated[Verdict, Form()], reason: Reason = ""
) -> Response:
    """Settle what two people differ on."""
    passage, theme_id = _pair(pair)
    base.review.decide([(passage, theme_id)], verdict, reason, who.user)
    return RedirectResponse(f"/themes/agreement#p-{passage}-{theme_id}", 303)


@router.get("/themes/model")
def model(request: Request, base: Base, who: Signed) -> Response:
    """The model in use and those before it."""
    return _model(request, base, who)


@router.post("/themes/model")
def learn(request: Request, base: Base, who: FromForm, later: BackgroundTasks) -> Response:
    """Learn from every decision; documents are looked through after the page is sent."""
    learned = base.learning.learn(who.user)
    later.add_task(base.themes.tag, who.user)
    return _model(request, base, who, learned)


@router.post("/themes/model/use")
def use(base: Base, who: FromForm, version: PairField, later: BackgroundTasks) -> Response:
    """Go back to a model that was in use."""
    base.learning.take_again(version, who.user)
    later.add_task(base.themes.tag, who.user)
    return RedirectResponse("/themes/model", 303)


def _document(
    request: Request, document_id: str, base: Base, who: Caller, status: int = 200, done: int = 0, error: str = ""
) -> Response:
    card, by_theme = base.review.of_document(document_id, who.user)
    shown = sum(item.suggestion.shown for _, items in by_theme for item in items)
    values: dict[str, Any] = {"card": card, "by_theme": by_theme, "shown": shown, "done": done, "error": error}
    return render(request, "review_document.html", who, status, **values)


def _model(request: Request, base: Base, who: Caller, learned: LearningResult | None = None) -> Response:
    values: dict[str, Any] = {
        "in_use": base.learning.in_use(who.user),
        "shipped": shipped().version,
        "history": base.learning.history(who.user),
        "untaught": base.learning.untaught(who.user),
        "untagged": base.themes.waiting(who.user),
        "may_edit": may(who.user, Action.EDIT_THEMES),
        "learned": learned,
    }
    return render(request, "model.html", who, **values)


def _decided(pair: str, base: Base, who: Caller) -> Item | None:
    """What was decided just before, if it is there."""
    if not pair:
        return None
    passage, theme_id = _pair(pair)
    items = base.themes.evidence(theme_id, who.user)
    return next((item for item in items if item.suggestion.passage == passage and item.decided), None)


def _pair(text: str) -> Pair:
    passage, _, theme = text.partition(" ")
    if not passage or not theme:
        raise BadRequest("The form names no passage and theme. Load the page again.")
    return passage, theme


def _verdict(text: str) -> Verdict:
    try:
        return Verdict(text)
    except ValueError:
        raise BadRequest("Confirm, reject or skip. Load the page again.") from None
