"""Themes under /api/v1: the register and its changes, verdicts on evidence, and the models that find it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, BackgroundTasks

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.rest.schemas.themes import (
    ChangeIn,
    ChangeOut,
    CodebookThemeOut,
    EvidenceOut,
    LearnedOut,
    ModelsOut,
    RegisterOut,
    TakenModelOut,
    ThemeDetailOut,
    TrialOut,
    UseIn,
    VerdictIn,
)
from api.themes.span import Side

router = APIRouter(prefix="/api/v1/themes", responses=PROBLEMS)


@router.get("/models")
def models(base: Base, user: SignedIn) -> ModelsOut:
    """The model in use and those before it."""
    history: list[Any] = [TakenModelOut.of(taken) for taken in base.learning.history(user)]
    in_use, untaught = base.learning.in_use(user).version, base.learning.untaught(user)
    return ModelsOut(in_use=in_use, history=history, untaught=untaught)


@router.post("/models/learn")
def learn(base: Base, user: SignedIn, later: BackgroundTasks) -> LearnedOut:
    """Learn from every decision; then all documents are looked through, after this is answered."""
    found = base.learning.learn(user)
    later.add_task(base.themes.tag, user)
    trial = TrialOut.of(found.trial) if found.trial else None
    return LearnedOut(version=found.version, confirmed=found.confirmed, rejected=found.rejected, trial=trial)


@router.post("/models/use")
def use(body: UseIn, base: Base, user: SignedIn, later: BackgroundTasks) -> ModelsOut:
    """Go back to a model that was in use, or to the one shipped; then all documents are looked through."""
    base.learning.take_again(body.version, user)
    later.add_task(base.themes.tag, user)
    return models(base, user)


@router.get("")
def register(base: Base, user: SignedIn) -> RegisterOut:
    """The themes in use."""
    found = base.themes.register(user)
    themes, retired = ([CodebookThemeOut.of(theme) for theme in some] for some in (found.themes, found.retired))
    untagged = base.themes.waiting(user)
    return RegisterOut(version=found.version, groups=found.groups, themes=themes, retired=retired, untagged=untagged)


@router.post("/changes")
def change(body: ChangeIn, base: Base, user: SignedIn) -> RegisterOut:
    """Add, edit, merge, split, retire or restore a theme. `python -m api themes tag` tags documents anew."""
    base.themes.change(body.kind, body.theme, body.values, body.reason, user, body.seen_version)
    return register(base, user)


@router.get("/{theme_id}")
def theme(theme_id: str, base: Base, user: SignedIn, role: Side | None = None) -> ThemeDetailOut:
    """A theme, its history and its evidence, newest year first."""
    found = base.themes.theme(theme_id, user)
    return ThemeDetailOut(
        theme=CodebookThemeOut.of(found),
        history=[ChangeOut.of(one) for one in base.themes.history(theme_id, user)],
        evidence=[EvidenceOut.of(item) for item in base.themes.evidence(theme_id, user, role)],
    )


@router.post("/{theme_id}/evidence/{passage_id}")
def decide(theme_id: str, passage_id: str, body: VerdictIn, base: Base, user: SignedIn) -> EvidenceOut:
    """Confirm or reject a passage as evidence of a theme. The verdict is kept and survives indexing anew."""
    return EvidenceOut.of(base.themes.decide(theme_id, passage_id, body.verdict, body.reason, user))
