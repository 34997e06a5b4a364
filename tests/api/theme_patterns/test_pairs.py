"""Links over a real index: together in a document or a case, only of what the person may see, with evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from tests.conftest import client_for

REVIEW = """# Learning review: Child Q

## What was weak

Private fostering was weak: few notifications of private fostering came in and
privately fostered children were not visited.

## Supervision

Supervision was poor. Management oversight was missing and supervision of staff was irregular and weak.
"""
OTHER = """# Report

## What was weak about Child Q

Supervision was poor. Management oversight of Child Q was missing and supervision of staff was weak.
"""


@pytest.fixture
def held(own_base: KnowledgeBase, tmp_path: Path) -> Iterator[KnowledgeBase]:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "q.md").write_text(REVIEW, "utf-8")
    (folder / "r.md").write_text(OTHER, "utf-8")
    rows = ("path,title,kind,publisher,area,published,sensitivity",)
    rows += ("q.md,Learning review: Child Q,learning_review,Board,Norton,2015-06-01,partnership",)
    rows += ("r.md,Report 2016,annual_report,Board,Norton,2016-06-01,public",)
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n", "utf-8")
    assert not own_base.documents.add([folder], LOCAL_OPERATOR).failed
    yield own_base


@pytest.mark.parametrize(("by", "units"), [("document", 2), ("case", 1)])
def test_together_with_counts(held: KnowledgeBase, by: str, units: int) -> None:
    client = client_for(held)
    found = client.get("/api/v1/themes/links", params={"by": by}).json()
    assert found["units"] == units
    link = next(one for one in found["links"] if {one["first"], one["second"]} == {"G3", "H1"})
    assert (link["together"], link["few"]) == (1, True)
    (together,) = client.get("/api/v1/themes/links/G3/H1", params={"by": by}).json()
    assert {item["title"] for item in together["first"]} == {"Learning review: Child Q"}
    assert len({item["title"] for item in together["second"]}) == (1 if by == "document" else 2)


def test_who_may_not_see_the_review_sees_no_link(held: KnowledgeBase) -> None:
    reader = client_for(held, Role.READER)
    assert reader.get("/api/v1/themes/links").json() == {"by": "document", "role": "weakness", "units": 1, "links": []}
    assert reader.get("/api/v1/themes/links/G3/H1").json() == []


def test_pages(held: KnowledgeBase) -> None:
    client = client_for(held)
    page = client.get("/themes/links").text
    assert "too few to say" in page and "/themes/links/G3/H1?by=document" in page
    assert "Learning review: Child Q" in client.get("/themes/links/G3/H1?by=document").text
    assert "Child Q (Norton)" in client.get("/themes/links/G3/H1?by=case").text
    assert client.get("/themes/links/G3/Q9", headers={"accept": "text/html"}).status_code == 404
