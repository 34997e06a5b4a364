"""The API of emerging themes: clusters of unexplained weaknesses, and what people decide about them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.base import Strict
from api.theme_patterns.emerging import EmergingTheme, UnexplainedWeaknesses

Line = Annotated[str, Field(min_length=1, max_length=1000)]


class MiddleOut(Strict):
    """A sentence in the middle of a cluster, word for word."""

    passage_id: str
    document_id: str
    title: str
    sentence: str


class EmergingOut(Strict):
    """A cluster: words that set it apart, middle sentences, passages, documents, years; what was decided, if anything.

    `new` where all of it is of the last year held. A decision without a theme is a dismissal.
    """

    key: str
    words: list[str]
    sentences: list[MiddleOut]
    passages: list[str]
    documents: int
    years: list[int]
    new: bool
    decided: bool
    theme: str | None
    reason: str | None

    @classmethod
    def of(cls, one: EmergingTheme) -> EmergingOut:
        """From a cluster."""
        return cls(
            key=one.cluster.key,
            words=list(one.cluster.words),
            sentences=[
                MiddleOut(passage_id=m.passage, document_id=m.document.id, title=m.document.title, sentence=m.sentence)
                for m in one.middles
            ],
            passages=list(one.cluster.members),
            documents=one.documents,
            years=list(one.years),
            new=one.new,
            decided=one.decision is not None,
            theme=one.decision.theme if one.decision else None,
            reason=one.decision.reason if one.decision else None,
        )


class UnexplainedOut(Strict):
    """Clusters, undecided ones first, out of `passages` that say what was weak without a theme; `apart` are in none."""

    passages: int
    apart: int
    clusters: list[EmergingOut]

    @classmethod
    def of(cls, found: UnexplainedWeaknesses) -> UnexplainedOut:
        """From what was found."""
        clusters = [EmergingOut.of(one) for one in found.clusters]
        return cls(passages=found.passages, apart=found.apart, clusters=clusters)


class DismissIn(Strict):
    """Why a cluster is no theme."""

    reason: Line


class NameIn(Strict):
    """What makes a cluster a theme: a group's letter, a name, a definition, and why."""

    group: Line
    label: Line
    definition: Line
    reason: Line


router = APIRouter(prefix="/api/v1/themes/emerging", responses=PROBLEMS)


@router.get("")
def emerging(base: Base, user: SignedIn) -> UnexplainedOut:
    """Clusters of weaknesses that no theme explains."""
    return UnexplainedOut.of(base.patterns.emerging.all(user))


@router.post("/{key}/dismiss")
def dismiss(key: str, body: DismissIn, base: Base, user: SignedIn) -> UnexplainedOut:
    """Keep that a cluster is no theme."""
    base.patterns.emerging.dismiss(key, body.reason, user)
    return emerging(base, user)


@router.post("/{key}/name")
def name(key: str, body: NameIn, base: Base, user: SignedIn) -> UnexplainedOut:
    """Make a cluster a theme, with its middle sentences as examples where public documents say them."""
    base.patterns.emerging.name(key, body.group, body.label, body.definition, body.reason, user)
    return emerging(base, user)
