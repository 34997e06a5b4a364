"""Courses: read out of tables with the cell of each value, joined over documents, corrected, imported, cleared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.courses.entries import read_line, year_of_period
from api.courses.finding import Fact
from api.courses.sectors import Sector, sector_of, sectors_in
from api.courses.service import WantedCourses
from api.errors import BadRequest, Forbidden, NotFound
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from api.themes.evidence import Verdict
from tests.conftest import client_for

MANIFEST = """path,title,kind,publisher,area,period_start,period_end,sensitivity
programme.csv,Norton Programme 2018-19,training,Norton Board,Norton,2018-04-01,2019-03-31,partnership
report.md,Norton Report 2018-19,annual_report,Norton Board,Norton,2018-04-01,2019-03-31,public
"""
PROGRAMME = """Course,Level,Audience,Sessions planned,Sessions run,Places,Schools,Health trusts,Attended,Did not attend
Neglect: the toolkit,Level 2,Everyone,4,3,75,40,20,60,9
Supervision skills,Level 3,Managers; deputies,2,2,30,10,8,21,2
All courses,,,6,5,105,50,28,81,11
"""
REPORT = """# Training

| Course | Courses run | People attended |
|---|---|---|
| Neglect: the toolkit | 2 | 60 |
| Supervision skills | 2 | 21 |
| All courses | 4 | 83 |
"""
READER = User("reader", "a reader", Role.READER)
LEAD = User("lead", "a training lead", Role.TRAINING_LEAD)


@pytest.fixture
def trained(own_base: KnowledgeBase, tmp_path: Path) -> Iterator[KnowledgeBase]:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in {"manifest.csv": MANIFEST, "programme.csv": PROGRAMME, "report.md": REPORT}.items():
        (folder / name).write_text(text, "utf-8")
    assert not own_base.documents.add([folder], LOCAL_OPERATOR).failed
    yield own_base


def named(base: KnowledgeBase, title: str, user: User = LOCAL_OPERATOR) -> str:
    return next(course.id for course in base.courses.all(user) if course.title == title)


def test_a_course_is_read_from_the_cells_of_its_row(trained: KnowledgeBase) -> None:
    course = trained.courses.one(named(trained, "Neglect: the toolkit"), LOCAL_OPERATOR)
    assert (course.area, course.year) == ("Norton", 2019)
    assert {fact: course.number(fact) for fact in (Fact.PLANNED, Fact.PLACES, Fact.DID_NOT_ATTEND)} == {
        Fact.PLANNED: 4,
        Fact.PLACES: 75,
        Fact.DID_NOT_ATTEND: 9,
    }
    assert course.by_sector == {Sector.EDUCATION: 40, Sector.HEALTH: 20}
    assert course.fill == 0.8
    places = course.values[Fact.PLACES][0].citation
    assert places
    passage = trained.documents.passage(places.passage_id, LOCAL_OPERATOR).passage
    assert passage.text[places.start : places.end] == "75"
    assert places.locator.cells == "A2:J2"


def test_sources_that_differ_are_both_kept_and_rows_of_totals_are_no_course(trained: KnowledgeBase) -> None:
    courses = trained.courses.all(LOCAL_OPERATOR)
    assert [course.title for course in courses] == ["Neglect: the toolkit", "Supervision skills"]
    assert [stated.text for stated in courses[0].clashes(Fact.RUN)] == ["2"]
    assert courses[0].text(Fact.RUN) == "3"
    assert "83 in total" in courses[0].cautions[0]
    assert courses[1].text(Fact.AUDIENCE) == "Managers; deputies"
    assert courses[1].agency_gap == -3


def test_a_reader_sees_only_what_public_documents_say(trained: KnowledgeBase) -> None:
    course = trained.courses.one(named(trained, "Neglect: the toolkit", READER), READER)
    assert course.text(Fact.RUN) == "2"
    assert course.text(Fact.PLACES) is None
    assert {card.title for card in course.documents} == {"Norton Report 2018-19"}
    with pytest.raises(Forbidden):
        trained.courses.enter({"area": "Norton", "year": "2019", "title": "X", "places": "3"}, "Why", READER)


def test_a_correction_counts_and_what_documents_say_stays(trained: KnowledgeBase) -> None:
    given = {"area": "norton", "year": "2018-19", "title": "neglect: THE toolkit", "sessions_run": "4"}
    course = trained.courses.one(trained.courses.enter(given, "The minutes of May", LEAD), LOCAL_OPERATOR)
    assert [s.text for s in course.values[Fact.RUN]] == ["4", "3", "2"]
    assert course.values[Fact.RUN][0].by == LEAD.name
    assert trained.courses.history(course.id, LOCAL_OPERATOR)[0].reason == "The minutes of May"
    trained.courses.take_out(course.id, "A mistake", LEAD)
    with pytest.raises(NotFound):
        trained.courses.one(course.id, LOCAL_OPERATOR)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "title"),
        ({"area": " "}, "area is missing"),
        ({"year": "19"}, "not a year"),
        ({"places": "many"}, "whole number"),
        ({"places": ""}, "Nothing is said"),
        ({"attended": "3", "agency:Police": "4"}, "add up to more"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(
    own_base: KnowledgeBase, wrong: dict[str, str], says: str
) -> None:
    given = {"area": "Norton", "year": "2019", "title": "Neglect", "places": "3", **wrong}
    with pytest.raises(BadRequest, match=says):
        own_base.courses.enter(given, "A test", LOCAL_OPERATOR)


def test_an_import_names_bad_lines_and_goes_on_and_an_export_comes_back(trained: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text(
        "Course,Year,Places,Attended,Police\n=HYPERLINK(1),2020,20,9,3\n,2020,1,1,1\nBad,2020,x,1,1\n"
        "Total,2020,20,9,3\nGood,,30,10,2\n",
        "utf-8",
    )
    report = trained.courses.import_file(path, "more.csv", LEAD, area="Norton", year="2020-21")
    assert (report.added, report.changed) == (2, 0)
    assert [line for line, _ in report.refused] == [3, 4]
    assert trained.courses.all(LEAD, WantedCourses(year=2021))[0].title == "Good"
    client = client_for(trained)
    exported = client.get("/courses.csv").content.decode("utf-8-sig")
    assert "\n2020" not in exported and ",'=HYPERLINK(1)," in exported
    for form in ("csv", "xlsx"):
        copy = tmp_path / f"copy.{form}"
        copy.write_bytes(client.get(f"/courses.{form}").content)
        again = trained.courses.import_file(copy, copy.name, LOCAL_OPERATOR)
        assert (again.added, again.changed, again.refused) == (0, 0, [])


def test_a_verdict_on_a_theme_holds_for_the_title_and_rejected_ones_do_not_count(trained: KnowledgeBase) -> None:
    course = named(trained, "Supervision skills")
    trained.courses.decide_theme(course, "H1", Verdict.CONFIRMED, "", LEAD)
    given = {"area": "Norton", "year": "2021", "title": "Supervision skills", "places": "10"}
    later = trained.courses.enter(given, "By telephone", LEAD)
    found = {c.id for c in trained.courses.all(LEAD, WantedCourses(theme="H1"))}
    assert found == {course, later}
    trained.courses.decide_theme(course, "H1", Verdict.REJECTED, "No longer about it", LEAD)
    assert not trained.courses.all(LEAD, WantedCourses(theme="H1"))


def test_sectors_are_told_by_words() -> None:
    assert sector_of("GPs and practice staff") is Sector.GENERAL_PRACTICE
    assert sector_of("Council children’s services") is Sector.SOCIAL_CARE
    assert sector_of("Probation and youth offending") is Sector.JUSTICE
    assert sector_of("Everyone") is None
    assert sectors_in("School nurses and general practice") == (Sector.HEALTH, Sector.GENERAL_PRACTICE)


def test_a_period_is_filed_under_its_end_and_a_line_needs_a_title() -> None:
    assert (year_of_period("2018-19"), year_of_period("1999-00"), year_of_period("2018/2019")) == (2019, 2000, 2019)
    with pytest.raises(ValueError, match="Course or Title"):
        read_line({"Name": "X", "Places": "3"}, "Norton", "2019")
    assert read_line({"Course": "All courses", "Places": "3"}, "Norton", "2019") is None
