"""Training needs under /api/v1: the matrix, one need, decisions, and before and after a course."""

from __future__ import annotations

from fastapi import APIRouter

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.shared import Name, Year
from api.rest.schemas.training import BeforeAfterOut, CourseEvidenceOut, MatrixOut, NeedDecisionIn, NeedRowOut
from api.training.before_after import CAUTION
from api.training.decisions import NeedDecision

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get("/training/matrix")
def training_matrix(base: Base, user: SignedIn, area: Name = "", year: Year | None = None) -> MatrixOut:
    """Training needs of an area at the end of a year, the greatest first."""
    return MatrixOut.of(base.training.matrix(user, area, year))


@router.get("/training/needs/{need_id}")
def training_need(need_id: str, base: Base, user: SignedIn) -> NeedRowOut:
    """One need."""
    return NeedRowOut.of(base.training.need(need_id, user)[1])


@router.post("/training/needs/{need_id}")
def decide_training_need(need_id: str, body: NeedDecisionIn, base: Base, user: SignedIn) -> NeedRowOut:
    """Decide on a need; who, when and why are kept."""
    base.training.decide(NeedDecision(need_id, **body.model_dump()), user)
    return training_need(need_id, base, user)


@router.get("/courses/{course_id}/before-and-after")
def before_and_after(course_id: str, base: Base, user: SignedIn) -> CourseEvidenceOut:
    """How often the themes of a course were found weak before and after it; this proves nothing by itself."""
    course, found = base.training.before_and_after(course_id, user)
    return CourseEvidenceOut(course_id=course.id, caution=CAUTION, themes=[BeforeAfterOut.of(one) for one in found])
