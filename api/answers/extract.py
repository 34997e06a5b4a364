"""Answers by extraction: the sentences that fit the question best, each cut from its passage.

A sentence is scored by its cosine, its BM25, the part of the question it says, the rank score of its passage
(each normalised over all candidates) and whether it gives the type of answer asked for; the weights are set by
`python -m evaluation fit sentences`. Maximal marginal relevance keeps the lines different (Carbonell and Goldstein,
1998). A question that names several areas or years gets a line for each of them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from api.answers.answer import Statement, state
from api.answers.answer_types import asked_for, gives
from api.answers.fulfilment import fulfilment, may_fit
from api.answers.kinds.quotable import is_answer
from api.answers.kinds.spread import divided_by, grouped
from api.answers.lines import PASSAGE_COUNTS, AnswerLine, Extraction, Sentence
from api.answers.listing import asked_items
from api.answers.term_states import Fulfilment
from api.query.hints import HintKind
from api.query.question import Question
from api.retrieval.candidates import Candidate, Numbers, spread
from api.retrieval.linear_ranker import trust_in_words
from api.terms.figures import BINDING
from indexer.documents import Clearance
from indexer.passages import Span
from indexer.store.passage_store import PassageStore
from indexer.text.terms import terms

PASSAGES = 12
"""Passages whose sentences are considered, for each place asked about."""

STATEMENTS = 5
"""Lines an answer has; more when the question names more areas and years."""

MOST_STATEMENTS = 10
"""Lines of an answer at most, however many places the question names. By judgement: what is read at one sight."""

FEATURES = ("cosine", "passage", "share", "bm25", "type")

_LEARNT = Path(__file__).with_name("sentence_weights.json")

WEIGHTS: Mapping[str, float] = json.loads(_LEARNT.read_text("utf-8"))["weights"]
"""What each feature counts, learnt by the command that the file names; the order of an answer's lines turns on it."""
_WORDED = np.array([0, 0, 1, 1, 0])  # which features count words shared with the question
_DIVERSITY = 0.7
"""Share of fit in maximal marginal relevance, the rest is unlikeness. Higher, and lines repeat each other. By
judgement."""
_BULLET = re.compile(r"(?:[•●▪■◦‣⁃∙·◼◾◆❖❑□➢➤✓✔\uf000-\uf0ff*–—-]|o(?=\s+[A-Z]))\s+(?=\S)")

_NUMBER = re.compile(r"\d")

_YEAR = re.compile(r"\b(19|20)\d\d\b")

_FITS = 0.6
"""Part of the best line's share of the question that the line of another place must have, to be shown for it."""

_FIGURE_FITS = 0.5
"""Part of what the line that says most says, that another with a figure must say to count the same thing."""

_NEGATION_KEPT = 0.15
"""What it adds to a line's score to say that something is not so, as the question does."""

_KEEPING = frozenset({HintKind.AREA, HintKind.YEARS, HintKind.CASE, HintKind.DOCUMENTS})

_FIGURE = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?%?")

_SAME_SUBJECT = 0.72
"""Cosine from which two sentences with different figures are taken to speak of the same thing."""


def extract(
    question: Question, candidates: Sequence[Candidate], store: PassageStore, clearance: Clearance
) -> Extraction:
    """The lines of an answer: only those that break no term of the question, as far as there are any."""
    binds = bool(question.understanding.hints)
    fitting = [c for c in candidates if may_fit(question.understanding, c.found)] if binds else candidates
    places = _places(question, fitting)
    considered = {c.scores.point: c for group in (candidates, fitting, *places) for c in group[:PASSAGES]}
    lines = _scored(question, sentences(question, list(considered.values()), store, clearance))
    points = {c.scores.point for c in candidates[:PASSAGES]}
    nearest = _diverse([line for line in lines if line.candidate.scores.point in points], STATEMENTS, ())
    items = _listed(question, candidates, lines)
    if items:
        return Extraction(tuple(items), tuple(nearest), listed=True)
    fits = _keeping(question, [line for line in lines if line.fits])
    each = _one_for_each(places, fits)
    chosen = _newest_first(each) if divided_by(question) and len(each) > 1 else _diverse(fits, STATEMENTS, each)
    return Extraction((*chosen, *_conflicting(question, chosen, lines)), tuple(nearest))


def _keeping(question: Question, lines: list[AnswerLine]) -> list[AnswerLine]:
    """Lines that keep each term of place, time, person and negation, where some that say as much do: what does not
    say whether it is of Walsall is no answer beside what is, nor is every number beside the one asked for."""
    for hint in question.understanding.hints:
        same = {other.key for other in question.understanding.hints if other.kind is hint.kind}
        kept = [line for line in lines if any(t.term in same and t.state is Fulfilment.KEPT for t in line.terms)]
        most = max((line.share for line in lines), default=0.0)
        if hint.kind in _KEEPING and max((line.share for line in kept), default=-1.0) >= _FITS * most:
            lines = kept
    if not BINDING.isdisjoint(question.understanding.wanted):
        most = max((line.says(alone=True) for line in lines), default=0.0)
        lines = [line for line in lines if line.says(alone=True) >= _FIGURE_FITS * most]
    return lines


def _listed(question: Question, candidates: Sequence[Candidate], lines: Sequence[AnswerLine]) -> list[AnswerLine]:
    """The items asked for as lines: whole, in their order, of the same worth as the best of all lines."""
    best = max((line.score for line in lines), default=0.0)
    found: list[AnswerLine] = []
    asked = asked_items(question, candidates)
    keys = {hint.key for hint in question.understanding.hints if hint.kind is HintKind.ITEM} if asked.counted else ()
    for candidate, span in asked.places:
        told = fulfilment(question.understanding, candidate.found, span)
        # A number that was counted is not stated by the text.
        states = tuple(replace(term, state=Fulfilment.NOT_STATED) if term.term in keys else term for term in told)
        found.append(AnswerLine(candidate, span, 1.0, best, np.zeros(0, dtype=np.float32), terms=states))
    return [line for line in found if line.fits] or found


def statements(lines: Sequence[AnswerLine]) -> tuple[Statement, ...]:
    """The lines as cited statements."""
    return tuple(state(line.candidate.found, line.span, line.differs, line.terms) for line in lines)


def _places(question: Question, candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates of each area and year named, when the question names several of either; of each held where it is about
    all of them."""
    asked, by = question.understanding, divided_by(question)
    if by:
        return grouped(by, candidates)[:MOST_STATEMENTS]
    areas, years = asked.of(HintKind.AREA), asked.of(HintKind.YEARS)
    if len(areas) * max(1, len(years)) < 2 and len(years) < 2:
        return []
    groups: dict[tuple[str | None, int | None], list[Candidate]] = {}
    for candidate in candidates:
        card = candidate.found.document
        area = card.area if len(areas) > 1 else None
        year = card.year if len(years) > 1 else None
        if (not areas or card.area in areas) and (not years or str(card.year) in years):
            groups.setdefault((area, year), []).append(candidate)
    return list(groups.values())[:MOST_STATEMENTS]


def _one_for_each(places: Iterable[Sequence[Candidate]], lines: Sequence[AnswerLine]) -> list[AnswerLine]:
    """The best line of each place, as far as it says about as much of the question as the best of all."""
    best: list[AnswerLine] = []
    most = max((line.share for line in lines), default=0.0)
    for group in places:
        points = {c.scores.point for c in group}
        there = [line for line in lines if line.candidate.scores.point in points]
        line = max(there, key=lambda line: line.score, default=None)
        if line is not None and line.share >= _FITS * most:
            best.append(line)
    return sorted(best, key=lambda line: -line.score)


def sentences(
    question: Question, candidates: Sequence[Candidate], store: PassageStore, clearance: Clearance
) -> list[Sentence]:
    """The sentences of passages that can be an answer, with their vectors; a description by the service has none."""
    candidates = [c for c in candidates if not c.found.passage.by_service]
    vectors = store.sentence_vectors([c.scores.point for c in candidates], clearance=clearance)
    return [
        Sentence(candidate, number, vectors[candidate.scores.point][number])
        for candidate in candidates
        for number, span in enumerate(candidate.found.passage.sentences)
        if candidate.scores.point in vectors and is_answer(candidate.found, span, question.text)
    ]


def features(question: Question, found: Sequence[Sentence]) -> Numbers:
    """The features of sentences, each between 0 (the least of all) and 1 (the most), shape (n, features)."""
    wanted = asked_for(question.text)
    columns = (
        [float(s.vector @ question.dense) for s in found],
        [s.candidate.score for s in found],
        [question.share(s.terms) for s in found],
        [s.candidate.sentence_bm25[s.number] for s in found],
    )
    typed = [float(gives(s.text, wanted, question.text)) for s in found]
    return np.stack([*(spread(np.array(column, dtype=np.float64)) for column in columns), np.array(typed)], axis=1)


def _scored(question: Question, found: Sequence[Sentence]) -> list[AnswerLine]:
    if not found:
        return []
    trust = trust_in_words([s.candidate for s in found])
    scores = features(question, found) @ (np.array([WEIGHTS[name] for name in FEATURES]) * trust**_WORDED)
    return [_line(question, s, float(score)) for s, score in zip(found, scores, strict=True)]


def _line(question: Question, sentence: Sentence, score: float) -> AnswerLine:
    """A sentence as a line, held against the terms of the question."""
    asked = question.understanding
    states = fulfilment(asked, sentence.candidate.found, sentence.span)
    denied = {hint.key for hint in asked.hints if hint.kind is HintKind.NEGATION}
    if any(term.term in denied and term.state is Fulfilment.KEPT for term in states):
        score += _NEGATION_KEPT
    said, under = question.subject_share(sentence.terms), sentence.terms | _titles(sentence.candidate)
    titled = max(said, PASSAGE_COUNTS * question.subject_share(under))
    span, share = _without_bullet(sentence), question.share(sentence.terms)
    return AnswerLine(sentence.candidate, span, share, score, sentence.vector, titled=titled, terms=states)


def _titles(candidate: Candidate) -> Counter[str]:
    """The terms of the title and headings over a passage."""
    return _counted("\n".join((candidate.found.document.title, *candidate.found.passage.headings)))


@lru_cache(maxsize=5_000)
def _counted(text: str) -> Counter[str]:
    return Counter(terms(text))


def _without_bullet(sentence: Sentence) -> Span:  # the mark of a list is no part of what is quoted
    start, end = sentence.span
    mark = _BULLET.match(sentence.candidate.found.passage.text, start, end)
    return (mark.end() if mark else start), end


def _diverse(lines: list[AnswerLine], most: int, first: Sequence[AnswerLine]) -> list[AnswerLine]:
    """Maximal marginal relevance: after the lines that must stand, the next best that does not repeat those chosen."""
    chosen = list(first)
    rest = sorted(lines, key=lambda line: -line.score)[:50]
    rest = [line for line in rest if not any(_same_words(line, other) for other in chosen)]
    while rest and len(chosen) < most:
        best = max(rest, key=lambda line: _DIVERSITY * line.score - (1 - _DIVERSITY) * _likeness(line, chosen))
        chosen.append(best)
        rest = [line for line in rest if line is not best and not _same_words(line, best)]
    return chosen


def _likeness(line: AnswerLine, chosen: Sequence[AnswerLine]) -> float:
    return max((float(line.vector @ other.vector) for other in chosen), default=0.0)


def _newest_first(lines: list[AnswerLine]) -> list[AnswerLine]:
    return sorted(lines, key=lambda line: -(line.candidate.found.document.year or 0))


def _same_words(line: AnswerLine, other: AnswerLine) -> bool:
    return line.text.casefold() == other.text.casefold()


def _conflicting(question: Question, chosen: Sequence[AnswerLine], lines: Sequence[AnswerLine]) -> list[AnswerLine]:
    """Lines of the same area and year as a chosen one that say the same with other figures."""
    found: list[AnswerLine] = []
    if HintKind.ROLE not in {h.kind for h in question.understanding.hints} and not _NUMBER.search(question.text):
        return found
    for line in chosen[:2]:
        figures = _figures(line)
        for other in sorted(lines, key=lambda one: -float(one.vector @ line.vector)) if figures else ():
            if float(other.vector @ line.vector) < _SAME_SUBJECT:
                break
            if (
                other.fits
                and _may_conflict(line, other)
                and not _figures(other) & figures
                and other not in (*chosen, *found)
            ):
                found.append(replace(other, differs=True))
                break
    return found


def _figures(line: AnswerLine) -> frozenset[str]:
    return frozenset(_FIGURE.findall(line.text)) - frozenset(_YEAR.findall(line.text))


def _may_conflict(line: AnswerLine, other: AnswerLine) -> bool:
    one, two = line.candidate.found.document, other.candidate.found.document
    return bool(_figures(other)) and (one.area, one.year) == (two.area, two.year) and not _same_words(line, other)
