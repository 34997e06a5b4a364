"""The JSON shapes of commitments: what later documents say of one, and what a person decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from api.commitments.decisions import CommitmentDecision
from api.commitments.follow_up import FollowUp
from api.commitments.outcomes import Outcome
from api.commitments.service import LONGEST_REASON, ListedCommitment
from api.rest.schemas.shared import CitationOut, Name, Strict, ThemeOut
from api.shared.citations import Citation


class CommitmentEvidenceOut(CitationOut):
    """A quotation from a later document, with how near it is to the commitment (an order, not a probability)."""

    score: float

    @classmethod
    def of_citation(cls, citation: Citation, score: float) -> CommitmentEvidenceOut:
        """From a citation."""
        return cls(**CitationOut.of(citation).model_dump(), score=round(score, 3))


class FollowUpOut(BaseModel):
    """What one later document suggests. `not_mentioned` never means not done.

    Its evidence is then only what comes closest; `covers` says whether the document holds most of its words.
    """

    document_id: str
    document_title: str
    year: int | None
    suggested: Outcome
    covers: bool
    evidence: list[CommitmentEvidenceOut]

    @classmethod
    def of(cls, follow_up: FollowUp) -> FollowUpOut:
        """From a follow-up."""
        pairs = zip(follow_up.evidence, follow_up.scores, strict=True)
        return cls(
            document_id=follow_up.document.id,
            document_title=follow_up.document.title,
            year=follow_up.document.year,
            suggested=follow_up.outcome,
            covers=follow_up.covers,
            evidence=[CommitmentEvidenceOut.of_citation(citation, score) for citation, score in pairs],
        )


class DecisionOut(BaseModel):
    """What a person decided, and why."""

    status: str
    reason: str
    decided_by: str
    decided_at: str

    @classmethod
    def of(cls, decision: CommitmentDecision) -> DecisionOut:
        """From a decision."""
        return cls(
            status=decision.status,
            reason=decision.reason,
            decided_by=decision.user_name,
            decided_at=decision.decided_at,
        )


class CommitmentOut(CitationOut):
    """A promise or recommendation. `text` is its words with white space made single, `quote` as they stand.

    `stated` is what its own row of a log or plan says of its status; a row that says it is closed is not overdue.
    `status` is what a person decided, else "undecided"; `suggested` what the latest document that mentions it suggests.
    `themes` are suggested for its words, the likeliest first. `evidence` are the quotations of all later documents you
    may see, nearest first; `later` has them by document, oldest first. `running` are the ids of the same promise in at
    least three annual reports in a row.
    """

    id: str
    text: str
    area: str | None
    owner: str | None
    due: date | None
    stated: str | None
    overdue: bool
    themes: list[ThemeOut]
    status: str
    suggested: Outcome
    decision: DecisionOut | None
    evidence: list[CommitmentEvidenceOut]
    later: list[FollowUpOut]
    running: list[str]

    @classmethod
    def of_listed(cls, one: ListedCommitment, labels: Mapping[str, str]) -> CommitmentOut:
        """From a commitment as a reader may see it, with the labels of themes."""
        commitment, citation = one.followed.commitment, one.followed.citation
        later = [FollowUpOut.of(follow_up) for follow_up in one.later]
        evidence = sorted((e for f in later for e in f.evidence), key=lambda e: -e.score)
        return cls(
            **CitationOut.of(citation).model_dump(),
            id=commitment.id,
            text=" ".join(commitment.text.split()),
            area=citation.document.area,
            owner=commitment.owner,
            due=commitment.due,
            stated=commitment.stated,
            overdue=one.is_overdue,
            themes=[ThemeOut(id=theme, label=labels[theme]) for theme in one.themes],
            status=one.status,
            suggested=one.suggested,
            decision=DecisionOut.of(one.decision) if one.decision else None,
            evidence=evidence,
            later=later,
            running=list(one.running),
        )


class CommitmentsOut(BaseModel):
    """A part of the list of commitments; `total` counts all that the filters leave."""

    items: list[CommitmentOut]
    total: int
    next: str | None


class CommitmentDecisionIn(Strict):
    """A decision and its reason."""

    status: Name
    reason: Annotated[str, Field(max_length=LONGEST_REASON)]
