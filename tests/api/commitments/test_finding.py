"""Commitments: found in words, dated, traced through later documents, decided, and cleared for each reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.commitments.finding import due_of, owner_of
from api.commitments.outcomes import Outcome, shipped_outcomes
from api.commitments.service import WantedCommitments
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from api.themes.evidence import Verdict
from indexer.readers.tables import table_of
from tests.conftest import client_for

MANIFEST = """path,title,kind,publisher,area,period_end,sensitivity
one.md,Norton Report 2016-17,annual_report,Norton Board,Norton,2017-03-31,public
two.md,Norton Report 2017-18,annual_report,Norton Board,Norton,2018-03-31,public
three.md,Norton Report 2018-19,annual_report,Norton Board,Norton,2019-03-31,restricted
"""
PATHWAY = "The Board will publish a bruising pathway for babies by March {}."
REPORTS = {
    "one.md": f"# Next steps for 2017-18\n\n{PATHWAY.format(2018)}\n\nThe council will recruit thirty foster carers.\n",
    "two.md": "# Fostering\n\nThe council recruited thirty foster carers, and foster carers are well supported.\n\n"
    f"# Next steps for 2018-19\n\n{PATHWAY.format(2019)}\n",
    "three.md": f"# Next steps for 2019-20\n\n{PATHWAY.format(2020)}\n",
}
READER = User("reader", "a reader", Role.READER)


@pytest.fixture
def promised(own_base: KnowledgeBase, tmp_path: Path) -> Iterator[KnowledgeBase]:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "manifest.csv").write_text(MANIFEST, "utf-8")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    assert not own_base.documents.add([folder], LOCAL_OPERATOR).failed
    yield own_base


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("The Board will publish it by March 2018.", date(2018, 3, 31)),
        ("From April 2018 no case will be closed.", date(2018, 4, 30)),
        ("Agree it by the end of 2019", date(2019, 12, 31)),
        ("From 2018-19 the Board will check every team.", None),
        ("The guide was issued.", None),
    ],
)
def test_a_due_date_is_read_only_where_it_is_stated(words: str, due: date | None) -> None:
    assert due_of(words) == due


@pytest.mark.parametrize(
    ("column", "value", "due"),
    [
        ("By when", "14/02/2021", date(2021, 2, 14)),
        ("Due", "2021-02-14; extended", date(2021, 2, 14)),
        ("By", "end: February 2021", date(2021, 2, 28)),
        ("By when", "31/02/2021", None),
        ("Note", "14/02/2021", None),
    ],
)
def test_a_row_says_owner_and_day_in_their_cells(column: str, value: str, due: date | None) -> None:
    table = table_of([["Action", "Lead", column], ["Agree it; Lead: nobody", "Estuary Police; Health", value]], 1)
    words, cells = table.written(table.rows[0])
    assert due_of(words, cells) == due
    assert owner_of(words, (), None, cells) == "Estuary Police; Health"


@pytest.mark.parametrize(
    ("words", "headings", "owner"),
    [
        ("The council and the health trusts will agree one register.", (), "council and the health trusts"),
        ("From 2018-19 the Board will check every team.", (), "Board"),
        ("All health providers to record missed appointments.", (), "All health providers"),
        ("Review the thresholds.", ("From 2017-18 WSCB will…",), "WSCB"),
        ("We will review the thresholds.", (), "Norton Board"),
        ("Recruit a lead GP in each locality to bring practices in.", (), None),
        ("Every assessment should name the father.", (), None),
    ],
)
def test_an_owner_is_named_only_where_the_document_does(
    words: str, headings: tuple[str, ...], owner: str | None
) -> None:
    assert owner_of(words, headings, "Norton Board") == owner


@pytest.mark.parametrize(
    ("status", "overdue"),
    [
        ("Closed late, September 2022", False),
        ("Embedded", False),
        ("Closed, reopened March 2024", True),
        ("Not met", True),
        ("Open", True),
    ],
)
def test_a_row_that_says_it_is_done_is_not_overdue(
    own_base: KnowledgeBase, tmp_path: Path, status: str, overdue: bool
) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f'Action,Owner,Due,Status\nPublish a practice guide,Board,2016-03-31,"{status}"\n', "utf-8")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("path,title,kind,area,published\nlog.csv,Action log,log,Norton,2015-04-01\n", "utf-8")
    own_base.documents.add([tmp_path], LOCAL_OPERATOR)
    (found,) = own_base.commitments.all(LOCAL_OPERATOR)
    assert (found.followed.commitment.stated, found.is_overdue) == (status, overdue)


def test_a_promise_made_in_three_reports_running_is_pointed_out(promised: KnowledgeBase) -> None:
    found = [one for one in promised.commitments.all(LOCAL_OPERATOR) if "pathway" in one.followed.commitment.text]
    assert len(found) == 3
    assert {len(one.running) for one in found} == {3}
    first = next(one for one in found if one.followed.citation.document.year == 2017)
    assert [f.outcome for f in first.later] == [Outcome.PROMISED_AGAIN, Outcome.PROMISED_AGAIN]
    assert first.is_overdue
    assert first.followed.commitment.owner == "Board"


def test_evidence_is_word_for_word_and_of_later_documents_of_the_area(promised: KnowledgeBase) -> None:
    found = next(one for one in promised.commitments.all(LOCAL_OPERATOR) if "carers" in one.followed.commitment.text)
    best = found.later[0].evidence[0]
    assert "recruited thirty foster carers" in best.quote
    passage = promised.documents.passage(best.passage_id, LOCAL_OPERATOR).passage
    assert passage.text[best.start : best.end] == best.quote
    assert [f.document.year for f in found.later] == [2018, 2019]
    assert found.later[1].outcome is Outcome.NOT_MENTIONED
    assert not found.later[1].covers


def test_a_theme_suggested_for_a_promise_goes_when_a_person_rejects_it_of_its_passage(promised: KnowledgeBase) -> None:
    first = promised.commitments.all(LOCAL_OPERATOR, WantedCommitments(theme="E3"))[0]
    passage = first.followed.citation.passage_id
    promised.themes.decide("E3", passage, Verdict.REJECTED, "It is about a form.", LOCAL_OPERATOR)
    assert first.id not in {one.id for one in promised.commitments.all(LOCAL_OPERATOR, WantedCommitments(theme="E3"))}
    kept = promised.commitments.one(first.id, LOCAL_OPERATOR)
    assert kept is not None and kept.themes == ()


def test_a_hidden_report_neither_adds_to_a_promise_that_runs_nor_takes_from_it(
    own_base: KnowledgeBase, tmp_path: Path
) -> None:
    reports = {name: f"# Next steps\n\n{PATHWAY.format(2018 + n)}\n" for n, name in enumerate("abcd")}
    reports["hidden"] = f"# Next steps\n\n{PATHWAY.format(2022)}\n"
    rows = [f"{name}.md,{name},annual_report,Norton,{2017 + n}-03-31,public" for n, name in enumerate("abcd")]
    for name, text in reports.items():
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    header = "path,title,kind,area,period_end,sensitivity"
    hidden = "hidden.md,hidden,annual_report,Norton,2021-03-31,restricted"
    (tmp_path / "manifest.csv").write_text("\n".join([header, *rows, hidden]), "utf-8")
    own_base.documents.add([tmp_path], LOCAL_OPERATOR)
    assert {len(one.running) for one in own_base.commitments.all(READER)} == {4}
    assert {len(one.running) for one in own_base.commitments.all(LOCAL_OPERATOR)} == {5}


def test_what_a_reader_may_not_see_says_nothing_of_a_promise(promised: KnowledgeBase) -> None:
    found = promised.commitments.all(READER)
    assert {one.followed.citation.document.year for one in found} == {2017, 2018}
    assert not any(one.running for one in found)
    assert all(f.document.sensitivity == "public" for one in found for f in one.later)


def test_a_decision_counts_is_kept_when_indexed_again_and_goes_with_its_document(
    promised: KnowledgeBase, tmp_path: Path
) -> None:
    one = promised.commitments.all(LOCAL_OPERATOR, WantedCommitments(overdue=True))[0]
    decided = promised.commitments.decide(one.id, "met", "Seen on the site.", LOCAL_OPERATOR)
    assert decided is not None
    assert (decided.status, decided.is_overdue) == ("met", False)
    source = tmp_path / "reports" / {2017: "one.md", 2018: "two.md"}[one.followed.citation.document.year or 0]
    source.write_text(source.read_text("utf-8") + "\nMore was written later.\n", "utf-8")
    promised.documents.add([tmp_path / "reports"], LOCAL_OPERATOR)
    kept = promised.commitments.one(one.id, LOCAL_OPERATOR)
    assert kept is not None
    assert kept.decision is not None
    assert kept.decision.reason == "Seen on the site."
    promised.documents.remove(one.followed.citation.document.id, LOCAL_OPERATOR)
    assert promised.commitments.one(one.id, LOCAL_OPERATOR) is None
    assert promised.commitments.history(one.id, LOCAL_OPERATOR) == []


def test_nothing_stale_is_shown_after_a_later_document_goes(promised: KnowledgeBase) -> None:
    before = next(one for one in promised.commitments.all(LOCAL_OPERATOR) if "carers" in one.followed.commitment.text)
    promised.documents.remove(before.later[0].document.id, LOCAL_OPERATOR)
    after = promised.commitments.one(before.id, LOCAL_OPERATOR)
    assert after is not None
    assert [f.document.year for f in after.later] == [2019]


def test_the_api_lists_filters_and_decides(promised: KnowledgeBase) -> None:
    client = client_for(promised)
    listed = client.get("/api/v1/commitments", params={"limit": 2}).json()
    assert listed["total"] == 4
    assert listed["next"]
    names = "id text document_id locator area year owner due themes status suggested evidence"
    item = listed["items"][0]
    assert set(names.split()) <= set(item)
    assert (item["overdue"], item["status"]) == (True, "undecided")
    assert item["themes"] == [{"id": "E3", "label": "Injury to babies who cannot move"}]
    assert client.get("/api/v1/commitments", params={"theme": "E3"}).json()["total"] == 3
    page = client.get("/commitments", params={"theme": "G2"}).text
    assert "foster carers" in page and "bruising" not in page
    assert {"quote", "document_id", "locator"} <= set(item["evidence"][0])
    assert client.get("/api/v1/commitments", params={"area": "Weston"}).json()["items"] == []
    assert client.get("/api/v1/commitments", params={"year": 2018}).json()["total"] == 1
    path = f"/api/v1/commitments/{item['id']}"
    assert client.post(path, json={"status": "lost", "reason": "x"}).status_code == 422
    assert client.post(path, json={"status": "met", "reason": " "}).status_code == 422
    decided = client.post(path, json={"status": "withdrawn", "reason": "No money."}).json()
    assert (decided["status"], decided["decision"]["reason"], decided["overdue"]) == ("withdrawn", "No money.", False)
    assert client.get("/api/v1/commitments/none").status_code == 404
    reader = client_for(promised, Role.READER)
    assert reader.post(path, json={"status": "met", "reason": "Yes."}).status_code == 403


def test_the_pages_show_decide_and_refuse(promised: KnowledgeBase) -> None:
    client = client_for(promised, None)
    origin = {"Origin": "http://127.0.0.1:8000"}
    client.post("/sign-in", data={"key": promised.accounts.create_link()}, headers=origin)
    page = client.get("/commitments", params={"overdue": "yes"}).text
    assert "Made in 3 reports running" in page
    link = re.search(r'href="(/commitments/[0-9a-f-]{36})"', page)
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert link and key
    one = client.get(link.group(1)).text
    assert "does not mean not done" in one
    sent = {"form_key": key.group(1), "status": "met", "reason": ""}
    assert "Say why" in client.post(link.group(1), data=sent, headers=origin).text
    sent["reason"] = "The pathway is on the site."
    assert "The pathway is on the site." in client.post(link.group(1), data=sent, headers=origin).text
    assert client.post(link.group(1), data={**sent, "form_key": "x"}, headers=origin).status_code == 403
    assert client.get("/commitments", params={"year": "soon"}, headers={"Accept": "text/html"}).status_code == 422


def test_the_shipped_weights_fit_the_features() -> None:
    assert set(shipped_outcomes().outcomes) == {Outcome.MET, Outcome.PROGRESS, Outcome.STILL_WEAK}
