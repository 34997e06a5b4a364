"""Corrections: every field, by the API and by the form alike; they outlast indexing again and show."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from tests.conftest import client_for

Correct = Callable[[TestClient, str], None]
CORRECTION = {
    "title": "Learning from moves",
    "kind": "procedure",
    "area": "Norton",
    "publisher": "Norton Partnership",
    "period_start": "2018-04-01",
    "period_end": "2019-03-31",
    "published": "2019-06-30",
    "sensitivity": "partnership",
    "procedure_level": "2",
    "effective_from": "2019-07-01",
    "effective_to": "2021-07-01",
    "supersedes": "Moves, first edition",
    "source_url": "https://example.org/moves",
    "licence": "Open Government Licence v3.0",
    "note": "Withdrawn for review",
}
TEXT = "# Learning review\n\nThe health visitor was never told about the move.\n"
CHANGED = "# Learning review\n\nIt says something else now.\n"


def differing(document: dict[str, object]) -> dict[str, object]:
    return {name: document[name] for name, value in CORRECTION.items() if str(document[name]) != value}


def by_api(client: TestClient, address: str) -> None:
    assert client.patch(f"/api/v1{address}", json={**CORRECTION, "reason": "Published"}).status_code == 200


def by_form(client: TestClient, address: str) -> None:
    page = client.get(address).text
    offered = set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page)) & set(CORRECTION)
    assert offered == set(CORRECTION)
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert key
    assert client.post(address, data={**CORRECTION, "reason": "Published", "form_key": key.group(1)}).status_code == 200


def signed_in(base: KnowledgeBase) -> TestClient:
    client = client_for(base, None)
    link = {"key": base.accounts.create_link()}
    client.post("/sign-in", data=link, headers={"Origin": "http://127.0.0.1:8000"})
    return client


@pytest.mark.parametrize("correct", [by_api, by_form])
def test_every_field_is_corrected_for_good(own_base: KnowledgeBase, correct: Correct, tmp_path: Path) -> None:
    file = tmp_path / "moves.md"
    file.write_text(TEXT, "utf-8")
    (record,) = own_base.documents.add([file], LOCAL_OPERATOR).indexed
    client = signed_in(own_base)
    correct(client, f"/documents/{record.id}")
    address = f"/api/v1/documents/{record.id}"
    reader = client_for(own_base)
    corrected = reader.get(address).json()
    assert differing(corrected) == {}
    assert corrected["corrected"] == sorted(CORRECTION)
    assert not set(corrected["inferred"]) & set(CORRECTION)
    assert "Corrected by hand" in client.get(f"/documents/{record.id}").text
    own_base.documents.add([file], LOCAL_OPERATOR)
    assert differing(reader.get(address).json()) == {}
    file.write_text(CHANGED, "utf-8")
    (again,) = own_base.documents.add([file], LOCAL_OPERATOR).indexed
    assert (again.id, again.version) == (record.id, 2)
    assert differing(reader.get(address).json()) == {}


@pytest.mark.parametrize(
    ("field", "held", "wrong"),
    [
        ("period_end", {"period_start": "2018-04-01"}, "2017-03-31"),
        ("effective_to", {"effective_from": "2019-07-01"}, "2019-06-30"),
    ],
)
def test_an_end_is_compared_with_the_start_that_is_held(
    own_base: KnowledgeBase, field: str, held: dict[str, str], wrong: str, tmp_path: Path
) -> None:
    (tmp_path / "moves.md").write_text(TEXT, "utf-8")
    (record,) = own_base.documents.add([tmp_path / "moves.md"], LOCAL_OPERATOR).indexed
    address, client = f"/api/v1/documents/{record.id}", client_for(own_base)
    assert client.patch(address, json=held).status_code == 200
    refused = client.patch(address, json={field: wrong})
    assert refused.status_code == 422
    assert f"{field} {wrong} lies before" in refused.json()["detail"]
    assert client.get(address).json()[field] is None


def test_a_year_alone_is_shown_as_a_year_until_somebody_gives_the_day(own_base: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "supervision-audit-2017.md"
    file.write_text("# Audit\n\nFiles were read and the notes were thin.\n", "utf-8")
    (record,) = own_base.documents.add([file], LOCAL_OPERATOR).indexed
    client, address = signed_in(own_base), f"/documents/{record.id}"
    page = client.get(address).text
    assert "<dd>2017 <span" in page
    assert "1 January 2017" not in page
    api = client_for(own_base)
    assert api.get(f"/api/v1{address}").json()["published_precision"] == "year"
    api.patch(f"/api/v1{address}", json={"published": "2017-01-01"})
    assert api.get(f"/api/v1{address}").json()["published_precision"] == "day"
    assert "1 January 2017" in client.get(address).text


def test_opening_a_document_takes_a_reason_and_leaves_a_trace(own_base: KnowledgeBase) -> None:
    api, reader = client_for(own_base), client_for(own_base, Role.READER)
    files = {"file": ("a.md", TEXT.encode())}
    address = f"/documents/{api.post('/api/v1/documents', files=files).json()['document']['id']}"
    refused = api.patch(f"/api/v1{address}", json={"sensitivity": "public"})
    assert refused.status_code == 422 and "Say why" in refused.json()["detail"]
    said = {"sensitivity": "public", "reason": "Agreed on 3 May"}
    assert api.patch(f"/api/v1{address}", json=said).json()["sensitivity"] == "public"
    assert api.patch(f"/api/v1{address}", json={"sensitivity": "partnership"}).status_code == 200
    page = api.get(address).text
    assert "Restricted to Public" in page and "test admin: Agreed on 3 May" in page
    assert "Public to Partnership only" in page
    assert api.patch(f"/api/v1{address}", json=said).status_code == 200
    assert "Agreed on 3 May" not in reader.get(address).text, "reasons are for those who decide"


def test_sending_a_file_again_opens_it_to_nobody(own_base: KnowledgeBase) -> None:
    api = client_for(own_base)
    for name in ("a.md", "b.md"):
        files = {"file": (name, TEXT.encode())}
        held = api.post("/api/v1/documents", files=files).json()["document"]
        again = api.post("/api/v1/documents", files=files, data={"sensitivity": "public", "area": "Easton"}).json()
        assert (held["sensitivity"], again["document"]["sensitivity"]) == ("restricted", "restricted")
    assert again["document"]["area"] == "Easton"


def test_a_class_that_a_manifest_changes_leaves_a_trace(own_base: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    own_base.documents.add([tmp_path], LOCAL_OPERATOR)
    (tmp_path / "manifest.csv").write_text("path,sensitivity\na.md,public\n", "utf-8")
    own_base.documents.add([tmp_path], LOCAL_OPERATOR)
    (document,) = own_base.documents.all(LOCAL_OPERATOR).items
    (change,) = own_base.documents.class_changes(document.id, LOCAL_OPERATOR)
    assert (change.was, change.became, change.changed_by) == ("restricted", "public", None)
