"""The quarantine by API: who may decide, what a decision does, and that no read shows what waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.access import Action, may
from api.people.users import Role, User
from indexer.documents import Locator, Part, PartKind
from indexer.passages import NO_FILTERS
from tests.conftest import client_for
from tests.toy import hold_parts, write_pdf

NUMBER = "943 476 5919"
NOTE = f"# Zebra briefing\n\nThe zebra family moved. The NHS number is {NUMBER}. Ring 0121 496 0123 about it.\n"
OPEN = b"# Other briefing\n\nThe health visitor was never told about the zebra move.\n"


def upload(client: TestClient, text: str = NOTE, **data: str) -> str:
    response = client.post("/api/v1/documents", files={"file": ("zebra.md", text.encode())}, data=data)
    assert response.status_code == 202, response.text
    body = response.json()
    assert (body["status"], body["document"]) == ("waiting", None)
    assert body["found"]["nhs_number"] == 1
    waiting_id: str = body["waiting_id"]
    return waiting_id


def decide(client: TestClient, waiting_id: str, decision: str, **more: object) -> dict[str, object]:
    body = {"decision": decision, "reason": "As agreed", **more}
    response = client.post(f"/api/v1/quarantine/{waiting_id}", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, object] = response.json()
    return answer


@pytest.mark.parametrize("role", list(Role))
def test_no_read_shows_what_waits_to_anybody(own_base: KnowledgeBase, role: Role) -> None:
    admin, client = client_for(own_base), client_for(own_base, role)
    held = {"file": ("other.md", OPEN)}
    other = admin.post("/api/v1/documents", files=held, data={"sensitivity": "public"}).json()["document"]["id"]
    waiting_id = upload(admin)
    assert [d["id"] for d in client.get("/api/v1/documents").json()["items"]] == [other]
    for path in ("", "/passages"):
        assert client.get(f"/api/v1/documents/{waiting_id}{path}").status_code == 404
    for path in ("", "/file", "/pages/1.jpg"):
        assert client.get(f"/documents/{waiting_id}{path}").status_code == 404, path
    # Who may not remove is told so, whether it waits or is held or is neither.
    removing = 404 if may(User("u", "U", role), Action.REMOVE_DOCUMENTS) else 403
    assert client.get(f"/documents/{waiting_id}/remove").status_code == removing
    hits = client.post("/api/v1/search", json={"query": "zebra family number", "limit": 50}).json()["hits"]
    assert {hit["passage"]["document"]["id"] for hit in hits} == {other}
    answer = client.post("/api/v1/answers", json={"question": "What is the number of the zebra family?"}).json()
    assert answer["documents_searched"] == 1
    assert "family" in answer["missing_terms"], "not even the counts of words know of it"
    for found in (hits, answer):
        assert NUMBER not in str(found)
    facets = own_base.facets(NO_FILTERS, User("u", "U", role))
    assert [document[0] for document in facets.documents] == [other]
    narrowed = {"query": "zebra", "filters": {"documents": [waiting_id]}}
    assert client.post("/api/v1/search", json=narrowed).json()["hits"] == []
    correcting = 404 if may(User("u", "U", role), Action.CORRECT_DOCUMENTS) else 403
    assert client.patch(f"/api/v1/documents/{waiting_id}", json={"area": "X"}).status_code == correcting
    assert client.delete(f"/api/v1/documents/{waiting_id}").status_code == removing
    assert client.get(f"/documents/{waiting_id}", headers={"Accept": "text/html"}).status_code == 404
    assert "zebra.md" not in client.get("/documents").text


@pytest.mark.parametrize("role", [Role.READER, Role.PRACTITIONER, Role.TRAINING_LEAD])
def test_only_those_with_the_right_see_or_decide(own_base: KnowledgeBase, role: Role) -> None:
    waiting_id = upload(client_for(own_base))
    client = client_for(own_base, role)
    refused = client.get("/api/v1/quarantine")
    assert refused.status_code == 403
    assert "board manager or admin" in refused.json()["detail"]
    body = {"decision": "release", "reason": "As agreed"}
    assert client.post(f"/api/v1/quarantine/{waiting_id}", json=body).status_code == 403
    for path in ("/documents/waiting", f"/documents/waiting/{waiting_id}"):
        assert client.get(path).status_code == 403
    assert "Waiting" not in client.get("/documents").text
    assert own_base.quarantine.count(User("u", "U", role)) == 0


def test_the_list_shows_each_finding_in_its_sentence(own_base: KnowledgeBase) -> None:
    client = client_for(own_base, Role.BOARD_MANAGER)
    upload(client)
    client.post("/api/v1/documents", files={"file": ("b.txt", b"She was born on 3 May 2009.")})
    first = client.get("/api/v1/quarantine", params={"limit": 1}).json()
    assert set(first) == {"items", "next", "limits"}
    (item,) = first["items"]
    assert item["found"] == {"nhs_number": 1, "telephone_number": 1}
    finding = item["findings"][0]
    assert (finding["before"], finding["words"], finding["after"]) == ("The NHS number is ", NUMBER, ".")
    second = client.get("/api/v1/quarantine", params={"cursor": first["next"]}).json()
    assert [item["name"] for item in second["items"]] == ["b.txt"]
    assert second["next"] is None


def test_release_makes_it_readable(own_base: KnowledgeBase) -> None:
    client = client_for(own_base, Role.BOARD_MANAGER)
    answer = decide(client, upload(client, sensitivity="partnership"), "release")
    document = answer["document"]
    assert isinstance(document, dict)
    assert document["sensitivity"] == "partnership"
    assert NUMBER in client.get(f"/documents/{document['id']}/file").text
    assert client.get("/api/v1/quarantine").json()["items"] == []
    again = client.post("/api/v1/documents", files={"file": ("zebra.md", NOTE.encode())})
    assert again.json()["status"] == "unchanged"


def test_redaction_reaches_passages_file_and_search(own_base: KnowledgeBase) -> None:
    client = client_for(own_base)
    document = decide(client, upload(client), "redact", findings=[1])["document"]
    assert isinstance(document, dict)
    (passage,) = client.get(f"/api/v1/documents/{document['id']}/passages").json()["items"]
    assert "The NHS number is [redacted: NHS number]. Ring 0121 496 0123" in passage["text"]
    file = client.get(f"/documents/{document['id']}/file")
    assert NUMBER not in file.text and passage["text"] in file.text
    answer = client.post("/api/v1/answers", json={"question": "What is the NHS number of the zebra family?"}).json()
    assert NUMBER not in str(answer)


def test_no_page_of_a_redacted_document_is_pictured(own_base: KnowledgeBase, tmp_path: Path) -> None:
    client = client_for(own_base)
    pdf = write_pdf(tmp_path / "a.pdf", [("Report", f"The zebra has the NHS number {NUMBER} in its file.")])
    waiting_id = client.post("/api/v1/documents", files={"file": ("a.pdf", pdf.read_bytes())}).json()["waiting_id"]
    document = decide(client, waiting_id, "redact")["document"]
    assert isinstance(document, dict)
    assert client.get(f"/documents/{document['id']}/pages/1.jpg").status_code == 422
    (passage,) = client.get(f"/api/v1/documents/{document['id']}/passages").json()["items"]
    assert passage["locator"]["page"] == 1
    page = client.get(f"/passages/{passage['id']}").text
    assert "<img" not in page and NUMBER not in page


def test_refusal_is_remembered(own_base: KnowledgeBase) -> None:
    client = client_for(own_base)
    waiting_id = upload(client)
    assert decide(client, waiting_id, "refuse") == {"decision": "refuse", "document": None}
    again = client.post("/api/v1/documents", files={"file": ("copy.md", NOTE.encode())})
    assert again.status_code == 422
    assert "copy.md: refused on" in again.json()["detail"]
    assert "by test admin: As agreed" in again.json()["detail"]
    gone = client.post(f"/api/v1/quarantine/{waiting_id}", json={"decision": "release", "reason": "x"})
    assert gone.status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"decision": "delete", "reason": "x"},
        {"decision": "release", "reason": ""},
        {"decision": "release", "reason": "   "},
        {"decision": "release", "reason": "Mrs Sarah Jones asked for it"},
        {"decision": "redact", "reason": "x", "findings": [9]},
        {"decision": "redact", "reason": "x", "findings": []},
        {"decision": "redact", "reason": "x", "findings": ["a"]},
    ],
)
def test_a_decision_that_cannot_be_taken_changes_nothing(own_base: KnowledgeBase, body: dict[str, object]) -> None:
    client = client_for(own_base)
    waiting_id = upload(client)
    refused = client.post(f"/api/v1/quarantine/{waiting_id}", json=body)
    assert refused.status_code == 422
    assert NUMBER not in refused.text
    assert len(client.get("/api/v1/quarantine").json()["items"]) == 1


def test_what_stands_in_parts_is_told_with_kind_and_place(
    own_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = Part(PartKind.HEADER, f"Case {NUMBER}", Locator(page=3))
    hold_parts(monkeypatch, header, Part(PartKind.COVERED_TEXT, "The zebra", Locator(page=2)))
    client = client_for(own_base)
    body = client.post("/api/v1/documents", files={"file": ("zebra.md", OPEN)}).json()
    assert body["concerns"] == ["Text lies under a covering shape on page 2."]
    (waiting,) = client.get("/api/v1/quarantine").json()["items"]
    assert waiting["concerns"] == body["concerns"]
    (finding,) = waiting["findings"]
    assert (finding["part"], finding["place"]) == ("header", "in a header or footer, page 3")
    assert (finding["before"], finding["words"]) == ("Case ", NUMBER)
    assert client.get(f"/documents/waiting/{waiting['id']}").text.count("in a header or footer, page 3") == 1


def test_all_that_are_alike_are_released_once_somebody_looked_at_one(own_base: KnowledgeBase) -> None:
    client = client_for(own_base)
    ids = []
    for number, name in enumerate(("Agnes", "Norah"), start=1):
        text = f"# Zebra report {number}\n\nThe zebra lead of area {number} was Mrs {name} Tarrant.\n"
        files = {"file": (f"z{number}.md", text.encode())}
        body = client.post("/api/v1/documents", files=files, data={"publisher": "Ofsted"}).json()
        ids.append(body["waiting_id"])
    address = f"/api/v1/quarantine/{ids[0]}/alike"
    assert [item["id"] for item in client.get(address).json()["items"]] == ids
    assert client.post(address, json={"reason": "Published"}).status_code == 422
    answer = {"reason": "Published", "looked": True}
    assert client_for(own_base, Role.READER).post(address, json=answer).status_code == 403
    released = client.post(address, json=answer).json()
    assert ([d["publisher"] for d in released["documents"]], released["waiting"]) == (["Ofsted", "Ofsted"], 0)
    assert client.get(address).status_code == 404
