"""The JSON shapes of the learning and improvement log, and of its annual overview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from api.commitments.service import ListedCommitment
from api.knowledge_base import KnowledgeBase
from api.learning_log.learning_points import LearningPoint, LearningState, LogPart
from api.learning_log.overview import Overview, ThemeOverview
from api.people.users import User
from api.rest.schemas.shared import CardOut, Name, StatedOut, Strict, ThemeOut, Year
from api.rest.schemas.themes import EvidenceOut
from indexer.documents import Sensitivity


class LearningPointOut(BaseModel):
    """A learning point. Of each part what counts stands first. `state` and `due` are read from its words.

    `commitments` are its actions: the same row of a log, or linked by a person. `lacks_evidence`: it is closed or
    embedded, and nothing says that anybody looked. `themes` are suggested.
    """

    id: str
    area: str
    year: int
    parts: dict[LogPart, list[StatedOut]]
    state: LearningState
    due: date | None
    overdue: bool
    lacks_evidence: bool
    themes: list[ThemeOut]
    commitments: list[str]
    document_id: str | None

    @classmethod
    def of_all(cls, points: Sequence[LearningPoint], base: KnowledgeBase, user: User) -> list[LearningPointOut]:
        """From learning points, with the commitments that are their actions."""
        labels, linked = base.themes.register(user).labels(), base.learning_log.linked(points, user)
        return [cls.of(point, labels, linked[point.id]) for point in points]

    @classmethod
    def of(
        cls, point: LearningPoint, labels: Mapping[str, str], linked: Iterable[ListedCommitment]
    ) -> LearningPointOut:
        """From a learning point, the labels of themes and the commitments that are its action."""
        return cls(
            id=point.id,
            area=point.area,
            year=point.year,
            parts={part: [StatedOut.of(s) for s in stated] for part, stated in point.parts.items()},
            state=point.state,
            due=point.due,
            overdue=point.is_overdue,
            lacks_evidence=point.lacks_evidence,
            themes=[ThemeOut(id=theme, label=labels.get(theme, theme)) for theme in point.themes],
            commitments=[one.id for one in linked],
            document_id=point.document.id if point.document else None,
        )


class LearningPointsOut(BaseModel):
    """A part of the log; `total` counts all that the filters leave."""

    items: list[LearningPointOut]
    total: int
    next: str | None


class LearningPointIn(Strict):
    """A learning point, or what changes of one with the same area and words; `reason` says where this is from."""

    area: Name
    year: Year | None = None
    parts: dict[LogPart, Annotated[str, Field(max_length=2000)]]
    reason: Annotated[str, Field(max_length=1000)]
    sensitivity: Sensitivity | None = None


class LinksIn(Strict):
    """The commitments that are the action of a learning point; these take the place of those linked before."""

    commitments: Annotated[list[Name], Field(max_length=50)]
    reason: Annotated[str, Field(max_length=1000)] = ""


class ThemeOverviewOut(BaseModel):
    """A theme: in how many documents of the year it was found weak and strong, with findings and learning points."""

    theme: ThemeOut
    weak_in: int
    strong_in: int
    weaknesses: list[EvidenceOut]
    strengths: list[EvidenceOut]
    learning_points: list[str]

    @classmethod
    def of(cls, one: ThemeOverview) -> ThemeOverviewOut:
        """From a theme of an overview."""
        return cls(
            theme=ThemeOut(id=one.theme, label=one.label),
            weak_in=one.weak_in,
            strong_in=one.strong_in,
            weaknesses=[EvidenceOut.of(item) for item in one.weaknesses],
            strengths=[EvidenceOut.of(item) for item in one.strengths],
            learning_points=[point.id for point in one.points],
        )


class OverviewOut(BaseModel):
    """Findings of the audits and reviews of an area and a year by theme, out of the documents held."""

    area: str
    year: int
    documents: list[CardOut]
    themes: list[ThemeOverviewOut]

    @classmethod
    def of(cls, overview: Overview) -> OverviewOut:
        """From an overview."""
        return cls(
            area=overview.area,
            year=overview.year,
            documents=[CardOut.of(card) for card in overview.documents],
            themes=[ThemeOverviewOut.of(one) for one in overview.themes],
        )
