"""Typing mistakes: what is put right, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from api.query.spelling import Spelling, corrected
from indexer.documents import Sensitivity
from tests.conftest import client_for

COUNTS = {"safeguarding": 40, "supervision": 12, "assessments": 9, "fathers": 8, "neglect": 7, "walsal": 1, "should": 5}

SPELLING = Spelling(COUNTS, ["Walsall Safeguarding Children Board"])


def said(text: str) -> str:
    return corrected(text, SPELLING.corrections(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("safegaurding", "safeguarding"),
        ("superviison notes", "supervision notes"),
        ("asessments", "assessments"),
        ("Neglct in 2017", "Neglect in 2017"),
        ("shuold fathrs", "should fathers"),
        ("thresholds in Walsal?", "thresholds in Walsal?"),  # the documents hold it, once
        ("thresholds in Wallsall", "thresholds in Walsall"),
        ("self-neglcet", "self-neglect"),
        ("SAFEGAURDING", "Safeguarding"),
    ],
)
def test_mistakes_are_put_right(typed: str, meant: str) -> None:
    assert said(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "father",  # another form of what is held
        "supervised",
        "zebras in antarctica",  # English words that no document holds
        "what did Faters say",  # may be a name, and no name that is held
        "SUPRVN",  # may be a short form
        "fath 2017 x9z",
        "xqzzt",
        "",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert said(text) == text


def test_protected_and_known_words_stay() -> None:
    assert not SPELLING.corrections('"safegaurding" board', [(1, 13)])
    assert not SPELLING.corrections("neglekt", known={"neglekt"})
    assert [c.word for c in SPELLING.corrections("daddz", known={"daddy"})] == ["daddy"]


def test_a_word_that_stands_once_is_not_offered() -> None:
    assert not Spelling({"supervisoin": 1}).corrections("supervisiom")


def test_without_documents_nothing_is_changed() -> None:
    assert not Spelling({}).corrections("safegaurding")


QUESTION = "Were fathers overloked in the assessments?"


def reading(client: TestClient, question: str, *without: str) -> list[tuple[str, str]]:
    found = client.post("/api/v1/answers", json={"question": question, "without": without}).json()
    return [(part["typed"], part["label"]) for part in found["reading"]["corrected"]]


def test_a_mistake_is_put_right_visibly_and_taken_back(client: TestClient) -> None:
    found = client.post("/api/v1/answers", json={"question": QUESTION}).json()
    [part] = found["reading"]["corrected"]
    assert (part["typed"], part["label"]) == ("overloked", "overlooked")
    assert found["question"] == QUESTION
    assert found["missing_terms"] == []
    back = client.post("/api/v1/answers", json={"question": QUESTION, "without": [part["key"]]}).json()
    assert back["reading"]["corrected"] == []
    assert back["missing_terms"] == ["overloked"]
    assert reading(client, 'fathers "overloked"') == []


def test_a_suggestion_never_holds_a_word_the_reader_may_not_see(own_base: KnowledgeBase, tmp_path: Path) -> None:
    secret, open_to_all = tmp_path / "secret.md", tmp_path / "open.md"
    secret.write_text("# Note\n\nThe zorblatting of files went on. Zorblatting was stopped.\n", "utf-8")
    open_to_all.write_text("# Note\n\nThe board met and the board agreed.\n", "utf-8")
    own_base.documents.add([open_to_all], LOCAL_OPERATOR, sensitivity=Sensitivity.PUBLIC)
    [record] = own_base.documents.add([secret], LOCAL_OPERATOR, sensitivity=Sensitivity.RESTRICTED).indexed
    with client_for(own_base, Role.ADMIN) as admin, client_for(own_base, Role.READER) as reader:
        assert reading(admin, "zorbltating") == [("zorbltating", "zorblatting")]
        assert reading(reader, "zorbltating") == []
        admin.patch(f"/api/v1/documents/{record.id}", json={"sensitivity": "public", "reason": "Published"})
        assert reading(reader, "zorbltating") == [("zorbltating", "zorblatting")]
        admin.delete(f"/api/v1/documents/{record.id}")
        assert reading(admin, "zorbltating") == []


def test_the_page_says_what_was_typed(base: KnowledgeBase) -> None:
    with client_for(base, None) as visitor:
        origin = {"Origin": "http://127.0.0.1:8000"}
        page = visitor.post("/sign-in", data={"key": base.accounts.create_link()}, headers=origin).text
        key = page.split('name="form_key" value="')[1].split('"')[0]
        page = visitor.post("/ask", data={"question": QUESTION, "form_key": key}).text
        assert "overlooked (you typed overloked)" in page
        sent = {"question": QUESTION, "form_key": key, "dropped": "spelling:overloked"}
        assert "you typed" not in visitor.post("/ask", data=sent).text
