"""Both doors together: who gets in, what each role sees and may change, headers and limits."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import Role
from tests.conftest import client_for


def test_without_a_token_only_health_answers(stranger: TestClient, base: KnowledgeBase) -> None:
    assert stranger.get("/healthz").json() == {"status": "ok"}
    assert stranger.get("/readyz").json() == {"status": "ready"}
    checked = 0
    for method, path in _api_paths(base):
        response = stranger.request(method, path.replace("{document_id}", "x").replace("{passage_id}", "x"))
        assert response.status_code == 401, (method, path)
        assert response.headers["WWW-Authenticate"] == "Bearer"
        checked += 1
    assert checked >= 9


def _api_paths(base: KnowledgeBase) -> list[tuple[str, str]]:
    described = client_for(base).get("/api/v1/openapi.json").json()
    return [(method.upper(), path) for path, methods in described["paths"].items() for method in methods]


@pytest.mark.parametrize("token", ["", "x", "lrs_" + "0" * 40, "é" * 10, "a" * 5000])
def test_a_wrong_token_is_refused(stranger: TestClient, token: str) -> None:
    response = stranger.get("/api/v1/documents", headers={"Authorization": f"Bearer {token}".encode()})
    assert response.status_code == 401


def test_a_revoked_token_is_refused(base: KnowledgeBase) -> None:
    client = client_for(base)
    assert client.get("/api/v1/documents").status_code == 200
    for token in base.accounts.tokens():
        if token.user.name == "test admin":
            base.accounts.revoke(token.user.id)
    assert client.get("/api/v1/documents").status_code == 401


@pytest.mark.parametrize(("role", "seen"), [(Role.READER, 2), (Role.PRACTITIONER, 3), (Role.BOARD_MANAGER, 4)])
def test_each_role_sees_its_classes_by_every_way(base: KnowledgeBase, role: Role, seen: int) -> None:
    client, admin = client_for(base, role), client_for(base)
    assert len(client.get("/api/v1/documents").json()["items"]) == seen
    for document in admin.get("/api/v1/documents").json()["items"]:
        allowed = {"public": 1, "partnership": 2, "restricted": 3}[document["sensitivity"]] <= seen - 1
        address = f"/api/v1/documents/{document['id']}"
        first = admin.get(f"{address}/passages").json()["items"][0]["id"]
        for path in (address, f"{address}/passages", f"/api/v1/passages/{first}"):
            assert client.get(path).status_code == (200 if allowed else 404), path
    hits = client.post("/api/v1/search", json={"query": "father supervision bruise board", "limit": 50}).json()["hits"]
    assert len({hit["passage"]["document"]["id"] for hit in hits}) == seen


@pytest.mark.parametrize("role", [Role.READER, Role.PRACTITIONER, Role.TRAINING_LEAD])
def test_those_who_read_may_not_change(base: KnowledgeBase, role: Role) -> None:
    client, admin = client_for(base, role), client_for(base)
    public = next(d for d in admin.get("/api/v1/documents").json()["items"] if d["sensitivity"] == "public")
    address = f"/api/v1/documents/{public['id']}"
    assert client.delete(address).status_code == 403
    assert client.patch(address, json={"area": "X"}).status_code == 403
    refused = client.post("/api/v1/documents", files={"file": ("a.txt", b"Text of a file.")})
    assert refused.status_code == 403
    assert "board manager or admin" in refused.json()["detail"]


def test_every_response_carries_the_headers(stranger: TestClient) -> None:
    for path in ("/healthz", "/sign-in", "/api/v1/documents", "/nothing"):
        headers = stranger.get(path, follow_redirects=False).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_body_larger_than_the_limit_is_refused_before_it_is_read(client: TestClient) -> None:
    headers = {"Content-Type": "application/octet-stream", "Content-Length": str(10**12)}
    response = client.post("/api/v1/documents", content=b"", headers=headers)
    assert response.status_code == 413
    assert "MB" in response.json()["detail"]
