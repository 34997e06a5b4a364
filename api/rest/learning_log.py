"""The learning and improvement log under /api/v1: list, one, enter or change, link, import, annual overview."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, UploadFile

from api.learning_log.learning_points import LearningState
from api.learning_log.service import WantedPoints
from api.requests import Base, SignedIn, received
from api.rest.problems import PROBLEMS
from api.rest.schemas.learning_log import LearningPointIn, LearningPointOut, LearningPointsOut, LinksIn, OverviewOut
from api.rest.schemas.shared import Cursor, ImportOut, Limit, Name, Year
from api.shared.paging import paged

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get("/learning-points")
def list_learning_points(
    base: Base,
    user: SignedIn,
    area: Name = "",
    theme: Name = "",
    state: LearningState | None = None,
    owner: Name = "",
    overdue: bool = False,
    no_evidence: bool = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> LearningPointsOut:
    """Learning points you may see: overdue first, then open ones."""
    found = base.learning_log.all(user, WantedPoints(area, theme, state or "", owner, overdue, no_evidence))
    page = paged(found, limit, cursor)
    items = LearningPointOut.of_all(page.items, base, user)
    return LearningPointsOut(items=items, total=len(found), next=page.next)


@router.post("/learning-points")
def enter_learning_point(body: LearningPointIn, base: Base, user: SignedIn) -> LearningPointOut:
    """Enter a learning point or change one; who, when and why are kept, and so is what documents say."""
    given = {str(part): text for part, text in body.parts.items()}
    given |= {"area": body.area, "year": str(body.year or "")}
    point = base.learning_log.enter(given, body.reason, user, body.sensitivity)
    return learning_point(point, base, user)


@router.post("/learning-points/import")
def import_learning_points(
    file: UploadFile,
    base: Base,
    user: SignedIn,
    area: Annotated[str, Form(max_length=200)] = "",
    year: Annotated[str, Form(max_length=20)] = "",
) -> ImportOut:
    """Enter every row of a CSV or XLSX log; rows that cannot be used are named, the rest goes on."""
    with received(file, base.settings.max_file_mb) as (path, name):
        return ImportOut.of(base.learning_log.import_file(path, name, user, area, year))


@router.get("/learning-points/overview")
def learning_overview(base: Base, user: SignedIn, area: Name, year: Year) -> OverviewOut:
    """What audits, reviews, inspections and child death reviews of an area and a year found, by theme."""
    return OverviewOut.of(base.learning_log.overview(user, area, year))


@router.get("/learning-points/{point_id}")
def learning_point(point_id: str, base: Base, user: SignedIn) -> LearningPointOut:
    """One learning point."""
    return LearningPointOut.of_all([base.learning_log.one(point_id, user)], base, user)[0]


@router.post("/learning-points/{point_id}/commitments")
def link_commitments(point_id: str, body: LinksIn, base: Base, user: SignedIn) -> LearningPointOut:
    """Say which commitments are its action."""
    base.learning_log.link(point_id, body.commitments, body.reason, user)
    return learning_point(point_id, base, user)
