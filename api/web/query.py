"""Pages of the lexicon: the entries in force, adding one, and one entry with its history."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.errors import Invalid, NotFound
from api.people.sign_in import Caller
from api.query.lexicon import Relation
from api.requests import Base
from api.responses import download
from api.web.forms import FromForm, Signed
from api.web.pages import render

router = APIRouter(include_in_schema=False)

RELATIONS = {
    Relation.ACRONYM: "Short form: searched for both ways",
    Relation.SAME: "Same thing under another name: both ways",
    Relation.SUCCESSOR: "Renamed: old and new name, both ways",
    Relation.DISCOURAGED: "Term no longer advised: both ways, and said so",
    Relation.LAY: "Everyday word: the field’s words are searched for as well",
    Relation.NARROWER: "Wider term: what it includes is searched for as well",
    Relation.AMBIGUOUS: "Several meanings: searched for as typed, the meanings shown",
}

SHORT = {
    Relation.ACRONYM: "Short form",
    Relation.SAME: "Same",
    Relation.SUCCESSOR: "Renamed",
    Relation.DISCOURAGED: "No longer advised",
    Relation.LAY: "Everyday word",
    Relation.NARROWER: "Includes",
    Relation.AMBIGUOUS: "Ambiguous",
}

Text = Annotated[str, Form(max_length=4000)]

Chosen = Annotated[Relation, Form()]


@router.get("/lexicon")
def lexicon(request: Request, base: Base, who: Signed, q: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The entries in force and a form for a new one."""
    return _list(request, base, who, q)


@router.post("/lexicon")
def add(
    request: Request, base: Base, who: FromForm, relation: Chosen, term: Text = "", also: Text = "", reason: Text = ""
) -> Response:
    """Add an entry."""
    try:
        held = base.lexicon.add(relation, term, also.splitlines(), reason, who.user)
    except Invalid as error:
        typed = {"relation": relation, "term": term, "also": also, "reason": reason}
        return _list(request, base, who, error=str(error), typed=typed)
    return RedirectResponse(_address(held.entry.relation, held.entry.term), 303)


@router.get("/lexicon/entry")
def entry(
    request: Request, base: Base, who: Signed, relation: Relation, term: Annotated[str, Query(max_length=200)]
) -> Response:
    """One entry with its history."""
    return _entry(request, base, who, relation, term)


@router.post("/lexicon/entry")
def change(
    request: Request,
    base: Base,
    who: FromForm,
    relation: Chosen,
    term: Text,
    also: Text = "",
    reason: Text = "",
    action: Annotated[str, Form(max_length=10)] = "change",
) -> Response:
    """Change or retire an entry, or bring a retired one back."""
    try:
        if action == "retire":
            base.lexicon.retire(relation, term, reason, who.user)
            return RedirectResponse("/lexicon", 303)
        keep = base.lexicon.add if action == "add" else base.lexicon.change
        keep(relation, term, also.splitlines(), reason, who.user)
    except Invalid as error:
        return _entry(request, base, who, relation, term, str(error), also, reason)
    return RedirectResponse(_address(relation, term), 303)


@router.get("/lexicon.toml")
def as_file(base: Base, who: Signed) -> Response:
    """What differs from the entries shipped, as a file."""
    return download(base.lexicon.as_file(who.user), "lexicon.toml", "application/toml; charset=utf-8")


def _list(
    request: Request,
    base: Base,
    who: Caller,
    q: str = "",
    error: str | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    values: dict[str, Any] = {
        "entries": base.lexicon.entries(who.user, q),
        "retired": base.lexicon.retired(who.user),
        "typed": typed or {"relation": Relation.ACRONYM, "term": "", "also": "", "reason": ""},
    }
    labels = {"relations": RELATIONS, "short": SHORT}
    return render(request, "lexicon.html", who, 422 if error else 200, q=q, error=error, **values, **labels)


def _entry(
    request: Request,
    base: Base,
    who: Caller,
    relation: Relation,
    term: str,
    error: str | None = None,
    also: str | None = None,
    reason: str = "",
) -> Response:
    """One entry, in force or retired. Raises NotFound for one that never was."""
    held = base.lexicon.entry(relation, term, who.user)
    history = base.lexicon.history(who.user, (relation, term.casefold()))
    if held is None and not history:
        raise NotFound("There is no such entry in the lexicon.")
    shown = held.entry if held else history[0].entry
    values: dict[str, Any] = {"held": held, "entry": shown, "history": history, "label": RELATIONS[relation]}
    typed = {"also": "\n".join(shown.also) if also is None else also, "reason": reason}
    return render(request, "lexicon_entry.html", who, 422 if error else 200, error=error, **values, **typed)


def _address(relation: Relation, term: str) -> str:
    return f"/lexicon/entry?{urlencode({'relation': relation, 'term': term})}"
