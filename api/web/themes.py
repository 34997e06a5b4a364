"""Pages of themes: the register, adding a theme and changing one, and one theme with its evidence to decide on."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.errors import Invalid
from api.people.access import Action, may, require
from api.people.sign_in import Caller
from api.requests import Base
from api.themes.codebook import Theme
from api.themes.evidence import Verdict
from api.themes.register import LISTS, TEXTS, ThemeChangeKind
from api.themes.span import Side, Span
from api.web.forms import FromForm, Signed, Text, year_of
from api.web.pages import render

FIELDS = {
    "label": ("Name", "A name it had before belongs among the other names."),
    "definition": ("Definition", "One or two sentences; passages are compared with it."),
    "include": ("What to include", ""),
    "exclude": ("What not to include", ""),
    "other_names": ("Other names over the years", "One a line"),
    "examples": ("Examples", "Sentences as a report might put it, one a line; passages are compared with them."),
    "cues": ("Cues", "Words that nearly always mean it, one a line; * ends any word: foster*"),
    "hints": ("Hints", "Words that often mean it, one a line"),
    "near": ("Near misses", "Words that look like a cue and mean something else, one a line"),
    "owner": ("Owner", "Who answers for the wording: an office rather than a person"),
}
"""What can be set of a theme: its name for people, and a hint."""

Short = Annotated[str, Form(max_length=1000)]


class ThemeForm(BaseModel):
    """The fields of a theme as typed, lists one a line; `seen` is the version the form was filled from."""

    label: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    owner: str = ""
    other_names: str = ""
    examples: str = ""
    cues: str = ""
    hints: str = ""
    near: str = ""
    reason: str = ""
    group: str = ""
    part_of: str = ""
    seen: int | None = None
    form_key: str = ""

    def values(self) -> dict[str, str | list[str]]:
        """As the register takes them."""
        lists: dict[str, str | list[str]] = {name: getattr(self, name).splitlines() for name in LISTS}
        return lists | {name: getattr(self, name) for name in TEXTS}

    @classmethod
    def of(cls, theme: Theme) -> ThemeForm:
        """Filled from a theme."""
        lists = {name: "\n".join(getattr(theme, name)) for name in LISTS}
        return cls(**lists, **{name: getattr(theme, name) for name in TEXTS}, seen=theme.version)


Filled = Annotated[ThemeForm, Form()]

router = APIRouter(include_in_schema=False)


def narrowed(
    first: Annotated[str, Query(alias="from", max_length=10)] = "",
    to: Annotated[str, Query(max_length=10)] = "",
    area: Text = "",
    publisher: Text = "",
    kind: Text = "",
    agency: Text = "",
) -> Span:
    """What the address narrows to; years as typed. Raises BadRequest."""
    return Span(
        year_of(first), year_of(to), area.strip() or None, publisher.strip() or None, kind or None, agency or None
    )


Narrowed = Annotated[Span, Depends(narrowed)]


@router.get("/themes/register")
def register(request: Request, base: Base, who: Signed) -> Response:
    """The codebook by group."""
    found, untagged = base.themes.register(who.user), base.themes.waiting(who.user)
    may_edit = may(who.user, Action.EDIT_THEMES)
    return render(request, "register.html", who, register=found, untagged=untagged, may_edit=may_edit)


@router.post("/themes/register/tag")
def tag(base: Base, who: FromForm, later: BackgroundTasks) -> Response:
    """Look the documents that wait through, after the page is sent."""
    require(who.user, Action.EDIT_THEMES)
    later.add_task(base.themes.tag, who.user)
    return RedirectResponse("/themes/register", 303)


@router.get("/themes/register/new")
def new(request: Request, base: Base, who: Signed, part_of: Annotated[str, Query(max_length=10)] = "") -> Response:
    """A form for a new theme, or for a part of one."""
    require(who.user, Action.EDIT_THEMES)
    return _form(request, base, who, None, ThemeForm(part_of=part_of, group=part_of[:1]))


@router.post("/themes/register/new")
def add(request: Request, base: Base, who: FromForm, form: Filled) -> Response:
    """Add a theme, or split one."""
    try:
        theme_id = base.themes.free_id(form.group, who.user)
        if form.part_of:
            base.themes.change(
                ThemeChangeKind.SPLIT, form.part_of, {**form.values(), "id": theme_id}, form.reason, who.user
            )
        else:
            base.themes.change(ThemeChangeKind.ADD, theme_id, form.values(), form.reason, who.user)
    except Invalid as error:
        return _form(request, base, who, None, form, str(error))
    return RedirectResponse(f"/themes/register/{theme_id}", 303)


@router.get("/themes/register/{theme_id}")
def entry(request: Request, theme_id: str, base: Base, who: Signed) -> Response:
    """One theme to edit, with its history."""
    found = base.themes.theme(theme_id, who.user)
    return _form(request, base, who, found, ThemeForm.of(found))


@router.post("/themes/register/{theme_id}")
def edit(request: Request, theme_id: str, base: Base, who: FromForm, form: Filled) -> Response:
    """Change what is said of a theme."""
    found = base.themes.theme(theme_id, who.user)
    try:
        base.themes.change(ThemeChangeKind.EDIT, found.id, form.values(), form.reason, who.user, form.seen)
    except Invalid as error:
        return _form(request, base, who, found, form, str(error))
    return RedirectResponse(f"/themes/register/{found.id}#history", 303)


@router.post("/themes/register/{theme_id}/{kind}")
def change(
    request: Request,
    theme_id: str,
    kind: ThemeChangeKind,
    base: Base,
    who: FromForm,
    reason: Short = "",
    into: Short = "",
) -> Response:
    """Merge, retire or bring back a theme."""
    try:
        values = {"into": into} if kind is ThemeChangeKind.MERGE else {}
        base.themes.change(kind, theme_id, values, reason, who.user)
    except Invalid as error:
        found = base.themes.register(who.user).theme(theme_id)
        if found is None:
            raise
        return _form(request, base, who, found, ThemeForm.of(found), str(error))
    after = {ThemeChangeKind.MERGE: f"/{into}#history", ThemeChangeKind.RESTORE: f"/{theme_id}#history"}
    return RedirectResponse("/themes/register" + after.get(kind, ""), 303)


@router.get("/themes/{theme_id}")
def theme(
    request: Request, theme_id: str, base: Base, who: Signed, span: Narrowed, role: Side | None = None
) -> Response:
    """One theme: what it means, how it stands, and its evidence, on one side or both."""
    trace = base.patterns.stories.trace(theme_id, who.user, replace(span, first=None, last=None))
    items = base.themes.evidence(theme_id, who.user, role, span)
    history = base.themes.history(theme_id, who.user)
    values: dict[str, Any] = {"trace": trace, "theme": trace.theme, "items": items, "history": history}
    values |= {"span": span, "role": role}
    return render(request, "theme.html", who, verdicts=list(Verdict), **values)


@router.post("/themes/{theme_id}/evidence/{passage_id}")
def decide(
    theme_id: str,
    passage_id: str,
    base: Base,
    who: FromForm,
    verdict: Annotated[Verdict, Form()],
    reason: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Confirm or reject; back to the theme, at the same place."""
    base.themes.decide(theme_id, passage_id, verdict, reason, who.user)
    return RedirectResponse(f"/themes/{theme_id}#p-{passage_id}", 303)


def _form(request: Request, base: Base, who: Caller, theme: Theme | None, form: ThemeForm, error: str = "") -> Response:
    values: dict[str, Any] = {
        "theme": theme,
        "form": form,
        "error": error,
        "register": base.themes.register(who.user),
        "history": base.themes.history(theme.id, who.user) if theme else [],
        "fields": FIELDS,
        "lists": LISTS,
        "may_edit": may(who.user, Action.EDIT_THEMES),
    }
    return render(request, "register_theme.html", who, 422 if error else 200, **values)
