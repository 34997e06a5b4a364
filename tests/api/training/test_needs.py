"""Training needs: the parts of the score, repeats, gaps by the rules, and audiences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.courses.finding import Course, Fact, StatedValue
from api.courses.sectors import Sector
from api.courses.told_training import ToldTraining
from api.shared.citations import Citation
from api.training.before_after import compare
from api.training.gaps import Gap, cell_of, suggest
from api.training.needs import Level, Weakness, Weights, need_of, without_repeats
from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity

WEIGHTS = Weights(external=3, review=2, own=1, recurrence=1, recency=2, medium=5, high=10)
PERIOD = (2017, 2019)


def card(name: str, kind: DocumentKind, year: int) -> DocumentCard:
    return DocumentCard(name, name, kind, Sensitivity.PUBLIC, 1, "0", area="Norton", year=year)


INSPECTION = card("inspection", DocumentKind.INSPECTION, 2019)
AUDIT = card("audit", DocumentKind.AUDIT, 2018)
REPORT = card("report", DocumentKind.ANNUAL_REPORT, 2015)


def weak(document: DocumentCard, sentence: str) -> Weakness:
    return Weakness("D5", f"{document.id} {sentence}", sentence, document, False)


FOUND = [
    weak(INSPECTION, "Fathers are left out by general practice."),
    weak(AUDIT, "Fathers were not seen."),
    weak(REPORT, "Fathers were missing from plans."),
]


def course(year: int, audience: str = "Everyone", **agencies: int) -> Course:
    came = sum(agencies.values())
    values = {Fact.AUDIENCE: audience, Fact.RUN: "2", Fact.PLACES: "100", Fact.ATTENDED: str(came)}
    stated = {fact: (StatedValue(text, by="test"),) for fact, text in values.items()}
    return Course(
        f"c{year}", "Norton", year, "Fathers", stated, {a: (StatedValue(str(n)),) for a, n in agencies.items()}
    )


def test_a_need_is_the_sum_of_its_parts_and_counts_a_document_once() -> None:
    twice = weak(AUDIT, "The father was asked in two of ten cases.")
    need = need_of([*FOUND, twice], PERIOD, WEIGHTS)
    assert (need.evidence, need.recurrence, need.recency) == (5.0, 3.0, 2.0)
    assert (need.level, need.years, len(need.findings), len(need.documents)) == (Level.HIGH, (2015, 2018, 2019), 3, 2)


def test_what_was_last_found_long_ago_is_less_recent_and_nothing_found_is_no_need() -> None:
    assert need_of(FOUND[1:2], PERIOD, WEIGHTS).recency == pytest.approx(4 / 3)
    need = need_of(FOUND[2:], PERIOD, WEIGHTS)
    assert (need.score, need.level, need.years) == (0.0, Level.NONE, (2015,))


def test_the_same_sentence_counts_in_the_most_independent_document_only() -> None:
    quoted = weak(card("later report", DocumentKind.ANNUAL_REPORT, 2019), "fathers  were not seen")
    assert [w.document for w in without_repeats([quoted, FOUND[1]], WEIGHTS)] == [AUDIT]


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


def test_before_and_after_counts_documents_held_and_makes_no_trend() -> None:
    found = compare("D5", "Fathers", [2018], [INSPECTION, AUDIT, REPORT, replace(REPORT, id="other")], FOUND)
    assert [(s.year, s.found, s.held) for s in found.before] == [(2015, 1, 2)]
    assert [(s.year, s.offered, s.found, s.held) for s in found.after] == [(2018, True, 1, 1), (2019, False, 1, 1)]
    assert found.before[0].held_independent == 0
