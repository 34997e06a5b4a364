"""Pages of patterns: the grid in words, and its CSV."""

from __future__ import annotations

import csv

from fastapi.testclient import TestClient


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
