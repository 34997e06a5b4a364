"""Pages of one theme: what it means, how it stands, and its evidence to confirm or reject."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.requests import Base
from api.themes.evidence import Verdict
from api.themes.span import Side, Span
from api.web.forms import FromForm, Signed, Text, year_of
from api.web.pages import render

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
