"""Learning over the API: an act of a person, kept beside the models before it, and decisions stay as decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from api.themes.tagger import shipped
from tests.api.rest.conftest import REPORT, evidence
from tests.conftest import client_for

MODELS = "/api/v1/themes/models"


@pytest.fixture
def held(own_base: KnowledgeBase, tmp_path: Path) -> Iterator[KnowledgeBase]:
    (tmp_path / "report.md").write_text(REPORT, "utf-8")
    assert not own_base.documents.add([tmp_path / "report.md"], LOCAL_OPERATOR).failed
    own_base.documents.correct(
        own_base.documents.all(LOCAL_OPERATOR).items[0].id, {"kind": "annual_report"}, LOCAL_OPERATOR
    )
    own_base.themes.tag(LOCAL_OPERATOR)
    yield own_base


def decide(client: TestClient, verdict: str) -> None:
    for item in evidence(client):
        answer = client.post(f"/api/v1/themes/G3/evidence/{item['passage_id']}", json={"verdict": verdict})
        assert answer.status_code == 200


def test_learning_changes_the_model_and_not_the_decisions(held: KnowledgeBase) -> None:
    client = client_for(held)
    assert client.get(MODELS).json() == {"in_use": shipped().version, "history": [], "untaught": 0}
    assert "Review some first" in client.post(f"{MODELS}/learn").json()["detail"]
    before = evidence(client)[0]
    decide(client, "rejected")
    assert client.get(MODELS).json()["untaught"] == 1
    learned = client.post(f"{MODELS}/learn").json()
    assert (learned["confirmed"], learned["rejected"], learned["trial"]) == (0, 1, None)
    after = evidence(client)[0]
    assert after["state"] == "rejected" and after["model"] == learned["version"] != before["model"]
    assert after["score"] < before["score"]
    kept = client.get(MODELS).json()
    assert kept["in_use"] == learned["version"] and kept["untaught"] == 0
    assert client.get("/api/v1/themes").json()["untagged"] == 0
    # The same decisions teach the same model, which is not taken twice.
    assert client.post(f"{MODELS}/learn").json()["version"] == learned["version"]
    assert len(client.get(MODELS).json()["history"]) == 1


def test_a_model_before_can_be_taken_again(held: KnowledgeBase) -> None:
    client = client_for(held)
    decide(client, "confirmed")
    version = client.post(f"{MODELS}/learn").json()["version"]
    assert client.post(f"{MODELS}/use", json={"version": shipped().version}).json()["in_use"] == shipped().version
    assert evidence(client)[0]["model"] == shipped().version and evidence(client)[0]["state"] == "confirmed"
    again = client.post(f"{MODELS}/use", json={"version": version}).json()
    assert again["in_use"] == version and [one["confirmed"] for one in again["history"]] == [1, 0, 1]
    assert client.post(f"{MODELS}/use", json={"version": "none"}).status_code == 404


def test_only_who_keeps_the_register_may_teach(held: KnowledgeBase) -> None:
    for role in Role:
        allowed = role in (Role.BOARD_MANAGER, Role.ADMIN)
        assert (client_for(held, role).post(f"{MODELS}/learn").status_code == 403) is not allowed, role
        assert client_for(held, role).get(MODELS).status_code == 200
    assert client_for(held, None).get(MODELS).status_code == 401
