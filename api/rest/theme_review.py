"""The API of reviewing: the queue, one verdict on many, second opinions and agreement."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.base import CardOut, Strict
from api.rest.themes import EvidenceOut
from api.theme_review.agreement import Agreement
from api.theme_review.service import MOST_AT_ONCE, Disagreement, ReviewQuestion
from api.themes.evidence import Verdict

Id = Annotated[str, Field(max_length=100)]
Reason = Annotated[str, Field(max_length=1000)]


class PairIn(Strict):
    """A passage and a theme."""

    passage_id: Id
    theme: Id


class VerdictsIn(Strict):
    """One verdict with one reason on many suggestions."""

    items: Annotated[list[PairIn], Field(min_length=1, max_length=MOST_AT_ONCE)]
    verdict: Verdict
    reason: Reason


class OpinionIn(PairIn):
    """What a second person says of a passage."""

    verdict: Verdict
    reason: Reason = ""


class QuestionOut(BaseModel):
    """Is this passage evidence of the theme? `sentence` is why it is suggested.

    `gain` is what an answer tells, in bits; `score` the likelihood; both are null where they would sway.
    """

    theme: str
    label: str
    definition: str
    passage_id: str
    document: CardOut
    headings: list[str]
    text: str
    sentence: str
    role: str | None
    score: float | None
    gain: float | None

    @classmethod
    def of(cls, question: ReviewQuestion) -> QuestionOut:
        """From a question."""
        passage, asked = question.found.passage, question.asked
        return cls(
            theme=question.theme.id,
            label=question.theme.label,
            definition=question.theme.definition,
            passage_id=passage.id,
            document=CardOut.of(question.found.document),
            headings=list(passage.headings),
            text=passage.text,
            sentence=question.sentence,
            role=passage.role,
            score=asked.candidate.score if asked else None,
            gain=round(asked.gain, 4) if asked else None,
        )


class QueueOut(BaseModel):
    """The first questions, how many wait in all, and how many the person passed over."""

    questions: list[QuestionOut]
    waiting: int
    passed_over: int


class SecondOut(BaseModel):
    """A passage somebody else decided, without what was decided; null when none waits."""

    question: QuestionOut | None
    waiting: int


class AgreementOut(BaseModel):
    """Pairs of answers, how many agree, and Cohen's kappa with a 95 % interval; null where it would mean nothing."""

    pairs: int
    agreed: int
    kappa: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, found: Agreement) -> AgreementOut:
        """From an agreement."""
        return cls(**{name: getattr(found, name) for name in cls.model_fields})


class DisagreementOut(BaseModel):
    """Two people differ on a passage; `settled` is the verdict given since, else null."""

    theme: str
    passage_id: str
    text: str
    first: Verdict
    first_by: str
    first_reason: str
    second: Verdict
    second_by: str
    second_reason: str
    settled: Verdict | None

    @classmethod
    def of(cls, one: Disagreement) -> DisagreementOut:
        """From a disagreement."""
        return cls(
            theme=one.theme.id,
            passage_id=one.found.passage.id,
            text=one.found.passage.text,
            first=one.first.verdict,
            first_by=one.first.decided_by,
            first_reason=one.first.reason,
            second=one.second.verdict,
            second_by=one.second.decided_by,
            second_reason=one.second.reason,
            settled=one.settled.verdict if one.settled else None,
        )


class AgreedOut(BaseModel):
    """Agreement over all and by theme, of the passages decided; and where two differ, the unsettled first."""

    decided: int
    overall: AgreementOut
    by_theme: dict[str, AgreementOut]
    disagreements: list[DisagreementOut]


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
