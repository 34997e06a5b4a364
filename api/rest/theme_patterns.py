"""Patterns of themes under /api/v1: the grid, the story of one, links of two, and clusters that are none yet."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.theme_patterns import DismissIn, GridOut, LinksOut, NameIn, TogetherOut, TraceOut, UnexplainedOut
from api.rest.schemas.themes import EvidenceOut
from api.theme_patterns.grid import Dimension
from api.theme_patterns.pairs import Unit
from api.themes.span import Side, Span

router = APIRouter(prefix="/api/v1/themes", responses=PROBLEMS)


@router.get("/emerging")
def emerging(base: Base, user: SignedIn) -> UnexplainedOut:
    """Clusters of weaknesses that no theme explains."""
    return UnexplainedOut.of(base.patterns.emerging.all(user))


@router.post("/emerging/{key}/dismiss")
def dismiss(key: str, body: DismissIn, base: Base, user: SignedIn) -> UnexplainedOut:
    """Keep that a cluster is no theme."""
    base.patterns.emerging.dismiss(key, body.reason, user)
    return emerging(base, user)


@router.post("/emerging/{key}/name")
def name(key: str, body: NameIn, base: Base, user: SignedIn) -> UnexplainedOut:
    """Make a cluster a theme, with its middle sentences as examples where public documents say them."""
    base.patterns.emerging.name(key, body.group, body.label, body.definition, body.reason, user)
    return emerging(base, user)


Year = Annotated[int | None, Query(ge=1900, le=2100)]

From = Annotated[int | None, Query(alias="from", ge=1900, le=2100)]

Area = Annotated[str | None, Query(max_length=200)]


@router.get("/grid")
def grid(
    base: Base,
    user: SignedIn,
    rows: Dimension = Dimension.THEME,
    columns: Dimension = Dimension.YEAR,
    role: Side = Side.WEAKNESS,
    first: From = None,
    to: Year = None,
    area: Area = None,
) -> GridOut:
    """In how many documents each theme is a weakness (or strength), out of how many are held."""
    return GridOut.of(base.patterns.grid(user, role, rows, columns, Span(first, to, area)))


@router.get("/links")
def links(
    base: Base,
    user: SignedIn,
    by: Unit = Unit.DOCUMENT,
    role: Side = Side.WEAKNESS,
    first: From = None,
    to: Year = None,
    area: Area = None,
) -> LinksOut:
    """Which themes occur together in the same document or case, against what chance would give."""
    return LinksOut.of(base.patterns.links.all(user, by, role, Span(first, to, area)))


@router.get("/links/{one}/{other}")
def link(
    one: str, other: str, base: Base, user: SignedIn, by: Unit = Unit.DOCUMENT, role: Side = Side.WEAKNESS
) -> list[TogetherOut]:
    """The documents or cases in which two themes are found, with the evidence of each."""
    return [
        TogetherOut(
            unit=found.unit,
            first=[EvidenceOut.of(item) for item in found.first],
            second=[EvidenceOut.of(item) for item in found.second],
        )
        for found in base.patterns.links.together(one, other, user, by, role)
    ]


@router.get("/{theme_id}/trace")
def trace(
    theme_id: str, base: Base, user: SignedIn, first: From = None, to: Year = None, area: Area = None
) -> TraceOut:
    """A theme by year, with its status and the rule that gave it."""
    return TraceOut.of(base.patterns.stories.trace(theme_id, user, Span(first, to, area)))
