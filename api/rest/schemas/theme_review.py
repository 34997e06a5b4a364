"""The JSON shapes of reviewing: the queue, verdicts, second opinions and agreement."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.rest.schemas.shared import CardOut, Strict
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
