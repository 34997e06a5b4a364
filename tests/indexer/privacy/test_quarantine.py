"""A document with personal data is nowhere until a person decides; the decision holds for its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.documents import EVERYTHING
from indexer.index import Index
from indexer.passages import NO_FILTERS
from indexer.privacy.personal_data import Finding, PersonalData
from indexer.privacy.quarantine import ReleaseVerdict, Waiting
from indexer.privacy.screening import NotDecided, in_context
from tests.conftest import settings_for
from tests.toy import ToyEmbedder, write_pdf

NUMBER = "943 476 5919"
REVIEW = f"""# Review of {NUMBER}

## What happened

The family moved in May. The child's NHS number is {NUMBER} and the date of birth is 12/03/2014. Nobody asked why.

## What should change

Every referral should be answered within a day.
"""


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index.open(settings_for(tmp_path / "data"), ToyEmbedder())
    yield opened
    opened.close()


@pytest.fixture
def review(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "review.md"
    path.write_text(REVIEW, "utf-8")
    return path


def hold(index: Index, path: Path) -> Waiting:
    report = index.indexer.add([path])
    assert not report.indexed and not report.failed
    (waiting,) = report.waiting
    return waiting


def texts(index: Index) -> list[str]:
    held = index.catalogue.documents(EVERYTHING)
    return [found.passage.text for one in held for found in index.store.passages(one.id, clearance=EVERYTHING)]


def kept_bytes(index: Index) -> bytes:
    """Everything the service keeps on disk, once its database has been closed and written out."""
    index.database.dispose()
    return b"".join(path.read_bytes() for path in index.settings.data_dir.rglob("*") if path.is_file())


def test_what_waits_is_in_no_store(index: Index, review: Path) -> None:
    waiting = hold(index, review)
    assert {str(kind): number for kind, number in waiting.counts.items()} == {"nhs_number": 2, "date_of_birth": 1}
    assert index.catalogue.documents(EVERYTHING) == []
    assert index.store.count(NO_FILTERS, clearance=EVERYTHING) == 0
    assert not (index.settings.data_dir / "files").exists()
    assert index.indexer.check() == []
    assert hold(index, review).id == waiting.id
    assert index.quarantine.count() == 1


def test_each_finding_is_shown_in_its_sentence(index: Index, review: Path) -> None:
    waiting = hold(index, review)
    text = index.quarantine.text(waiting)
    before, words, after = in_context(text, waiting.findings[1])
    assert (before, words) == ("The child's NHS number is ", NUMBER)
    assert after == " and the date of birth is 12/03/2014."
    assert waiting.locators[1].lines


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("He is at B1 2AB today. It rained.", "He is at ", " today."),
        ("It rained.\n\nHe is at B1 2AB", "He is at ", ""),
        ("B1 2AB", "", ""),
        ("Heading\n\nIt rained. Dr B. Gow of\nB1 2AB came. It stopped.\n\nNext", "Dr B. Gow of\n", " came."),
    ],
)
def test_the_sentence_is_whole_at_either_end_of_the_text(text: str, before: str, after: str) -> None:
    start = text.index("B1 2AB")
    assert in_context(text, Finding(PersonalData.POSTCODE, start, start + 6)) == (before, "B1 2AB", after)


def test_a_released_document_is_indexed_whole_and_stays_released(index: Index, review: Path) -> None:
    waiting = hold(index, review)
    (record,) = index.indexer.decide(waiting, ReleaseVerdict.RELEASE, "Jo", "The family agreed").indexed
    assert any(NUMBER in text for text in texts(index))
    assert "released on" in record.warnings[-1]
    assert index.quarantine.waiting() == []
    assert not list((index.settings.data_dir / "quarantine").iterdir())
    assert len(index.indexer.add([review]).unchanged) == 1
    index.indexer.remove(record.id)
    assert len(index.indexer.add([review]).indexed) == 1
    review.write_text(REVIEW + "\nOne more line.\n", "utf-8")
    assert len(index.indexer.add([review]).waiting) == 1, "changed bytes are checked anew"
    assert any(NUMBER in text for text in texts(index)), "what was released before is held meanwhile"


def test_a_redacted_document_holds_the_data_nowhere(index: Index, review: Path) -> None:
    waiting = hold(index, review)
    (record,) = index.indexer.decide(waiting, ReleaseVerdict.REDACT, "Jo", "Not needed").indexed
    held = texts(index)
    assert any(
        "number is [redacted: NHS number] and the date of birth is [redacted: date of birth]." in t for t in held
    )
    assert any("answered within a day" in text for text in held)
    (passage, *_) = index.store.passages(record.id, clearance=EVERYTHING)
    assert passage.passage.headings[0] == "Review of [redacted: NHS number]"
    assert NUMBER not in record.source.title
    copy = index.files.path(record.sha256, record.name)
    assert passage.passage.text in copy.read_text("utf-8")
    assert (record.name, record.media_type) == ("review (redacted).txt", "text/plain")
    review.unlink()
    everything = kept_bytes(index)
    for data in (NUMBER, "12/03/2014"):
        assert data.encode() not in everything.replace(b"\x00", b"")


def test_a_redaction_survives_adding_moving_and_removing(index: Index, review: Path, tmp_path: Path) -> None:
    waiting = hold(index, review)
    (record,) = index.indexer.decide(waiting, ReleaseVerdict.REDACT, "Jo", "Not needed").indexed
    assert len(index.indexer.add([review]).unchanged) == 1
    moved = review.rename(review.with_name("moved.md"))
    (renamed,) = index.indexer.add([moved]).updated
    assert (renamed.id, renamed.name) == (record.id, "moved (redacted).txt")
    index.indexer.remove(record.id)
    (again,) = index.indexer.add([moved]).indexed
    assert again.sha256 == record.sha256
    assert index.indexer.check() == []
    assert not any(NUMBER in text for text in texts(index))
    assert [path.suffix for path in (index.settings.data_dir / "files").iterdir()] == [".txt"]


def test_only_chosen_findings_are_redacted(index: Index, review: Path) -> None:
    waiting = hold(index, review)
    with pytest.raises(NotDecided, match="from 1 to 3"):
        index.indexer.decide(waiting, ReleaseVerdict.REDACT, "Jo", "Not needed", [4])
    index.indexer.decide(waiting, ReleaseVerdict.REDACT, "Jo", "Not needed", [3])
    (text, _) = texts(index)
    assert NUMBER in text and "12/03/2014" not in text


def test_a_refused_file_is_refused_again_with_date_name_and_reason(index: Index, review: Path) -> None:
    waiting = hold(index, review)
    index.indexer.decide(waiting, ReleaseVerdict.REFUSE, "Jo Lee", "Not anonymised")
    assert index.quarantine.waiting() == []
    report = index.indexer.add([review])
    (line,) = report.refused
    assert line.startswith("review.md: refused on ") and " by Jo Lee: Not anonymised." in line
    assert not report.waiting and not report.indexed and not report.failed
    assert NUMBER.encode() not in kept_bytes(index).replace(b"\x00", b"")


def test_a_decision_keeps_who_when_why_and_figures_only(index: Index, review: Path) -> None:
    waiting = hold(index, review)
    for reason, words in (("  ", "Give a reason"), ("Mrs Sarah Jones asked", "without personal data")):
        with pytest.raises(NotDecided, match=words):
            index.indexer.decide(waiting, ReleaseVerdict.RELEASE, "Jo", reason)
    assert index.quarantine.decisions() == []
    index.indexer.decide(waiting, ReleaseVerdict.REDACT, "Jo", "Not needed")
    (decision,) = index.quarantine.decisions()
    assert (decision.decided_by, decision.reason, decision.verdict) == ("Jo", "Not needed", ReleaseVerdict.REDACT)
    assert sum(decision.counts.values()) == 3


def test_a_text_that_reads_differently_is_not_redacted_blindly(
    index: Index, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later reader gives another text: the places decided on are no longer right, so a person looks again."""
    waiting = hold(index, review)
    (record,) = index.indexer.decide(waiting, ReleaseVerdict.REDACT, "Jo", "Not needed").indexed
    index.indexer.remove(record.id)
    monkeypatch.setattr("indexer.privacy.screening.text_digest", lambda text: "another")
    assert hold(index, review).id == waiting.id


def test_a_public_document_waits_for_identifiers_only(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "manifest.csv").write_text("path,sensitivity\nofficers.md,public\nchild.md,public\n", "utf-8")
    (folder / "officers.md").write_text("Mrs Sarah Jones leads the team. Ring 0121 496 0123.\n", "utf-8")
    (folder / "child.md").write_text("The child was born on 3 May 2009.\n", "utf-8")
    (folder / "loose.md").write_text("Mrs Sarah Jones leads the team.\n", "utf-8")
    report = index.indexer.add([folder])
    assert [waiting.name for waiting in report.waiting] == ["child.md", "loose.md"]
    (record,) = report.indexed
    assert "1 telephone number, 1 name with a title" in record.warnings[-1]


def test_the_check_can_be_switched_off_but_decisions_hold(review: Path, tmp_path: Path) -> None:
    index = Index.open(settings_for(tmp_path / "data"), ToyEmbedder())
    index.indexer.decide(hold(index, review), ReleaseVerdict.REFUSE, "Jo", "Not anonymised")
    index.close()
    index = Index.open(settings_for(tmp_path / "data", PERSONAL_DATA_CHECK="no"), ToyEmbedder())
    assert len(index.indexer.add([review]).refused) == 1
    review.write_text(REVIEW + "\nOne more line.\n", "utf-8")
    assert len(index.indexer.add([review]).indexed) == 1
    index.close()


def test_a_redacted_pdf_keeps_its_pages_and_shows_none(index: Index, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "report.pdf", [("One", "Nothing here."), ("Two", f"His NHS number is {NUMBER} today.")])
    waiting = hold(index, path)
    assert waiting.locators[0].page == 2
    (record,) = index.indexer.decide(waiting, ReleaseVerdict.REDACT, "Jo", "Not needed").indexed
    second = index.store.passages(record.id, clearance=EVERYTHING)[1].passage
    assert (second.text, second.locator.page) == ("His NHS number is [redacted: NHS number] today.", 2)
    assert record.media_type == "text/plain"


def test_a_file_that_cannot_be_indexed_waits_on(index: Index, review: Path) -> None:
    waiting = hold(index, review)
    index.quarantine.file(waiting).unlink()
    report = index.indexer.decide(waiting, ReleaseVerdict.RELEASE, "Jo", "The family agreed")
    assert "no such file" in str(report.failed[0])
    assert index.quarantine.count() == 1
    index.indexer.decide(waiting, ReleaseVerdict.REFUSE, "Jo", "It is lost")
    assert index.quarantine.count() == 0


def test_a_new_version_from_the_same_place_takes_the_place_of_the_one_that_waits(index: Index, review: Path) -> None:
    hold(index, review)
    review.write_text(REVIEW + "\nOne more line.\n", "utf-8")
    hold(index, review)
    assert index.quarantine.count() == 1
    review.write_text("# Review\n\nEvery referral should be answered within a day.\n", "utf-8")
    assert len(index.indexer.add([review]).indexed) == 1
    assert index.quarantine.count() == 0
