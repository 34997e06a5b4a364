"""Answers by extraction: the sentences that fit the question best, each cut from its passage.

A sentence is scored by its cosine and its BM25 (half each, normalised over all candidates), the rank score
of its passage and the type of answer asked for; maximal marginal relevance keeps the lines different
(Carbonell and Goldstein, 1998).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from api.answers.citations import Statement, state
from api.answers.question import Question
from api.answers.search import Candidate, Numbers, spread
from indexer.documents import Clearance
from indexer.embedding import Matrix
from indexer.passages import Span
from indexer.store import PassageStore

PASSAGES = 10
"""Passages whose sentences are considered."""
STATEMENTS = 3
"""Lines an answer has at most."""
_PASSAGE_WEIGHT = 0.2
_TYPE_WEIGHT = 0.15
_DIVERSITY = 0.7
_FEWEST_WORDS = 4
"""Shorter sentences are labels and fragments, not answers."""

_NUMBER = re.compile(r"\d")
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_NAME = re.compile(r"(?<!^)\b[A-Z][a-z]+")
_ANSWER_TYPES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"\bhow (many|much|often|long)\b|\bwhat (percentage|proportion|share|number)\b", re.I), _NUMBER),
    (re.compile(r"\bwhen\b|\bwhat (year|date)\b|\bwhich year\b", re.I), _YEAR),
    (re.compile(r"\bwho\b|\bwhom\b|\bwhose\b", re.I), _NAME),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence considered for the answer: where it stands, how well it fits, its vector."""

    candidate: Candidate
    span: Span
    cosine: float
    share: float
    score: float
    vector: Matrix


def extract(
    question: Question, candidates: Sequence[Candidate], store: PassageStore, clearance: Clearance
) -> list[Line]:
    """The lines of an answer, best first, at most STATEMENTS; empty when no sentence is there."""
    lines = _lines(question, candidates[:PASSAGES], store, clearance)
    return _diverse(lines, STATEMENTS)


def statements(lines: Sequence[Line]) -> tuple[Statement, ...]:
    """The lines as cited statements."""
    return tuple(state(line.candidate.found, line.span) for line in lines)


def _lines(
    question: Question, candidates: Sequence[Candidate], store: PassageStore, clearance: Clearance
) -> list[Line]:
    candidates = [c for c in candidates if not c.found.passage.by_service]
    vectors = store.sentence_vectors([c.scores.point for c in candidates], clearance=clearance)
    rows = [
        (candidate, number, vectors[candidate.scores.point][number])
        for candidate in candidates
        for number, span in enumerate(candidate.found.passage.sentences)
        if candidate.scores.point in vectors and _is_whole(candidate, span)
    ]
    if not rows:
        return []
    cosine: Numbers = np.array([float(vector @ question.dense) for _, _, vector in rows])
    bm25: Numbers = np.array([candidate.sentence_bm25[number] for candidate, number, _ in rows])
    rank: Numbers = np.array([candidate.score for candidate, _, _ in rows])
    fits = _type_check(question.text)
    typed: Numbers = np.array([float(fits(_text(candidate, number))) for candidate, number, _ in rows])
    score = 0.5 * spread(cosine) + 0.5 * spread(bm25) + _PASSAGE_WEIGHT * spread(rank) + _TYPE_WEIGHT * typed
    return [
        Line(c, c.found.passage.sentences[n], float(cosine[i]), c.sentence_share[n], float(score[i]), vector)
        for i, (c, n, vector) in enumerate(rows)
    ]


def _text(candidate: Candidate, number: int) -> str:
    start, end = candidate.found.passage.sentences[number]
    return candidate.found.passage.text[start:end]


def _is_whole(candidate: Candidate, span: Span) -> bool:
    return len(candidate.found.passage.text[span[0] : span[1]].split()) >= _FEWEST_WORDS


def _type_check(question: str) -> Callable[[str], bool]:
    """Whether a sentence can hold the type of answer the question asks for: a number, a date, a name."""
    for asked, answer in _ANSWER_TYPES:
        if asked.search(question):
            return lambda sentence: answer.search(sentence) is not None
    return lambda sentence: False


def _diverse(lines: list[Line], most: int) -> list[Line]:
    """Maximal marginal relevance: the next best line that does not repeat those chosen."""
    rest = sorted(lines, key=lambda line: -line.score)[:50]
    chosen: list[Line] = []
    while rest and len(chosen) < most:
        best = max(rest, key=lambda line: _DIVERSITY * line.score - (1 - _DIVERSITY) * _likeness(line, chosen))
        chosen.append(best)
        rest = [line for line in rest if line is not best and not _same_words(line, best)]
    return chosen


def _likeness(line: Line, chosen: Sequence[Line]) -> float:
    return max((float(line.vector @ other.vector) for other in chosen), default=0.0)


def _same_words(line: Line, other: Line) -> bool:
    texts = (one.candidate.found.passage.text[one.span[0] : one.span[1]] for one in (line, other))
    first, second = (" ".join(text.split()).casefold() for text in texts)
    return first == second
