"""The JSON shapes of judged questions."""

from __future__ import annotations

from pydantic import BaseModel

from api.feedback.judgements import Judgement


class JudgementOut(BaseModel):
    """A question and what answers it; document, passage and quote are null where nothing held does."""

    id: str
    question: str
    answered: bool
    document_id: str | None
    passage_id: str | None
    quote: str | None
    judged_by: str
    judged_at: str

    @classmethod
    def of(cls, judgement: Judgement) -> JudgementOut:
        """From a judgement."""
        found = judgement.answering
        return cls(
            id=judgement.id,
            question=judgement.question,
            answered=found is not None,
            document_id=found.document_id if found else None,
            passage_id=found.passage_id if found else None,
            quote=found.quote if found else None,
            judged_by=judgement.judged_by,
            judged_at=judgement.judged_at,
        )


class JudgementsOut(BaseModel):
    """A part of the judged questions."""

    items: list[JudgementOut]
    next: str | None
