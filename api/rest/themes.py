"""The API of themes: the register and its changes, and verdicts on evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.requests import Base, SignedIn
from api.rest.problems import PROBLEMS
from api.themes.codebook import Theme
from api.themes.evidence import Verdict
from api.themes.register import ThemeChange, ThemeChangeKind
from api.themes.service import Item
from api.themes.span import Side


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


router = APIRouter(prefix="/api/v1/themes", responses=PROBLEMS)


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
