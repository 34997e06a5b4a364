"""The learning log: read with its cells, entered, imported, linked to commitments, exported; the year's overview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.commitments.finding import day_in
from api.errors import BadRequest, Forbidden, NotFound
from api.knowledge_base import KnowledgeBase
from api.learning_log.learning_points import LearningState, LogPart, says_evidence
from api.learning_log.service import WantedPoints
from api.people.users import LOCAL_OPERATOR, Role, User
from api.themes.span import Side
from indexer.documents import Sensitivity
from tests.conftest import client_for

MANIFEST = """path,title,kind,publisher,area,period_start,period_end,sensitivity
log.csv,Norton Learning Log,log,Norton Board,Norton,2015-04-01,2019-03-31,partnership
audit.md,Norton Audit 2019,audit,Norton Board,Norton,2018-04-01,2019-03-31,public
"""
LOG = """No.,Learning point,Source,Theme,Action,Owner,Due,Status,Evidence of embedding
1,Fathers are left out of assessments,Child Q,Fathers,Write a practice guide,Board,2018-03-31,Embedded,Audit: 8 of 10
2,Supervision is about tasks,Audit 2016,Supervision,Agree supervision standards,Council,2017-12-31,Open,None
3,Bruises are not referred,Child R,Bruising,Write one bruising pathway,Health trusts,2018-06-30,Closed,Not looked at
"""
AUDIT = """# What was found weak

Supervision was not recorded in most files, and supervision does not challenge the plan.
"""
READER = User("reader", "a reader", Role.READER)
LEAD = User("lead", "a training lead", Role.TRAINING_LEAD)


@pytest.fixture
def logged(own_base: KnowledgeBase, tmp_path: Path) -> Iterator[KnowledgeBase]:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in {"manifest.csv": MANIFEST, "log.csv": LOG, "audit.md": AUDIT}.items():
        (folder / name).write_text(text, "utf-8")
    assert not own_base.documents.add([folder], LOCAL_OPERATOR).failed
    yield own_base


def test_a_log_is_read_row_by_row_with_its_cells(logged: KnowledgeBase) -> None:
    points = logged.learning_log.all(LOCAL_OPERATOR)
    assert [p.text(LogPart.TEXT) for p in points] == [
        "Supervision is about tasks",
        "Bruises are not referred",
        "Fathers are left out of assessments",
    ]
    assert [(p.state, p.is_overdue, p.lacks_evidence) for p in points] == [
        (LearningState.OPEN, True, False),
        (LearningState.CLOSED, False, True),
        (LearningState.EMBEDDED, False, False),
    ]
    cell = points[0].parts[LogPart.OWNER][0].citation
    assert cell and (cell.quote, cell.locator.cells) == ("Council", "A3:I3")
    assert logged.learning_log.all(READER) == []


def test_the_action_of_a_row_is_its_commitment_and_others_are_suggested_and_linked(logged: KnowledgeBase) -> None:
    service = logged.learning_log
    point = service.all(LEAD, WantedPoints(overdue=True))[0]
    assert [
        "Agree supervision standards" in one.followed.commitment.text for one in service.linked([point], LEAD)[point.id]
    ] == [True]
    given = {"area": "Norton", "text": "You said supervision is rare", "action": "Agree the supervision standards"}
    mine = service.one(service.enter(given, "You said, we did 2019", LEAD), LEAD)
    assert service.linked([mine], LEAD) == {mine.id: []}
    likest = service.suggested(mine, LEAD)[0]
    service.link(mine.id, [likest.id], "The same action", LEAD)
    assert [one.id for one in service.linked([service.one(mine.id, LEAD)], LEAD)[mine.id]] == [likest.id]
    with pytest.raises(NotFound):
        service.link(mine.id, ["none"], "", LEAD)


def test_embedded_needs_evidence_and_what_documents_say_stays(logged: KnowledgeBase) -> None:
    service = logged.learning_log
    given = {"area": "Norton", "text": "Supervision is about tasks", "status": "Embedded"}
    with pytest.raises(BadRequest, match="only when somebody looked"):
        service.enter(given, "The meeting of May", LEAD)
    with pytest.raises(Forbidden):
        service.enter(given, "The meeting of May", READER)
    point = service.one(service.enter(given | {"evidence": "Dip sample: 9 of 10"}, "The meeting of May", LEAD), LEAD)
    assert [s.text for s in point.parts[LogPart.STATUS]] == ["Embedded", "Open"]
    assert point.state is LearningState.EMBEDDED
    service.take_out(point.id, "Entered twice", LEAD)
    with pytest.raises(NotFound):
        service.one(point.id, LEAD)


def test_an_import_names_bad_rows_and_an_export_comes_back(logged: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text(
        "You said,We did,Due,Status\n=SUM(A1) is unclear,Explain it,May 2020,Open\n,Nothing,,\n"
        "Forms are long,Shorten them,soon,Open\nCars are slow,Buy bikes,,Embedded\n",
        "utf-8",
    )
    report = logged.learning_log.import_file(path, "more.csv", LEAD, area="Norton")
    assert (report.added, [line for line, _ in report.refused]) == (1, [3, 4, 5])
    client = client_for(logged)
    assert "'=SUM(A1) is unclear" in client.get("/learning-points.csv").content.decode("utf-8-sig")
    for form in ("csv", "xlsx"):
        copy = tmp_path / f"copy.{form}"
        copy.write_bytes(client.get(f"/learning-points.{form}").content)
        again = logged.learning_log.import_file(copy, copy.name, LOCAL_OPERATOR)
        assert (again.added, again.changed, again.unchanged, again.refused) == (0, 0, 4, [])


def test_the_overview_counts_documents_out_of_those_held(logged: KnowledgeBase) -> None:
    overview = logged.learning_log.overview(LOCAL_OPERATOR, "Norton", 2019)
    assert [card.title for card in overview.documents] == ["Norton Audit 2019"]
    weak = {
        i.suggestion.theme for i in logged.themes.findings(LOCAL_OPERATOR, Side.WEAKNESS) if i.document.year == 2019
    }
    assert {one.theme for one in overview.themes if one.weak_in} <= weak
    assert all(one.weak_in <= len(overview.documents) for one in overview.themes)


def test_the_api_and_the_pages_show_the_log(logged: KnowledgeBase) -> None:
    client = client_for(logged)
    found = client.get("/api/v1/learning-points?overdue=true").json()
    assert (found["total"], found["items"][0]["parts"]["owner"][0]["text"]) == (1, "Council")
    assert len(found["items"][0]["commitments"]) == 1
    body = {"area": "Norton", "parts": {"text": "New learning", "due": "2030-01-01"}, "reason": "A review"}
    created = client.post("/api/v1/learning-points", json=body).json()
    assert (created["due"], created["overdue"], created["state"]) == ("2030-01-01", False, "open")
    bad = client.post("/api/v1/learning-points", json=body | {"parts": {"text": "New", "due": "soon"}}).json()
    assert "not a date" in bad["detail"]
    assert client.get("/api/v1/learning-points/overview?area=Norton&year=2019").json()["documents"]
    assert "Nobody looked" in client.get("/learning-points").text
    assert "Agree supervision standards" in client.get(f"/learning-points/{found['items'][0]['id']}").text
    assert "Norton, 2019" in client.get("/learning-points/overview").text
    assert client.get("/learning-points/new").status_code == 200


def test_a_change_is_seen_by_no_more_people_than_the_learning_point(own_base: KnowledgeBase) -> None:
    given = {"area": "Norton", "year": "2019", "text": "Child Z was not seen alone"}
    point = own_base.learning_log.enter(given, "A review", LOCAL_OPERATOR, Sensitivity.RESTRICTED)
    own_base.learning_log.enter(given | {"action": "Speak to the family of Z"}, "A meeting", LOCAL_OPERATOR)
    own_base.learning_log.link(point, [], "None fits", LOCAL_OPERATOR)
    assert own_base.learning_log.history(point, LEAD) == []
    own_base.learning_log.enter(given, "Heard of elsewhere", LEAD)
    assert not own_base.learning_log.one(point, LEAD).text(LogPart.ACTION)


def test_days_and_evidence_are_read_from_words() -> None:
    assert str(day_in("March 2018")) == "2018-03-31"
    assert day_in("14/02/2021") is not None
    assert (day_in("soon"), day_in("2021-02-31"), day_in("")) == (None, None, None)
    assert [says_evidence(t) for t in ("", "None", "Not looked at.", "None. Used for 14", "7 of 9")] == [
        False,
        False,
        False,
        True,
        True,
    ]


def test_a_download_holds_what_the_filters_leave(logged: KnowledgeBase) -> None:
    client = client_for(logged)
    log = client.get("/learning-points.csv?overdue=yes").content.decode("utf-8-sig")
    assert "Supervision is about tasks" in log and "Bruises" not in log
    promised = client.get("/commitments.csv?overdue=yes&part=9").content.decode("utf-8-sig")
    assert promised.count("Norton Learning Log") == 1 and "Agree supervision standards" in promised
    assert "Its own row says" in promised and client.get("/commitments.xlsx").content[:2] == b"PK"
    page = client.get("/commitments?part=9").text
    assert "1 to 3 of 3 commitments" in page and "Its own row says: “Embedded”" in page
