"""Bad input is normal: one clear line for each file that fails, the rest indexed, nothing half-written served."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from indexer.documents import EVERYTHING, Sensitivity
from indexer.index import Index
from indexer.metadata.manifest import ManifestError
from indexer.passages import NO_FILTERS
from tests.conftest import ROOT, settings_for
from tests.toy import REPORT_PAGES, ToyEmbedder, write_pdf


def encrypted(path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(write_pdf(path, REPORT_PAGES)))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(path)


def no_pages(path: Path) -> None:
    PdfWriter().write(path)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "damaged.pdf": (lambda p: p.write_bytes(b"%PDF-1.7\n" + os.urandom(500)), "damaged"),
    "encrypted.pdf": (encrypted, "password"),
    "empty.pdf": (lambda p: p.write_bytes(b""), "empty"),
    "nopages.pdf": (no_pages, "page"),
    "picture.pdf": (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200)), "picture"),
    "program.docx": (lambda p: p.write_bytes(b"MZ" + os.urandom(300)), "not a"),
    "large.txt": (lambda p: p.write_bytes(b"word " * 500_000), "too large"),
    "binary.txt": (lambda p: p.write_bytes(bytes(range(256)) * 20), "text"),
    "odd.xyz": (lambda p: p.write_text("what is this"), "not"),
}


def test_each_bad_file_gets_one_line_and_the_rest_is_indexed(index: Index, folder: Path) -> None:
    for name, (make, _) in BAD.items():
        make(folder / name)
    report = index.indexer.add([folder])
    assert len(report.indexed) == 4
    failed = {failure.name: failure for failure in report.failed}
    assert set(failed) == set(BAD)
    for name, (_, words) in BAD.items():
        line = str(failed[name])
        assert words in line, line
        assert "\n" not in line
        assert failed[name].advice, line
    assert index.indexer.check() == []


def test_a_second_run_reads_nothing_again(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    again = index.indexer.add([folder])
    assert (len(again.indexed), len(again.unchanged)) == (0, 4)


def test_a_duplicate_under_another_name_is_named_and_not_added(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    shutil.copy(folder / "review.md", folder / "another name.md")
    report = index.indexer.add([folder])
    assert [d.name for d in report.duplicates] == ["another name.md"]
    assert "review.md" in str(report.duplicates[0])
    assert len(index.catalogue.documents(EVERYTHING)) == 4


def test_a_renamed_file_stays_one_document(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    before = {record.id for record in index.catalogue.documents(EVERYTHING)}
    (folder / "review.md").rename(folder / "moved.md")
    report = index.indexer.add([folder])
    assert (len(report.indexed), len(report.updated)) == (0, 1)
    assert {record.id for record in index.catalogue.documents(EVERYTHING)} == before


def test_a_changed_file_becomes_a_new_version_and_the_old_one_stays_citable(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    before = next(r for r in index.catalogue.documents(EVERYTHING) if r.name == "review.md")
    old = index.store.passages(before.id, clearance=EVERYTHING)
    (folder / "review.md").write_text("# Learning review: Child Q\n\nOnly the grandmother was spoken to.\n", "utf-8")
    (record,) = index.indexer.add([folder]).indexed
    assert (record.id, record.version) == (before.id, 2)
    texts = [found.passage.text for found in index.store.passages(record.id, clearance=EVERYTHING)]
    assert texts == ["Only the grandmother was spoken to."]
    assert index.catalogue.versions(record.id, EVERYTHING) == [before]
    again = index.store.get(old[0].passage.id, clearance=EVERYTHING)
    assert again and (again.passage, again.document.sha256) == (old[0].passage, before.sha256)
    assert index.files.path(before.sha256, before.name).read_bytes() != (folder / "review.md").read_bytes()
    assert index.indexer.check() == []


def test_a_file_that_returns_to_an_earlier_text_becomes_a_version_again(index: Index, folder: Path) -> None:
    review = folder / "review.md"
    texts = [review.read_text("utf-8"), "# Learning review\n\nAnother text.\n", review.read_text("utf-8")]
    for text in texts:
        review.write_text(text, "utf-8")
        index.indexer.add([folder])
    record = next(r for r in index.catalogue.documents(EVERYTHING) if r.name == "review.md")
    older = index.catalogue.versions(record.id, EVERYTHING)
    assert (record.version, [v.version for v in older]) == (3, [2, 1])
    assert older[1].sha256 == record.sha256
    assert index.indexer.check() == []


def test_a_version_that_was_public_is_no_more_open_than_its_document_is_now(index: Index, folder: Path) -> None:
    note = folder / "note.md"
    note.write_text("# Note\n\nThe name of the family stands here by mistake.\n", "utf-8")
    (record,) = index.indexer.add([note], sensitivity=Sensitivity.PUBLIC).indexed
    (old,) = index.store.passages(record.id, clearance=EVERYTHING)
    note.write_text("# Note\n\nThe text without it.\n", "utf-8")
    (newer,) = index.indexer.add([note], sensitivity=Sensitivity.PUBLIC).indexed
    index.indexer.correct(newer, {"sensitivity": Sensitivity.RESTRICTED})
    public = frozenset({Sensitivity.PUBLIC})
    assert index.store.get(old.passage.id, clearance=public) is None
    assert index.catalogue.versions(record.id, public) == []
    assert len(index.catalogue.versions(record.id, EVERYTHING)) == 1


def test_a_changed_file_that_cannot_be_read_leaves_the_version_before(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    (folder / "report.pdf").write_bytes(b"%PDF-1.7 cut off")
    report = index.indexer.add([folder])
    assert len(report.failed) == 1
    assert len(index.catalogue.documents(EVERYTHING)) == 4
    assert index.indexer.check() == []


def test_what_a_person_corrected_survives_indexing_again(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    record = next(r for r in index.catalogue.documents(EVERYTHING) if r.name.endswith("review.md"))
    index.indexer.correct(record, {"area": "Easton"})
    (folder / "review.md").write_text("# Learning review\n\nThe text is another one now.\n", "utf-8")
    (again,) = index.indexer.add([folder]).indexed
    assert again.source.area == "Easton"
    (found,) = index.store.passages(again.id, clearance=EVERYTHING)
    assert found.document.area == "Easton"


def test_a_file_nobody_described_gets_the_most_careful_class(index: Index, tmp_path: Path) -> None:
    (tmp_path / "loose.txt").write_text("A note about a family that nobody has classed yet.\n", "utf-8")
    (record,) = index.indexer.add([tmp_path / "loose.txt"]).indexed
    assert record.source.sensitivity is Sensitivity.RESTRICTED


def test_wrong_manifest_rows_are_named_and_the_files_still_indexed(index: Index, folder: Path) -> None:
    rows = "path,kind,published\nreview.md,novel,\nreport.pdf,annual_report,31/02/2017\nabsent.pdf,audit,\n"
    (folder / "manifest.csv").write_text(rows, "utf-8")
    report = index.indexer.add([folder])
    assert len(report.indexed) == 4
    text = "\n".join(report.problems)
    assert "novel" in text
    assert "31/02/2017" in text


def test_a_named_manifest_that_cannot_be_read_stops_the_run(index: Index, folder: Path) -> None:
    with pytest.raises(ManifestError):
        index.indexer.add([folder], manifest=folder / "none.csv")


@pytest.mark.parametrize("where", ["copy", "store"])
def test_a_full_disk_loses_nothing_and_says_so(
    index: Index, folder: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while the second file is copied, or while its passages are written."""
    calls = 0
    target = (index.indexer._files, "keep") if where == "copy" else (index.store, "write")
    real = getattr(*target)

    def fails_once(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments)

    with monkeypatch.context() as patched:
        owner = type(target[0])
        patched.setattr(owner, target[1], lambda self, *arguments: fails_once(*arguments))
        report = index.indexer.add([folder])
    (failure,) = report.failed
    assert "disk is full" in str(failure)
    assert "Free some space" in str(failure)
    assert len(report.indexed) == 3
    assert index.indexer.check() == []
    assert len(index.indexer.add([folder]).indexed) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from indexer.index import Index
from indexer.store.passage_store import PassageStore
from tests.conftest import settings_for
from tests.toy import ToyEmbedder

data, folder, moment = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
index = Index.open(settings_for(data), ToyEmbedder())
real, calls = getattr(PassageStore, moment), 0

def killed(self, *arguments):
    global calls
    calls += 1
    if calls == 3:
        if moment == "write":
            real(self, *arguments)  # everything written, nothing published
        os.kill(os.getpid(), signal.SIGKILL)
    real(self, *arguments)

setattr(PassageStore, moment, killed)
index.indexer.add([folder])
"""


@pytest.mark.parametrize("moment", ["write", "publish"])
def test_a_kill_during_indexing_leaves_store_and_catalogue_agreeing(folder: Path, tmp_path: Path, moment: str) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path / "data"), str(folder), moment]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    with_index = Index.open(settings_for(tmp_path / "data"), ToyEmbedder())
    try:
        assert with_index.recovered and "add it again" in with_index.recovered[0]
        assert with_index.indexer.check() == []
        assert len(with_index.catalogue.documents(EVERYTHING)) == 2
        assert len(with_index.indexer.add([folder]).indexed) == 2
        assert with_index.indexer.check() == []
        assert with_index.store.count(NO_FILTERS, clearance=EVERYTHING) > 0
    finally:
        with_index.close()


def test_a_second_process_is_told_who_holds_the_index(index: Index, tmp_path: Path) -> None:
    code = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from indexer.failures import explain
        from indexer.index import Index
        from tests.conftest import settings_for
        from tests.toy import ToyEmbedder
        try:
            Index.open(settings_for(Path(sys.argv[1])), ToyEmbedder())
        except Exception as error:
            print(explain(error))
        """
    )
    command = [sys.executable, "-c", code, str(tmp_path / "data")]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "another process" in said or "already" in said
    assert said.count("\n") == 1


def test_removing_leaves_nothing(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    for record in index.catalogue.documents(EVERYTHING):
        index.indexer.remove(record.id)
    assert index.store.count(NO_FILTERS, clearance=EVERYTHING) == 0
    assert not list((index.settings.data_dir / "files").iterdir())
    assert index.indexer.check() == []


def test_check_sees_what_does_not_agree(index: Index, folder: Path) -> None:
    index.indexer.add([folder])
    first, second, *_ = index.catalogue.documents(EVERYTHING)
    index.store.remove(first.id)
    index.files.path(second.sha256, second.name).unlink()
    lines = index.indexer.check()
    assert len(lines) == 2
    assert all("add it again" in line for line in lines)
    index.indexer.add([folder])
    assert index.indexer.check() == []


def test_readers_never_see_a_half_written_document(index: Index, folder: Path) -> None:
    """While a document is replaced many times, every look at it shows one whole version."""
    review = folder / "review.md"
    index.indexer.add([folder])
    record = next(r for r in index.catalogue.documents(EVERYTHING) if r.name.endswith("review.md"))
    stop, seen = threading.Event(), set()

    def read() -> None:
        while not stop.is_set():
            found = index.store.passages(record.id, clearance=EVERYTHING)
            seen.add(tuple(one.passage.text for one in found))
            time.sleep(0)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(5):
        text = "".join(f"## Part {part}\n\nRound {number}, part {part}.\n\n" for part in range(6))
        review.write_text(text, "utf-8")
        index.indexer.add([review])
    stop.set()
    reader.join()
    assert len(seen) > 1
    for texts in seen:
        rounds = Counter(text.split(",")[0] for text in texts if text.startswith("Round"))
        assert set(rounds.values()) <= {6}  # each version there is whole
