"""Answers over the API: names, and what is not held."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

UNUSABLE = ["", " ", "\x00", "a" * 10_000, "\ud83d", "🙂" * 50, "\u202e"]
HOSTILE = ["<script>alert(1)</script>", "'; DROP TABLE--"]
ROUTES = [("/api/v1/answers", "question"), ("/api/v1/search", "query")]


def test_an_answer_has_the_agreed_names(client: TestClient) -> None:
    found = client.post("/api/v1/answers", json={"question": "Were fathers overlooked in the assessments?"}).json()
    assert {"question", "band", "statements", "missing_terms", "nearest"} <= set(found)
    assert found["band"] == "answer"
    citation = found["statements"][0]["citations"][0]
    names = "passage_id quote start end document_id document_title year locator document_sha256"
    assert set(citation) >= set(names.split())
    passage = client.get(f"/api/v1/passages/{citation['passage_id']}").json()
    assert passage["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_what_is_not_held_is_a_plain_none(client: TestClient) -> None:
    found = client.post("/api/v1/answers", json={"question": "How are zebras vaccinated in Antarctica?"}).json()
    assert (found["band"], found["statements"]) == ("none", [])
    assert found["missing_terms"] == ["zebras", "vaccinated", "Antarctica"]


def sent(client: TestClient, path: str, name: str, text: str) -> Response:
    return client.post(path, content=json.dumps({name: text}), headers={"Content-Type": "application/json"})


@pytest.mark.parametrize("text", UNUSABLE)
@pytest.mark.parametrize(("path", "name"), ROUTES)
def test_an_unusable_question_is_a_problem_in_words(client: TestClient, text: str, path: str, name: str) -> None:
    response = sent(client, path, name, text)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("path", "name"), ROUTES)
def test_a_hostile_question_is_a_question(client: TestClient, text: str, path: str, name: str) -> None:
    response = sent(client, path, name, text)
    assert response.status_code == 200
    assert response.json()[name if name in response.json() else "query"] == text
