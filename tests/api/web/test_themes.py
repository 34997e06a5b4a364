"""Pages of themes: one with its evidence, and the register that is edited, split, merged and retired by form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role
from tests.api.rest.conftest import MANIFEST, REPORT
from tests.api.web.test_theme_review import fields, signed_in
from tests.conftest import client_for


@pytest.fixture
def held(own_base: KnowledgeBase, tmp_path: Path) -> KnowledgeBase:
    (tmp_path / "r.md").write_text(REPORT, "utf-8")
    (tmp_path / "m.csv").write_text(f"{MANIFEST}r.md,Report,annual_report,Board,Norton,2015-06-01,public\n", "utf-8")
    assert not own_base.documents.add([tmp_path / "r.md"], LOCAL_OPERATOR, tmp_path / "m.csv").failed
    return own_base


@pytest.fixture
def visitor(held: KnowledgeBase) -> TestClient:
    return signed_in(held, "Ann")


def typed(page: str) -> dict[str, str]:
    """What the form of a theme holds."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page[page.index("<main") :]))
    inputs = dict(
        re.findall(
            r'<input class="govuk-input" type="text" id="\w+" name="(\w+)" maxlength="2000" value="([^"]*)"', page
        )
    )
    areas = dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</textarea>', page))
    return {**hidden, **inputs, **areas}


def test_a_theme_page_shows_trace_and_evidence(base: KnowledgeBase, client: TestClient) -> None:
    page = client.get("/themes/D5").text
    assert "Over the years" in page and "Fathers" in page
    assert client.get("/themes/Q9", headers={"accept": "text/html"}).status_code == 404
    # A token has no session and so no form key: a form without it is refused.
    assert client.post("/themes/D5/evidence/x", data={"verdict": "confirmed"}).status_code == 403
    assert client_for(base, None).get("/themes", follow_redirects=False).status_code in (303, 401)


def test_every_field_is_edited_and_the_change_is_told(visitor: TestClient) -> None:
    form = typed(visitor.get("/themes/register/G3").text)
    assert {
        "label",
        "definition",
        "include",
        "exclude",
        "other_names",
        "examples",
        "cues",
        "hints",
        "near",
        "owner",
    } <= set(form)
    form |= {
        "label": "Children living with others",
        "owner": "Learning lead",
        "other_names": "private fostering\nkinship",
    }
    refused = visitor.post("/themes/register/G3", data=form)
    assert refused.status_code == 422 and "why" in refused.text and "Children living with others" in refused.text
    page = visitor.post("/themes/register/G3", data={**form, "reason": "plainer"}).text
    assert "Version 2" in page and "plainer" in page and "Owner: nothing → Learning lead" in page
    assert "private fostering; kinship" in page
    late = visitor.post("/themes/register/G3", data={**form, "reason": "late", "definition": "x"})
    assert late.status_code == 422 and "meanwhile" in late.text
    page = visitor.get("/themes/register").text
    assert (
        "Children living with others" in page
        and "Learning lead" in page
        and "1 document was not looked through" in page
    )


def test_a_theme_is_added_and_split_under_the_next_id(visitor: TestClient) -> None:
    form = typed(visitor.get("/themes/register/new").text)
    form |= {
        "label": "Loneliness",
        "definition": "A child with nobody.",
        "group": "D",
        "reason": "two reviews",
        "cues": "lonely",
    }
    page = visitor.post("/themes/register/new", data=form).text
    assert "D7 Loneliness" in page and "added. two reviews" in page
    form = typed(visitor.get("/themes/register/new?part_of=D7").text)
    form |= {"label": "New to the area", "definition": "Knows nobody yet.", "group": "D", "reason": "own plan"}
    page = visitor.post("/themes/register/new", data=form).text
    assert "D8 New to the area" in page and "D8 split from D7" in page
    assert "D8 split from D7" in visitor.get("/themes/register/D7").text
    wrong = visitor.post("/themes/register/new", data={**form, "label": ""})
    assert wrong.status_code == 422 and "needs a label" in wrong.text


def test_merged_and_retired_themes_keep_what_was_decided(held: KnowledgeBase, visitor: TestClient) -> None:
    asked = fields(visitor.get("/themes/review?theme=G3").text)
    visitor.post("/themes/review", data={**asked, "act": "confirmed"})
    key = {"form_key": asked["form_key"]}
    assert visitor.post("/themes/register/G3/merge", data={**key, "into": "G3", "reason": "x"}).status_code == 422
    page = visitor.post("/themes/register/G3/merge", data={**key, "into": "G2", "reason": "one team"}).text
    assert "G3 merged into G2" in page and "Version 2" in page
    visitor.post("/themes/register/tag", data=key)
    assert "confirmed by Ann" in visitor.get("/themes/G3").text
    visitor.post("/themes/register/G2/retire", data={**key, "reason": "unused"})
    assert visitor.get("/themes/G2", headers={"accept": "text/html"}).status_code == 404
    page = visitor.get("/themes/register").text
    assert "Retired" in page and "Bring back" in page
    page = visitor.post("/themes/register/G2/restore", data={**key, "reason": "needed"}).text
    assert "brought back" in page
    held.themes.tag(LOCAL_OPERATOR)
    assert "confirmed by Ann" in visitor.get("/themes/G2").text


def test_others_read_the_register_and_do_not_change_it(held: KnowledgeBase) -> None:
    reader = client_for(held, Role.READER)
    page = reader.get("/themes/register/G3").text
    assert "Private fostering" in page and "<textarea" not in page
    assert "Add a theme" not in reader.get("/themes/register").text
    assert reader.get("/themes/register/new", headers={"accept": "text/html"}).status_code == 403
    lead = signed_in(held, "Lead")
    assert lead.post("/themes/register/G3/retire", data={"form_key": "x", "reason": "x"}).status_code == 403
