"""What a publisher says of itself makes no document wait; what it says of people does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evaluation.items import Absent, shared
from indexer.__main__ import app
from indexer.documents import EVERYTHING, Sensitivity
from indexer.index import Index
from indexer.privacy.personal_data import find
from indexer.privacy.publishers import advice, alike, own_contacts, publisher_of
from indexer.privacy.quarantine import ReleaseVerdict, Waiting
from indexer.readers import Limits, read
from tests.conftest import settings_for
from tests.toy import ToyEmbedder

LIMITS = Limits(10**7, 100)
MIDDLE = "\n\n".join("Leaders know the strengths of practice and what must be better in all teams." for _ in range(150))
IMPRINT = (
    "You may re-use this under the Open Government Licence: write to the Information Policy Team, The National "
    "Archives, Kew, London TW9 4DU, or email: psi@nationalarchives.gsi.gov.uk."
)
LINE = (
    "Piccadilly Gate, Store Street, Manchester M1 2WD. T: 0300 123 1231 Textphone: 0161 618 8524 "
    "E: enquiries@ofsted.gov.uk W: www.ofsted.gov.uk"
)
REPORT = "Inspection report: Norton\n\nInspection of children’s services by Ofsted\n\n{}\n\n{}\n"


def waits_for(tmp_path: Path, text: str, name: str = "report.txt") -> list[str]:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    document = read(file, LIMITS)
    findings = find(document.text)
    own = own_contacts(document, publisher_of(name, document), findings)
    return [document.text[f.start : f.end] for f in findings if f not in own]


def test_the_imprint_of_an_inspectorate_is_its_own(tmp_path: Path) -> None:
    assert waits_for(tmp_path, REPORT.format(MIDDLE, f"{IMPRINT}\n\n{LINE}")) == []


@pytest.mark.parametrize(
    "end",
    [
        "The SEND statement goes to ProtectionOfChildren@ofsted.gov.uk by May.",
        "Send it to Mailbox.CPOD@education.gov.uk or SCR.SIN@ofsted.gov.uk.",
        "Local authority: Civic Centre, Glebe Street, Norton ST4 1HH",
        "Ofsted enquiries: 0121 496 0100",
    ],
)
def test_offices_and_mailboxes_are_no_persons(tmp_path: Path, end: str) -> None:
    assert waits_for(tmp_path, REPORT.format(MIDDLE, end)) == []


@pytest.mark.parametrize(
    ("planted", "left"),
    [
        ("The NHS number is 943 476 5919.", ["943 476 5919"]),
        ("She was born on 3 May 2009.", ["3 May 2009"]),
        ("The lead was Mrs Agnes Tarrant.", ["Mrs Agnes Tarrant"]),
        ("Write to jane.tarrant@ofsted.gov.uk.", ["jane.tarrant@ofsted.gov.uk"]),
        ("Write to agnes@hotmail.com about Ofsted.", ["agnes@hotmail.com"]),
        ("Ofsted enquiries, telephone: 07700 900123", ["07700 900123"]),
        ("Her mother lives at 4 Mill Lane, Norton ST4 1HH, Ofsted heard.", ["ST4 1HH"]),
        ("Ofsted rang the father, telephone 0121 496 0100.", ["0121 496 0100"]),
    ],
)
def test_personal_data_in_a_published_report_still_waits(tmp_path: Path, planted: str, left: list[str]) -> None:
    assert waits_for(tmp_path, REPORT.format(MIDDLE, f"{planted}\n\n{LINE}")) == left


def test_contacts_in_the_middle_are_looked_at(tmp_path: Path) -> None:
    text = REPORT.format(f"{MIDDLE}\n\nOfsted enquiries: 0121 496 0100\n\n{MIDDLE}", LINE)
    assert waits_for(tmp_path, text) == ["0121 496 0100"]


def test_a_local_board_has_its_own_too(tmp_path: Path) -> None:
    board = "Walsall Safeguarding Children Board annual report 2016-17\n\n{}\n\n{}\n"
    office = "Walsall Safeguarding Children Board, Civic Centre, Walsall WS1 1TP."
    end = f"{office} Enquiries: 01922 658888, wscb@walsall.gov.uk"
    assert waits_for(tmp_path, board.format(MIDDLE, end)) == []
    end = "Call 01922 658888 and ask for the neighbour"
    assert waits_for(tmp_path, board.format(MIDDLE, end)) == ["01922 658888"]


def test_an_import_keeps_own_contacts_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT.format("Leaders know.", f"{IMPRINT}\n\n{LINE}"), "utf-8")
    for number, name in enumerate(("Agnes", "Norah"), start=1):
        text = REPORT.format(f"Leaders know it {number} times.", f"The lead was Mrs {name} Tarrant.\n\n{LINE}")
        (folder / f"b{number}.txt").write_text(text, "utf-8")
    opened = Index.open(settings_for(tmp_path / "data"), ToyEmbedder())
    try:
        report = opened.indexer.add([folder])
        (held,) = report.indexed
        assert any("own contact details did not make it wait: 1 e-mail address, 1 tele" in w for w in held.warnings)
        assert [(one.publisher, set(one.counts)) for one in opened.quarantine.waiting()] == [
            ("Ofsted", {"titled_name"}),
            ("Ofsted", {"titled_name"}),
        ]
        assert len(alike(report.waiting[0], opened.quarantine.waiting())) == 2
        (line,) = advice(report.waiting)
        assert line.startswith("2 documents of Ofsted wait") and "--sensitivity public" in line
    finally:
        opened.close()


def waiting(number: int, publisher: str | None, text: str) -> Waiting:
    findings = find(text)
    common = (f"{number}", f"{number}", "a", "a", {}, Sensitivity.RESTRICTED, findings, (), datetime.now(UTC))
    return Waiting(*common, publisher=publisher)


def test_only_the_same_kinds_of_one_publisher_are_alike() -> None:
    names = [waiting(n, "Ofsted", "Mrs Agnes Tarrant") for n in range(2)]
    other = waiting(3, "Ofsted", "agnes@hotmail.com")
    number = [waiting(n, "Ofsted", "NHS number 943 476 5919") for n in (4, 5)]
    unknown = [waiting(n, None, "Mrs Agnes Tarrant") for n in (6, 7)]
    everything = [*names, other, *number, *unknown]
    assert alike(names[0], everything) == names
    assert alike(number[0], everything) == [number[0]]
    assert alike(unknown[0], everything) == [unknown[0]]


def test_a_real_inspection_report_does_not_wait_for_its_enquiry_line(tmp_path: Path) -> None:
    try:
        files = sorted(shared("corpus/ofsted").glob("sta*-march-2019.pdf"))
    except Absent as absent:
        pytest.skip(str(absent))
    for file in files:
        document = read(file, LIMITS)
        findings = find(document.text)
        assert findings, file.name
        publisher = publisher_of(file.name, document)
        assert own_contacts(document, publisher, findings) == frozenset(findings)
        for planted in ("NHS number 943 476 5919", "Mrs Agnes Tarrant"):
            end = document.blocks[-1].end
            told = replace(document, text=f"{document.text[:end]} {planted}{document.text[end:]}")
            others = set(find(told.text)) - own_contacts(told, publisher, find(told.text))
            assert [told.text[one.start : one.end] for one in others] == [planted.removeprefix("NHS number ")]


def test_the_command_releases_all_of_a_publisher_but_those_with_identifiers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, planted in enumerate(("Mrs Agnes Tarrant", "Mrs Norah Tarrant", "NHS number 943 476 5919"), start=1):
        (folder / f"b{number}.txt").write_text(REPORT.format(f"Text {number}.", f"The lead was {planted}."), "utf-8")
    settings = settings_for(tmp_path / "data")
    opened = Index.open
    monkeypatch.setattr(Index, "open", lambda _: opened(settings, ToyEmbedder()))

    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == code, done.output
        return done.output

    assert "2 documents of Ofsted wait for the same kinds of finding" in run("add", str(folder))
    said = run("release", "--publisher", "ofsted", "--reason", "Published")
    assert "b1.txt was released." in said and "b2.txt was released." in said
    assert "b3.txt waits on: 1 NHS number" in said
    assert "1 document waits for release." in run("waiting")
    assert "No document of Norton waits" in run("release", "--publisher", "Norton", "--reason", "Published", code=1)
    run("release", "--reason", "Published", code=2)


CONTACT = "Write to us at 12 Harbour Row, Norton ST4 1HH, or ring 0121 496 0188."


def held(tmp_path: Path, *texts: str) -> tuple[list[str], list[str]]:
    """The names of what is held and what waits once these texts were added one after the other."""
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    opened = Index.open(settings_for(tmp_path / "data"), ToyEmbedder())
    try:
        for number, text in enumerate(texts, start=1):
            (folder / f"r{number}.txt").write_text(text, "utf-8")
            opened.indexer.add([folder / f"r{number}.txt"])
        return (
            sorted(record.name for record in opened.catalogue.documents(EVERYTHING)),
            sorted(one.name for one in opened.quarantine.waiting()),
        )
    finally:
        opened.close()


def reports(*ends: str) -> list[str]:
    return [REPORT.format(f"Leaders know it {number} times.", end) for number, end in enumerate(ends, start=1)]


def test_a_contact_that_three_documents_give_is_the_publishers_own(tmp_path: Path) -> None:
    assert held(tmp_path, *reports(CONTACT, CONTACT, CONTACT)) == (["r3.txt"], ["r1.txt", "r2.txt"])


@pytest.mark.parametrize("planted", ["07700 900123", "jane.tarrant@example.org", "Her mother rang 0121 496 0188."])
def test_what_is_a_persons_is_not_made_the_publishers_by_repetition(tmp_path: Path, planted: str) -> None:
    assert held(tmp_path, *reports(planted, planted, planted, planted))[0] == []


def test_a_contact_of_another_publisher_is_not_known(tmp_path: Path) -> None:
    boards = [f"Walsall Safeguarding Children Board annual report\n\nText {n}.\n\n{CONTACT}\n" for n in range(2)]
    assert held(tmp_path, *boards, *reports(CONTACT))[0] == []


def test_a_contact_that_a_person_released_is_remembered(tmp_path: Path) -> None:
    assert held(tmp_path, *reports(CONTACT))[1] == ["r1.txt"]
    opened = Index.open(settings_for(tmp_path / "data"), ToyEmbedder())
    (one,) = opened.quarantine.waiting()
    opened.indexer.decide(one, ReleaseVerdict.RELEASE, "Ann", "Published", None, None)
    opened.close()
    assert held(tmp_path, *reports(CONTACT, CONTACT)) == (["r1.txt", "r2.txt"], [])
