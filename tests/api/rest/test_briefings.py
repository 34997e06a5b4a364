"""Briefings as other programs use them: names, refusals, conflicts, files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from indexer.documents import Sensitivity
from tests.conftest import client_for
from tests.pango import needs_pango

STANDARD = "The board should write a standard for supervision."
STORY = """# Learning review: Child Q

## Case study: Child Q

Child Q was seen at home by the health visitor. His father moved in with his grandmother.
"""


@pytest.fixture
def lead(base: KnowledgeBase) -> TestClient:
    return client_for(base, Role.TRAINING_LEAD)


def begin(client: TestClient, **more: Any) -> dict[str, Any]:
    documents = client.get("/api/v1/documents").json()["items"]
    review = next(d["id"] for d in documents if "Child Q" in d["title"])
    made = client.post("/api/v1/briefings", json={"document_id": review, **more})
    assert made.status_code == 201, made.text
    return dict(made.json())


def body(made: dict[str, Any], **panels: list[dict[str, str]]) -> dict[str, Any]:
    return {"based_on": made["version"], "title": made["title"], "panels": panels}


def test_a_briefing_has_the_agreed_names(lead: TestClient) -> None:
    made = begin(lead)
    names = "id form subject title version state marking changed_at audience review_on least words panels table acts"
    assert set(made) == {*names.split(), "problems"}
    panel = next(p for p in made["panels"] if p["key"] == "differently")
    assert set(panel) == {"key", "heading", "lines"}
    (line,) = panel["lines"]
    assert set(line) == {"text", "is_quotation", "source", "citation", "problem", "guards"}
    passage = lead.get(f"/api/v1/passages/{line['citation']['passage_id']}").json()
    assert passage["text"][line["citation"]["start"] : line["citation"]["end"]] == line["citation"]["quote"] == STANDARD
    assert [(act["act"], act["version"]) for act in made["acts"]] == [("saved", 1)]
    listed = lead.get("/api/v1/briefings", params={"limit": 1}).json()
    assert (listed["items"][0]["id"], listed["items"][0]["state"]) == (made["id"], "draft")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"theme": "D5", "question": "x"}, 422),
        ({"theme": "Z99"}, 404),
        ({"document_id": "none"}, 404),
        ({"question": " "}, 422),
        ({"year": 2018}, 422),
        ({"theme": "D5", "form": "novel"}, 422),
        ({"theme": "D5", "best": 50}, 422),
    ],
)
def test_what_cannot_be_begun_is_refused(lead: TestClient, sent: dict[str, Any], status: int) -> None:
    refused = lead.post("/api/v1/briefings", json=sent)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
    assert len(refused.json()["detail"]) > 10


def test_candidates_are_chosen_by_their_source_and_an_altered_quotation_is_refused(lead: TestClient) -> None:
    made = begin(lead, best=0)
    address = f"/api/v1/briefings/{made['id']}"
    offered = lead.get(f"{address}/candidates").json()["panels"]
    (one,) = offered["differently"]
    assert (one["role"], one["needs_release"]) == ("recommendation", False)
    saved = lead.put(address, json=body(made, differently=[{"source": one["source"]}])).json()
    assert (saved["version"], saved["panels"][4]["lines"][0]["text"]) == (2, STANDARD)
    wrong = [{"source": one["source"], "text": STANDARD.replace("should", "must")}]
    refused = lead.put(address, json=body(saved, differently=wrong))
    assert refused.status_code == 422
    assert "you wrote “must”, the source says “should”" in refused.json()["detail"].replace("You", "you")
    stale = lead.put(address, json=body(made, questions=[{"text": "What strikes us?"}]))
    assert stale.status_code == 409
    local = lead.put(address, json=body(saved, differently=[{**wrong[0], "do": "local"}])).json()
    assert local["panels"][4]["lines"][0]["is_quotation"] is False


def test_it_is_approved_by_a_second_person_and_read_by_others(base: KnowledgeBase, lead: TestClient) -> None:
    made = begin(lead)
    address = f"/api/v1/briefings/{made['id']}"
    assert client_for(base, Role.PRACTITIONER).get(address).status_code == 404
    assert lead.post(f"{address}/submit", json={}).json()["state"] == "submitted"
    assert lead.post(f"{address}/approve").status_code == 403
    manager = client_for(base, Role.BOARD_MANAGER)
    assert manager.post(f"{address}/send-back", json={"reason": "Add a question."}).json()["state"] == "draft"
    lead.post(f"{address}/submit", json={})
    assert manager.post(f"{address}/approve").json()["state"] == "approved"
    read = client_for(base, Role.PRACTITIONER).get(address).json()
    assert (read["state"], read["acts"]) == ("approved", [])
    assert client_for(base, Role.READER).get(address).status_code == 404
    assert manager.post(f"{address}/withdraw", json={"reason": "Old."}).json()["state"] == "withdrawn"


@pytest.mark.parametrize("wanted", ["html", "docx", pytest.param("pdf", marks=needs_pango)])
def test_files_are_named_typed_and_can_be_verified(lead: TestClient, wanted: str) -> None:
    made = begin(lead)
    file = lead.get(f"/api/v1/briefings/{made['id']}.{wanted}", params={"layout": "pocket_card"})
    assert file.status_code == 200
    assert f'filename="learning-review-child-q-v1.{wanted}"' in file.headers["content-disposition"]
    if wanted == "html":
        assert "sandbox" in file.headers["content-security-policy"]
    checked = lead.post("/api/v1/verify", files={"file": (f"briefing.{wanted}", file.content)}).json()
    assert {outcome: count for outcome, count in checked["counts"].items() if count} == {"verbatim": 1}
    assert checked["unclosed"] == []
    altered = file.content.replace(b"should write", b"must write")
    if wanted == "html":
        checked = lead.post("/api/v1/verify", files={"file": ("briefing.html", altered)}).json()
        assert checked["counts"]["altered"] == 1
    assert lead.get(f"/api/v1/briefings/{made['id']}.exe").status_code == 422


def test_guarded_words_are_released_by_who_has_the_right(own_base: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "story.md").write_text(STORY, "utf-8")
    report = own_base.documents.add([tmp_path / "in"], LOCAL_OPERATOR, sensitivity=Sensitivity.PARTNERSHIP)
    assert not report.failed
    base, lead = own_base, client_for(own_base, Role.TRAINING_LEAD)
    made = begin(lead, best=0)
    address = f"/api/v1/briefings/{made['id']}"
    story = lead.get(f"{address}/candidates").json()["panels"]["happened"][0]
    saved = lead.put(address, json=body(made, happened=[{"source": story["source"]}])).json()
    assert saved["panels"][1]["lines"][0]["guards"] == ["case narrative"]
    assert lead.get(f"{address}.html").status_code == 422
    assert lead.post(f"{address}/release", json={"reason": "x"}).status_code == 403
    manager = client_for(base, Role.BOARD_MANAGER)
    assert manager.post(f"{address}/release", json={"reason": ""}).status_code == 422
    assert manager.post(f"{address}/release", json={"reason": "Family agreed."}).status_code == 200
    assert lead.get(f"{address}.html").status_code == 200
    acts = [(act["act"], act["detail"]) for act in lead.get(address).json()["acts"]]
    assert acts[-2:] == [("released", "Family agreed."), ("exported", "html, full, marked partnership")]
