"""What a file holds is told on every door, and what its reader does not see is not given to everybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import Role
from indexer.documents import Balance, Locator, Part, PartKind
from tests.conftest import client_for
from tests.toy import hold_parts, write_pdf

HIDDEN = Part(PartKind.HIDDEN_TEXT, "The zebra knew.", Locator(page=1))
COVERED = Part(PartKind.COVERED_TEXT, "The zebra knew.", Locator(page=1))
UNREAD = Balance(PartKind.ATTACHMENT, 2, 0, 0, "minutes.pdf; plan.pdf")


def added(base: KnowledgeBase, folder: Path, release: bool = False) -> tuple[str, str]:
    """A public PDF, and the address of its passage."""
    admin = client_for(base)
    path = write_pdf(folder / "report.pdf", [("One", "Every referral is answered within a day. Nobody asked why.")])
    files = {"file": ("report.pdf", path.read_bytes())}
    body = admin.post("/api/v1/documents", files=files, data={"sensitivity": "public"}).json()
    if release:
        answer = {"decision": "release", "reason": "As agreed"}
        body = admin.post(f"/api/v1/quarantine/{body['waiting_id']}", json=answer).json()
    document = body["document"]["id"]
    passage = admin.get(f"/api/v1/documents/{document}/passages").json()["items"][0]["id"]
    return f"/documents/{document}", f"/passages/{passage}"


def signed_in(base: KnowledgeBase) -> TestClient:
    client = client_for(base, None)
    client.post("/sign-in", data={"key": base.accounts.create_link()}, headers={"Origin": "http://127.0.0.1:8000"})
    return client


def test_the_account_is_in_the_api_and_on_the_page(
    own_base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_parts(monkeypatch, Part(PartKind.COMMENT, "Why?", Locator(page=1)), account=[UNREAD])
    address, _ = added(own_base, tmp_path)
    client = client_for(own_base)
    held = client.get(f"/api/v1{address}").json()
    assert held["account"] == [
        {"kind": "comment", "held": 1, "taken": 0, "apart": 1, "unread": 0, "detail": "page 1"},
        {"kind": "attachment", "held": 2, "taken": 0, "apart": 0, "unread": 2, "detail": "minutes.pdf; plan.pdf"},
    ]
    assert "2 attached files not read: minutes.pdf; plan.pdf." in held["warnings"]
    page = client.get(address).text
    assert "What the file holds" in page
    row = r'<th scope="row">Attached files</th>(?:<td class="number">(?:2|0|<strong[^>]*>2</strong>)</td>){4}'
    assert re.search(row + "<td>minutes.pdf; plan.pdf</td>", page)


def test_documents_with_parts_not_read_are_counted_and_listed(
    own_base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_for(own_base)
    client.post("/api/v1/documents", files={"file": ("a.txt", b"All of it was read.")})
    assert "not read" not in client.get("/documents").text
    hold_parts(monkeypatch, account=[UNREAD])
    address, _ = added(own_base, tmp_path)
    page = client.get("/documents").text
    assert '<a href="/documents?unread=true">1 document holds parts that were not read</a>' in page
    assert "2 parts not read" in page
    narrowed = client.get("/documents?unread=true").text
    assert address in narrowed and "1 of 2 documents" in narrowed
    items = client.get("/api/v1/documents?unread=true").json()["items"]
    assert [f"/documents/{item['id']}" for item in items] == [address]


def test_the_text_of_a_whole_page_is_not_shown_where_words_of_it_are_struck(
    own_base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, plain = added(own_base, tmp_path)
    assert "Text of the whole page" in signed_in(own_base).get(plain).text
    hold_parts(monkeypatch, Part(PartKind.STRUCK_TEXT, "never", Locator(page=1)))
    path = write_pdf(tmp_path / "other.pdf", [("One", "Every child was seen alone. Nobody asked why it was.")])
    files = {"file": ("other.pdf", path.read_bytes())}
    client = client_for(own_base)
    document = client.post("/api/v1/documents", files=files, data={"sensitivity": "public"}).json()["document"]["id"]
    passage = client.get(f"/api/v1/documents/{document}/passages").json()["items"][0]["id"]
    assert "Text of the whole page" not in signed_in(own_base).get(f"/passages/{passage}").text


@pytest.mark.parametrize(
    ("parts", "account", "said", "pictured"),
    [
        ((HIDDEN,), (), "1 hidden part", True),
        ((COVERED,), (), "1 text under a covering shape", False),
        ((), (UNREAD,), "2 attached files not read", True),
        ((Part(PartKind.REVISION, "The zebra knew."),), (), "1 deleted text of a revision", True),
    ],
)
def test_an_original_that_holds_more_than_is_seen_is_for_those_who_may_release(
    own_base: KnowledgeBase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    parts: tuple[Part, ...],
    account: tuple[Balance, ...],
    said: str,
    pictured: bool,
) -> None:
    hold_parts(monkeypatch, *parts, account=account)
    address, passage = added(own_base, tmp_path, release=COVERED in parts)
    reader, manager = client_for(own_base, Role.READER), client_for(own_base, Role.BOARD_MANAGER)
    for place in ("/file", "/pages/1.jpg"):
        assert manager.get(f"{address}{place}").status_code == 200, place
    refused = reader.get(f"{address}/file")
    assert refused.status_code == 403
    assert f"it holds {said}" in refused.text and "board manager or admin" in refused.text
    assert reader.get(f"{address}/pages/1.jpg").status_code == (200 if pictured else 403)
    page = reader.get(address).text
    assert f'href="{address}/file"' not in page and f"it holds {said}" in page
    shown = reader.get(passage).text
    assert ('<div class="sheet">' in shown) is pictured
    assert "Text of the whole page" not in shown, "it would hold what is hidden on the page"
    assert "Text of the whole page" not in manager.get(passage).text
    assert "Every referral is answered" in shown


@pytest.mark.parametrize(
    "balance", [Balance(PartKind.COMMENT, 3, 0, 3), Balance(PartKind.PAGE, 1, 1), Balance(PartKind.FORMULA, 2, 0)]
)
def test_an_original_without_anything_hidden_is_open(
    own_base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, balance: Balance
) -> None:
    hold_parts(monkeypatch, account=[balance])
    address, passage = added(own_base, tmp_path)
    reader = client_for(own_base, Role.READER)
    assert reader.get(f"{address}/file").status_code == 200
    assert "Text of the whole page" in reader.get(passage).text


def test_a_marked_document_is_made_public_only_if_that_is_said_to_be_meant(
    own_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_parts(monkeypatch, Part(PartKind.HEADER, "OFFICIAL-SENSITIVE", Locator(page=1)))
    client = signed_in(own_base)
    api = client_for(own_base)
    held = api.post("/api/v1/documents", files={"file": ("a.txt", b"It was so.")}).json()["document"]
    assert held["markings"] == ["OFFICIAL-SENSITIVE"]
    address = f"/documents/{held['id']}"
    page = client.get(address).text
    assert "Marked OFFICIAL-SENSITIVE" in page
    assert "OFFICIAL-SENSITIVE</strong>" in client.get("/documents").text
    wish = {"sensitivity": "public", "reason": "It was published"}
    refused = api.patch(f"/api/v1{address}", json=wish)
    assert refused.status_code == 422 and "marked OFFICIAL-SENSITIVE" in refused.json()["detail"]
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert key
    form = {"form_key": key.group(1), "title": held["title"], "kind": held["kind"], **wish}
    assert "Look at it before you make it public" in client.post(address, data=form).text
    shown = client.post(address, data={**form, "despite_marking": "true"}).text
    assert "suggests the class restricted; it is held as public" in shown
    assert api.patch(f"/api/v1{address}", json={**wish, "despite_marking": True}).status_code == 200
