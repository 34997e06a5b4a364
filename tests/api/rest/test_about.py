"""The description of the API is the agreed one."""

from __future__ import annotations

import json
from pathlib import Path

from fastapi.testclient import TestClient

from tests.conftest import TESTS

GOLDEN = TESTS / "golden" / "openapi.json"


def test_the_description_is_the_agreed_one(client: TestClient) -> None:
    """To accept a change on purpose: python -m tests.golden"""
    described = client.get("/api/v1/openapi.json").json()
    assert described == json.loads(Path(GOLDEN).read_text("utf-8"))
