"""The quarantine by pages: upload, look, decide; and the question that names a person."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from indexer.documents import Locator, Part, PartKind
from tests.conftest import client_for
from tests.toy import hold_parts

NUMBER = "943 476 5919"
NOTE = f"The <b>family</b> moved. The NHS number is {NUMBER}. She was born on 3 May 2009. Nobody asked.\n".encode()


@pytest.fixture
def visitor(own_base: KnowledgeBase) -> TestClient:
    client = client_for(own_base, None)
    client.post("/sign-in", data={"key": own_base.accounts.create_link()}, headers={"Origin": "http://127.0.0.1:8000"})
    return client


def form_key(client: TestClient) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', client.get("/").text)
    assert found
    return found.group(1)


def add(client: TestClient) -> str:
    page = client.post(
        "/documents/add", data={"form_key": form_key(client)}, files=[("files", ("note.txt", NOTE, "text/plain"))]
    ).text
    assert "1 NHS number, 1 date of birth found" in page
    assert NUMBER not in page
    found = re.search(r'href="(/documents/waiting/[0-9a-f]+)"', page)
    assert found
    return found.group(1)


def decide(client: TestClient, address: str, decision: str, **more: object) -> str:
    data = {"form_key": form_key(client), "decision": decision, "reason": "As agreed", **more}
    return client.post(address, data=data).text


def test_what_waits_is_counted_in_the_menu_and_shown_in_its_sentences(visitor: TestClient) -> None:
    address = add(visitor)
    page = visitor.get("/documents/waiting").text
    assert "Waiting (1)" in page and address in page and NUMBER not in page
    page = visitor.get(address).text
    assert f"The NHS number is <mark>{NUMBER}</mark>." in page
    assert "She was born on <mark>3 May 2009</mark>." in page
    assert "It cannot find: names without a title" in page


def test_release_goes_to_the_document(visitor: TestClient) -> None:
    page = decide(visitor, add(visitor), "release")
    assert NUMBER in page and "Checked for personal data and released on" in page
    waiting = visitor.get("/documents/waiting").text
    assert "Waiting (" not in waiting and "As agreed" in waiting


def test_redact_replaces_what_is_ticked(visitor: TestClient) -> None:
    page = decide(visitor, add(visitor), "redact", findings=["1"])
    assert "[redacted: NHS number]" in page and NUMBER not in page
    assert "3 May 2009" in page


def test_a_list_of_hundreds_is_redacted_as_a_whole(visitor: TestClient) -> None:
    rows = "Child,Date of birth\n" + "".join(f"C{n},{n % 28 + 1}/03/2014\n" for n in range(1200))
    files = [("files", ("list.csv", rows.encode(), "text/csv"))]
    page = visitor.post("/documents/add", data={"form_key": form_key(visitor)}, files=files).text
    address = re.search(r'href="(/documents/waiting/[0-9a-f]+)"', page)
    assert address
    page = visitor.get(address.group(1)).text
    assert "The first 500 of 1200 findings are shown." in page
    page = decide(visitor, address.group(1), "redact", every="yes")
    assert "C7; Date of birth: [redacted: date of birth]" in page
    assert "/03/2014" not in page


def test_refuse_deletes_and_says_so_next_time(visitor: TestClient, own_base: KnowledgeBase) -> None:
    decide(visitor, add(visitor), "refuse")
    page = visitor.post(
        "/documents/add", data={"form_key": form_key(visitor)}, files=[("files", ("note.txt", NOTE, "text/plain"))]
    ).text
    assert re.search(r"note\.txt: refused on \d+ \w+ \d{4} by [^:]+: As agreed", page)
    assert not list((own_base.settings.data_dir / "quarantine").iterdir())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"decision": "release", "reason": " "}, "Give a reason"),
        ({"decision": "release", "reason": "Dr A. Patel agreed"}, "without personal data"),
        ({"decision": "redact", "reason": "x"}, "Choose at least one"),
    ],
)
def test_a_decision_that_cannot_be_taken_is_asked_for_again(
    visitor: TestClient, data: dict[str, str], words: str
) -> None:
    address = add(visitor)
    response = visitor.post(address, data={"form_key": form_key(visitor), **data})
    assert response.status_code == 422
    assert words in response.text
    assert "Waiting (1)" in response.text


def test_another_sites_form_decides_nothing(visitor: TestClient) -> None:
    address = add(visitor)
    assert visitor.post(address, data={"decision": "release", "reason": "x", "form_key": "wrong"}).status_code == 403
    assert "Waiting (1)" in visitor.get("/documents/waiting").text


NAMING = [
    "What happened to Mrs Sarah Jones?",
    f"Was the child with NHS number {NUMBER} seen?",
    "AB123456C",
    "the boy born on 3 May 2009",
    "who is sarah.jones@example.org",
    "whose number is 07700 900123",
]


def kept(base: KnowledgeBase) -> int:
    with base._index.database.connect() as connection:
        return int(connection.execute(text("select count(*) from questions")).scalar_one())


@pytest.mark.parametrize("question", NAMING)
def test_a_question_that_names_a_person_is_shown_again_and_not_kept(
    visitor: TestClient, own_base: KnowledgeBase, question: str
) -> None:
    data = {"question": question, "form_key": form_key(visitor), "mode": "search", "kinds": "audit"}
    response = visitor.post("/ask", data=data)
    assert response.status_code == 422
    assert "looks like it names a person: remove it" in response.text
    assert f'value="{question}"' in response.text
    assert 'name="kinds" value="audit"' in response.text and ">Search</button>" in response.text
    assert kept(own_base) == 0
    assert 'name="names_nobody"' in response.text
    confirmed = visitor.post("/ask", data={**data, "names_nobody": "yes"}, follow_redirects=False)
    assert (confirmed.status_code, kept(own_base)) == (303, 1)
    again = visitor.get(confirmed.headers["location"]).text
    assert 'name="names_nobody" value="yes"' in again, "its filters do not ask again"


def test_an_ordinary_question_is_not_held_up(visitor: TestClient, own_base: KnowledgeBase) -> None:
    for question in ("What about Child A and Mr B in 2016-17?", "What happens near B1 2AB?", "call 0800 1111?"):
        response = visitor.post(
            "/ask", data={"question": question, "form_key": form_key(visitor)}, follow_redirects=False
        )
        assert response.status_code == 303, question
    assert kept(own_base) == 3


def test_the_api_answers_such_a_question_and_keeps_nothing(own_base: KnowledgeBase) -> None:
    client = client_for(own_base, Role.PRACTITIONER)
    for path, name in (("answers", "question"), ("search", "query")):
        assert client.post(f"/api/v1/{path}", json={name: NAMING[0]}).status_code == 200
    assert kept(own_base) == 0


def test_a_file_that_waits_for_what_it_covers_says_so_and_can_be_kept_as_its_text(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_parts(monkeypatch, Part(PartKind.COVERED_TEXT, "The zebra", Locator(page=2)))
    files = [("files", ("note.txt", b"Nobody asked why the family moved.\n", "text/plain"))]
    page = visitor.post("/documents/add", data={"form_key": form_key(visitor)}, files=files).text
    assert "Text lies under a covering shape on page 2." in page
    address = re.search(r'href="(/documents/waiting/[0-9a-f]+)"', page)
    assert address
    assert "covering shape on page 2" in visitor.get("/documents/waiting").text
    page = visitor.get(address.group(1)).text
    assert "covering shape on page 2" in page and "Keep its text only" in page and "<fieldset>" not in page
    page = decide(visitor, address.group(1), "redact")
    assert "Nobody asked why" in page and "zebra" not in page


def test_all_of_one_publisher_are_released_after_looking_at_one(own_base: KnowledgeBase, visitor: TestClient) -> None:
    for number in (1, 2, 3):
        opening = "Inspection report: Norton\n\nInspection of children’s services by Ofsted"
        text = f"{opening}\n\nIn {number} teams, the lead was Mrs Agnes Tarrant.\n"
        sent = [("files", (f"report{number}.txt", text.encode(), "text/plain"))]
        visitor.post("/documents/add", data={"form_key": form_key(visitor)}, files=sent)
    page = visitor.get("/documents/waiting").text
    assert "3 documents of Ofsted wait for the same kinds of finding" in page
    address = re.search(r'href="(/documents/waiting/[0-9a-f]+)#alike"', page)
    assert address
    page = visitor.get(address.group(1)).text
    assert "Release all 3 of Ofsted" in page and "report2.txt" in page
    data = {"form_key": form_key(visitor), "reason": "Published"}
    assert "Look at what was found" in visitor.post(f"{address.group(1)}/alike", data=data).text
    visitor.post(f"{address.group(1)}/alike", data={**data, "looked": "yes"})
    assert "No document waits" in visitor.get("/documents/waiting").text
    assert [str(one.verdict) for one in own_base.quarantine.decisions(LOCAL_OPERATOR)] == ["release"] * 3
    assert client_for(own_base, Role.READER).post(f"{address.group(1)}/alike", data=data).status_code == 403
