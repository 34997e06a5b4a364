"""Quotations checked against real documents: honest ones pass, attacks do not, and nothing hidden is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from api.quotations.currency import SourceState
from api.quotations.service import LONGEST_TEXT, MOST_QUOTATIONS, CheckedQuotation
from api.quotations.verification import QuotationOutcome
from tests.conftest import client_for, settings_for
from tests.toy import ToyEmbedder

READER = User("r", "a reader", Role.READER)
MANIFEST = """path,title,kind,area,period_start,period_end,published,sensitivity
p.md,Learning review: Child P,learning_review,Norton,,,2018-05-01,public
report.md,Norton Board Annual Report 2016-17,annual_report,Norton,2016-04-01,2017-03-31,,public
secret.md,Restricted review: Child S,learning_review,Norton,,,2019-01-01,restricted
"""
LONG = " ".join(f"Practitioners wrote note {number} about the family and sent it on." for number in range(40))
FILES = {
    "p.md": "# Learning review: Child P\n\nThe social worker did not ask the father about his own childhood before the "
    "plan was agreed. Supervision was recorded in 12 of the 40 files that were read for this multi-\nagency review.\n",
    "report.md": f"# Annual report\n\nThe board trained 1.5 times as many school nurses as before. {LONG}\n",
    "secret.md": "# Restricted\n\nThe grandmother told three agencies about the locked door in the winter.\n",
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "manifest.csv").write_text(MANIFEST, "utf-8")
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    with KnowledgeBase.open(settings_for(tmp_path_factory.mktemp("data")), ToyEmbedder()) as base:
        assert not base.documents.add([folder], LOCAL_OPERATOR).failed
        yield base


def check(base: KnowledgeBase, text: str, user: User = LOCAL_OPERATOR) -> CheckedQuotation:
    (found,) = base.verification.text(text, user).quotations
    return found


@pytest.mark.parametrize(
    "quoted",
    [
        "did not ask the father about his own childhood",
        "DID NOT ASK THE FATHER\nabout his own childhood,",
        "read for this multi-agency review",
        "read for this multiagency re-\nview",
        "The social worker did not ask the father … Supervision was recorded in 12 of the 40 files",
        "The social worker did not ask the father […] before the plan was agreed",
    ],
)
def test_honest_quotations_are_verbatim(held: KnowledgeBase, quoted: str) -> None:
    found = check(held, f"It says “{quoted}” (Learning review: Child P).")
    assert found.finding.outcome is QuotationOutcome.VERBATIM, found
    assert found.sources[0].citation.document.title == "Learning review: Child P"
    assert found.sources[0].state is SourceState.CURRENT
    citation = found.sources[0].citation
    passage = held.documents.passage(citation.passage_id, LOCAL_OPERATOR).passage
    assert passage.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("quoted", "differences"),
    [
        ("did not ask the mother about his own childhood before the plan", [("mother", "father")]),
        ("The social worker did ask the father about his own childhood", [("", "not")]),
        ("recorded in 12 of the 14 files that were read", [("14", "40")]),
        ("The board trained 15 times as many school nurses", [("15", "1.5")]),
        ("did not ever ask the father about his own childhood", [("ever", "")]),
    ],
)
def test_changed_words_are_altered(held: KnowledgeBase, quoted: str, differences: list[tuple[str, str]]) -> None:
    found = check(held, f"It says “{quoted}”.").finding
    assert found.outcome is QuotationOutcome.ALTERED, found
    assert [(d.quoted, d.source) for d in found.differences] == differences


@pytest.mark.parametrize("joint", [" ", " … "])
def test_words_joined_across_documents_are_spliced(held: KnowledgeBase, joint: str) -> None:
    parts = ("The social worker did not ask the father", "about the family and sent it on")
    found = check(held, f"It says “{joint.join(parts)}”.")
    assert found.finding.outcome is QuotationOutcome.SPLICED, found
    assert {s.citation.document.title for s in found.sources} == {
        "Learning review: Child P",
        "Norton Board Annual Report 2016-17",
    }
    assert ("does not show" in found.finding.detail) == (joint == " ")


def test_a_quotation_may_run_over_two_passages(held: KnowledgeBase) -> None:
    report = next(r for r in held.documents.all(LOCAL_OPERATOR).items if "2016-17" in r.source.title)
    one, two = held.documents.passages(report.id, LOCAL_OPERATOR).items[:2]
    quoted = " ".join([*one.passage.text.split()[-6:], *two.passage.text.split()[:6]])
    found = check(held, f"“{quoted}”")
    assert found.finding.outcome is QuotationOutcome.VERBATIM
    assert [s.citation.passage_id for s in found.sources[:2]] == [one.passage.id, two.passage.id]


def test_the_document_named_counts(held: KnowledgeBase) -> None:
    quoted = "“did not ask the father about his own childhood”"
    wrong = check(held, f"{quoted} (Norton annual report 2016-17, page 4)")
    assert wrong.finding.outcome is QuotationOutcome.WRONG_DOCUMENT
    assert wrong.sources[0].citation.document.title == "Learning review: Child P"
    unknown = check(held, f"{quoted} (Weston review of 1999)")
    assert unknown.finding.outcome is QuotationOutcome.VERBATIM
    assert "could not be told" in unknown.finding.detail
    lead_in = check(held, f"The Norton Board Annual Report 2016-17 says: {quoted}")
    assert lead_in.finding.outcome is QuotationOutcome.WRONG_DOCUMENT


def test_what_nobody_said_is_not_found(held: KnowledgeBase) -> None:
    assert check(held, "“Zebras were vaccinated at the harbour in June”").finding.outcome is QuotationOutcome.NOT_FOUND


def test_a_reader_learns_nothing_of_what_they_may_not_see(held: KnowledgeBase) -> None:
    text = "“The grandmother told three agencies about the locked door” (Restricted review: Child S)"
    assert check(held, text).finding.outcome is QuotationOutcome.VERBATIM
    hidden = check(held, text, READER)
    never_held = check(held, text.replace("grandmother", "neighbour"), READER)
    assert (hidden.finding, hidden.sources) == (never_held.finding, never_held.sources)
    assert hidden.finding.outcome is QuotationOutcome.NOT_FOUND


def test_an_old_version_and_a_superseded_document_say_so(own_base: KnowledgeBase, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    old = "# Bruising\n\nA bruise on a baby is referred within three days of being seen by anybody.\n"
    (folder / "a.md").write_text(old, "utf-8")
    (folder / "manifest.csv").write_text(
        "path,title,kind,effective_from,supersedes,sensitivity\na.md,Bruising procedure,procedure,2015-01-01,,public\n",
        "utf-8",
    )
    own_base.documents.add([folder], LOCAL_OPERATOR)
    (folder / "a.md").write_text(old.replace("within three days", "on the same day"), "utf-8")
    own_base.documents.add([folder], LOCAL_OPERATOR)
    replaced = check(own_base, "“referred within three days of being seen”")
    assert replaced.finding.outcome is QuotationOutcome.VERBATIM
    assert replaced.sources[0].state is SourceState.REPLACED
    assert replaced.sources[0].detail.startswith("Replaced by version 2 on 20")
    (folder / "b.md").write_text("# Injuries\n\nAny injury of a baby is seen by a doctor at once.\n", "utf-8")
    with (folder / "manifest.csv").open("a", encoding="utf-8") as manifest:
        manifest.write("b.md,Injury procedure,procedure,2018-02-01,Bruising procedure,public\n")
    own_base.documents.add([folder], LOCAL_OPERATOR)
    superseded = check(own_base, "“referred on the same day of being seen”")
    assert superseded.sources[0].state is SourceState.SUPERSEDED
    assert superseded.sources[0].detail == "Superseded by Injury procedure from 2018-02-01."


def test_thousands_of_quotations_and_very_long_ones_are_bounded(held: KnowledgeBase) -> None:
    many = held.verification.text("“a b c” " * 3000 + "“two words”", LOCAL_OPERATOR)
    assert (len(many.quotations), many.left, many.too_short) == (MOST_QUOTATIONS, 3000 - MOST_QUOTATIONS, 1)
    assert not many.is_clean
    endless = check(held, "“" + "word and … " * 15_000 + "”").finding
    assert endless.outcome is QuotationOutcome.NOT_FOUND
    assert "Longer than" in endless.detail


def test_rest_takes_text_and_files(held: KnowledgeBase, tmp_path: Path) -> None:
    text = "“did not ask the father about his own childhood” and “Zebras were vaccinated here”"
    with client_for(held, Role.READER) as client:
        found = client.post("/api/v1/verify", json={"text": text}).json()
        sent = client.post("/api/v1/verify", files={"file": ("b.md", text.encode())}).json()
        assert found == sent
        assert {outcome: count for outcome, count in found["counts"].items() if count} == {
            "verbatim": 1,
            "not_found": 1,
        }
        first = found["quotations"][0]
        names = "text start end attributed_to verdict detail differences omissions sources"
        assert set(first) == set(names.split())
        names = "passage_id document_id document_title locator quote start end document_sha256 version state"
        assert set(first["sources"][0]) == {*names.split(), "state_detail"}
        assert text[first["start"] : first["end"]] == first["text"]
        for bad in (
            {"content": b"{"},
            {"json": {"text": ""}},
            {"json": {"text": "a", "x": 1}},
            {"json": {"text": "a" * (LONGEST_TEXT + 1)}},
            {"files": {"other": ("b.md", b"x")}},
            {"files": {"file": ("b.exe", b"MZ")}},
            {"files": {"file": ("b.md", ("a " * LONGEST_TEXT).encode())}},
        ):
            refused = client.post("/api/v1/verify", **bad)
            assert refused.status_code == 422, bad
            assert len(refused.text) < 1000
    with client_for(held, None) as stranger:
        assert stranger.post("/api/v1/verify", json={"text": text}).status_code == 401
    described = json.dumps(client_for(held).get("/api/v1/openapi.json").json())
    assert "multipart/form-data" in described


def test_rest_tells_what_is_left_out_and_what_was_not_checked(held: KnowledgeBase) -> None:
    text = "It says ‘The social worker did … ask the father’. “Supervision was recorded in 12 files"
    with client_for(held, Role.READER) as client:
        found = client.post("/api/v1/verify", json={"text": text}).json()
    (only,) = found["quotations"]
    assert only["verdict"] == "changed_in_sense"
    assert only["omissions"] == [{"where": "between", "words": "not", "flags": [{"why": "negation", "words": "not"}]}]
    assert found["unclosed"] == [{"start": 50, "line": 1, "words": "Supervision was recorded in 12 files"}]


def test_an_unclosed_quotation_is_not_clean(held: KnowledgeBase) -> None:
    found = held.verification.text("“Supervision was recorded in 12 of the 40 files", LOCAL_OPERATOR)
    assert not found.quotations
    assert not found.is_clean


def test_the_page_shows_each_outcome(held: KnowledgeBase, client_key: tuple[TestClient, str]) -> None:
    client, key = client_key
    text = "“did not ask the <b>mother</b> about his own childhood” (Child P)"
    page = client.post("/verify", data={"form_key": key, "text": text}).text
    assert "Altered" in page
    assert "the source says “father”" in page
    assert "<b>mother" not in page
    text = "‘did … ask the father about his own childhood’ and “never closed here"
    page = client.post("/verify", data={"form_key": key, "text": text}).text
    assert "Words left out change the sense" in page
    assert "Left out where it shows dots: “not”" in page
    assert "line 1: never closed here" in page
    sent = {"file": ("b.md", b"> did not ask the father about his own childhood\n")}
    assert "1 word for word." in client.post("/verify", data={"form_key": key}, files=sent).text
    assert "damaged" in client.post("/verify", data={"form_key": key}, files={"file": ("b.docx", b"PK\x03\x04")}).text
    assert "Paste a text" in client.post("/verify", data={"form_key": key, "text": " "}).text
    assert client.post("/verify", data={"text": text}).status_code == 403


@pytest.fixture
def client_key(held: KnowledgeBase) -> Iterator[tuple[TestClient, str]]:
    """A signed-in browser and the key its forms carry."""
    with client_for(held, None) as client:
        origin = {"Origin": "http://127.0.0.1:8000"}
        client.post("/sign-in", data={"key": held.accounts.create_link()}, headers=origin)
        yield client, client.get("/verify").text.split('name="form_key" value="')[1].split('"')[0]
