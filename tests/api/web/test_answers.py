"""Pages of asking: answers and their sources, odd and hostile questions."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import Role
from tests.api.web.visits import QUESTION, ask, form_key
from tests.conftest import client_for


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
    assert response.status_code == 422
    assert "There is a problem" in response.text or "Error" in response.text


def test_a_question_stands_in_no_address(visitor: TestClient) -> None:
    response = visitor.post("/ask", data={"question": QUESTION, "form_key": form_key(visitor)}, follow_redirects=False)
    assert response.status_code == 303
    assert "father" not in response.headers["location"].lower()


def test_another_persons_question_is_not_shown(base: KnowledgeBase, visitor: TestClient) -> None:
    response = visitor.post("/ask", data={"question": QUESTION, "form_key": form_key(visitor)}, follow_redirects=False)
    other = client_for(base, Role.ADMIN)
    assert other.get(response.headers["location"], headers={"Accept": "text/html"}).status_code == 404


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


def test_what_to_do_shows_the_procedure_in_force_before_the_lines(visitor: TestClient) -> None:
    page = ask(visitor, "What must I do about a bruise on a baby who cannot move?")
    assert "The procedure in force" in page
    assert "A bruise on a baby who cannot move is always referred to the duty team the same day." in page
    assert page.index('id="procedure"') < page.index("What else is held on this")


def test_a_question_of_the_service_leads_to_its_page(visitor: TestClient) -> None:
    page = ask(visitor, "What recurs across years?")
    assert '<a href="/themes">Themes by year</a>' in page
