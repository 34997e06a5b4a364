"""The REST API as other programs use it: names, rights, lists, errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from tests.conftest import TESTS, client_for

GOLDEN = TESTS / "golden" / "openapi.json"
DOCUMENT = {"id", "title", "kind", "area", "publisher", "period_start", "period_end", "year", "sensitivity", "version"}
LOCATOR = {"page", "page_label", "paragraph", "sheet", "cells", "slide", "anchor", "lines", "row"}
ODD = ["", " ", "\x00", "a" * 10_000, "\ud83d", "<script>alert(1)</script>", "'; DROP TABLE--", "🙂" * 50, "\u202e"]


def test_a_search_has_the_agreed_names(client: TestClient) -> None:
    found = client.post("/api/v1/search", json={"query": "fathers", "filters": {}, "limit": 2}).json()
    assert set(found) == {"query", "expanded", "reading", "total", "hits", "next"}
    assert len(found["hits"]) == 2
    hit = found["hits"][0]
    assert set(hit) == {"score", "passage", "highlights", "repeats"}
    assert {"id", "text", "headings", "role", "themes", "locator", "document"} <= set(hit["passage"])
    assert set(hit["passage"]["locator"]) == LOCATOR
    assert set(hit["passage"]["document"]) >= DOCUMENT
    for start, end in hit["highlights"]:
        assert hit["passage"]["text"][start:end]


def test_a_search_can_be_narrowed_to_roles(client: TestClient) -> None:
    asked = {"query": "supervision standard", "filters": {"roles": ["recommendation"]}, "limit": 20}
    passages = [hit["passage"] for hit in client.post("/api/v1/search", json=asked).json()["hits"]]
    assert passages
    assert {p["role"] for p in passages} == {"recommendation"}
    assert passages[0]["role_reason"] == "stands under the heading “What should change”"
    for wrong in ({"roles": ["gossip"]}, {"agencies": ["circus"]}):
        assert client.post("/api/v1/search", json={**asked, "filters": wrong}).status_code == 422


def test_an_answer_has_the_agreed_names(client: TestClient) -> None:
    found = client.post("/api/v1/answers", json={"question": "Were fathers overlooked in the assessments?"}).json()
    assert {"question", "band", "statements", "missing_terms", "nearest"} <= set(found)
    assert found["band"] == "answer"
    citation = found["statements"][0]["citations"][0]
    names = "passage_id quote start end document_id document_title year locator document_sha256"
    assert set(citation) >= set(names.split())
    passage = client.get(f"/api/v1/passages/{citation['passage_id']}").json()
    assert passage["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_what_is_not_held_is_a_plain_none(client: TestClient) -> None:
    found = client.post("/api/v1/answers", json={"question": "How are zebras vaccinated in Antarctica?"}).json()
    assert (found["band"], found["statements"]) == ("none", [])
    assert found["missing_terms"] == ["zebras", "vaccinated", "Antarctica"]


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        ({"kinds": ["audit", "procedure"]}, {"audit", "procedure"}),
        ({"areas": ["NORTON"]}, {"annual_report", "learning_review", "audit"}),
        ({"years": [2017, 2018]}, {"annual_report", "learning_review"}),
        ({"years": [2021, None]}, {"procedure"}),
        ({"kinds": [], "areas": [], "roles": [], "themes": [], "documents": []}, None),
        ({"themes": ["no-such-theme"]}, set()),
        ({"agencies": ["social_care"]}, {"procedure"}),
    ],
)
def test_filters_are_the_same_everywhere(
    client: TestClient, filters: dict[str, object], kinds: set[str] | None
) -> None:
    wanted = kinds if kinds is not None else {"annual_report", "learning_review", "audit", "procedure"}
    hits = client.post("/api/v1/search", json={"query": "the father", "filters": filters, "limit": 50}).json()["hits"]
    assert {hit["passage"]["document"]["kind"] for hit in hits} == wanted
    answer = client.post("/api/v1/answers", json={"question": "the father", "filters": filters}).json()
    assert {hit["passage"]["document"]["kind"] for hit in answer["nearest"]} <= wanted


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
    assert response.status_code in (200, 201), response.text
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


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize(("path", "name"), [("/api/v1/answers", "question"), ("/api/v1/search", "query")])
def test_odd_questions_get_a_safe_answer_or_a_4xx(client: TestClient, text: str, path: str, name: str) -> None:
    body = json.dumps({name: text})
    response = client.post(path, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in (200, 422)
    if response.status_code == 422:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/v1/answers", "{not json", 422),
        ("POST", "/api/v1/answers", "[]", 422),
        ("POST", "/api/v1/answers", '{"question": 7}', 422),
        ("POST", "/api/v1/answers", '{"question": "a", "surprise": 1}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "limit": 0}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "limit": 100000}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "filters": {"kinds": ["novel"]}}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "filters": {"years": [2020, 2010]}}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "cursor": "x.y"}', 422),
        ("POST", "/api/v1/search", '{"query": "a", "filters": {"in_force_on": "2022-02-31"}}', 422),
        ("GET", "/api/v1/documents/none/versions", None, 404),
        ("GET", "/api/v1/passages/none?version=0", None, 422),
        ("GET", "/api/v1/documents?limit=0", None, 422),
        ("GET", "/api/v1/documents?cursor=%00", None, 422),
        ("GET", "/api/v1/documents/none", None, 404),
        ("GET", "/api/v1/documents/%2e%2e%2f", None, 404),
        ("GET", "/api/v1/passages/none", None, 404),
        ("GET", "/api/v1/nothing", None, 404),
        ("PUT", "/api/v1/documents", "{}", 405),
        ("DELETE", "/api/v1/documents/none", None, 404),
    ],
)
def test_errors_are_problem_details(client: TestClient, method: str, path: str, body: str | None, status: int) -> None:
    response = client.request(method, path, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["status"] == status


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


def test_the_description_is_the_agreed_one(client: TestClient) -> None:
    """To accept a change on purpose: python -m tests.golden"""
    described = client.get("/api/v1/openapi.json").json()
    assert described == json.loads(Path(GOLDEN).read_text("utf-8"))


def test_a_follow_up_continues_the_answer_before(client: TestClient) -> None:
    first = client.post("/api/v1/answers", json={"question": "Was supervision recorded in the audit of 2019?"}).json()
    body = {"question": "And in 2018?", "after": first["id"]}
    second = client.post("/api/v1/answers", json=body).json()
    assert second["question"] == "Was supervision recorded in the audit of 2018?"
    changed = {"typed": "And in 2018?", "before": first["question"], "changes": [{"was": "2019", "now": "2018"}]}
    assert second["follows"] == changed
    assert {part["label"] for part in second["reading"]["understood"]} >= {"2018", "audits"}
    kept = client.post("/api/v1/answers", json={**body, "without": ["years:2018"]}).json()
    assert "2018" not in {part["label"] for part in kept["reading"]["understood"]}
    gone = client.post("/api/v1/answers", json={"question": "And in 2018?", "after": "no-such-answer"})
    assert gone.status_code == 404


def test_lines_say_what_they_do_to_each_term_and_unmet_terms_have_a_reason(client: TestClient) -> None:
    question = "Was escalation used nine times during the year 2031?"
    found = client.post("/api/v1/answers", json={"question": question}).json()
    assert found["band"] == "closest"
    assert found["unmet"] == [{"term": "years:2031", "why": "Held for 2017, not for 2031."}]
    assert {"term": "years:2031", "state": "broken"} in found["statements"][0]["terms"]


def test_a_question_that_names_a_person_is_answered_and_not_kept(client: TestClient) -> None:
    found = client.post("/api/v1/answers", json={"question": "Did Mrs Jane Example write to the board?"}).json()
    assert found["id"] is None
