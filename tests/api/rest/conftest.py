"""Two reports with a weakness, indexed, for the tests of themes over the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR

REPORT = """# Annual report

## What was weak

Private fostering was weak: few notifications of private fostering came in and
privately fostered children were not visited.

Supervision was poor. Management oversight was missing and supervision of staff was irregular.
"""

MANIFEST = "path,title,kind,publisher,area,published,sensitivity\n"


@pytest.fixture
def held(own_base: KnowledgeBase, tmp_path: Path) -> Iterator[KnowledgeBase]:
    folder = tmp_path / "in"
    folder.mkdir()
    rows = []
    for year in (2015, 2017):
        (folder / f"r{year}.md").write_text(f"{REPORT}\nThis is the report of {year}.\n", "utf-8")
        rows.append(f"r{year}.md,Report {year},annual_report,Board,Norton,{year}-06-01,public\n")
    (folder / "manifest.csv").write_text(MANIFEST + "".join(rows), "utf-8")
    assert not own_base.documents.add([folder], LOCAL_OPERATOR).failed
    yield own_base


def evidence(client: TestClient, theme: str = "G3") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get(f"/api/v1/themes/{theme}").json()["evidence"]
    return items


def cell(client: TestClient, theme: str = "G3", column: str = "2015", **query: str) -> dict[str, Any]:
    grid = client.get("/api/v1/themes/grid", params=query).json()
    return next(c for c in grid["cells"] if (c["row"], c["column"]) == (theme, column))
