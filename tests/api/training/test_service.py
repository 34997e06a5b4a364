"""The training service: the matrix over real documents, decisions, rights, demand and the export."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.errors import BadRequest, Forbidden, NotFound
from api.feedback.questions import KeptQuestion
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from api.themes.evidence import Verdict
from api.training.decisions import NeedDecision
from indexer.passages import NO_FILTERS
from indexer.settings import SettingError, Settings
from tests.conftest import client_for

READER = User("reader", "a reader", Role.READER)
LEAD = User("lead", "a training lead", Role.TRAINING_LEAD)


@pytest.fixture(scope="module")
def need(base: KnowledgeBase) -> str:
    """A need with a finding that a person confirmed, so that no model decides what the test sees."""
    review = next(r for r in base.documents.all(LOCAL_OPERATOR).items if r.name.endswith("review.md"))
    passages = base.documents.passages(review.id, LOCAL_OPERATOR).items
    found = next(p for p in passages if "name the father" in p.passage.text)
    base.themes.decide("D5", found.passage.id, Verdict.CONFIRMED, "", LOCAL_OPERATOR)
    given = {"area": "Norton", "year": "2018", "title": "Including fathers", "places": "20", "attended": "18"}
    course = base.courses.enter(given, "The booking system", LOCAL_OPERATOR)
    base.courses.decide_theme(course, "D5", Verdict.CONFIRMED, "", LOCAL_OPERATOR)
    return "norton.2018.D5"


def test_the_matrix_opens_its_evidence_and_says_what_is_held(base: KnowledgeBase, need: str) -> None:
    matrix = base.training.matrix(LOCAL_OPERATOR, "norton", 2018)
    row = next(row for row in matrix.rows if row.id == need)
    assert (matrix.first, matrix.programmes, len(matrix.documents)) == (2016, (2018,), 2)
    assert any("father" in w.sentence.lower() and w.confirmed for w in row.need.findings)
    assert [course.title for course in row.courses] == ["Including fathers"]
    assert "18 came to 1 course from 2018 on" in row.suggested.reasons[0]
    assert row.change in ("new", "found again", "low last year", "another gap than last year")


def test_a_reader_sees_no_finding_of_a_partnership_document(base: KnowledgeBase, need: str) -> None:
    with pytest.raises(NotFound):
        base.training.need(need, READER)
    rows = base.training.matrix(READER, "Norton", 2018).rows
    assert all(w.document.sensitivity == "public" for row in rows for w in row.need.findings)
    assert all(row.questions is None for row in rows)


def test_a_decision_needs_the_right_a_reason_and_a_date(base: KnowledgeBase, need: str) -> None:
    good = NeedDecision(need, "persists", "Coach teams", "L&D group", "2019-06-30", "Re-audit", "Seen in the audit")
    with pytest.raises(Forbidden):
        base.training.decide(good, READER)
    for wrong, says in (
        (NeedDecision(need, "other", "", "", "", "", "Why"), "choose one of"),
        (NeedDecision(need, "persists", "", "", "", "", " "), "why"),
        (NeedDecision(need, "persists", "", "", "June", "", "Why"), "not a date"),
    ):
        with pytest.raises(BadRequest, match=says):
            base.training.decide(wrong, LEAD)
    base.training.decide(good, LEAD)
    decided = base.training.need(need, LOCAL_OPERATOR)[1].decision
    assert decided and (decided.owner, decided.decided_by) == ("L&D group", LEAD.name)


def test_questions_that_found_nothing_are_counted_and_read_only_by_who_judges(base: KnowledgeBase, need: str) -> None:
    question = "Are fathers left out of assessments?"
    base.judging.note(
        base.keep_question(KeptQuestion(question, NO_FILTERS), READER), base.ask("Zebras?", NO_FILTERS, READER), READER
    )
    row = base.training.need(need, LEAD)[1]
    assert row.questions == 1
    assert base.training.unanswered(LEAD) is None
    asked = base.training.unanswered(LOCAL_OPERATOR)
    assert asked and question in asked["D5"]


def test_the_api_gives_the_matrix_keeps_decisions_and_warns_of_before_and_after(
    client: TestClient, base: KnowledgeBase, need: str
) -> None:
    matrix = client.get("/api/v1/training/matrix?area=Norton&year=2018").json()
    row = next(row for row in matrix["rows"] if row["id"] == need)
    assert row["need"]["score"] == row["need"]["evidence"] + row["need"]["recurrence"] + row["need"]["recency"]
    body = {"gap": "not_training", "owner": "Board", "reason": "A standard is missing"}
    assert client.post(f"/api/v1/training/needs/{need}", json=body).json()["decision"]["owner"] == "Board"
    assert client.post(f"/api/v1/training/needs/{need}", json=body | {"gap": "x"}).status_code == 422
    assert client.get("/api/v1/training/needs/norton.2018.Z9").status_code == 404
    assert client.get("/api/v1/training/matrix?area=Nowhere").status_code == 404
    evidence = client.get(f"/api/v1/courses/{row['course_ids'][0]}/before-and-after").json()
    assert "proves nothing by itself" in evidence["caution"]
    assert evidence["themes"][0]["after"][0]["offered"]


def test_pages_and_exports_show_the_need(base: KnowledgeBase, need: str) -> None:
    client = client_for(base)
    page = client.get("/training?area=Norton&year=2018").text
    assert f"/training/needs/{need}" in page and "Including" not in page.split("<tbody>")[0]
    assert "Learning review: Child Q" in client.get(f"/training/needs/{need}").text
    assert "findings name this audience" in client.get(f"/training/needs/{need}?audience=police").text
    assert client.get(f"/training/needs/{need}?audience=nobody", headers={"accept": "text/html"}).status_code == 404
    rows = list(csv.DictReader(io.StringIO(client.get("/training.csv?area=Norton&year=2018").text.lstrip("\ufeff"))))
    assert next(row for row in rows if row["Theme"] == "D5")["Attended"] == "18"
    assert client.get("/training.xlsx?area=Norton&year=2018").content.startswith(b"PK")


@pytest.mark.parametrize("year", ["²", "9" * 5000, "0", "20180"])
def test_a_need_of_a_year_that_is_none_is_not_held(base: KnowledgeBase, year: str) -> None:
    assert client_for(base).get(f"/api/v1/training/needs/norton.{year}.D5").status_code == 404


def test_a_matrix_is_saved_under_plain_letters_whatever_the_area_is_called(
    own_base: KnowledgeBase, tmp_path: Path
) -> None:
    (tmp_path / "audit.md").write_text("# What was weak\n\nSupervision was not recorded.\n", "utf-8")
    given = {"area": "Ŵrecsam", "kind": "audit", "title": "Audit", "published": "2019-05-01"}
    assert not own_base.documents.add_file(tmp_path / "audit.md", "audit.md", given, LOCAL_OPERATOR).failed
    file = client_for(own_base).get("/training.csv?area=Ŵrecsam&year=2019")
    assert file.headers["content-disposition"] == 'attachment; filename="training-needs--recsam.2019.csv"'


def test_weights_are_a_setting_that_is_checked() -> None:
    with pytest.raises(SettingError, match="in this order"):
        Settings.read({"LEARNING_NEED_WEIGHTS": "external 3"})
