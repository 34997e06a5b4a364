"""Themes over the API: the register, evidence and verdicts."""

from __future__ import annotations

from pathlib import Path

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from api.themes.evidence import Evidence
from indexer.passages import Filters
from tests.api.rest.conftest import MANIFEST, cell, evidence
from tests.conftest import client_for


def test_passages_are_tagged_when_they_are_indexed(held: KnowledgeBase) -> None:
    client = client_for(held)
    assert client.get("/api/v1/themes").json()["untagged"] == 0
    hits = held.search("private fostering", Filters(themes=("G3",)), LOCAL_OPERATOR).hits
    assert {theme.id for hit in hits for theme in hit.found.themes} >= {"G3"}
    found = evidence(client)
    assert {item["state"] for item in found} == {"suggested"} and len(found) >= 2
    text = client.get(f"/api/v1/passages/{found[0]['passage_id']}").json()["text"]
    assert found[0]["sentence"] in text and found[0]["model"] and 0 < found[0]["score"] <= 1


def test_a_rejected_passage_counts_no_more_and_stays_so_after_indexing_anew(held: KnowledgeBase) -> None:
    client = client_for(held)
    for item in evidence(client):
        body = {"verdict": "rejected", "reason": "not about it"}
        answer = client.post(f"/api/v1/themes/G3/evidence/{item['passage_id']}", json=body)
        assert (answer.status_code, answer.json()["state"], answer.json()["reason"]) == (
            200,
            "rejected",
            "not about it",
        )
    assert held.search("private fostering", Filters(themes=("G3",)), LOCAL_OPERATOR).total == 0
    held.themes.tag(LOCAL_OPERATOR, everything=True)
    assert {item["state"] for item in evidence(client)} == {"rejected"}
    assert cell(client)["suggested"] == cell(client)["confirmed"] == 0


def test_a_passage_nobody_suggested_can_be_confirmed(held: KnowledgeBase) -> None:
    client = client_for(held)
    passage = evidence(client)[0]["passage_id"]
    answer = client.post(f"/api/v1/themes/D6/evidence/{passage}", json={"verdict": "confirmed"})
    assert answer.json()["state"] == "confirmed"
    assert [item["passage_id"] for item in evidence(client, "D6")] == [passage]


def test_a_changed_passage_asks_again(held: KnowledgeBase, tmp_path: Path) -> None:
    client = client_for(held)
    for item in evidence(client):
        client.post(f"/api/v1/themes/G3/evidence/{item['passage_id']}", json={"verdict": "rejected"})
    for path in (tmp_path / "in").glob("*.md"):
        path.write_text(path.read_text("utf-8").replace("few notifications", "too few notifications"), "utf-8")
    held.documents.add([tmp_path / "in"], LOCAL_OPERATOR)
    assert {item["state"] for item in evidence(client)} == {"suggested"}


def test_a_merged_theme_takes_its_evidence_along(held: KnowledgeBase) -> None:
    client = client_for(held)
    passage = evidence(client)[0]["passage_id"]
    client.post(f"/api/v1/themes/G3/evidence/{passage}", json={"verdict": "confirmed"})
    change = {"kind": "merge", "theme": "G3", "values": {"into": "G2"}, "reason": "one team"}
    assert client.post("/api/v1/themes/changes", json=change).json()["untagged"] == 2
    assert held.themes.tag(LOCAL_OPERATOR) == 2
    confirmed = [item["passage_id"] for item in evidence(client, "G2") if item["state"] == "confirmed"]
    assert confirmed == [passage]
    assert client.get("/api/v1/themes/G3").json()["theme"]["id"] == "G2"


def test_who_may_do_what(held: KnowledgeBase) -> None:
    passage = evidence(client_for(held))[0]["passage_id"]
    verdict, change = {"verdict": "confirmed"}, {"kind": "retire", "theme": "A1", "reason": "x"}
    for role in Role:
        client = client_for(held, role)
        decided = client.post(f"/api/v1/themes/G3/evidence/{passage}", json=verdict).status_code
        assert decided == (200 if role in (Role.TRAINING_LEAD, Role.BOARD_MANAGER, Role.ADMIN) else 403), role
        if role not in (Role.BOARD_MANAGER, Role.ADMIN):
            assert client.post("/api/v1/themes/changes", json=change).status_code == 403
    assert client_for(held, None).get("/api/v1/themes").status_code == 401


def test_unknown_themes_and_passages_are_said_to_be(held: KnowledgeBase) -> None:
    client = client_for(held)
    assert client.get("/api/v1/themes/Q1").status_code == 404
    assert client.post("/api/v1/themes/G3/evidence/none", json={"verdict": "confirmed"}).status_code == 404
    bad = {"kind": "add", "theme": "A1", "values": {"label": "x", "definition": "y"}, "reason": "z"}
    assert "used before" in client.post("/api/v1/themes/changes", json=bad).json()["detail"]


def test_restricted_evidence_is_shown_to_nobody_else(held: KnowledgeBase) -> None:
    record = held.documents.all(LOCAL_OPERATOR).items[0]
    held.documents.correct(record.id, {"sensitivity": "restricted"}, LOCAL_OPERATOR)
    reader = client_for(held, Role.READER)
    assert record.id not in {item["document_id"] for item in evidence(reader)}
    assert cell(reader, column="2015")["held"] == 1
    assert "2017" not in reader.get("/api/v1/themes/grid").json()["columns"]


def test_a_weakness_in_a_story_counts_by_its_sentence_and_says_so(own_base: KnowledgeBase, tmp_path: Path) -> None:
    story = "# Review\n\n## Case study\n\nHe was seven.\n"
    story += "Private fostering was overlooked: privately fostered children were still not visited by anybody, and "
    story += "private fostering arrangements were not notified.\n"
    (tmp_path / "s.md").write_text(story, "utf-8")
    (tmp_path / "m.csv").write_text(f"{MANIFEST}s.md,Review,learning_review,Board,Norton,2015-06-01,public\n", "utf-8")
    assert not own_base.documents.add([tmp_path / "s.md"], LOCAL_OPERATOR, tmp_path / "m.csv").failed
    (item,) = evidence(client_for(own_base), "G3")
    passage = own_base.documents.passage(item["passage_id"], LOCAL_OPERATOR).passage
    assert (passage.role, item["role"]) == ("case_narrative", "weakness")
    assert item["method"].endswith("by the wording of the sentence")
    assert cell(client_for(own_base), "G3")["suggested"] == 1
    assert "Weakness by this sentence" in client_for(own_base).get("/themes/G3").text


def test_a_removed_document_leaves_no_sentence_behind(held: KnowledgeBase, tmp_path: Path) -> None:
    kept = Evidence(held._index.database)
    (tmp_path / "in" / "r2015.md").unlink()
    held.documents.add([tmp_path / "in"], LOCAL_OPERATOR)
    (left,) = held.documents.all(LOCAL_OPERATOR).items
    assert {found.document for found in kept.suggestions()} == {left.id}
    held.documents.remove(left.id, LOCAL_OPERATOR)
    assert kept.suggestions() == []
