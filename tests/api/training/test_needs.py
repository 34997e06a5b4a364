"""Training needs: the parts of the score, repeats, gaps by the rules, and audiences."""

from __future__ import annotations

import pytest

from api.courses.finding import Course, Fact, StatedValue
from api.training.needs import Level, Weakness, Weights, need_of, without_repeats
from indexer.documents import DocumentCard, DocumentKind, Sensitivity

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
