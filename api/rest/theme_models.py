"""The API of models that find themes: which was in use, learning from decisions, going back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter, BackgroundTasks
from pydantic import BaseModel, ConfigDict

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.base import Name
from api.themes.models import TakenModel
from api.themes.refit import Trial


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


router = APIRouter(prefix="/api/v1/themes/models", responses=PROBLEMS)


@router.get("")
def models(base: Base, user: SignedIn) -> ModelsOut:
    """The model in use and those before it."""
    history: list[Any] = [TakenModelOut.of(taken) for taken in base.learning.history(user)]
    in_use, untaught = base.learning.in_use(user).version, base.learning.untaught(user)
    return ModelsOut(in_use=in_use, history=history, untaught=untaught)


@router.post("/learn")
def learn(base: Base, user: SignedIn, later: BackgroundTasks) -> LearnedOut:
    """Learn from every decision; then all documents are looked through, after this is answered."""
    found = base.learning.learn(user)
    later.add_task(base.themes.tag, user)
    trial = TrialOut.of(found.trial) if found.trial else None
    return LearnedOut(version=found.version, confirmed=found.confirmed, rejected=found.rejected, trial=trial)


@router.post("/use")
def use(body: UseIn, base: Base, user: SignedIn, later: BackgroundTasks) -> ModelsOut:
    """Go back to a model that was in use, or to the one shipped; then all documents are looked through."""
    base.learning.take_again(body.version, user)
    later.add_task(base.themes.tag, user)
    return models(base, user)
