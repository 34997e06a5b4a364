"""What the application says of itself at its edges: hosts, transport, readiness, pictures that browsers keep."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from api import serving
from api.app import create_app
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from tests.conftest import client_for


def served_as(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, **changes: object) -> TestClient:
    monkeypatch.setattr(base, "settings", replace(base.settings, **changes))  # type: ignore[arg-type]
    return TestClient(create_app(base), base_url="https://learning.example", raise_server_exceptions=False)


def test_only_hosts_that_are_set_are_answered(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    client = served_as(base, monkeypatch, hosts=("learning.example",))
    assert client.get("/healthz").status_code == 200
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


def test_no_redirect_goes_to_the_host_that_a_request_names(stranger: TestClient) -> None:
    found = stranger.get("/documents/", headers={"host": "evil.example"}, follow_redirects=False)
    assert "evil.example" not in found.headers.get("location", "")


@pytest.mark.parametrize("https", [True, False])
def test_browsers_are_told_to_stay_with_https(
    base: KnowledgeBase, https: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = served_as(base, monkeypatch, https=https).get("/healthz")
    assert ("strict-transport-security" in found.headers) is https


def test_it_is_not_ready_without_its_database(own_base: KnowledgeBase) -> None:
    client = client_for(own_base)
    assert client.get("/readyz").status_code == 200
    with own_base._index.database.begin() as connection:
        connection.execute(text("ALTER TABLE documents RENAME TO gone"))
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_picture_of_a_page_is_asked_for_each_time(base: KnowledgeBase, client: TestClient) -> None:
    report = next(r for r in base.documents.all(LOCAL_OPERATOR).items if r.name == "report.pdf")
    address = f"/documents/{report.id}/pages/1.jpg"
    first = client.get(address)
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_data_folder_is_for_its_owner(own_base: KnowledgeBase) -> None:
    assert stat.S_IMODE(own_base.settings.data_dir.stat().st_mode) == 0o700


def test_what_a_killed_process_left_of_uploads_goes(tmp_path: Path) -> None:
    left = tmp_path / "temporary" / "999999999" / "upload-x"
    left.mkdir(parents=True)
    (left / "file.pdf").write_bytes(b"whole")
    with serving.temporary_folder(tmp_path):
        assert not left.exists()
        (own,) = (tmp_path / "temporary").iterdir()
        assert stat.S_IMODE(own.stat().st_mode) == 0o700
    assert not list((tmp_path / "temporary").iterdir())
