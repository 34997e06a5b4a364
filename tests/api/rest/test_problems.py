"""Errors over the API are problem details, whoever asks for whatever."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/v1/answers", "{not json", 422),
        ("POST", "/api/v1/answers", "[]", 422),
        ("POST", "/api/v1/answers", '{"question": 7}', 422),
        ("POST", "/api/v1/answers", '{"question": "a", "surprise": 1}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "limit": 0}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "limit": 100000}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "filters": {"kinds": ["novel"]}}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "filters": {"years": [2020, 2010]}}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "cursor": "x.y"}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "filters": {"in_force_on": "2022-02-31"}}', 422),
        ("GET", "/api/v1/documents/none/versions", None, 404),
        ("GET", "/api/v1/passages/none?version=0", None, 422),
        ("GET", "/api/v1/documents?limit=0", None, 422),
        ("GET", "/api/v1/documents?cursor=%00", None, 422),
        ("GET", "/api/v1/documents/none", None, 404),
        ("GET", "/api/v1/documents/%2e%2e%2f", None, 404),
        ("GET", "/api/v1/passages/none", None, 404),
        ("GET", "/api/v1/nothing", None, 404),
        ("PUT", "/api/v1/documents", "{}", 405),
        ("DELETE", "/api/v1/documents/none", None, 404),
    ],
)
def test_errors_are_problem_details(client: TestClient, method: str, path: str, body: str | None, status: int) -> None:
    response = client.request(method, path, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["status"] == status
