"""Questions asked become judged ones, by those with the right, and are asked again."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from api.feedback.questions import KeptQuestion, QuestionResult, Questions
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from indexer.catalogue.database import open_database
from indexer.documents import Sensitivity
from indexer.passages import NO_FILTERS
from tests.conftest import client_for

QUESTION = "Were fathers overlooked in the assessments?"
NOTHING = "How are zebras vaccinated in Antarctica?"


@pytest.fixture
def visitor(base: KnowledgeBase) -> Iterator[TestClient]:
    with client_for(base, None) as client:
        origin = {"Origin": "http://127.0.0.1:8000"}
        client.post("/sign-in", data={"key": base.accounts.create_link()}, headers=origin)
        yield client


def key_of(client: TestClient) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', client.get("/").text)
    assert found
    return found.group(1)


def test_two_clicks_make_a_judged_question(base: KnowledgeBase, visitor: TestClient) -> None:
    key = key_of(visitor)
    page = visitor.post("/ask", data={"question": QUESTION, "form_key": key})
    form = re.search(r'action="(/answers/[^"]+/judge)".*?"passage_id" value="([^"]+)".*?"end" value="(\d+)"', page.text)
    assert form
    sent = {"form_key": key, "passage_id": form.group(2), "start": 0, "end": form.group(3)}
    judged = visitor.post(form.group(1), data=sent)
    assert "1 of the 1 shown come out right now" in judged.text
    none = visitor.post("/ask", data={"question": NOTHING, "form_key": key})
    assert NOTHING in visitor.get("/judgements").text
    listed = visitor.get("/judgements").text
    assert "No passage holds zebras, vaccinated, Antarctica." in listed
    judged = visitor.post(f"{none.url.path}/judge", data={"form_key": key})
    assert f">{NOTHING}</a>" not in judged.text
    assert "2 of the 2 shown come out right now" in judged.text
    visitor.post(f"{page.url.path}/judge", data={"form_key": key})
    assert "2 of the 3 shown" in visitor.get("/judgements").text
    assert "though nothing held answers it" in visitor.get("/judgements").text
    too_far = {**sent, "end": 100_000}
    assert visitor.post(form.group(1), data=too_far).status_code == 422
    with client_for(base) as client:
        first = client.get("/api/v1/judgements", params={"limit": 2}).json()
        assert [item["answered"] for item in first["items"]] == [False, False]
        (last,) = client.get("/api/v1/judgements", params={"cursor": first["next"]}).json()["items"]
        assert last["question"] == QUESTION
        assert last["quote"].startswith("Fathers were overlooked")
    row = base.judging.all(LOCAL_OPERATOR)[-1].as_row()
    assert row["answers"][0]["document"].endswith("review.md")
    assert row["tags"] == ["judged"]


@pytest.mark.parametrize("role", [Role.READER, Role.PRACTITIONER, Role.TRAINING_LEAD])
def test_only_those_with_the_right_judge(base: KnowledgeBase, role: Role) -> None:
    with client_for(base, role) as client:
        assert client.get("/api/v1/judgements").status_code == 403
        assert client.get("/judgements").status_code == 403
        assert "Judged questions" not in client.get("/").text


def test_an_older_table_of_questions_gains_what_came(tmp_path: Path) -> None:
    made = sqlite3.connect(tmp_path / "a.sqlite")
    made.execute(
        "CREATE TABLE questions (id VARCHAR PRIMARY KEY, user_id VARCHAR NOT NULL, text VARCHAR NOT NULL, "
        "filters JSON NOT NULL, asked_at VARCHAR NOT NULL)"
    )
    made.close()
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite'}")
    questions = Questions(database, 30)
    kept = questions.keep(KeptQuestion(NOTHING, NO_FILTERS), LOCAL_OPERATOR)
    questions.note(kept, QuestionResult("none", ("zebras",), ("p",)), LOCAL_OPERATOR)
    assert [(asked.text, asked.returned.missing) for asked in questions.unanswered()] == [(NOTHING, ("zebras",))]
    with database.begin() as connection:  # noted by a release that kept the band alone
        connection.execute(text("UPDATE questions SET missing = NULL, passages = NULL"))
    assert [asked.returned for asked in questions.unanswered()] == [QuestionResult("none")]
    assert questions.find(kept, LOCAL_OPERATOR) == KeptQuestion(NOTHING, NO_FILTERS)
    database.dispose()


def test_a_question_of_another_that_failed_is_judged_in_two_clicks(own_base: KnowledgeBase, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# Note\n\nGiraffes were counted at the gate by the duty manager every day.\n", "utf-8")
    own_base.documents.add([note], LOCAL_OPERATOR, sensitivity=Sensitivity.RESTRICTED)
    with client_for(own_base, None) as asker, client_for(own_base, None) as judge:
        origin = {"Origin": "http://127.0.0.1:8000"}
        asker.post("/sign-in", data={"token": own_base.accounts.create_token(Role.PRACTITIONER, "p")}, headers=origin)
        judge.post("/sign-in", data={"key": own_base.accounts.create_link()}, headers=origin)
        question = "Were giraffes counted at the gate by the duty manager?"
        asked = asker.post("/ask", data={"question": question, "form_key": key_of(asker), "kinds": "audit"})
        assert "Nothing held on this" in asked.text
        link = re.search(r'href="(/judgements/asked/[^"]+)"', judge.get("/judgements").text)
        assert link
        assert asker.get(link[1]).status_code == 403
        assert asker.post(link[1], data={"form_key": key_of(asker)}).status_code == 403
        assert "It found nothing." in judge.get(link[1]).text
        judge.post(link[1], data={"form_key": key_of(judge)})
        assert link[1] not in judge.get("/judgements").text
        [judgement] = own_base.judging.all(LOCAL_OPERATOR)
        assert (judgement.question, judgement.answering, judgement.filters.kinds) == (question, None, ("audit",))
        asker.post("/ask", data={"question": question + " Say.", "form_key": key_of(asker)})
        link = re.search(r'href="(/judgements/asked/[^"]+)"', judge.get("/judgements").text)
        assert link
        page = judge.get(link[1]).text
        form = re.search(r'name="passage_id" value="([^"]+)".*?"end" value="(\d+)"', page)
        assert form
        sent = {"form_key": key_of(judge), "passage_id": form[1], "start": 0, "end": form[2]}
        assert "2 of the 2 shown" in judge.post(link[1], data=sent).text
        assert len(own_base.judging.all(LOCAL_OPERATOR)) == 2
        missing = judge.get("/judgements/asked/none", headers={"Accept": "text/html"})
        assert missing.status_code == 404
