"""Patterns of themes over the API: the grid with its gaps, and the story of a theme."""

from __future__ import annotations

from pathlib import Path

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from tests.api.rest.conftest import REPORT, cell, evidence
from tests.conftest import client_for


def test_the_grid_gives_both_numbers_and_the_gap(held: KnowledgeBase) -> None:
    client = client_for(held)
    found = client.get("/api/v1/themes/grid").json()
    assert found["columns"] == ["2015", "2016", "2017"] and found["coverage"] == [1, 0, 1]
    assert cell(client) == {"row": "G3", "column": "2015", "confirmed": 0, "suggested": 1, "held": 1}
    assert cell(client, column="2016")["held"] == 0
    by_area = client.get("/api/v1/themes/grid", params={"columns": "area", "from": 2016}).json()
    assert by_area["columns"] == ["Norton"] and by_area["coverage"] == [1]
    assert client.get("/api/v1/themes/grid", params={"rows": "year"}).status_code == 422


def test_a_grid_by_agency_counts_documents_that_name_it(held: KnowledgeBase, tmp_path: Path) -> None:
    client = client_for(held)
    report = tmp_path / "in" / "r2015.md"
    named = REPORT.replace("came in and", "came in from schools and")
    report.write_text(f"{named}\n## Meetings\n\nThe police came to every meeting of the board that year.\n", "utf-8")
    held.documents.add([tmp_path / "in"], LOCAL_OPERATOR)
    found = cell(client, column="school", columns="agency")
    assert (found["suggested"], found["held"]) == (1, 1)
    assert cell(client, column="police", columns="agency")["suggested"] == 0
    passage = next(i["passage_id"] for i in evidence(client) if i["year"] == 2015 and "schools" in i["sentence"])
    client.post(f"/api/v1/themes/G3/evidence/{passage}", json={"verdict": "confirmed"})
    assert cell(client, column="school", columns="agency")["confirmed"] == 1


def test_the_trace_tells_the_status_and_its_rule(held: KnowledgeBase) -> None:
    client = client_for(held)
    trace = client.get("/api/v1/themes/G3/trace").json()
    assert trace["status"] == "recurring" and "2015" in trace["rule"]
    assert [year["held"] for year in trace["years"]] == [1, 0, 1]
    assert [item["year"] for item in trace["evidence"]] == sorted(item["year"] for item in trace["evidence"])
    assert client.get("/api/v1/themes/G3/trace", params={"to": 2016}).json()["status"] == "not covered"
    assert client.get("/api/v1/themes/G3/trace", params={"area": "Nowhere"}).json()["status"] == "not covered"
