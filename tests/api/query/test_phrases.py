"""Phrases in quotation marks bind, word for word whatever the shape of marks and hyphens; a missing one is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from api.query.phrases import holds, phrase_spans
from indexer.documents import Locator
from indexer.passages import NO_FILTERS, Passage, Place
from tests.conftest import client_for, settings_for
from tests.toy import ToyEmbedder

TEXT = """# Review

The multi-agency plan was late. Nobody checked the parents’ views on supervision at home.

# Early help

It was recorded by the school nurses that supervision was not safe-
guarding anybody. Records say “disguised compliance” twice.
"""


def passage(text: str, *headings: str) -> Passage:
    return Passage("p", "d", text, 0, len(text), headings, ((0, len(text)),), (Place(0, Locator()),), 0)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("multi-agency plan", "The MULTI AGENCY  plan"),
        ("multi agency plan", "the multi-\nagency plan"),
        ("multiagency plan", "the multi–agency plan"),
        ("multi-agency plan", "the multiagency plan"),
        ("parents' views", "the parents’ views"),
        ("safeguarding board", "the safe-\nguarding board"),
        ("he said “no more”", "he said 'no more'"),
        ("seen, and heard", "seen and heard"),
        ("no. 4 of the plan", "No. 4 of the plan"),
        ("the ﬁrst visit", "the first visit"),
    ],
)
def test_shape_does_not_count(phrase: str, text: str) -> None:
    assert holds([phrase], passage(text))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("the rapist", "the therapist"),
        ("seen alone", "seen. Alone she was"),
        ("help plan", "early help. Plans"),
        ("seen alone", "seen never alone"),
        ("art", "part of it"),
    ],
)
def test_words_and_their_order_count(phrase: str, text: str) -> None:
    assert not holds([phrase], passage(text))


def test_a_heading_holds_a_phrase_too() -> None:
    assert holds(["Early help"], passage("Something else.", "Early help"))


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’", "'{}'"])
def test_any_marks_bind_and_apostrophes_do_not(marks: str) -> None:
    question = f"Don't they say {marks.format('seen alone')} of the parents' home?"
    assert [question[a:b] for a, b in phrase_spans(question)] == ["seen alone"]
    assert phrase_spans(question, ["phrase:seen alone"]) == []


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    file = tmp_path_factory.mktemp("texts") / "review.md"
    file.write_text(TEXT, "utf-8")
    with KnowledgeBase.open(settings_for(tmp_path_factory.mktemp("data")), ToyEmbedder()) as base:
        assert not base.documents.add([Path(file)], LOCAL_OPERATOR).failed
        yield base


def test_only_passages_with_the_phrase_are_hits_until_it_is_taken_away(held: KnowledgeBase) -> None:
    asked = "supervision 'multi agency plan'"
    page = held.search(asked, NO_FILTERS, LOCAL_OPERATOR, 10)
    assert page.total == 1
    assert "multi-agency plan" in page.hits[0].found.passage.text
    (part,) = page.reading.phrases
    assert (part.kind, part.typed) == ("phrase", "multi agency plan")
    freed = held.search(asked, NO_FILTERS, LOCAL_OPERATOR, 10, without=(part.key,))
    assert freed.total > 1
    assert freed.reading.phrases == ()


def test_a_phrase_that_no_passage_holds_is_said_and_the_search_offered_without_it(held: KnowledgeBase) -> None:
    asked = "Was there ‘supervision of the father’?"
    assert held.ask(asked, NO_FILTERS, LOCAL_OPERATOR).reading.unheld == ("supervision of the father",)
    with client_for(held) as client:
        found = client.post("/api/v1/search", json={"query": asked}).json()
        assert (found["total"], found["reading"]["unheld"]) == (0, ["supervision of the father"])
        key = found["reading"]["phrases"][0]["key"]
        assert client.post("/api/v1/search", json={"query": asked, "without": [key]}).json()["total"]


@pytest.mark.parametrize("mode", ["search", "ask"])
def test_the_pages_say_so_and_offer_to_take_it_away(held: KnowledgeBase, mode: str) -> None:
    with client_for(held, None) as client:
        origin = {"Origin": "http://127.0.0.1:8000"}
        client.post("/sign-in", data={"key": held.accounts.create_link()}, headers=origin)
        key = client.get("/verify").text.split('name="form_key" value="')[1].split('"')[0]
        sent = {"form_key": key, "question": "“supervision of the father”", "mode": mode}
        page = client.post("/ask", data=sent).text
        assert "No passage holds the phrase" in page
        assert "No document is held" not in page
        freed = client.post("/ask", data={**sent, "dropped": "phrase:supervision of the father"}).text
        assert "No passage holds the phrase" not in freed
        assert "supervision" in freed
