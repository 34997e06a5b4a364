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


def test_a_follow_up_continues_the_answer_before(client: TestClient) -> None:
    first = client.post("/api/v1/answers", json={"question": "Was supervision recorded in the audit of 2019?"}).json()
    body = {"question": "And in 2018?", "after": first["id"]}
    second = client.post("/api/v1/answers", json=body).json()
    assert second["question"] == "Was supervision recorded in the audit of 2018?"
    changed = {"typed": "And in 2018?", "before": first["question"], "changes": [{"was": "2019", "now": "2018"}]}
    assert second["follows"] == changed
    assert {part["label"] for part in second["reading"]["understood"]} >= {"2018", "audits"}
    kept = client.post("/api/v1/answers", json={**body, "without": ["years:2018"]}).json()
    assert "2018" not in {part["label"] for part in kept["reading"]["understood"]}
    gone = client.post("/api/v1/answers", json={"question": "And in 2018?", "after": "no-such-answer"})
    assert gone.status_code == 404


def test_lines_say_what_they_do_to_each_term_and_unmet_terms_have_a_reason(client: TestClient) -> None:
    question = "Was escalation used nine times during the year 2031?"
    found = client.post("/api/v1/answers", json={"question": question}).json()
    assert found["band"] == "closest"
    assert found["unmet"] == [{"term": "years:2031", "why": "Held for 2017, not for 2031."}]
    assert {"term": "years:2031", "state": "broken"} in found["statements"][0]["terms"]


def test_a_question_that_names_a_person_is_answered_and_not_kept(client: TestClient) -> None:
    found = client.post("/api/v1/answers", json={"question": "Did Mrs Jane Example write to the board?"}).json()
    assert found["id"] is None
