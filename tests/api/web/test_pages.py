"""The pages without a browser: forms, rights, safety."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from tests.conftest import client_for
from tests.scan import needs_ocr, write_scan

QUESTION = "Were fathers overlooked in the assessments?"


@pytest.fixture
def visitor(base: KnowledgeBase) -> TestClient:
    """Signed in by a one-time link, as the printed address does."""
    client = client_for(base, None)
    page = client.get("/sign-in", params={"key": base.accounts.create_link()})
    assert page.status_code == 200
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert key
    response = client.post("/sign-in", data={"key": key.group(1)}, headers={"Origin": "http://127.0.0.1:8000"})
    assert response.status_code == 200
    assert "What have we learned?" in response.text
    return client


def form_key(client: TestClient) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', client.get("/").text)
    assert found
    return found.group(1)


def ask(client: TestClient, question: str, **more: object) -> str:
    response = client.post("/ask", data={"question": question, "form_key": form_key(client), **more})
    return response.text


def test_a_stranger_is_sent_to_sign_in(stranger: TestClient) -> None:
    for path in ("/", "/search", "/documents", "/documents/add", "/answers/x", "/passages/x", "/api"):
        response = stranger.get(path, headers={"Accept": "text/html"}, follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (303, "/sign-in"), path


def test_a_link_works_once(base: KnowledgeBase) -> None:
    link = base.accounts.create_link()
    first, second = client_for(base, None), client_for(base, None)
    origin = {"Origin": "http://127.0.0.1:8000"}
    assert first.post("/sign-in", data={"key": link}, headers=origin, follow_redirects=False).status_code == 303
    refused = second.post("/sign-in", data={"key": link}, headers=origin)
    assert refused.status_code == 401
    assert "used" in refused.text


def test_a_token_signs_in_too_and_signing_out_ends_it(base: KnowledgeBase) -> None:
    client = client_for(base, None)
    token = base.accounts.create_token(Role.PRACTITIONER, "a social worker")
    client.post("/sign-in", data={"token": token}, headers={"Origin": "http://127.0.0.1:8000"})
    page = client.get("/")
    assert "a social worker" in page.text
    assert "/documents/add" not in client.get("/documents").text
    client.post("/sign-out", data={"form_key": form_key(client)})
    assert client.get("/", headers={"Accept": "text/html"}, follow_redirects=False).status_code == 303


def test_the_session_cookie_cannot_be_read_by_scripts(base: KnowledgeBase) -> None:
    client = client_for(base, None)
    origin = {"Origin": "http://127.0.0.1:8000"}
    data = {"key": base.accounts.create_link()}
    cookie = client.post("/sign-in", data=data, headers=origin, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()


def test_another_site_cannot_sign_a_person_in(base: KnowledgeBase) -> None:
    client = client_for(base, None)
    response = client.post(
        "/sign-in", data={"key": base.accounts.create_link()}, headers={"Origin": "https://evil.example"}
    )
    assert response.status_code == 403


def test_an_answer_links_each_sentence_to_its_passage(visitor: TestClient) -> None:
    page = ask(visitor, QUESTION)
    assert "Fathers were overlooked in the assessments." in page
    link = re.search(r'href="(/passages/[^"?]+\?from=\d+&amp;to=\d+)"', page)
    assert link
    passage = visitor.get(link.group(1).replace("&amp;", "&")).text
    assert "<mark>Fathers were overlooked in the assessments.</mark>" in passage


def test_nothing_held_says_so_and_names_the_words(visitor: TestClient) -> None:
    page = ask(visitor, "How are zebras vaccinated in Antarctica?")
    assert "Nothing held on this" in page
    assert "<strong>zebras</strong>" in page
    assert "not an answer" in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script> fathers", "\x00\x07fathers", "fathers\u202e", "{{ 7*7 }}"])
def test_a_hostile_question_is_shown_as_text(visitor: TestClient, text: str) -> None:
    page = ask(visitor, text)
    assert "<script>alert" not in page
    shown = re.sub(r'name="form_key" value="[^"]*"', "", page)
    assert "49" not in shown or "{{ 7*7 }}" in shown


@pytest.mark.parametrize("text", ["", "  ", "\x00", "a" * 10_000])
def test_an_unusable_question_is_asked_for_again(visitor: TestClient, text: str) -> None:
    response = visitor.post("/ask", data={"question": text, "form_key": form_key(visitor)})
    assert response.status_code in (413, 422)
    assert "There is a problem" in response.text or "Error" in response.text


def test_a_question_stands_in_no_address(visitor: TestClient) -> None:
    response = visitor.post("/ask", data={"question": QUESTION, "form_key": form_key(visitor)}, follow_redirects=False)
    assert response.status_code == 303
    assert "father" not in response.headers["location"].lower()


def test_a_form_without_the_key_of_the_session_is_refused(visitor: TestClient) -> None:
    for path, data in (("/ask", {"question": QUESTION}), ("/documents/add", {}), ("/sign-out", {})):
        assert visitor.post(path, data={**data, "form_key": "wrong"}).status_code in (403, 422), path


def test_filters_can_be_set_and_taken_away(visitor: TestClient) -> None:
    page = ask(visitor, "the father", mode="search", kinds="audit")
    assert "Audit of supervision 2019" in page
    assert "Learning review: Child Q</a>" not in page
    wider = ask(visitor, "the father", mode="search", kinds="audit", without="kinds:audit")
    assert "Learning review: Child Q" in wider


def test_search_can_be_narrowed_to_what_the_passage_is(visitor: TestClient) -> None:
    page = ask(visitor, "standard for supervision", mode="search", roles="recommendation")
    assert 'Recommendation<span class="hidden">: remove this filter' in page
    tags = re.findall(r'class="tag role-(\w+)"', page)
    assert tags and set(tags) == {"recommendation"}
    wider = ask(
        visitor, "standard for supervision", mode="search", roles="recommendation", without="roles:recommendation"
    )
    assert len(set(re.findall(r'class="tag role-(\w+)"', wider))) > 1


def test_search_can_be_narrowed_to_passages_that_name_an_agency(visitor: TestClient) -> None:
    page = ask(visitor, "bruise", mode="search", agencies="social_care")
    assert "Children’s social care<span" in page.replace("&#8217;", "’") and "Bruising procedure</a>" not in page[:0]
    assert page.count('class="hit"') == 1
    wider = ask(visitor, "bruise", mode="search", agencies="social_care", without="agencies:social_care")
    assert wider.count('class="hit"') > 1
    assert "Agencies named" in visitor.get(re.findall(r'href="(/passages/[^"]+)"', page)[0]).text


def test_a_day_in_force_narrows_and_can_be_taken_away(visitor: TestClient) -> None:
    page = ask(visitor, "the father", mode="search", in_force_on="2020-01-01")
    assert "No passage was found" in page
    assert "In force on 1 January 2020" in page
    assert 'value="2020-01-01"' in page
    assert "Learning review: Child Q" in ask(
        visitor, "the father", mode="search", in_force_on="2020-01-01", without="in_force_on:"
    )
    data = {"question": "x", "in_force_on": "31/01/2020", "form_key": form_key(visitor)}
    assert visitor.post("/ask", data=data).status_code == 422


def test_another_persons_question_is_not_shown(base: KnowledgeBase, visitor: TestClient) -> None:
    response = visitor.post("/ask", data={"question": QUESTION, "form_key": form_key(visitor)}, follow_redirects=False)
    other = client_for(base, Role.ADMIN)
    assert other.get(response.headers["location"], headers={"Accept": "text/html"}).status_code == 404


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


def test_errors_are_pages_for_people(visitor: TestClient) -> None:
    response = visitor.get("/nothing", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "Page not found" in response.text


@needs_ocr
def test_a_recognised_passage_is_marked_as_such_and_says_why_nothing_is_marked_on_its_page(
    own_base: KnowledgeBase, tmp_path: Path
) -> None:
    (record,) = own_base.add([write_scan(tmp_path / "scan.pdf", "scan")], LOCAL_OPERATOR).indexed
    (found,) = own_base.passages(record.id, LOCAL_OPERATOR).items
    with client_for(own_base) as client:
        page = client.get(f"/passages/{found.passage.id}").text
    assert "Text recognised from a picture" in page
    assert "cannot be marked on it. Compare them with it before you quote them." in page


def test_an_empty_knowledge_base_says_that_nothing_is_held_yet(own_base: KnowledgeBase) -> None:
    with client_for(own_base, None) as client:
        token = own_base.accounts.create_token(Role.PRACTITIONER, "somebody")
        client.post("/sign-in", data={"token": token}, headers={"Origin": "http://127.0.0.1:8000"})
        for mode in ("ask", "search"):
            page = ask(client, "Were fathers overlooked?", mode=mode)
            assert "No document is held yet that you may see." in page
            assert "No passage searched mentions" not in page and "other words" not in page


def test_each_row_of_a_table_has_a_line_of_its_own(visitor: TestClient) -> None:
    page = ask(visitor, "Was supervision recorded?", mode="search")
    assert page.count('class="hit rows"') == page.count("Audit of supervision 2019<span") == 1
    passage = visitor.get(re.findall(r'hit rows">.*?href="(/passages/[^"]+)"', page, re.DOTALL)[0]).text
    assert 'class="cited rows"' in passage


def test_a_follow_up_continues_without_words_in_the_address(visitor: TestClient) -> None:
    after = re.search(r'name="after" value="([^"]+)"', ask(visitor, "Was supervision recorded in the audit of 2019?"))
    assert after
    data = {"question": "And in 2018?", "after": after.group(1), "form_key": form_key(visitor)}
    response = visitor.post("/ask", data=data)
    assert re.fullmatch(r"/answers/[\w-]+", response.url.path) and not response.url.query
    assert "Was supervision recorded in the audit of 2018?" in response.text
    assert "2019 became <strong>2018</strong>" in response.text
    assert "do not read “2018” so" in response.text


def test_what_no_line_keeps_is_said_and_each_line_says_in_what_it_differs(visitor: TestClient) -> None:
    page = ask(visitor, "Was escalation used nine times during the year 2031?")
    assert "Held for 2017, not for 2031." in page
    assert "Not as asked: 2031" in page
    assert "Looked for" in page and "yes or no" in page
