"""Sentences that may answer, and the lines an answer is made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from api.answers.term_states import TermState, broken
from api.retrieval.candidates import Candidate
from indexer.embedding import Matrix
from indexer.passages import Span

PASSAGE_COUNTS = 0.8
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
        return self.titled if alone else max(self.share, PASSAGE_COUNTS * self.candidate.share)

    @property
    def fits(self) -> bool:
        """Whether it breaks no term of the question."""
        return not broken(self.terms)

    @property
    def text(self) -> str:
        """The sentence with white space made single."""
        return " ".join(self.candidate.found.passage.text[self.span[0] : self.span[1]].split())


@dataclass(frozen=True, slots=True)
class Extraction:
    """The lines of an answer, best first, and the best of all lines, whatever terms of the question they break.

    `listed` says that the lines are items of a list, whole and in order.
    """

    lines: tuple[AnswerLine, ...] = ()
    nearest: tuple[AnswerLine, ...] = ()
    listed: bool = False
