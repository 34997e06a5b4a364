"""Pages of briefings without a browser: begin, choose, alter, save, approve, export, and what readers may not do."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import Role
from tests.conftest import client_for

STANDARD = "The board should write a standard for supervision."
ORIGIN = {"Origin": "http://127.0.0.1:8000"}


def visitor(base: KnowledgeBase, role: Role, name: str) -> TestClient:
    client = client_for(base, None)
    client.post("/sign-in", data={"token": base.accounts.create_token(role, name)}, headers=ORIGIN)
    return client


@pytest.fixture
def lead(base: KnowledgeBase) -> TestClient:
    return visitor(base, Role.TRAINING_LEAD, "Lena")


def key(client: TestClient) -> dict[str, str]:
    found = re.search(r'name="form_key" value="([^"]+)"', client.get("/").text)
    assert found
    return {"form_key": found.group(1)}


def begin(client: TestClient, **more: str) -> str:
    """A new briefing on the review; its address."""
    found = re.search(r'<option value="([^"]+)">Learning review: Child Q', client.get("/briefings/new").text)
    assert found
    data = {**key(client), "about": "review", "document": found.group(1), **more}
    made = client.post("/briefings/new", data=data, follow_redirects=False)
    assert made.status_code == 303, made.text
    return made.headers["location"].removesuffix("/edit")


def line(page: str) -> dict[str, str]:
    """The first line on what to do differently, as the form of the editor would send it."""
    source = re.search(
        r'name="line_panel" value="(differently)"><input type="hidden" name="line_source" value="([^"]+)"', page
    )
    assert source
    return {"line_panel": source.group(1), "line_source": source.group(2), "line_order": "1"}


def test_a_draft_is_begun_altered_repaired_and_read(lead: TestClient) -> None:
    address = begin(lead, best="yes")
    page = lead.get(f"{address}/edit").text
    assert page.count("No source passage: write locally.") == 5
    sent = {**key(lead), "based_on": "1", "title": "Child Q", **line(page)}
    wrong = {"line_text": STANDARD.replace("should", "must"), "line_do": "keep"}
    refused = lead.post(f"{address}/edit", data={**sent, **wrong})
    assert refused.status_code == 422
    assert "Nothing is saved yet: 1 line is not what its source says" in refused.text
    assert "ou wrote “must”, the source says “should”" in refused.text
    assert "must write a standard" in refused.text, "what was typed is not lost"
    saved = lead.post(f"{address}/edit", data={**sent, **wrong, "line_do": "repair", "audience": "All teams"})
    assert saved.status_code == 200
    assert f"<p>{STANDARD}</p>" in saved.text
    assert "for All teams" in saved.text
    stale = lead.post(f"{address}/edit", data={**sent, **wrong, "line_do": "local"})
    assert stale.status_code == 422 and "saved version 2 meanwhile" in stale.text
    history = lead.get(f"{address}/history").text
    assert "<ins>All teams</ins>" in history


def test_chosen_passages_and_local_words_are_added_apart(lead: TestClient) -> None:
    address = begin(lead)
    page = lead.get(f"{address}/edit").text
    choice = re.search(r'name="chosen" value="(differently\|[^"]+)"', page)
    assert choice
    sent = {**key(lead), "based_on": "1", "title": "Child Q", "chosen": choice.group(1)}
    new = {"new_panel": ["learned", "questions"], "new_text": ["", "What <i>strikes</i> us?"]}
    shown = lead.post(f"{address}/edit", data={**sent, **new}).text
    assert f"<p>{STANDARD}</p>" in shown
    assert "<strong>Written locally:</strong> What &lt;i&gt;strikes&lt;/i&gt; us?" in shown
    bad = lead.post(f"{address}/edit", data={**sent, "based_on": "2", "new_panel": "x", "new_text": "y"})
    assert bad.status_code == 422
    assert lead.post(f"{address}/edit", data={**sent, "form_key": "wrong"}).status_code == 403


def test_a_second_person_approves_on_the_page_and_a_practitioner_reads_it(
    base: KnowledgeBase, lead: TestClient
) -> None:
    address = begin(lead, best="yes")
    outsider = visitor(base, Role.PRACTITIONER, "Pat")
    accept = {"Accept": "text/html"}
    assert outsider.get(address, headers=accept).status_code == 404
    assert outsider.get("/briefings/new", headers=accept).status_code == 403
    page = lead.post(address, data={**key(lead), "what": "submit"}).text
    assert "waits for approval by somebody who did not write in it" in page
    refused = lead.post(address, data={**key(lead), "what": "approve"})
    assert refused.status_code == 422 and "second person" in refused.text
    second = visitor(base, Role.BOARD_MANAGER, "Mo")
    assert "Approved" in second.post(address, data={**key(second), "what": "approve"}).text
    read = outsider.get(address).text
    assert STANDARD in read
    assert "/edit" not in read and "What was done" not in read
    file = outsider.get(f"{address}.docx")
    assert file.headers["content-disposition"].endswith('.docx"')
    assert "exported (docx, full, marked partnership)" in second.get(address).text
    assert "Give a reason" in second.post(address, data={**key(second), "what": "withdraw"}).text
    second.post(address, data={**key(second), "what": "withdraw", "reason": "Out of date"})
    assert outsider.get(address, headers=accept).status_code == 404


def test_personal_data_in_local_words_stops_the_submission_until_a_person_says_otherwise(lead: TestClient) -> None:
    address = begin(lead)
    words = {"new_panel": "more", "new_text": "Ring Mrs Sarah Jones on 01234 567890."}
    lead.post(f"{address}/edit", data={**key(lead), "based_on": "1", "title": "Child Q", **words})
    stopped = lead.post(address, data={**key(lead), "what": "submit"})
    assert stopped.status_code == 422 and "looks like personal data" in stopped.text
    passed = lead.post(address, data={**key(lead), "what": "submit", "names_nobody": "yes"})
    assert "Waiting for approval" in passed.text


def test_what_is_asked_for_wrongly_is_asked_again(lead: TestClient) -> None:
    for data, why in (
        ({"about": "theme"}, "Choose or write the theme it is about."),
        ({"about": "review", "document": "none"}, "No document none is held."),
        ({"form": "annual_overview", "year": "1999"}, "No audit or review of 1999"),
        ({"form": "theme_digest", "about": "question", "question": "Why?"}, "can be about a theme"),
    ):
        page = lead.post("/briefings/new", data={**key(lead), **data})
        assert page.status_code == 422 and why in page.text, data
