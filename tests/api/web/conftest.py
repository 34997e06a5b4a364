"""A visitor whom a one-time link signed in, for every test of the pages."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from tests.conftest import client_for


@pytest.fixture
def visitor(base: KnowledgeBase) -> TestClient:
    """Signed in by a one-time link, as the printed address does."""
    client = client_for(base, None)
    page = client.get("/sign-in", params={"key": base.accounts.create_link()})
    assert page.status_code == 200
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert key
    response = client.post("/sign-in", data={"key": key.group(1)}, headers={"Origin": "http://127.0.0.1:8000"})
    assert response.status_code == 200
    assert "What have we learned?" in response.text
    return client
