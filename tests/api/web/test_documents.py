"""Pages of documents: adding, correcting, removing, and passages beside their pages."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from tests.api.web.visits import ask, form_key
from tests.conftest import client_for
from tests.scan import needs_ocr, write_scan


def test_a_document_is_uploaded_corrected_and_removed(own_base: KnowledgeBase) -> None:
    client = client_for(own_base, None)
    link = {"key": own_base.accounts.create_link()}
    client.post("/sign-in", data=link, headers={"Origin": "http://127.0.0.1:8000"})
    key = {"form_key": form_key(client)}
    files = [
        ("files", ("note.md", b"# Briefing\n\nThe school nurse was not told of the move.\n", "text/markdown")),
        ("files", ("broken.pdf", b"%PDF-1.7 nothing more", "application/pdf")),
    ]
    page = client.post("/documents/add", data=key, files=files).text
    assert "broken.pdf" in page
    assert "damaged" in page
    assert "1 passage." in page
    found = re.search(r'href="(/documents/[0-9a-f-]{16,36})"', client.get("/documents").text)
    assert found
    address = found.group(1)
    assert "worked out" in client.get(address).text
    corrected = client.post(address, data={**key, "title": "Briefing on moves", "kind": "briefing"}).text
    assert "Briefing on moves" in corrected
    assert "cannot be undone" in client.get(f"{address}/remove").text
    assert "Briefing on moves" not in client.post(f"{address}/remove", data=key).text
    assert client.get(address, headers={"Accept": "text/html"}).status_code == 404


def test_a_page_picture_goes_with_its_document(own_base: KnowledgeBase, corpus: Path) -> None:
    client = client_for(own_base)
    with (corpus / "report.pdf").open("rb") as file:
        document = client.post("/api/v1/documents", files={"file": ("report.pdf", file)}).json()["document"]
    picture = client.get(f"/documents/{document['id']}/pages/1.jpg")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    assert client.get(f"/documents/{document['id']}/pages/9.jpg").status_code == 422
    files = own_base.settings.data_dir / "files"
    assert {path.suffix for path in files.iterdir()} == {".pdf", ".jpg"}
    client.delete(f"/api/v1/documents/{document['id']}")
    assert not list(files.iterdir())


@needs_ocr
def test_a_recognised_passage_is_marked_as_such_and_says_why_nothing_is_marked_on_its_page(
    own_base: KnowledgeBase, tmp_path: Path
) -> None:
    (record,) = own_base.documents.add([write_scan(tmp_path / "scan.pdf", "scan")], LOCAL_OPERATOR).indexed
    (found,) = own_base.documents.passages(record.id, LOCAL_OPERATOR).items
    with client_for(own_base) as client:
        page = client.get(f"/passages/{found.passage.id}").text
    assert "Text recognised from a picture" in page
    assert "cannot be marked on it. Compare them with it before you quote them." in page


def test_each_row_of_a_table_has_a_line_of_its_own(visitor: TestClient) -> None:
    page = ask(visitor, "Was supervision recorded?", mode="search")
    assert page.count('class="hit rows"') == page.count("Audit of supervision 2019<span") == 1
    passage = visitor.get(re.findall(r'hit rows">.*?href="(/passages/[^"]+)"', page, re.DOTALL)[0]).text
    assert 'class="cited rows"' in passage
