"""The second stage: what reading again changes, and what it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from api.knowledge_base import KnowledgeBase
from api.query.question import PLAIN, Question, understand
from api.retrieval.candidates import Candidate, Numbers
from api.retrieval.rerankers import READ, CrossReranker, TokenReranker, read_again, rerankers
from api.retrieval.search import search
from indexer.documents import EVERYTHING
from indexer.embedding import ModelError, SentenceTransformerEmbedder, TokenVectors, default_model_path
from indexer.passages import NO_FILTERS
from indexer.settings import SettingError
from tests.conftest import settings_for
from tests.toy import ToyEmbedder

MEANT_ALIKE = {"dad": "father", "missed": "overlooked"}


class WordVectors(ToyEmbedder):
    """A vector a word; words that mean the same have the same one."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        self.read += texts
        found = []
        for text in texts:
            words = list(re.finditer(r"\w+", text))
            vectors = self.encode([MEANT_ALIKE.get(w.group().lower(), w.group().lower()) for w in words])
            found.append(TokenVectors(vectors, tuple(w.span() for w in words)))
        return found


class Wished:
    """Reads every text as a number in it."""

    weight = 10.0

    def scores(self, question: Question, texts: Sequence[str]) -> Numbers:
        return np.array([float(len(text)) for text in texts])


@pytest.fixture
def question(base: KnowledgeBase) -> Question:
    return understand("Was the dad missed?", base._store, ToyEmbedder(), NO_FILTERS, EVERYTHING, PLAIN)


@pytest.fixture
def candidates(base: KnowledgeBase, question: Question) -> list[Candidate]:
    return list(search(question, base._store, NO_FILTERS, EVERYTHING).best)


def test_token_vectors_find_other_words_for_the_same(question: Question) -> None:
    embedder = WordVectors()
    texts = ["The weather was fine.", "The father was overlooked.", "The dad was missed."]
    reader = TokenReranker(embedder)
    weather, father, dad = reader.scores(question, texts)
    assert weather < father == pytest.approx(dad) == pytest.approx(1.0)
    reader.scores(question, texts)
    assert sorted(embedder.read) == sorted([question.searched, question.searched, *texts])


def test_a_question_of_stop_words_weighs_nothing(question: Question) -> None:
    assert not TokenReranker(WordVectors()).scores(replace(question, searched="was the", weights={}), ["a", "b"]).any()


def test_the_first_are_read_again_and_nobody_is_lost(question: Question, candidates: list[Candidate]) -> None:
    many = [replace(candidates[0], score=float(n)) for n in range(200, 0, -1)]
    again = read_again(question, many, [Wished()])
    assert len(again) == 200
    assert [c.score for c in again] == sorted((c.score for c in again), reverse=True)
    assert {c.score for c in again[READ:]} == {c.score for c in many[READ:]}
    assert read_again(question, candidates, []) == candidates
    assert read_again(question, [], [Wished()]) == []
    longest = max(candidates, key=lambda c: len(" > ".join((*c.found.passage.headings[-1:], c.found.passage.text))))
    level = [replace(c, score=1.0) for c in candidates]
    assert read_again(question, level, [Wished()])[0].found == longest.found


def test_a_cross_encoder_reads_question_and_passage_together(question: Question) -> None:
    class Model:
        def predict(self, pairs: list[tuple[str, str]], show_progress_bar: bool) -> np.ndarray:
            return np.array([[float("father" in text)] for _, text in pairs], dtype=np.float32)

    assert CrossReranker(Model()).scores(question, ["a father", "nobody"]).tolist() == [1.0, 0.0]  # type: ignore[arg-type]


def test_a_model_that_is_not_there_is_said_at_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with pytest.raises(ModelError, match="LEARNING_RERANKER"):
        KnowledgeBase.open(settings_for(folder, RERANKER=str(tmp_path / "none")), ToyEmbedder())
    with pytest.raises(SettingError, match="LEARNING_TOKEN_VECTORS"):
        KnowledgeBase.open(settings_for(folder, TOKEN_VECTORS="yes"), ToyEmbedder())
    KnowledgeBase.open(settings_for(folder), ToyEmbedder()).close()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real transformer of no wisdom, with the tokenizer of the shipped model."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path_factory.mktemp("tiny")
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertForSequenceClassification(BertConfig(**size, num_labels=1)).save_pretrained(folder)
    AutoTokenizer.from_pretrained(default_model_path()).save_pretrained(folder)
    return folder


def test_a_cross_encoder_in_a_folder_is_loaded_and_reads(tmp_path: Path, tiny: Path, question: Question) -> None:
    [reader] = rerankers(settings_for(tmp_path, RERANKER=str(tiny)), ToyEmbedder())
    scores = reader.scores(question, ["The father was overlooked.", "Nobody came."])
    assert scores.shape == (2,) and np.isfinite(scores).all()


def test_token_vectors_of_a_real_model_stand_for_the_words_they_span(tiny: Path) -> None:
    text = "Fathers were overlooked."
    [first, empty] = SentenceTransformerEmbedder(str(tiny)).tokens([text, ""])
    assert [text[a:b] for a, b in first.spans][:2] == ["Fathers", "were"]
    assert first.vectors.shape == (len(first.spans), 16)
    assert np.linalg.norm(first.vectors, axis=1) == pytest.approx(np.ones(len(first.spans)), abs=1e-5)
    assert empty.spans == ()


def test_the_setting_switches_it_on(tmp_path: Path, corpus: Path) -> None:
    from api.people.users import LOCAL_OPERATOR

    embedder = WordVectors()
    with KnowledgeBase.open(settings_for(tmp_path, TOKEN_VECTORS="yes"), embedder) as base:
        base.documents.add([corpus], LOCAL_OPERATOR)
        assert not embedder.read
        base.search("Was the dad missed?", NO_FILTERS, LOCAL_OPERATOR)
        assert any("overlooked" in text for text in embedder.read)
