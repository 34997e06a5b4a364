"""Gaps of training: what is suggested from courses and who came, and what is not claimed."""

from __future__ import annotations

from dataclasses import replace

from api.courses.finding import Fact, StatedValue
from api.courses.sectors import Sector
from api.courses.told_training import ToldTraining
from api.shared.citations import Citation
from api.training.gaps import Gap, cell_of, suggest
from api.training.needs import need_of
from indexer.documents import DocumentKind, Locator
from tests.api.training.test_needs import AUDIT, FOUND, INSPECTION, PERIOD, WEIGHTS, card, course, weak


def test_without_a_programme_nothing_is_said_of_the_offer() -> None:
    need = need_of(FOUND, PERIOD, WEIGHTS)
    assert suggest(need, (), (), 0.7).gaps == (Gap.NOT_KNOWN,)
    assert suggest(need, (), (2018, 2019), 0.7).gaps == (Gap.NOT_OFFERED,)


def test_take_up_says_by_whom_and_a_weakness_found_all_the_same_persists() -> None:
    need = need_of(FOUND, PERIOD, WEIGHTS)
    low = suggest(need, [course(2018, Schools=30, Police=20)], (2018,), 0.7)
    assert low.gaps == (Gap.NOT_TAKEN_UP,)
    assert "50 of 100 places taken" in low.reasons[0]
    missing = suggest(need, [course(2018, Schools=90, GPs=1)], (2018,), 0.7)
    assert missing.gaps == (Gap.NOT_TAKEN_UP, Gap.PERSISTS)
    assert "General practice 1 of 91 who came" in missing.reasons[0]
    assert "found weak in 2018, 2019 all the same" in missing.reasons[1]


def test_a_course_after_the_last_finding_leaves_no_gap() -> None:
    found = suggest(need_of(FOUND[1:2], PERIOD, WEIGHTS), [course(2019, Schools=90)], (2019,), 0.7)
    assert found.gaps == ()
    assert "not found weak since" in found.reasons[0]


def test_where_nothing_says_who_came_no_take_up_is_claimed() -> None:
    silent = replace(course(2018), values={Fact.RUN: (StatedValue("2"),)})
    found = suggest(need_of(FOUND, PERIOD, WEIGHTS), [silent], (2018,), 0.7)
    assert found.gaps == (Gap.TAKE_UP_NOT_KNOWN,)
    assert "nothing says who came" in found.reasons[0]


def test_training_that_text_tells_of_is_an_offer_where_no_course_stands_in_a_table() -> None:
    report = card("later", DocumentKind.ANNUAL_REPORT, 2018)
    told = ToldTraining(Citation("p", "Training was held.", 0, 18, report, Locator()))
    found = suggest(need_of(FOUND, PERIOD, WEIGHTS), (), (2018,), 0.7, [told])
    assert found.gaps == (Gap.TAKE_UP_NOT_KNOWN,)
    assert "1 sentence of running text tells" in found.reasons[0]


def test_findings_about_procedures_and_capacity_are_not_mainly_training() -> None:
    system = [weak(AUDIT, "There is no agreed procedure."), weak(INSPECTION, "Caseloads are too high.")]
    found = suggest(need_of(system, PERIOD, WEIGHTS), (), (2019,), 0.7)
    assert found.gaps == (Gap.NOT_OFFERED, Gap.NOT_TRAINING)
    assert "2 of 2 findings" in found.reasons[1]


def test_a_cell_has_a_gap_only_where_findings_name_the_sector() -> None:
    need = need_of(FOUND, PERIOD, WEIGHTS)
    courses = [course(2018, "Schools and GPs", Schools=60, GPs=30)]
    practice = cell_of(Sector.GENERAL_PRACTICE, need, courses, (2018,))
    assert (len(practice.findings), practice.came, practice.gap) == (1, 30, Gap.PERSISTS)
    schools = cell_of(Sector.EDUCATION, need, courses, (2018,))
    assert (schools.came, schools.gap, len(schools.courses)) == (60, None, 1)
    assert not cell_of(Sector.POLICE, need, courses, (2018,)).courses
