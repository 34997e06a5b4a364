"""Screening looks at all that a file holds: each part is checked, told with its place, and gone when it is redacted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.documents import EVERYTHING, Balance, Block, Document, Locator, Part, PartKind
from indexer.index import Index
from indexer.privacy.concerns import told
from indexer.privacy.quarantine import ReleaseVerdict, Waiting
from indexer.privacy.screening import NotDecided, in_context, look
from tests.conftest import settings_for
from tests.toy import ToyEmbedder, hold_parts

NUMBER = "943 476 5919"
OTHER = "401 023 2137"
TEXT = "# Review\n\nEvery referral should be answered within a day. Ring 0121 496 0123.\n"
PLAIN = "# Review\n\nEvery referral should be answered within a day.\n"


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index.open(settings_for(tmp_path / "data"), ToyEmbedder())
    yield opened
    opened.close()


def write(folder: Path, text: str = PLAIN, sensitivity: str = "partnership") -> Path:
    folder = folder / "in"
    folder.mkdir(exist_ok=True)
    (folder / "manifest.csv").write_text(f"path,sensitivity\nreview.md,{sensitivity}\n", "utf-8")
    (folder / "review.md").write_text(text, "utf-8")
    return folder


def hold(index: Index, path: Path) -> Waiting:
    report = index.indexer.add([path])
    assert not report.indexed and not report.failed
    (waiting,) = report.waiting
    return waiting


def kept_bytes(index: Index) -> bytes:
    index.database.dispose()
    files = (path for path in index.settings.data_dir.rglob("*") if path.is_file())
    return b"".join(path.read_bytes() for path in files).replace(b"\x00", b"")


def document(*parts: Part, text: str = "The text.") -> Document:
    return Document(text, (Block(0, len(text), Locator()),), parts=parts)


@pytest.mark.parametrize("kind", list(PartKind))
def test_a_number_in_any_part_makes_even_a_public_document_wait(kind: PartKind) -> None:
    assert look(document(Part(kind, f"NHS number {NUMBER}")), public=True).waits(public=True)


def test_names_of_attached_files_are_checked_since_readers_see_them() -> None:
    named = Document("The text.", (), account=(Balance(PartKind.ATTACHMENT, 1, 0, 0, f"{NUMBER}.pdf"),))
    assert look(named, public=True).waits(public=True)


def test_what_public_documents_are_allowed_they_are_not_allowed_out_of_sight() -> None:
    telephone = "Ring 0121 496 0123"
    for part in (Part(PartKind.HEADER, telephone), Part(PartKind.PROPERTY, telephone, hidden=True)):
        assert not look(document(part), public=True).waits(public=True), part
    for part in (Part(PartKind.HIDDEN_TEXT, telephone, Locator(page=3)), Part(PartKind.NOTE, telephone, hidden=True)):
        assert look(document(part), public=True).waits(public=True), part


def test_concerns_are_told_with_kind_and_place() -> None:
    parts = (
        Part(PartKind.COVERED_TEXT, "Anything", Locator(page=2)),
        Part(PartKind.COVERED_TEXT, "More", Locator(page=2)),
        Part(PartKind.HIDDEN_TEXT, f"{NUMBER} and {OTHER}", Locator(page=3)),
        Part(PartKind.HEADER, "OFFICIAL-SENSITIVE", Locator(page=1)),
    )
    assert look(document(*parts), public=True).concerns == (
        "Text lies under a covering shape on page 2.",
        "2 NHS numbers in a hidden part, page 3: a reader of the open file does not see it.",
        "It is said to be public, but it is marked OFFICIAL-SENSITIVE (header or footer, page 1).",
    )
    assert len(look(document(*parts), public=False).concerns) == 2
    assert look(document(*parts), public=True, checks=False).concerns == ()
    assert told(PartKind.ATTACHMENT, Locator()) == "in an attached file"
    assert told(None, Locator(page=1)) == "page 1"


def test_findings_in_parts_are_shown_in_their_sentence_with_kind_and_place(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = (
        Part(PartKind.HEADER, f"Case of {NUMBER}.", Locator(page=3)),
        Part(PartKind.COMMENT, f"Is it {OTHER}? Ask.", Locator(page=4)),
    )
    hold_parts(monkeypatch, *parts)
    waiting = hold(index, write(tmp_path, TEXT))
    assert waiting.parts == (None, PartKind.HEADER, PartKind.COMMENT)
    assert [locator.page for locator in waiting.locators] == [None, 3, 4]
    assert index.quarantine.find(waiting.id) == waiting
    text = index.quarantine.text(waiting)
    assert in_context(text, waiting.findings[1]) == ("Case of ", NUMBER, ".")
    assert in_context(text, waiting.findings[2]) == ("Is it ", OTHER, "?")
    assert waiting.why == "2 NHS numbers, 1 telephone number"


def test_redaction_leaves_nothing_of_any_part(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold_parts(monkeypatch, Part(PartKind.COMMENT, f"{NUMBER} is Emma’s zebra", Locator(page=3)))
    folder = write(tmp_path, f"# Review of 0121 496 0123\n\nThe text.\n{TEXT}")
    waiting = hold(index, folder)
    (record,) = index.indexer.decide(waiting, ReleaseVerdict.REDACT, "Jo", "Not needed").indexed
    assert record.account == ()
    assert not any("comment" in line for line in record.warnings)
    assert index.indexer.add([folder]).unchanged == (record,)
    (folder / "review.md").unlink()
    held = kept_bytes(index)
    assert b"zebra" not in held and NUMBER.encode() not in held and b"0121 496 0123" not in held


def test_a_document_that_waits_for_what_it_covers_can_be_kept_as_its_text(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_parts(monkeypatch, Part(PartKind.COVERED_TEXT, "The zebra’s name", Locator(page=2)))
    folder = write(tmp_path, sensitivity="public")
    waiting = hold(index, folder)
    assert (waiting.findings, waiting.why) == ((), "Text lies under a covering shape on page 2.")
    (record,) = index.indexer.decide(waiting, ReleaseVerdict.REDACT, "Jo", "Not needed", []).indexed
    assert "all that stands apart from its text" in record.warnings[-1]
    (folder / "review.md").unlink()
    assert b"zebra" not in kept_bytes(index)


def test_a_release_holds_until_more_is_found_than_the_person_saw(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, f"# Review\n\nThe number is {NUMBER}.\n")
    (record,) = index.indexer.decide(hold(index, folder), ReleaseVerdict.RELEASE, "Jo", "As agreed").indexed
    index.indexer.remove(record.id)
    hold_parts(monkeypatch, Part(PartKind.HEADER, "Norton Board", Locator(page=1)))
    (record,) = index.indexer.add([folder]).indexed
    index.indexer.remove(record.id)
    hold_parts(monkeypatch, Part(PartKind.HEADER, OTHER, Locator(page=1)))
    waiting = hold(index, folder)
    (record,) = index.indexer.decide(waiting, ReleaseVerdict.RELEASE, "Jo", "As agreed").indexed
    index.indexer.remove(record.id)
    assert len(index.indexer.add([folder]).indexed) == 1, "what was seen is released for good"


def test_a_redaction_waits_again_when_a_part_changes(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_parts(monkeypatch, Part(PartKind.HEADER, f"Case {NUMBER}", Locator(page=1)))
    folder = write(tmp_path)
    (record,) = index.indexer.decide(hold(index, folder), ReleaseVerdict.REDACT, "Jo", "Not needed").indexed
    index.indexer.remove(record.id)
    hold_parts(monkeypatch, Part(PartKind.HEADER, f"Cases {NUMBER}", Locator(page=1)))
    assert hold(index, folder)


def test_at_least_one_finding_is_chosen_where_nothing_else_is_of_concern(index: Index, tmp_path: Path) -> None:
    waiting = hold(index, write(tmp_path, f"# Review\n\nThe number is {NUMBER}.\n"))
    with pytest.raises(NotDecided, match="at least one"):
        index.indexer.decide(waiting, ReleaseVerdict.REDACT, "Jo", "Not needed", [])


def test_a_marking_waits_where_the_document_is_said_to_be_public_and_is_noted_elsewhere(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_parts(monkeypatch, Part(PartKind.HEADER, "CONFIDENTIAL", Locator(page=1)))
    folder = write(tmp_path, sensitivity="public")
    assert "marked CONFIDENTIAL" in hold(index, folder).why
    (record,) = index.indexer.add([write(tmp_path)]).indexed
    assert "Marked CONFIDENTIAL (header or footer, page 1)." in record.warnings
    assert index.catalogue.documents(EVERYTHING)[0].contradiction == (
        "It is marked CONFIDENTIAL, which suggests the class restricted; it is held as partnership."
    )
    report = index.indexer.add([write(tmp_path, sensitivity="public")])
    assert any("it is held as public" in line for line in report.problems)


def test_a_draft_is_noted_and_does_not_wait(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold_parts(monkeypatch, Part(PartKind.HEADER, "DRAFT", Locator(page=1)))
    (record,) = index.indexer.add([write(tmp_path, sensitivity="public")]).indexed
    assert [str(marking) for marking in record.markings] == ["DRAFT"]
