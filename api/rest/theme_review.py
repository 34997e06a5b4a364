"""Reviewing under /api/v1: the queue, one verdict on many, second opinions and agreement."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.theme_review import (
    AgreedOut,
    AgreementOut,
    DisagreementOut,
    OpinionIn,
    PairIn,
    QuestionOut,
    QueueOut,
    SecondOut,
    VerdictsIn,
)
from api.rest.schemas.themes import EvidenceOut

router = APIRouter(prefix="/api/v1/themes", responses=PROBLEMS)

Few = Annotated[int, Query(ge=1, le=100)]

Named = Annotated[str, Query(max_length=100)]


@router.get("/queue")
def queue(base: Base, user: SignedIn, limit: Few = 10, theme: Named = "", document: Named = "") -> QueueOut:
    """Undecided suggestions, those whose answer teaches most first."""
    found = base.review.queue(user, limit, theme, document)
    questions = [QuestionOut.of(question) for question in found.questions]
    return QueueOut(questions=questions, waiting=found.waiting, passed_over=found.passed_over)


@router.post("/queue/passed-over", status_code=204)
def pass_over(body: PairIn, base: Base, user: SignedIn) -> None:
    """Put a suggestion aside, for this person only."""
    base.review.pass_over(body.passage_id, body.theme, user)


@router.delete("/queue/passed-over", status_code=204)
def show_again(base: Base, user: SignedIn) -> None:
    """Take back what the person passed over."""
    base.review.show_again(user)


@router.post("/verdicts")
def decide(body: VerdictsIn, base: Base, user: SignedIn) -> list[EvidenceOut]:
    """One verdict with one reason on many suggestions: all or none."""
    pairs = [(item.passage_id, item.theme) for item in body.items]
    return [EvidenceOut.of(item) for item in base.review.decide(pairs, body.verdict, body.reason, user)]


@router.get("/second-opinions/next")
def to_second(base: Base, user: SignedIn) -> SecondOut:
    """A passage that somebody else decided, by chance, without what was decided."""
    question, waiting = base.review.to_second(user)
    return SecondOut(question=QuestionOut.of(question) if question else None, waiting=waiting)


@router.post("/second-opinions", status_code=204)
def give_second(body: OpinionIn, base: Base, user: SignedIn) -> None:
    """Keep a second opinion. It says how far people agree and counts as no evidence."""
    base.review.give_second(body.passage_id, body.theme, body.verdict, body.reason, user)


@router.get("/agreement")
def agreement(base: Base, user: SignedIn) -> AgreedOut:
    """How far second opinions agree with the verdicts before them, over what the person may see."""
    found = base.review.agreement(user)
    return AgreedOut(
        decided=found.decided,
        overall=AgreementOut.of(found.overall),
        by_theme={theme.id: AgreementOut.of(one) for theme, one in found.by_theme},
        disagreements=[DisagreementOut.of(one) for one in found.disagreements],
    )
