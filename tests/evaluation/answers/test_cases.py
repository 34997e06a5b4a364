"""Cases: each condition on the lines of an answer that is not met is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.answers.answer import Band
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR
from evaluation.answers import cases
from evaluation.answers.cases import Case
from evaluation.items import Absent
from indexer.passages import NO_FILTERS


@pytest.mark.parametrize(
    ("case", "band", "said"),
    [
        (Case("", first="Overlooked", has=("assessments",), lacks=("escalation",)), Band.ANSWER, []),
        (Case("", first="escalation"), Band.ANSWER, ["the first line lacks “escalation”"]),
        (Case("", has=("escalation",)), Band.ANSWER, ["no line has “escalation”"]),
        (Case("", lacks=("fathers",)), Band.ANSWER, ["a line has “fathers”"]),
        (Case("", first="Overlooked"), Band.CLOSEST, ["held, and not answered (closest)"]),
        (Case("", not_held=True), Band.ANSWER, ["answered as if held"]),
        (Case("", not_held=True), Band.NONE, []),
    ],
)
def test_a_condition_that_is_not_met_is_named(base: KnowledgeBase, case: Case, band: Band, said: list[str]) -> None:
    answer = base.ask("Were fathers overlooked in the assessments?", NO_FILTERS, LOCAL_OPERATOR)
    assert cases.faults(case, replace(answer, band=band, statements=answer.statements[:1])) == said


def test_each_case_has_a_condition() -> None:
    asked = cases.read_cases()
    assert len({case.question for case in asked}) == len(asked) >= 25
    assert all(bool(case.first or case.has or case.lacks) != case.not_held for case in asked)


def test_cases_are_skipped_where_their_files_are_absent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(name: str) -> None:
        raise Absent(f"{name} is not here")

    monkeypatch.setattr(cases, "shared", absent)
    cases.cases()
    assert "cases: skipped, cases/questions is not here." in capsys.readouterr().out
