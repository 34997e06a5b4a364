"""Emerging themes over a real index: named or dismissed by people with the right, and not asked again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from tests.conftest import client_for

DOGS = (
    "Nobody asked about the dangerous dog.",
    "Nobody wrote down the dangerous dog.",
    "Nobody saw the dangerous dog.",
)
PONDS = ("Nobody saw the open garden pond.", "Nobody fenced the garden pond.", "Nobody asked about the garden pond.")


@pytest.fixture
def held(own_base: KnowledgeBase, tmp_path: Path) -> Iterator[KnowledgeBase]:
    folder = tmp_path / "in"
    folder.mkdir()
    sections = [f"## What was weak {n}\n\n{s} This was weak.\n" for n, s in enumerate((*DOGS, *PONDS) * 2)]
    (folder / "r.md").write_text("# Report\n\n" + "\n".join(sections), "utf-8")
    row = "r.md,Report 2016,annual_report,Board,Norton,2016-06-01,partnership\n"
    (folder / "manifest.csv").write_text("path,title,kind,publisher,area,published,sensitivity\n" + row, "utf-8")
    assert not own_base.documents.add([folder], LOCAL_OPERATOR).failed
    yield own_base


def test_a_cluster_is_dismissed_or_named_once(held: KnowledgeBase) -> None:
    client = client_for(held)
    (report,) = held.documents.all(LOCAL_OPERATOR).items
    held.documents.correct(report.id, {"sensitivity": "public"}, LOCAL_OPERATOR, reason="Published")
    found = client.get("/api/v1/themes/emerging").json()
    assert len(found["clusters"]) >= 2 and all(c["new"] and not c["decided"] for c in found["clusters"])
    first, second = found["clusters"][:2]
    text = client.get(f"/api/v1/passages/{first['sentences'][0]['passage_id']}").json()["text"]
    assert first["sentences"][0]["sentence"] in text
    answer = client.post(f"/api/v1/themes/emerging/{first['key']}/dismiss", json={"reason": "one family only"}).json()
    dismissed = next(c for c in answer["clusters"] if c["key"] == first["key"])
    assert dismissed["decided"] and dismissed["theme"] is None and dismissed["reason"] == "one family only"
    body = {"group": "E", "label": "Ponds", "definition": "Open water at home.", "reason": "seen twice"}
    client.post(f"/api/v1/themes/emerging/{second['key']}/name", json=body)
    named = next(t for t in client.get("/api/v1/themes").json()["themes"] if t["label"] == "Ponds")
    assert named["id"][0] == "E" and second["sentences"][0]["sentence"] in named["examples"]


def test_a_dismissal_survives_a_passage_more(held: KnowledgeBase, tmp_path: Path) -> None:
    client = client_for(held)
    for cluster in client.get("/api/v1/themes/emerging").json()["clusters"]:
        client.post(f"/api/v1/themes/emerging/{cluster['key']}/dismiss", json={"reason": "no"})
    report = tmp_path / "in" / "r.md"
    report.write_text(
        report.read_text("utf-8") + "\n## What was weak at last\n\nNobody missed the garden pond. This was weak.\n",
        "utf-8",
    )
    held.documents.add([tmp_path / "in"], LOCAL_OPERATOR)
    again = client.get("/api/v1/themes/emerging").json()["clusters"]
    assert again and all(cluster["decided"] for cluster in again)


def test_who_may_see_and_decide(held: KnowledgeBase) -> None:
    key = client_for(held).get("/api/v1/themes/emerging").json()["clusters"][0]["key"]
    assert client_for(held, Role.READER).get("/api/v1/themes/emerging").json()["passages"] == 0
    practitioner = client_for(held, Role.PRACTITIONER)
    assert practitioner.post(f"/api/v1/themes/emerging/{key}/dismiss", json={"reason": "no"}).status_code == 403
    assert client_for(held).post("/api/v1/themes/emerging/none/dismiss", json={"reason": "no"}).status_code == 404
    page = client_for(held).get("/themes/emerging").text
    assert "New in 2016" in page and "Make it a theme" in page
    assert "Make it a theme" not in practitioner.get("/themes/emerging").text
    # A token has no session and so no form key: a form without it is refused.
    assert client_for(held).post(f"/themes/emerging/{key}/dismiss", data={"reason": "no"}).status_code == 403


def test_the_register_that_all_read_takes_no_sentence_of_a_guarded_document(held: KnowledgeBase) -> None:
    client = client_for(held)
    cluster = client.get("/api/v1/themes/emerging").json()["clusters"][0]
    body = {"group": "E", "label": "Ponds", "definition": "Open water at home.", "reason": "seen twice"}
    assert client.post(f"/api/v1/themes/emerging/{cluster['key']}/name", json=body).status_code == 200
    named = next(
        t for t in client_for(held, Role.READER).get("/api/v1/themes").json()["themes"] if t["label"] == "Ponds"
    )
    assert named["examples"] == []


def test_clusters_are_the_readers_own_when_another_request_comes_between(held: KnowledgeBase) -> None:
    service = held.patterns.emerging

    class Meanwhile:
        def __ne__(self, state: object) -> bool:
            service._kept = (None, [], [])
            assert service.all(LOCAL_OPERATOR).clusters
            return False

    service._kept = (Meanwhile(), [], [])
    assert service.all(User("reader", "a reader", Role.READER)).clusters == ()
