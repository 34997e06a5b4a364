"""Answers: what is held on a question, every statement of it cut from a stored passage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from api.answers.kinds.values import ProcedureInForce, ProductPage
from api.answers.term_states import TermState, UnmetTerm
from api.answers.written import WrittenAnswer
from api.query.coverage import NotHeld
from api.query.follow_up import ContinuedQuestion
from api.query.reading import NOTHING_READ, Reading
from api.retrieval.hits import Hit
from api.shared.citations import Citation, cite
from indexer.passages import PassageRole, Span, StoredPassage


class Band(StrEnum):
    """How sure the answer is: it answers, these are the closest passages, or nothing is held."""

    ANSWER = "answer"
    CLOSEST = "closest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer, in the source's own words with white space made single.

    `role` is what its passage does in the document; `differs` says that its figures differ from those of a
    better line; `terms` what it does to each term of the question. Raises ValueError without a citation: a
    statement nobody can trace cannot be made.
    """

    text: str
    citations: tuple[Citation, ...]
    role: PassageRole | None = None
    differs: bool = False
    terms: tuple[TermState, ...] = ()

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("A statement needs at least one citation.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is held on a question.

    `statements` is empty unless `band` is ANSWER or CLOSEST. `missing_terms` are words of the question
    that no passage searched contains; none where none was searched. `nearest` are the passages closest to the
    question, best first.
    `documents_searched` counts the documents the reader's rights and filters left to search, and
    `years_searched` are the first and last year of them. `reading` is how the question was understood.
    `written` is what a language model wrote beside it; None where none was asked.
    `not_held` is what the question asks about and no document the reader may see covers; beside an ANSWER only areas,
    years and kinds that the question names.
    `score` is the answerability the band was cut from: an order, not a probability. The cuts were set on
    `calibrated_on` judged questions of this service; 0 means that they are the shipped ones.
    `unmet` are the terms of the question that no statement keeps. `procedure` is the procedure in force that a question
    about what to do is answered from; its sections are the first of the statements. `lead` are the statements, by their
    number from 0, that say most in short. `pages` are pages of this service that answer the question. `id` is what a
    follow-up names it by, empty for one that was not kept; `follows` how the question continues the one before.
    """

    question: str
    band: Band
    statements: tuple[Statement, ...]
    missing_terms: tuple[str, ...]
    nearest: tuple[Hit, ...]
    documents_searched: int
    years_searched: tuple[int, int] | None = None
    score: float = float("-inf")
    reading: Reading = NOTHING_READ
    written: WrittenAnswer | None = None
    not_held: tuple[NotHeld, ...] = ()
    calibrated_on: int = 0
    unmet: tuple[UnmetTerm, ...] = ()
    procedure: ProcedureInForce | None = None
    lead: tuple[int, ...] = ()
    pages: tuple[ProductPage, ...] = ()
    id: str = ""
    follows: ContinuedQuestion | None = None


def state(found: StoredPassage, span: Span, differs: bool = False, terms: tuple[TermState, ...] = ()) -> Statement:
    """A statement of one quotation."""
    citation = cite(found, span)
    return Statement(" ".join(citation.quote.split()), (citation,), found.passage.role_in(span), differs, terms)
