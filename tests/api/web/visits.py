"""What a visitor of the pages does in many tests: ask a question, with the key that forms need."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

QUESTION = "Were fathers overlooked in the assessments?"


def form_key(client: TestClient) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', client.get("/").text)
    assert found
    return found.group(1)


def ask(client: TestClient, question: str, **more: object) -> str:
    response = client.post("/ask", data={"question": question, "form_key": form_key(client), **more})
    return response.text
