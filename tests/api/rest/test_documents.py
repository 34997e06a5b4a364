"""Documents over the API: adding, versions, what is in force, removing."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from tests.conftest import client_for

DOCUMENT = {"id", "title", "kind", "area", "publisher", "period_start", "period_end", "year", "sensitivity", "version"}


def test_lists_are_paged_by_cursor(client: TestClient) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": 3} | ({"cursor": cursor} if cursor else {})
        page = client.get("/api/v1/documents", params=params).json()
        assert set(page) == {"items", "next"}
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 4
    passages = client.get(f"/api/v1/documents/{seen[0]}/passages").json()
    assert set(passages) == {"items", "next"}
    assert passages["items"]


def test_a_file_is_added_corrected_found_and_removed(own_base: KnowledgeBase) -> None:
    client = client_for(own_base)
    file = ("notes.txt", b"Learning briefing\n\nThe health visitor was never told about the move.", "text/plain")
    made = client.post("/api/v1/documents", files={"file": file}, data={"kind": "briefing"})
    assert made.status_code == 201
    document = made.json()["document"]
    assert document["kind"] == "briefing"
    again = client.post("/api/v1/documents", files={"file": ("copy.txt", *file[1:])})
    assert (again.status_code, again.json()["status"]) == (200, "duplicate")
    address = f"/api/v1/documents/{document['id']}"
    corrected = client.patch(address, json={"area": "Norton", "period_end": "2019-03-31"})
    assert corrected.json()["area"] == "Norton"
    hits = client.post("/api/v1/search", json={"query": "health visitor", "filters": {"years": [2019, 2019]}}).json()
    assert hits["hits"][0]["passage"]["document"]["area"] == "Norton"
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert client.post("/api/v1/search", json={"query": "health visitor"}).json()["hits"] == []


def test_an_unusable_upload_says_why(own_base: KnowledgeBase) -> None:
    client = client_for(own_base)
    refused = client.post("/api/v1/documents", files={"file": ("r.pdf", b"\x89PNG\r\n\x1a\n rest", "application/pdf")})
    assert refused.status_code == 422
    assert "r.pdf" in refused.json()["detail"]
    wrong = client.post("/api/v1/documents", files={"file": ("a.txt", b"Some text.")}, data={"published": "31/31/20"})
    assert wrong.status_code == 422
    assert "published" in wrong.json()["detail"]


def add_text(client: TestClient, name: str, text: str, **said: str) -> dict[str, Any]:
    response = client.post("/api/v1/documents", files={"file": (name, text.encode())}, data=said)
    assert response.is_success, response.text
    added: dict[str, Any] = response.json()
    return added


def test_an_old_version_leaves_the_search_and_stays_citable(own_base: KnowledgeBase) -> None:
    client = client_for(own_base)
    first = add_text(client, "note.md", "# Note\n\nThe grandmother was spoken to.\n\n## More\n\nThis stays.\n")[
        "document"
    ]
    address = f"/api/v1/documents/{first['id']}"
    gone, same = client.get(f"{address}/passages").json()["items"]
    second = add_text(client, "note.md", "# Note\n\nNobody was spoken to.\n\n## More\n\nThis stays.\n")["document"]
    assert (second["id"], second["version"]) == (first["id"], 2)
    listed = client.get(f"{address}/versions").json()["items"]
    assert [(v["version"], v["current"], v["sha256"]) for v in listed] == [
        (2, True, second["sha256"]),
        (1, False, first["sha256"]),
    ]
    hits = client.post("/api/v1/search", json={"query": "grandmother", "limit": 50}).json()["hits"]
    assert all("grandmother" not in hit["passage"]["text"] for hit in hits)
    old = client.get(f"/api/v1/passages/{gone['id']}").json()
    assert (old["text"], old["current"], old["document"]["version"]) == ("The grandmother was spoken to.", False, 1)
    kept = client.get(f"/api/v1/passages/{same['id']}").json()
    assert (kept["current"], kept["document"]["version"]) == (True, 2)
    assert client.get(f"/api/v1/passages/{same['id']}?version=1").json()["document"]["version"] == 1
    assert "grandmother" in client.get(f"/documents/{first['id']}/file?version=1").text
    assert "grandmother" not in client.get(f"/documents/{first['id']}/file").text
    assert client.get(f"/documents/{first['id']}/file?version=3").status_code == 404
    page = client.get(f"/passages/{gone['id']}").text
    assert "This is version 1 of the document" in page
    assert "version 2</a> replaced it on" in page
    assert client.delete(address).status_code == 204
    for path in (f"/api/v1/passages/{gone['id']}", f"/api/v1/passages/{same['id']}?version=1", f"{address}/versions"):
        assert client.get(path).status_code == 404, path


def test_a_search_asks_what_was_in_force_and_the_superseded_say_so(own_base: KnowledgeBase) -> None:
    client = client_for(own_base)
    said = {"kind": "procedure", "procedure_level": "1", "sensitivity": "public"}
    old = add_text(client, "a.md", "# Escalation\n\nDisagree within ten days.\n", effective_from="2016-06-01", **said)
    restricted = {**said, "sensitivity": "restricted", "supersedes": "a.md", "effective_from": "2022-04-01"}
    new = add_text(client, "b.md", "# Escalation\n\nDisagree within five days.\n", **restricted)["document"]

    def found(day: str, who: TestClient) -> list[str]:
        body = {"query": "disagree within days", "filters": {"in_force_on": day}}
        return [hit["passage"]["document"]["id"] for hit in who.post("/api/v1/search", json=body).json()["hits"]]

    older = client.get(f"/api/v1/documents/{old['document']['id']}").json()
    assert (older["superseded_by"], older["superseded_since"]) == (new["id"], "2022-04-01")
    assert found("2020-01-01", client) == [older["id"]]
    assert found("2022-04-01", client) == [new["id"]]
    assert "Superseded by <a" in client.get(f"/documents/{older['id']}").text
    assert "Superseded by <a" in client.get(f"/passages/{_first_passage(client, older['id'])}").text
    reader = client_for(own_base, Role.READER)
    hidden = reader.get(f"/api/v1/documents/{older['id']}").json()
    assert (hidden["superseded_by"], hidden["superseded_since"]) == (None, "2022-04-01")
    assert [d["superseded_by"] for d in reader.get("/api/v1/documents").json()["items"]] == [None]
    assert found("2022-04-01", reader) == []
    page = reader.get(f"/documents/{older['id']}").text
    assert "Superseded from 1 April 2022" in page
    assert new["id"] not in page


def _first_passage(client: TestClient, document_id: str) -> str:
    return str(client.get(f"/api/v1/documents/{document_id}/passages").json()["items"][0]["id"])


def test_an_upload_much_like_another_document_says_so(own_base: KnowledgeBase) -> None:
    client = client_for(own_base)
    text = "# Note\n\n" + " ".join(f"Sentence {number} of the note." for number in range(40))
    first = add_text(client, "a.md", text)
    second = add_text(client, "b.md", text + " And one more.")
    assert first["near_duplicates"] == []
    (near,) = second["near_duplicates"]
    assert (near["document_id"], near["share"] > 0.8) == (first["document"]["id"], True)


def test_a_passage_tells_what_each_of_its_statements_is(own_base: KnowledgeBase) -> None:
    client = client_for(own_base)
    text = (
        "# Findings\n\nSupervision of staff is regular, timely and effective, and it is valued. "
        "However, fathers were not always seen and records were poor.\n"
    )
    added = add_text(client, "audit.md", text, kind="audit")
    own_base.themes.tag(LOCAL_OPERATOR)
    (passage,) = client.get(f"/api/v1/documents/{added['document']['id']}/passages").json()["items"]
    assert client.get(f"/api/v1/passages/{passage['id']}").json()["sentences"] == passage["sentences"]
    good, bad = passage["sentences"]
    assert passage["text"][good["start"] : good["end"]].startswith("Supervision")
    assert (good["role"], good["negated"]) == ("strength", False)
    assert (bad["role"], bad["negated"]) == ("weakness", True)
    assert {theme["id"] for theme in passage["themes"]} == {t["id"] for s in (good, bad) for t in s["themes"]}
    assert {"id": "H1"} in good["themes"] and {"id": "H1"} not in bad["themes"]
