"""The summary as it is written: as events, and in a real browser with and without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.answers.answer import Answer
from api.feedback.questions import KeptQuestion
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from tests.api.llm.test_service import FACT, QUESTION, says
from tests.conftest import client_for, settings_for
from tests.scripted_model import ScriptedModel, scripted_model
from tests.toy import ToyEmbedder


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    with scripted_model() as server:
        yield server


@pytest.fixture(scope="module")
def base(model: ScriptedModel, corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("summary")
    settings = settings_for(folder, LLM_URL=model.url, LLM_MODEL="scripted", LLM_SEND="partnership")
    with KnowledgeBase.open(settings, ToyEmbedder()) as opened:
        opened.documents.add([corpus], LOCAL_OPERATOR)
        yield opened


@pytest.fixture
def visitor(base: KnowledgeBase) -> Iterator[TestClient]:
    with client_for(base, None) as client:
        client.post("/sign-in", data={"key": base.accounts.create_link()}, headers={"Origin": "http://127.0.0.1:8000"})
        yield client


def answer_page(visitor: TestClient) -> tuple[str, str]:
    key = re.search(r'name="form_key" value="([^"]+)"', visitor.get("/").text)
    assert key
    page = visitor.post("/ask", data={"question": QUESTION, "form_key": key[1]}).text
    link = re.search(r'data-summary="([^"]+)"', page)
    assert link
    return page, link[1]


def events(visitor: TestClient, address: str) -> list[tuple[str, Any]]:
    found = re.findall(r"event: (\w+)\ndata: (.*)\n", visitor.get(address).text)
    return [(name, json.loads(data)) for name, data in found]


def test_sentences_come_as_they_are_checked_and_dropped_ones_do_not(visitor: TestClient, model: ScriptedModel) -> None:
    says(
        model, f"{FACT}. [KEY]", "A gorilla wrote this. [KEY]", "Fathers were not overlooked in the assessments. [KEY]"
    )
    page, address = answer_page(visitor)
    assert '<script src="/static/summary.js" defer>' in page
    first, turned, end = events(visitor, address)
    assert (first[0], first[1]["text"], first[1]["caution"]) == ("sentence", f"{FACT}.", None)
    assert first[1]["sources"][0]["href"].startswith("/passages/")
    assert turned[1]["caution"].startswith("Check this sentence")
    assert end[0] == "written" and end[1]["problem"] is None
    assert end[1]["note"].startswith("1 of 3 sentences dropped")


def test_a_failing_model_is_said_and_what_is_unforeseen_too(
    visitor: TestClient, base: KnowledgeBase, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, address = answer_page(visitor)
    monkeypatch.setattr(model, "status", 500)
    [(name, data)] = events(visitor, address)
    assert name == "written" and "could not be asked" in data["problem"]

    def fails(answer: Answer, user: object) -> Iterator[Any]:
        raise RuntimeError("inside")

    monkeypatch.setattr(base.writing, "follow", fails)
    [(name, data)] = events(visitor, address)
    assert (name, data) == ("failed", "The summary could not be written. What the documents say stands above.")
    with client_for(base) as program:
        text = program.post("/api/v1/answers/stream", json={"question": QUESTION}).text
    assert re.findall(r"event: (\w+)", text) == ["answer", "error"]
    assert "inside" not in text and "The answer stands." in text


def test_only_ones_own_question_is_summed_up(visitor: TestClient, base: KnowledgeBase, stranger: TestClient) -> None:
    _, address = answer_page(visitor)
    with client_for(base, Role.ADMIN) as other:
        assert other.get(address).status_code == 404
    assert stranger.get(address).status_code == 401


def test_without_a_model_the_page_offers_none(tmp_path: Path, corpus: Path) -> None:
    with KnowledgeBase.open(settings_for(tmp_path), ToyEmbedder()) as plain:
        plain.documents.add([corpus], LOCAL_OPERATOR)
        with client_for(plain) as client:
            kept = plain.keep_question(KeptQuestion(QUESTION, _none()), LOCAL_OPERATOR)
            assert "summary.js" not in client.get("/").text
            assert client.get(f"/answers/{kept}/summary").status_code == 404


def _none() -> Any:
    from indexer.passages import NO_FILTERS

    return NO_FILTERS
