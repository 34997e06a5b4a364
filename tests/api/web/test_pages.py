"""What all pages share: form keys, errors, and an empty service."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import Role
from tests.api.web.visits import QUESTION, ask
from tests.conftest import client_for


def test_a_form_without_the_key_of_the_session_is_refused(visitor: TestClient) -> None:
    for path, data in (("/ask", {"question": QUESTION}), ("/documents/add", {"title": "A"}), ("/sign-out", {})):
        assert visitor.post(path, data={**data, "form_key": "wrong"}).status_code == 403, path


def test_errors_are_pages_for_people(visitor: TestClient) -> None:
    response = visitor.get("/nothing", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "Page not found" in response.text


def test_an_empty_knowledge_base_says_that_nothing_is_held_yet(own_base: KnowledgeBase) -> None:
    with client_for(own_base, None) as client:
        token = own_base.accounts.create_token(Role.PRACTITIONER, "somebody")
        client.post("/sign-in", data={"token": token}, headers={"Origin": "http://127.0.0.1:8000"})
        for mode in ("ask", "search"):
            page = ask(client, "Were fathers overlooked?", mode=mode)
            assert "No document is held yet that you may see." in page
            assert "No passage searched mentions" not in page and "other words" not in page
