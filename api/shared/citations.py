"""Answers whose every statement is cut from a stored passage: Citation, Statement, Answer, cite()."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from api.llm.written import WrittenAnswer
from api.query.coverage import NotHeld
from indexer.documents import DocumentCard, Locator
from indexer.passages import PassageRole, Span, StoredPassage


class Band(StrEnum):
    """How sure the answer is: it answers, these are the closest passages, or nothing is held."""

    ANSWER = "answer"
    CLOSEST = "closest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation and where it stands: `quote` is the passage's text from `start` to `end`."""

    passage_id: str
    quote: str
    start: int
    end: int
    document: DocumentCard
    locator: Locator


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer, in the source's own words with white space made single.

    `role` is what its passage does in the document; `differs` says that its figures differ from those of a
    better line. Raises ValueError without a citation: a statement nobody can trace cannot be made.
    """

    text: str
    citations: tuple[Citation, ...]
    role: PassageRole | None = None
    differs: bool = False

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("A statement needs at least one citation.")


@dataclass(frozen=True, slots=True)
class Part:
    """Something read into a question, shown to who asked; sending `key` as "without" takes it away."""

    key: str
    kind: str
    typed: str
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood: where it says to look, what else was searched, and what was left open.

    `corrected` are typing mistakes, each with the word that was searched for in its place. `subject` says that
    passages were ordered as wholes, because no single sentence was nearer to the question: it asks about a subject.
    """

    understood: tuple[Part, ...] = ()
    expanded: tuple[Part, ...] = ()
    ambiguous: tuple[Part, ...] = ()
    without: tuple[str, ...] = ()
    corrected: tuple[Part, ...] = ()
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its score (comparable within one search only) and the spans to highlight.

    `repeats` are passages of other documents that say the same in the same words.
    """

    score: float
    found: StoredPassage
    highlights: tuple[Span, ...] = ()
    repeats: tuple[StoredPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of a search. `total` counts the passages ranked; `next` is the cursor of the page after."""

    query: str
    total: int
    hits: tuple[Hit, ...]
    next: str | None = None
    reading: Reading = Reading()


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
    """

    question: str
    band: Band
    statements: tuple[Statement, ...]
    missing_terms: tuple[str, ...]
    nearest: tuple[Hit, ...]
    documents_searched: int
    years_searched: tuple[int, int] | None = None
    score: float = float("-inf")
    reading: Reading = Reading()
    written: WrittenAnswer | None = None
    not_held: tuple[NotHeld, ...] = ()
    calibrated_on: int = 0


def cite(found: StoredPassage, span: Span) -> Citation:
    """Cut a quotation out of a stored passage.

    The words come from the passage by offset, never from elsewhere, so a quotation that is not word
    for word cannot be made. Raises ValueError when the span does not lie within the passage, or when the
    passage is a description by the service, whose words are not the document's.
    """
    start, end = span
    text = found.passage.text
    if found.passage.by_service:
        raise ValueError(f"Passage {found.passage.id} is a description by the service and cannot be quoted.")
    if not 0 <= start < end <= len(text):
        raise ValueError(f"Span {span} is outside passage {found.passage.id} of {len(text)} characters.")
    return Citation(found.passage.id, text[start:end], start, end, found.document, found.passage.locate(start))


def state(found: StoredPassage, span: Span, differs: bool = False) -> Statement:
    """A statement of one quotation."""
    citation = cite(found, span)
    return Statement(" ".join(citation.quote.split()), (citation,), found.passage.role_in(span), differs)
