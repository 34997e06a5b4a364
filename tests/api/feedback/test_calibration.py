"""The cut between answered and not is set on judged questions, kept beside the index, and shown with the answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.answers.abstention import SHIPPED, AbstentionModel, shipped
from api.answers.answer import Band
from api.answers.thresholds import Cuts, cuts_for
from api.errors import BadRequest, Forbidden
from api.feedback import calibration
from api.feedback.cut_history import CutHistory
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from indexer.catalogue.database import open_database
from indexer.passages import NO_FILTERS
from tests.conftest import client_for

QUESTION = "Were fathers overlooked in the assessments?"
OTHERS = ("Was escalation used nine times?", "Was supervision recorded?")


def judge(base: KnowledgeBase, question: str) -> None:
    answer = base.ask(question, NO_FILTERS, LOCAL_OPERATOR)
    cited = answer.statements[0].citations[0]
    found = base.documents.passage(cited.passage_id, LOCAL_OPERATOR)
    base.judging.judge(question, NO_FILTERS, LOCAL_OPERATOR, found, (cited.start, cited.end))


def test_too_few_judged_questions_are_refused_with_their_number(base: KnowledgeBase) -> None:
    judge(base, QUESTION)
    with pytest.raises(BadRequest, match=r"It takes 100 judged questions.*1 are judged"):
        base.calibration.calibrate(LOCAL_OPERATOR)
    assert base.calibration.in_force(LOCAL_OPERATOR) == shipped().cuts


def test_cuts_are_set_kept_shown_and_taken_back(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "FEWEST", 3)
    monkeypatch.setattr(calibration, "FEWEST_ANSWERABLE", 3)
    for question in (QUESTION, *OTHERS):
        judge(base, question)
    scores = [base.ask(q, NO_FILTERS, LOCAL_OPERATOR).score for q in (QUESTION, *OTHERS)]
    cuts = base.calibration.calibrate(LOCAL_OPERATOR)
    assert (cuts.questions, cuts.model) == (3, shipped().version)
    assert min(scores) < cuts.refuse_below < cuts.answer_from < max(scores)
    assert base.ask(QUESTION, NO_FILTERS, LOCAL_OPERATOR).calibrated_on == 3
    opened = open_database(base.settings.database_url)
    assert CutHistory(opened, shipped().cuts).current == cuts
    opened.dispose()
    assert base.calibration.reset(LOCAL_OPERATOR) == shipped().cuts
    assert base.ask(QUESTION, NO_FILTERS, LOCAL_OPERATOR).calibrated_on == 0


def test_cuts_of_another_model_are_not_used() -> None:
    database = open_database("sqlite://")
    CutHistory(database, shipped().cuts).keep(Cuts(0.0, 1.0, "another", 200, "2026-01-01"), LOCAL_OPERATOR)
    assert CutHistory(database, shipped().cuts).current == shipped().cuts


def test_nine_in_ten_answerable_questions_are_answered() -> None:
    cuts = cuts_for([float(n) for n in range(101)], "m")
    bands = [cuts.band(float(n)) for n in range(101)]
    assert (bands.count(Band.ANSWER), bands.count(Band.NONE)) == (91, 4)


def test_who_may_not_judge_may_not_calibrate(base: KnowledgeBase) -> None:
    with pytest.raises(Forbidden):
        base.calibration.calibrate(User("r", "Reader", Role.READER))
    with client_for(base, Role.READER) as client:
        assert client.post("/judgements/calibrate", data={"form_key": "x"}).status_code == 403


def test_the_page_says_which_cut_is_in_force_and_sets_it(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(base, QUESTION)
    with client_for(base, None) as client:
        client.post("/sign-in", data={"key": base.accounts.create_link()}, headers={"Origin": "http://127.0.0.1:8000"})
        page = client.get("/judgements").text
        assert "As the program came" in page
        key = re.findall(r'name="form_key" value="([^"]+)"', client.get("/").text)[0]
        refused = client.post("/judgements/calibrate", data={"form_key": key})
        assert refused.status_code == 422
        assert "It takes 100 judged questions" in refused.text
        assert client.post("/judgements/calibrate").status_code == 403
        monkeypatch.setattr(calibration, "FEWEST", 1)
        monkeypatch.setattr(calibration, "FEWEST_ANSWERABLE", 1)
        done = client.post("/judgements/calibrate", data={"form_key": key})
        assert re.search(r"Set on \d questions? judged here", done.text)
        back = client.post("/judgements/calibrate", data={"form_key": key, "shipped": "yes"}).text
        assert "As the program came" in back


def test_a_model_is_kept_as_it_is(tmp_path: Path) -> None:
    shipped().save(tmp_path / "model.json")
    assert (tmp_path / "model.json").read_text() == SHIPPED.read_text()
    (tmp_path / "other.json").write_text('{"weights": {"x": 1}}')
    with pytest.raises(ValueError, match="does not fit this version"):
        AbstentionModel.load(tmp_path / "other.json")
