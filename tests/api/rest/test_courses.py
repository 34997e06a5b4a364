"""The API of courses: enter, list, link to themes, import."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import Role
from tests.conftest import client_for

BODY = {
    "area": "Norton",
    "year": 2019,
    "title": "Including fathers",
    "values": {"places": 20, "attended": "15", "level": "Level 2"},
    "by_agency": {"Police": 5, "Schools": 10},
    "reason": "The booking system",
}


def test_a_course_is_entered_listed_and_linked(client: TestClient) -> None:
    course = client.post("/api/v1/courses", json=BODY).json()
    assert course["values"]["places"][0] == {
        "text": "20",
        "number": 20,
        "citation": None,
        "caution": None,
        "by": "test admin",
    }
    assert (course["fill"], course["by_sector"]) == (0.75, {"police": 5, "education": 10})
    linked = client.post(f"/api/v1/courses/{course['id']}/themes/D5", json={"verdict": "confirmed"}).json()
    assert {"id": "D5", "score": 1.0, "state": "confirmed", "decided_by": "test admin"} in linked["themes"]
    assert client.get("/api/v1/courses?theme=D5").json()["total"] == 1
    assert client.get("/api/v1/courses?year=1999").json()["items"] == []
    assert client.get("/api/v1/courses/none").status_code == 404


def test_what_cannot_be_used_is_a_problem_in_words(client: TestClient) -> None:
    problem = client.post("/api/v1/courses", json=BODY | {"by_agency": {"Police": 50}}).json()
    assert "add up to more" in problem["detail"]
    assert client.post("/api/v1/courses", json=BODY | {"values": {"colour": 1}}).status_code == 422
    upload = {"file": ("courses.txt", b"x", "text/plain")}
    assert "neither CSV nor XLSX" in client.post("/api/v1/courses/import", files=upload).json()["detail"]
    upload = {"file": ("courses.xlsx", b"not a workbook", "text/plain")}
    assert "cannot be read" in client.post("/api/v1/courses/import", files=upload).json()["detail"]


def test_an_import_reports_each_bad_line(client: TestClient) -> None:
    upload = {"file": ("c.csv", b"Course;Year;Places\nOne;2019;30\nTwo;soon;10\n", "text/csv")}
    report = client.post("/api/v1/courses/import", files=upload, data={"area": "Weston"}).json()
    assert (report["added"], [r["line"] for r in report["refused"]]) == (1, [3])
    assert "not a year" in report["refused"][0]["reason"]


def test_the_pages_of_a_course_open_with_whatever_is_stated(client: TestClient) -> None:
    course = client.post("/api/v1/courses", json=BODY | {"title": "Only places", "values": {"places": 3}}).json()["id"]
    assert "not stated" in client.get(f"/courses/{course}").text
    assert "proves nothing by itself" in client.get(f"/courses/{course}/before-and-after").text
    assert client.get("/courses").status_code == client.get("/courses/new").status_code == 200


def test_a_correction_is_seen_by_no_more_people_than_the_course(base: KnowledgeBase, client: TestClient) -> None:
    body = BODY | {"title": "After the death of Z", "sensitivity": "restricted"}
    course = client.post("/api/v1/courses", json=body).json()["id"]
    assert client.post("/api/v1/courses", json=BODY | {"title": "After the death of Z"}).status_code == 200
    lead = client_for(base, Role.TRAINING_LEAD)
    assert lead.get(f"/api/v1/courses/{course}").status_code == 404
    assert client.post("/api/v1/courses", json=body | {"sensitivity": "partnership"}).status_code == 200
    assert lead.get(f"/api/v1/courses/{course}").status_code == 200
