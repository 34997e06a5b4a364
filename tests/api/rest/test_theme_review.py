"""Reviewing over the API: the queue, one verdict on many, skipping, second opinions unseen, and what is settled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from api.theme_review.second_opinions import PassedOver
from tests.api.rest.conftest import MANIFEST, REPORT
from tests.conftest import client_for

API = "/api/v1/themes"


@pytest.fixture
def held(own_base: KnowledgeBase, tmp_path: Path) -> Iterator[KnowledgeBase]:
    rows = [
        f"r{y}.md,Report {y},annual_report,Board,Norton,{y}-06-01,{c}\n"
        for y, c in ((2015, "public"), (2017, "restricted"))
    ]
    for year in (2015, 2017):
        (tmp_path / f"r{year}.md").write_text(f"{REPORT}\nThis is the report of {year}.\n", "utf-8")
    (tmp_path / "manifest.csv").write_text(MANIFEST + "".join(rows), "utf-8")
    assert not own_base.documents.add(
        [tmp_path / "r2015.md", tmp_path / "r2017.md"], LOCAL_OPERATOR, tmp_path / "manifest.csv"
    ).failed
    yield own_base


def queue(client: TestClient, **query: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{API}/queue", params=query).json()
    return found


def pair(question: dict[str, Any]) -> dict[str, str]:
    return {"passage_id": question["passage_id"], "theme": question["theme"]}


def person(base: KnowledgeBase, name: str, role: Role = Role.BOARD_MANAGER) -> TestClient:
    client = client_for(base, None)
    client.headers["Authorization"] = f"Bearer {base.accounts.create_token(role, name)}"
    return client


def test_the_queue_asks_what_nobody_decided_by_falling_gain(held: KnowledgeBase) -> None:
    client = client_for(held)
    found = queue(client, limit=100)
    assert found["waiting"] == len(found["questions"]) > 2 and found["passed_over"] == 0
    gains = [question["gain"] for question in found["questions"]]
    assert gains == sorted(gains, reverse=True) and all(q["sentence"] in q["text"] for q in found["questions"])
    first = found["questions"][0]
    client.post(f"{API}/{first['theme']}/evidence/{first['passage_id']}", json={"verdict": "rejected"})
    left = queue(client, limit=100)
    assert left["waiting"] == found["waiting"] - 1
    assert pair(first) not in [pair(question) for question in left["questions"]]


def test_the_queue_can_be_narrowed_and_keeps_to_the_readers_rights(held: KnowledgeBase) -> None:
    client = client_for(held)
    assert {q["theme"] for q in queue(client, limit=100, theme="G3")["questions"]} == {"G3"}
    documents = {q["document"]["id"] for q in queue(client, limit=100)["questions"]}
    assert len(documents) == 2
    lead = client_for(held, Role.TRAINING_LEAD)
    seen = queue(lead, limit=100)
    assert {q["document"]["title"] for q in seen["questions"]} == {"Report 2015"}
    guarded = [pair(q) for q in queue(client, limit=100)["questions"] if q["document"]["title"] == "Report 2017"]
    client.post(f"{API}/verdicts", json={"items": guarded, "verdict": "rejected", "reason": "no"})
    assert queue(lead, limit=100) == seen
    assert client.get(f"{API}/queue", params={"theme": "Q1"}).status_code == 404
    assert client.get(f"{API}/queue", params={"limit": 0}).status_code == 422
    for role in (Role.READER, Role.PRACTITIONER):
        assert client_for(held, role).get(f"{API}/queue").status_code == 403


def test_what_is_skipped_is_skipped_for_this_person_only(held: KnowledgeBase) -> None:
    ann, ben = person(held, "Ann"), person(held, "Ben")
    first = queue(ann)["questions"][0]
    for _ in range(2):
        assert ann.post(f"{API}/queue/passed-over", json=pair(first)).status_code == 204
    found = queue(ann)
    assert found["passed_over"] == 1 and pair(found["questions"][0]) != pair(first)
    assert pair(queue(ben)["questions"][0]) == pair(first)
    assert ann.delete(f"{API}/queue/passed-over").status_code == 204
    assert queue(ann)["passed_over"] == 0


def test_one_verdict_on_many_is_all_or_none_and_needs_a_reason(held: KnowledgeBase) -> None:
    client = client_for(held)
    items = [pair(question) for question in queue(client, limit=100)["questions"]]
    body = {"items": items, "verdict": "confirmed", "reason": "read as a whole"}
    assert "why" in client.post(f"{API}/verdicts", json={**body, "reason": " "}).json()["detail"]
    wrong = [*items, {"passage_id": "none", "theme": "G3"}]
    assert client.post(f"{API}/verdicts", json={**body, "items": wrong}).status_code == 404
    assert queue(client)["waiting"] == len(items)
    decided = client.post(f"{API}/verdicts", json=body).json()
    assert [item["state"] for item in decided] == ["confirmed"] * len(items)
    assert {item["reason"] for item in decided} == {"read as a whole"}
    assert queue(client) == {"questions": [], "waiting": 0, "passed_over": 0}
    held.themes.tag(LOCAL_OPERATOR, everything=True)
    assert queue(client)["waiting"] == 0
    lead = client_for(held, Role.TRAINING_LEAD)
    assert lead.post(f"{API}/verdicts", json=body).status_code == 404


def test_a_second_person_judges_unseen_and_differences_are_settled(held: KnowledgeBase) -> None:
    ann, ben = person(held, "Ann"), person(held, "Ben")
    items = [pair(question) for question in queue(ann, limit=100)["questions"]]
    ann.post(f"{API}/verdicts", json={"items": items, "verdict": "confirmed", "reason": "all of it"})
    assert ann.get(f"{API}/second-opinions/next").json() == {"question": None, "waiting": 0}
    asked = ben.get(f"{API}/second-opinions/next").json()
    assert asked["waiting"] == len(items) and asked["question"]["score"] is None
    assert "confirmed" not in str(asked) and "all of it" not in str(asked)
    mine = {**pair(asked["question"]), "verdict": "rejected", "reason": "not weak"}
    assert ann.post(f"{API}/second-opinions", json=mine).status_code == 422
    assert ben.post(f"{API}/second-opinions", json=mine).status_code == 204
    after = ben.get(f"{API}/second-opinions/next").json()
    assert after["waiting"] == len(items) - 1
    ben.post(f"{API}/second-opinions", json={**pair(after["question"]), "verdict": "confirmed"})
    found = ann.get(f"{API}/agreement").json()
    assert found["decided"] == len(items)
    assert (found["overall"]["pairs"], found["overall"]["agreed"], found["overall"]["kappa"]) == (2, 1, None)
    (one,) = found["disagreements"]
    assert (one["first_by"], one["first"], one["second_by"], one["second"]) == ("Ann", "confirmed", "Ben", "rejected")
    assert one["settled"] is None
    # The opinion counts as no evidence; what settles does, and the two answers stay as they were given.
    assert queue(ann)["waiting"] == 0
    ann.post(f"{API}/{one['theme']}/evidence/{one['passage_id']}", json={"verdict": "rejected", "reason": "agreed"})
    settled = ann.get(f"{API}/agreement").json()
    assert settled["disagreements"][0]["settled"] == "rejected" and settled["overall"]["agreed"] == 1


def test_agreement_follows_a_merged_theme_and_the_readers_rights(held: KnowledgeBase) -> None:
    ann, ben = person(held, "Ann"), person(held, "Ben")
    items = [pair(question) for question in queue(ann, limit=100, theme="G3")["questions"]]
    ann.post(f"{API}/verdicts", json={"items": items, "verdict": "confirmed", "reason": "clear"})
    for item in items:
        ben.post(f"{API}/second-opinions", json={**item, "verdict": "confirmed"})
    lead = client_for(held, Role.TRAINING_LEAD)
    assert lead.get(f"{API}/agreement").json()["overall"]["pairs"] == 1
    merge = {"kind": "merge", "theme": "G3", "values": {"into": "G2"}, "reason": "one team"}
    assert ann.post(f"{API}/changes", json=merge).status_code == 200
    held.themes.tag(LOCAL_OPERATOR)
    assert set(ann.get(f"{API}/agreement").json()["by_theme"]) == {"G2"}
    assert ann.get(f"{API}/agreement").json()["overall"]["pairs"] == len(items)


def test_what_is_passed_over_twice_at_once_is_passed_over(held: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for(held)
    first = pair(queue(client)["questions"][0])
    monkeypatch.setattr(PassedOver, "of", lambda *_: set())
    assert [client.post(f"{API}/queue/passed-over", json=first).status_code for _ in range(2)] == [204, 204]


def test_who_decided_is_told_by_the_account_and_not_by_the_name(held: KnowledgeBase) -> None:
    ann, ann_again, another_ann = person(held, "Ann"), person(held, "Ann"), person(held, "Ann of Weston")
    item = pair(queue(ann)["questions"][0])
    ann.post(f"{API}/verdicts", json={"items": [item], "verdict": "confirmed", "reason": "plain"})
    opinion = {**item, "verdict": "rejected", "reason": "no"}
    assert ann.post(f"{API}/second-opinions", json=opinion).status_code == 422
    assert ann_again.get(f"{API}/second-opinions/next").json()["waiting"] == 0, "two tokens are not two people"
    assert another_ann.get(f"{API}/second-opinions/next").json()["waiting"] == 1
    assert another_ann.post(f"{API}/second-opinions", json=opinion).status_code == 204


def test_a_verdict_kept_by_name_only_is_that_of_everybody_of_that_name() -> None:
    carl = User("u3", "Carl", Role.BOARD_MANAGER)
    assert carl.did(None, "Carl") and not carl.did(None, "Dana")
    assert carl.did("u3", "Carl as he was called") and not carl.did("u4", "Carl")
