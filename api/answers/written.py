"""What a language model wrote beside an answer: its sentences, each with what became of it when it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indexer.documents import DocumentCard, Locator


class SupportState(StrEnum):
    """What became of a written sentence: kept, marked (shown with a caution) or dropped (not shown)."""

    KEPT = "kept"
    MARKED = "marked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage a written sentence rests on: the key the model knew it by, and where it stands."""

    key: str
    passage_id: str
    document: DocumentCard
    locator: Locator


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence without its keys. `reason` says why it was marked or dropped."""

    text: str
    citations: tuple[CitedPassage, ...]
    state: SupportState
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """What the model wrote. `problem` says what went wrong; what was checked before it still stands.

    `passages` were sent to the model and `withheld` were not, for their class or because they hold instructions
    to a model. `prompt_digest` is the SHA-256 of the prompt file. Nothing of this is stored.
    """

    model: str
    prompt_digest: str
    sentences: tuple[WrittenSentence, ...] = ()
    passages: int = 0
    withheld: int = 0
    problem: str | None = None

    @property
    def shown(self) -> tuple[WrittenSentence, ...]:
        """The sentences that were not dropped."""
        return tuple(s for s in self.sentences if s.state is not SupportState.DROPPED)

    @property
    def dropped(self) -> int:
        """How many sentences were dropped."""
        return len(self.sentences) - len(self.shown)
