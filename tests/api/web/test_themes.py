"""Pages of themes: the grid in words, its CSV, and a verdict given by form."""

from __future__ import annotations

import csv

from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from tests.conftest import client_for


def test_the_grid_page_says_both_numbers_in_words(client: TestClient) -> None:
    page = client.get("/themes", headers={"accept": "text/html"}).text
    assert ("Themes by year" in page and "Documents held" in page and "nothing held" in page) or " of " in page
    assert client.get("/themes?role=strength").status_code == 200
    assert client.get("/themes?role=other", headers={"accept": "text/html"}).status_code == 422


def test_the_csv_leaves_a_gap_empty(client: TestClient) -> None:
    response = client.get("/themes.csv")
    rows = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
    assert response.headers["content-type"].startswith("text/csv")
    assert {row["theme"] for row in rows} >= {"A1", "H8"}
    assert all((row["confirmed"] == "") == (row["held"] == "0") for row in rows)
    assert client.get("/themes.xlsx").content[:2] == b"PK"


def test_a_theme_page_shows_trace_and_evidence(base: KnowledgeBase, client: TestClient) -> None:
    page = client.get("/themes/D5").text
    assert "Over the years" in page and "Fathers" in page
    assert client.get("/themes/Q9", headers={"accept": "text/html"}).status_code == 404
    # A token has no session and so no form key: a form without it is refused.
    assert client.post("/themes/D5/evidence/x", data={"verdict": "confirmed"}).status_code == 403
    assert client_for(base, None).get("/themes", follow_redirects=False).status_code in (303, 401)
