"""The learning service: decisions on evidence teach the model that finds themes, when a person says so."""

from __future__ import annotations

from dataclasses import dataclass

from api.errors import Invalid
from api.people.access import Action, require
from api.people.users import User
from api.themes.models import TakenModel
from api.themes.refit import FEWEST, Trial, learn, tried
from api.themes.service import ThemeService
from api.themes.tagger import ThemeModel, shipped
from api.themes.tagging import ThemeTagging


class NothingToLearn(Invalid):
    """No decision on evidence is held that a model could learn from."""


@dataclass(frozen=True, slots=True)
class LearningResult:
    """What came of learning: the model now in use, the decisions it rests on, and how it did on decisions left out.

    `trial` is None when the decisions are too few to try it.
    """

    version: str
    confirmed: int
    rejected: int
    trial: Trial | None

    @property
    def tried_out(self) -> str:
        """How it did on decisions left out, in words."""
        found = self.trial
        if found is None:
            return f"Too few decisions to try it: {FEWEST} in two documents or more are needed."
        before, after = found.right_before, found.right_after
        return (
            f"On {found.decisions} decisions in {found.documents} documents, each left out in turn, it was right "
            f"{after} times; the model shipped was {before} times (mean log loss {found.loss_after:.3f} after, "
            f"{found.loss_before:.3f} before)."
        )


class ThemeModelService:
    """Models: which is in use, which were, learning a new one, going back."""

    def __init__(self, themes: ThemeService, tagging: ThemeTagging) -> None:
        self._themes = themes
        self._tagging = tagging

    def in_use(self, user: User) -> ThemeModel:
        """The model that suggestions come from."""
        require(user, Action.READ_DOCUMENTS)
        return self._tagging.models.in_use()

    def history(self, user: User) -> list[TakenModel]:
        """Every model taken into use, in order."""
        require(user, Action.READ_DOCUMENTS)
        return self._tagging.models.history()

    def untaught(self, user: User) -> int:
        """Decisions given since the model in use was learned."""
        require(user, Action.READ_DOCUMENTS)
        taken, in_use = self._tagging.models.history(), self._tagging.models.in_use().version
        since = taken[-1].taken_at if taken and taken[-1].version == in_use != shipped().version else ""
        return sum(decided.decided_at > since for decided in self._tagging.verdicts().values())

    def learn(self, user: User) -> LearningResult:
        """Learn from every decision on what is held, starting from the model shipped. Raises NothingToLearn.

        Documents are looked through with it at the next `tag`; what people decided stays as they decided it.
        """
        require(user, Action.EDIT_THEMES)
        lessons = self._tagging.lessons()
        if not lessons:
            raise NothingToLearn("Nobody has confirmed or rejected evidence that is held now. Review some first.")
        model = learn(shipped(), lessons, self._themes.register(user).version)
        confirmed = sum(lesson.confirmed for lesson in lessons)
        if model.version != self._tagging.models.in_use().version:
            self._tagging.models.take(model, confirmed, len(lessons) - confirmed, user)
        return LearningResult(model.version, confirmed, len(lessons) - confirmed, tried(shipped(), lessons))

    def take_again(self, version: str, user: User) -> None:
        """Go back to a model that was in use, or to the one shipped. Raises NoModel."""
        require(user, Action.EDIT_THEMES)
        self._tagging.models.take_again(version, user)
