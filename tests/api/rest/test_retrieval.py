"""Searches over the API: names, filters, dates in force."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.rest.test_documents import DOCUMENT

LOCATOR = {"page", "page_label", "paragraph", "sheet", "cells", "slide", "anchor", "lines", "row"}


def test_a_search_has_the_agreed_names(client: TestClient) -> None:
    found = client.post("/api/v1/search", json={"query": "fathers", "filters": {}, "limit": 2}).json()
    assert set(found) == {"query", "expanded", "reading", "total", "hits", "next"}
    assert len(found["hits"]) == 2
    hit = found["hits"][0]
    assert set(hit) == {"score", "passage", "highlights", "repeats"}
    assert {"id", "text", "headings", "role", "themes", "locator", "document"} <= set(hit["passage"])
    assert set(hit["passage"]["locator"]) == LOCATOR
    assert set(hit["passage"]["document"]) >= DOCUMENT
    for start, end in hit["highlights"]:
        assert hit["passage"]["text"][start:end]


def test_a_search_can_be_narrowed_to_roles(client: TestClient) -> None:
    asked = {"query": "supervision standard", "filters": {"roles": ["recommendation"]}, "limit": 20}
    passages = [hit["passage"] for hit in client.post("/api/v1/search", json=asked).json()["hits"]]
    assert passages
    assert {p["role"] for p in passages} == {"recommendation"}
    assert passages[0]["role_reason"] == "stands under the heading “What should change”"
    for wrong in ({"roles": ["gossip"]}, {"agencies": ["circus"]}):
        assert client.post("/api/v1/search", json={**asked, "filters": wrong}).status_code == 422


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        ({"kinds": ["audit", "procedure"]}, {"audit", "procedure"}),
        ({"areas": ["NORTON"]}, {"annual_report", "learning_review", "audit"}),
        ({"years": [2017, 2018]}, {"annual_report", "learning_review"}),
        ({"years": [2021, None]}, {"procedure"}),
        ({"kinds": [], "areas": [], "roles": [], "themes": [], "documents": []}, None),
        ({"themes": ["no-such-theme"]}, set()),
        ({"agencies": ["social_care"]}, {"procedure"}),
    ],
)
def test_filters_are_the_same_everywhere(
    client: TestClient, filters: dict[str, object], kinds: set[str] | None
) -> None:
    wanted = kinds if kinds is not None else {"annual_report", "learning_review", "audit", "procedure"}
    hits = client.post("/api/v1/search", json={"query": "the father", "filters": filters, "limit": 50}).json()["hits"]
    assert {hit["passage"]["document"]["kind"] for hit in hits} == wanted
    answer = client.post("/api/v1/answers", json={"question": "the father", "filters": filters}).json()
    assert {hit["passage"]["document"]["kind"] for hit in answer["nearest"]} <= wanted
