"""Signing in and out on the pages."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import Role
from tests.api.web.visits import form_key
from tests.conftest import client_for


def test_a_stranger_is_sent_to_sign_in(stranger: TestClient) -> None:
    for path in ("/", "/search", "/documents", "/documents/add", "/answers/x", "/passages/x", "/api"):
        response = stranger.get(path, headers={"Accept": "text/html"}, follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (303, "/sign-in"), path


def test_a_link_works_once(base: KnowledgeBase) -> None:
    link = base.accounts.create_link()
    first, second = client_for(base, None), client_for(base, None)
    origin = {"Origin": "http://127.0.0.1:8000"}
    assert first.post("/sign-in", data={"key": link}, headers=origin, follow_redirects=False).status_code == 303
    refused = second.post("/sign-in", data={"key": link}, headers=origin)
    assert refused.status_code == 401
    assert "used" in refused.text


def test_a_token_signs_in_too_and_signing_out_ends_it(base: KnowledgeBase) -> None:
    client = client_for(base, None)
    token = base.accounts.create_token(Role.PRACTITIONER, "a social worker")
    client.post("/sign-in", data={"token": token}, headers={"Origin": "http://127.0.0.1:8000"})
    page = client.get("/")
    assert "a social worker" in page.text
    assert "/documents/add" not in client.get("/documents").text
    client.post("/sign-out", data={"form_key": form_key(client)})
    assert client.get("/", headers={"Accept": "text/html"}, follow_redirects=False).status_code == 303


def test_the_session_cookie_cannot_be_read_by_scripts(base: KnowledgeBase) -> None:
    client = client_for(base, None)
    origin = {"Origin": "http://127.0.0.1:8000"}
    data = {"key": base.accounts.create_link()}
    cookie = client.post("/sign-in", data=data, headers=origin, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()


def test_another_site_cannot_sign_a_person_in(base: KnowledgeBase) -> None:
    client = client_for(base, None)
    response = client.post(
        "/sign-in", data={"key": base.accounts.create_link()}, headers={"Origin": "https://evil.example"}
    )
    assert response.status_code == 403
