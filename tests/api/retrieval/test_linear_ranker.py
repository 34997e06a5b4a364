"""Facts are ordered by their sentences, subjects by whole passages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.retrieval.candidates import Candidate
from api.retrieval.linear_ranker import LEAST_TRUST, is_subject, rerank, trust_in_words
from indexer.passages import NO_FILTERS


@pytest.fixture
def two(base: KnowledgeBase) -> list[Candidate]:
    """Two passages of different documents: one whose sentence is near, one that is near as a whole."""
    one, other = base.explaining.explain("supervision", NO_FILTERS, LOCAL_OPERATOR).ranking.best[:2]
    fact = replace(one, share=0.5, sentence_bm25=(1.0,), preference=0.0)
    subject = replace(other, share=0.5, sentence_bm25=(1.0,), preference=0.0)
    return [
        replace(fact, scores=replace(one.scores, dense=0.40, sentence=0.60, lexical=5.0)),
        replace(subject, scores=replace(other.scores, dense=0.50, sentence=0.45, lexical=5.0)),
    ]


def test_a_near_sentence_wins_when_sentences_lead(two: list[Candidate]) -> None:
    assert not is_subject(two)
    assert rerank(two)[0].scores.sentence == 0.60


def test_a_near_passage_wins_when_no_sentence_leads(two: list[Candidate]) -> None:
    two[0] = replace(two[0], scores=replace(two[0].scores, sentence=0.51))
    assert is_subject(two)
    assert rerank(two)[0].scores.dense == 0.50


def test_a_preference_counts_in_both(two: list[Candidate]) -> None:
    two[0] = replace(two[0], scores=replace(two[0].scores, sentence=0.51), preference=9.0)
    assert rerank(two)[0].scores.dense == 0.40


def test_the_reading_says_how_passages_were_ordered(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.retrieval.linear_ranker.SENTENCE_LEAD", 9.0)
    assert base.ask("supervision of the father", NO_FILTERS, LOCAL_OPERATOR).reading.subject
    monkeypatch.setattr("api.retrieval.linear_ranker.SENTENCE_LEAD", -9.0)
    assert not base.search("supervision of the father", NO_FILTERS, LOCAL_OPERATOR).reading.subject


def test_shared_words_count_less_the_less_of_the_question_any_candidate_says(two: list[Candidate]) -> None:
    said = [replace(one, share=0.1) for one in two]
    assert trust_in_words(two) > trust_in_words(said) == LEAST_TRUST
    assert trust_in_words([replace(one, share=0.9) for one in two]) == 1.0
    worded = replace(two[0], sentence_bm25=(2.0,), scores=replace(two[0].scores, lexical=9.0, sentence=0.55))
    meant = replace(two[1], scores=replace(two[1].scores, lexical=0.0, dense=0.40, sentence=0.62))
    familiar = rerank([replace(one, share=share) for one, share in ((worded, 0.9), (meant, 0.6))])
    foreign = rerank([replace(one, share=share) for one, share in ((worded, 0.2), (meant, 0.1))])
    assert familiar[0].scores.sentence == 0.55
    assert foreign[0].scores.sentence == 0.62
