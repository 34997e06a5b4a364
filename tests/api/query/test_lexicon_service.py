"""Editing the lexicon: who may, what counts at once, what is kept, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from api.query.lexicon import Lexicon, Relation, read_entries
from tests.conftest import client_for, settings_for
from tests.toy import ToyEmbedder

ENTRY: dict[str, Any] = {
    "relation": "acronym",
    "term": "QAP",
    "also": ["quality panel", "quality panel "],
    "reason": "local",
}


@pytest.fixture
def client(own_base: KnowledgeBase) -> Iterator[TestClient]:
    with client_for(own_base) as opened:
        yield opened


def searched_for(client: TestClient, question: str) -> list[tuple[str, str]]:
    found = client.post("/api/v1/search", json={"query": question}).json()["reading"]
    return [(part["typed"], part["label"]) for part in (*found["expanded"], *found["ambiguous"])]


def test_an_entry_counts_at_once_until_it_is_retired(client: TestClient) -> None:
    assert searched_for(client, "QAP minutes") == []
    made = client.post("/api/v1/lexicon", json=ENTRY)
    assert (made.status_code, made.json()["also"], made.json()["origin"]) == (201, ["quality panel"], "people")
    assert searched_for(client, "QAP minutes") == [("QAP", "quality panel")]
    assert searched_for(client, "quality panel minutes") == [("quality panel", "QAP")]
    changed = client.put("/api/v1/lexicon", json={**ENTRY, "term": "qap", "also": ["quality and audit panel"]})
    assert changed.json()["term"] == "QAP"
    assert searched_for(client, "QAP minutes") == [("QAP", "quality and audit panel")]
    gone = client.post("/api/v1/lexicon/retire", json={"relation": "acronym", "term": "QAP", "reason": "abolished"})
    assert gone.status_code == 204
    assert searched_for(client, "QAP minutes") == []
    history = client.get("/api/v1/lexicon/changes").json()["items"]
    assert [(c["kind"], c["reason"]) for c in history] == [
        ("retire", "abolished"),
        ("change", "local"),
        ("add", "local"),
    ]
    assert {c["changed_by"] for c in history} == {"test admin"}


def test_a_shipped_entry_is_retired_and_brought_back(client: TestClient) -> None:
    about = {"relation": "acronym", "term": "FGC", "reason": "x"}
    [shipped] = [e for e in client.get("/api/v1/lexicon", params={"q": "fgc"}).json()["items"] if e["term"] == "FGC"]
    assert shipped["origin"] == "shipped"
    client.post("/api/v1/lexicon/retire", json=about)
    assert searched_for(client, "the FGC") == []
    assert client.post("/api/v1/lexicon", json={**about, "also": shipped["also"]}).status_code == 201
    assert searched_for(client, "the FGC") != []


def test_an_ambiguous_short_form_is_not_given_one_meaning_by_the_way(client: TestClient) -> None:
    entry = {"relation": "acronym", "term": "SAR", "also": ["subject access request"], "reason": "x"}
    refused = client.post("/api/v1/lexicon", json=entry)
    assert refused.status_code == 422
    assert "Retire that one first" in refused.json()["detail"]
    by_the_way = {"relation": "same", "term": "subject access request", "also": ["SAR"], "reason": "x"}
    assert client.post("/api/v1/lexicon", json=by_the_way).status_code == 201
    assert [typed for typed, _ in searched_for(client, "a SAR about")] == ["SAR"]
    assert client.post("/api/v1/search", json={"query": "a SAR about"}).json()["expanded"] == []
    client.post("/api/v1/lexicon/retire", json={"relation": "ambiguous", "term": "SAR", "reason": "clear here"})
    assert client.post("/api/v1/lexicon", json=entry).status_code == 201
    assert ("SAR", "subject access request") in searched_for(client, "a SAR about")


@pytest.mark.parametrize(
    "wrong",
    [
        {"term": "the"},
        {"term": ""},
        {"term": "2017"},
        {"term": "a b c d e f g h i"},
        {"term": "x\u202ey"},
        {"also": []},
        {"also": ["QAP"]},
        {"also": ["…"]},
        {"relation": "ambiguous", "also": ["one meaning"]},
        {"relation": "nonsense"},
        {"reason": " "},
        {"term": "LADO"},
    ],
)
def test_what_cannot_be_an_entry_is_refused(client: TestClient, wrong: dict[str, Any]) -> None:
    refused = client.post("/api/v1/lexicon", json={**ENTRY, **wrong})
    assert refused.status_code == 422
    assert refused.json()["detail"]
    assert client.get("/api/v1/lexicon/changes").json()["items"] == []


def test_a_short_form_that_is_a_common_word_counts_in_capitals_only(client: TestClient) -> None:
    client.post("/api/v1/lexicon", json={**ENTRY, "term": "IT", "also": ["information technology"]})
    assert searched_for(client, "what was it about") == []
    assert searched_for(client, "IT systems") == [("IT", "information technology")]


@pytest.mark.parametrize("role", [Role.READER, Role.PRACTITIONER, Role.TRAINING_LEAD])
def test_only_those_with_the_right_see_and_edit(own_base: KnowledgeBase, role: Role) -> None:
    with client_for(own_base, role) as client:
        assert client.post("/api/v1/lexicon", json=ENTRY).status_code == 403
        assert client.put("/api/v1/lexicon", json=ENTRY).status_code == 403
        assert client.post("/api/v1/lexicon/retire", json={**ENTRY, "also": None} | {"also": []}).status_code in (
            403,
            422,
        )
        for path in ("/api/v1/lexicon", "/api/v1/lexicon/changes", "/api/v1/lexicon.toml", "/lexicon", "/lexicon.toml"):
            assert client.get(path).status_code == 403, path
        assert 'href="/lexicon"' not in client.get("/").text


def test_the_file_says_the_same_elsewhere(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[acronym]\nQAP = ["quality panel"]\nEHE = false\n', "utf-8")
    with KnowledgeBase.open(settings_for(tmp_path / "data", LEXICON=str(own)), ToyEmbedder()) as base:
        base.lexicon.add(Relation.LAY, 'a "quoted\\ word', ["ünïcode"], "x", LOCAL_OPERATOR)
        base.lexicon.retire(Relation.ACRONYM, "lado", "x", LOCAL_OPERATOR)
        assert [held.origin for held in base.lexicon.entries(LOCAL_OPERATOR, "QAP")] == ["file"]
        (tmp_path / "out.toml").write_text(base.lexicon.as_file(LOCAL_OPERATOR), "utf-8")
        there = Lexicon.read(tmp_path / "out.toml")
        assert {e.key: e for e in there.entries} == {e.key: e for e in base.lexicon.current(LOCAL_OPERATOR).entries}
    assert len(there.entries) == len(read_entries())


def test_the_pages_add_change_retire_and_bring_back(own_base: KnowledgeBase) -> None:
    with client_for(own_base, None) as visitor:
        origin = {"Origin": "http://127.0.0.1:8000"}
        visitor.post("/sign-in", data={"key": own_base.accounts.create_link()}, headers=origin)
        key = re.search(r'name="form_key" value="([^"]+)"', visitor.get("/lexicon").text)
        assert key
        about = {"form_key": key[1], "relation": "lay", "term": "fam & friends", "reason": "used here"}
        page = visitor.post("/lexicon", data={**about, "also": "kinship carers\n\nconnected persons\n"}).text
        assert "Added on" in page and "kinship carers; connected persons" in page
        assert searched_for_by(own_base, "fam & friends") == "kinship carers; connected persons"
        again = visitor.post("/lexicon", data={**about, "also": "x"})
        assert again.status_code == 422 and "Change that one" in again.text
        page = visitor.post("/lexicon/entry", data={**about, "also": "kinship carers", "action": "change"}).text
        assert "Changed on" in page
        assert visitor.post("/lexicon/entry", data={**about, "also": "", "action": "change"}).status_code == 422
        page = visitor.post("/lexicon/entry", data={**about, "action": "retire"}).text
        assert 'id="entries"' in page and "Retired" in page
        page = visitor.post("/lexicon/entry", data={**about, "also": "kinship carers", "action": "add"}).text
        assert "Retire</button>" in page
        assert visitor.post("/lexicon", data={**about, "form_key": "wrong"}).status_code == 403
        missing = visitor.get(
            "/lexicon/entry", params={"relation": "lay", "term": "zzz"}, headers={"Accept": "text/html"}
        )
        assert missing.status_code == 404
        assert "kinship carers" in visitor.get("/lexicon.toml").text


def searched_for_by(base: KnowledgeBase, text: str) -> str:
    return "; ".join(name for e in base.lexicon.current(LOCAL_OPERATOR).expansions(text) for name in e.also)
