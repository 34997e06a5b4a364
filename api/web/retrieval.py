"""Pages of search: the form, and the passages found."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.requests import Base
from api.web.forms import Signed
from api.web.pages import render
from indexer.passages import NO_FILTERS, Filters

router = APIRouter(include_in_schema=False)


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
    facets = base.facets(for_facets(kept.filters), who.user)
    values: dict[str, Any] = {"filters": kept.filters, "facets": facets, "question_id": question_id, "part": part}
    return render(request, "search.html", who, page=page, question=kept.text, first=10 * (part - 1) + 1, **values)


def for_facets(filters: Filters) -> Filters:
    """Facets count what could be chosen instead, so what a person ticks in the form does not narrow them."""
    return Filters(themes=filters.themes, in_force_on=filters.in_force_on)
