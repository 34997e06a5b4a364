"""Pages of reviewing: decide by form and go on, a document at once, a second opinion, and learning by a button."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from tests.api.rest.conftest import MANIFEST, REPORT
from tests.conftest import client_for


@pytest.fixture
def held(own_base: KnowledgeBase, tmp_path: Path) -> KnowledgeBase:
    (tmp_path / "r.md").write_text(REPORT, "utf-8")
    (tmp_path / "m.csv").write_text(f"{MANIFEST}r.md,Report,annual_report,Board,Norton,2015-06-01,public\n", "utf-8")
    assert not own_base.documents.add([tmp_path / "r.md"], LOCAL_OPERATOR, tmp_path / "m.csv").failed
    return own_base


@pytest.fixture
def visitor(held: KnowledgeBase) -> TestClient:
    return signed_in(held, "Zelda")


def signed_in(base: KnowledgeBase, name: str) -> TestClient:
    client = client_for(base, None)
    key = base.accounts.create_link(Role.BOARD_MANAGER, name)
    client.post("/sign-in", data={"key": key}, headers={"Origin": "http://127.0.0.1:8000"})
    return client


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the form that asks."""
    form = page[page.index("data-keys") :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def waiting(page: str) -> int:
    found = re.search(r"<p>(\d+) suggestions? waits?", page)
    assert found
    return int(found.group(1))


def test_each_answer_leads_to_the_next_and_can_be_changed(visitor: TestClient) -> None:
    page = visitor.get("/themes/review").text
    assert "<mark>" in page and "What an answer tells" in page
    before, asked = waiting(page), fields(page)
    page = visitor.post("/themes/review", data={**asked, "act": "confirmed", "reason": "plain"}).text
    assert waiting(page) == before - 1 and "Confirmed:" in page and "Change this" in page
    assert fields(page)["pair"] != asked["pair"]
    page = visitor.post("/themes/review", data={**fields(page), "act": "pass"}).text
    assert waiting(page) == before - 2 and "You skipped 1" in page
    page = visitor.post("/themes/review/again", data={"form_key": asked["form_key"]}).text
    assert waiting(page) == before - 1
    wrong = {**asked, "act": "maybe"}
    assert visitor.post("/themes/review", data=wrong, headers={"accept": "text/html"}).status_code == 422
    assert visitor.post("/themes/review", data={**asked, "form_key": "x", "act": "pass"}).status_code == 403


def test_narrowed_to_a_theme_it_stays_so(visitor: TestClient) -> None:
    page = visitor.get("/themes/review?theme=G3").text
    assert "Private fostering" in page
    page = visitor.post("/themes/review", data={**fields(page), "act": "rejected"}).text
    assert 'value="G3" selected' in page and "Nothing waits here" in page


def test_a_document_is_decided_with_one_reason(visitor: TestClient) -> None:
    page = visitor.get("/themes/review").text
    link = re.search(r"/themes/review/documents/\w+", page)
    assert link
    page = visitor.get(link.group()).text
    key, pairs = re.search(r'name="form_key" value="([^"]+)"', page), re.findall(r'name="pair" value="([^"]+)"', page)
    assert key and pairs
    data = {"form_key": key.group(1), "pair": sorted(set(pairs)), "verdict": "confirmed"}
    refused = visitor.post(link.group(), data=data)
    assert refused.status_code == 422 and "one reason stands for all" in refused.text
    none = visitor.post(link.group(), data={**data, "pair": [], "reason": "x"})
    assert none.status_code == 422 and "0 are chosen" in none.text
    page = visitor.post(link.group(), data={**data, "reason": "read whole"}).text
    assert f"{len(set(pairs))} were decided" in page and "No suggestion of this document waits" in page
    assert visitor.get("/themes/review/documents/none", headers={"accept": "text/html"}).status_code == 404


def test_a_second_opinion_is_unseen_and_settled_with_a_reason(held: KnowledgeBase, visitor: TestClient) -> None:
    asked = fields(visitor.get("/themes/review?theme=G3").text)
    visitor.post("/themes/review", data={**asked, "act": "confirmed", "reason": "clear words"})
    other = signed_in(held, "Ben")
    page = other.get("/themes/second").text
    assert "clear words" not in page and "Zelda" not in page and "likelihood" not in page
    page = other.post("/themes/second", data={**fields(page), "act": "rejected", "reason": "only a heading"}).text
    assert "Nothing waits" in page
    page = other.get("/themes/agreement").text
    assert "0 of 1 agree; too few for kappa" in page and "clear words" in page and "only a heading" in page
    settling = {
        "form_key": fields(other.get("/themes/review").text)["form_key"],
        "pair": asked["pair"],
        "verdict": "confirmed",
    }
    assert other.post("/themes/agreement", data=settling, headers={"accept": "text/html"}).status_code == 422
    assert "Settled" in other.post("/themes/agreement", data={**settling, "reason": "talked it over"}).text


def test_learning_is_a_button(visitor: TestClient) -> None:
    page = visitor.get("/themes/model").text
    assert "the one this service came with" in page and "0 decisions were given" in page
    asked = fields(visitor.get("/themes/review").text)
    visitor.post("/themes/review", data={**asked, "act": "rejected"})
    key = {"form_key": asked["form_key"]}
    page = visitor.post("/themes/model", data=key).text
    assert "Learned from 0 confirmed and 1 rejected. Too few decisions to try it" in page
    page = visitor.get("/themes/model").text
    assert "learned here from decisions" in page and "Every document was looked through" in page
    shipped = re.findall(r'name="version" value="(\w+)"', page)[-1]
    assert "the one this service came with" in visitor.post("/themes/model/use", data={**key, "version": shipped}).text


def test_reviewing_is_for_reviewers(held: KnowledgeBase) -> None:
    reader = client_for(held, Role.READER)
    for path in ("/themes/review", "/themes/second", "/themes/agreement"):
        assert reader.get(path, headers={"accept": "text/html"}).status_code == 403
    assert "Review suggestions" not in reader.get("/themes").text
    assert "Learn from all" not in reader.get("/themes/model").text
