"""Lines: sentences considered for an answer, and what is held of each that may stand in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from api.answers.term_states import TermState, broken
from api.retrieval.candidates import Candidate
from indexer.embedding import Matrix
from indexer.passages import Span

BESIDE = 0.8
"""What the share of a whole passage counts beside that of a line."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence of a candidate, by its number in the passage, with its vector."""

    candidate: Candidate
    number: int
    vector: Matrix

    @property
    def span(self) -> Span:
        """Where it stands in the passage."""
        return self.candidate.found.passage.sentences[self.number]

    @property
    def terms(self) -> Counter[str]:
        """Its terms."""
        return self.candidate.sentence_terms[self.number]

    @property
    def text(self) -> str:
        """Its words as printed."""
        return self.candidate.found.passage.text[slice(*self.span)]


@dataclass(frozen=True, slots=True, eq=False)
class AnswerLine:
    """A sentence considered for the answer: where it stands, the part of the question it says, how well it fits."""

    candidate: Candidate
    span: Span
    share: float
    score: float
    vector: Matrix
    differs: bool = False
    """Whether it is shown because its figures differ from those of a better line."""

    titled: float = 0.0
    """The part of what is asked about that it says, and by less its headings and the title of its document."""

    terms: tuple[TermState, ...] = ()
    """What it does to each term of the question."""

    def says(self, alone: bool) -> float:
        """The part of the question that it says, or its passage, whose sentences beside may say it.

        A figure is told only by its own sentence or row, under its headings, so a line with one stands `alone`.
        """
        return self.titled if alone else max(self.share, BESIDE * self.candidate.share)

    @property
    def fits(self) -> bool:
        """Whether it breaks no term of the question."""
        return not broken(self.terms)

    @property
    def text(self) -> str:
        """The sentence with white space made single."""
        return " ".join(self.candidate.found.passage.text[self.span[0] : self.span[1]].split())
