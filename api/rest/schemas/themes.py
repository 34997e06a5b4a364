"""The JSON shapes of themes: the register and its changes, evidence and verdicts, and the models that find it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from api.rest.schemas.shared import Name
from api.themes.codebook import Theme
from api.themes.evidence import Verdict
from api.themes.models import TakenModel
from api.themes.refit import Trial
from api.themes.register import ThemeChange, ThemeChangeKind
from api.themes.service import Item


class CodebookThemeOut(BaseModel):
    """A theme of the register with its limits, other names, examples and the phrases it is found by."""

    id: str
    group: str
    label: str
    definition: str
    include: str
    exclude: str
    other_names: list[str]
    examples: list[str]
    cues: list[str]
    hints: list[str]
    near: list[str]
    owner: str
    version: int

    @classmethod
    def of(cls, theme: Theme) -> CodebookThemeOut:
        """From a theme."""
        return cls.model_validate({name: getattr(theme, name) for name in cls.model_fields})


class RegisterOut(BaseModel):
    """The themes in use. `version` counts the changes; `untagged` documents were not looked through yet."""

    version: int
    groups: dict[str, str]
    themes: list[CodebookThemeOut]
    retired: list[CodebookThemeOut]
    untagged: int


class ChangeOut(BaseModel):
    """A change of a theme, with who made it, when and why; `before` is what the values were."""

    kind: ThemeChangeKind
    theme: str
    values: dict[str, Any]
    before: dict[str, Any]
    changed_at: datetime
    changed_by: str
    reason: str

    @classmethod
    def of(cls, change: ThemeChange) -> ChangeOut:
        """From a change."""
        return cls.model_validate({name: getattr(change, name) for name in cls.model_fields})


class EvidenceOut(BaseModel):
    """A passage as evidence of a theme: `sentence` word for word, `score` 0 to 1, and what a person decided."""

    passage_id: str
    document_id: str
    title: str
    year: int | None
    area: str | None
    role: str | None
    sentence: str
    score: float
    method: str
    model: str
    state: str
    reason: str | None
    decided_by: str | None
    decided_at: datetime | None

    @classmethod
    def of(cls, item: Item) -> EvidenceOut:
        """From a piece of evidence."""
        found, card, decided = item.suggestion, item.document, item.decided
        return cls(
            passage_id=found.passage,
            document_id=card.id,
            title=card.title,
            year=card.year,
            area=card.area,
            role=found.role,
            sentence=found.sentence,
            score=found.score,
            method=found.found_by,
            model=found.model,
            state=item.state,
            reason=decided.reason if decided else None,
            decided_by=decided.decided_by if decided else None,
            decided_at=datetime.fromisoformat(decided.decided_at) if decided else None,
        )


class ThemeDetailOut(BaseModel):
    """A theme with its history and its evidence."""

    theme: CodebookThemeOut
    history: list[ChangeOut]
    evidence: list[EvidenceOut]


class VerdictIn(BaseModel):
    """A verdict on a passage as evidence, and why."""

    model_config = ConfigDict(extra="forbid")

    verdict: Verdict
    reason: Annotated[str, Field(max_length=1000)] = ""


class ChangeIn(BaseModel):
    """A change: `theme` is the id; a merge needs values {"into"}, a split {"id", "label", "definition"}.

    `seen_version` is the version an edit started from; it is refused when somebody changed the theme since.
    """

    model_config = ConfigDict(extra="forbid")

    kind: ThemeChangeKind
    theme: Annotated[str, Field(max_length=10)]
    values: dict[str, str | list[str]] = {}
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    seen_version: int | None = None


class TakenModelOut(BaseModel):
    """A model taken into use, and the decisions it was learned from; `prior` is the shipped one it starts from."""

    version: str
    prior: str
    confirmed: int
    rejected: int
    taken_by: str
    taken_at: datetime

    @classmethod
    def of(cls, taken: TakenModel) -> TakenModelOut:
        """From a model taken."""
        return cls.model_validate({name: getattr(taken, name) for name in cls.model_fields})


class ModelsOut(BaseModel):
    """The model in use, every one taken into use in order, and how many decisions came since."""

    in_use: str
    history: list[TakenModelOut]
    untaught: int


class TrialOut(BaseModel):
    """Right decisions of all, and mean log loss, on documents left out in turn, before learning and after."""

    decisions: int
    documents: int
    right_before: int
    right_after: int
    loss_before: float
    loss_after: float

    @classmethod
    def of(cls, trial: Trial) -> TrialOut:
        """From a trial."""
        return cls.model_validate({name: getattr(trial, name) for name in cls.model_fields})


class LearnedOut(BaseModel):
    """What was learned; `trial` is null when the decisions are too few to try it. Documents are looked through next."""

    version: str
    confirmed: int
    rejected: int
    trial: TrialOut | None


class UseIn(BaseModel):
    """The version of a model to go back to."""

    model_config = ConfigDict(extra="forbid")

    version: Name
