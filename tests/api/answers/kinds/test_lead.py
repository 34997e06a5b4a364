"""The lead of an answer: the newest and most independent of the lines that say the same."""

from __future__ import annotations

import numpy as np

from api.answers.extract import AnswerLine
from api.answers.kinds.lead import lead_of
from api.retrieval.candidates import Candidate
from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity
from indexer.embedding import Matrix
from indexer.passages import Passage, Place, StoredPassage
from indexer.store.passage_store import Scores

OVERLOOKED = np.array([1.0, 0.0], dtype=np.float32)
TRAINED = np.array([0.0, 1.0], dtype=np.float32)


def line(year: int, kind: DocumentKind, vector: Matrix) -> AnswerLine:
    card = DocumentCard("d", "x", kind, Sensitivity.PUBLIC, 1, "x", year=year)
    text = "Fathers are overlooked."
    passage = Passage("p", "d", text, 0, len(text), (), ((0, len(text)),), (Place(0, Locator(page=1)),), 0)
    candidate = Candidate(StoredPassage(passage, card), Scores("p", 0, 0, 0), 0, 0, (), (), 0)
    return AnswerLine(candidate, (0, len(text)), 1.0, 1.0, vector)


def test_the_newest_of_those_that_say_the_same_leads_and_then_the_next_subject() -> None:
    lines = [
        line(2016, DocumentKind.ANNUAL_REPORT, OVERLOOKED),
        line(2019, DocumentKind.ANNUAL_REPORT, TRAINED),
        line(2024, DocumentKind.LEARNING_REVIEW, OVERLOOKED),
    ]
    assert lead_of(lines) == (2, 1)


def test_an_independent_finding_stands_before_the_boards_own_words_of_about_the_same_time() -> None:
    lines = [
        line(2020, DocumentKind.ANNUAL_REPORT, OVERLOOKED),
        line(2019, DocumentKind.INSPECTION, OVERLOOKED),
        line(2012, DocumentKind.AUDIT, OVERLOOKED),
    ]
    assert lead_of(lines) == (1,)


def test_a_short_answer_is_its_own_lead() -> None:
    assert lead_of([line(2020, DocumentKind.AUDIT, OVERLOOKED)] * 2) == ()
