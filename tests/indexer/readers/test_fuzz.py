"""Any bytes at all, and damaged files of each format: a sound document or one clear line, in bounded time."""

from __future__ import annotations

import io
import random
import zipfile
from email.message import EmailMessage
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from evaluation.reading.hostile_files import word, workbook
from evaluation.reading.hostile_pdfs import SENTENCE
from indexer.documents import Document
from indexer.readers import SUFFIXES, Limits, UnreadableFile
from indexer.readers.child import read_apart
from tests.compound_files import outlook
from tests.office_files import odf
from tests.toy import AUDIT, PROCEDURE, REPORT_PAGES, REVIEW, write_pdf

LIMITS = Limits(100_000_000, 3000, seconds=10)
BOUNDED = settings(
    max_examples=200, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
"""Time is bounded by the examples and by what reading each may take; a deadline would measure the machine."""


def presentation() -> bytes:
    made, out = Presentation(), io.BytesIO()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Supervision", SENTENCE
    made.save(out)
    return out.getvalue()


def opendocument(sort: str, body: str) -> bytes:
    with TemporaryDirectory() as folder:
        return odf(Path(folder, "file"), body, sort=sort).read_bytes()


def message() -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"] = "Supervision", "Ann <ann@x.example>"
    made.set_content(SENTENCE)
    made.add_alternative(f"<p>{SENTENCE}</p>", subtype="html")
    made.add_attachment(SENTENCE, filename="notes.txt")
    return made.as_bytes()


@cache
def sample(suffix: str) -> bytes:
    """A sound file of the format."""
    row = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData>'
    paragraph = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
    made = {
        ".docx": lambda: word(paragraph + f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"),
        ".xlsx": lambda: workbook(row.format(SENTENCE)),
        ".pptx": presentation,
        ".odt": lambda: opendocument("text", f"<text:h>Supervision</text:h><text:p>{SENTENCE}</text:p>"),
        ".odp": lambda: opendocument(
            "presentation", f"<draw:page><draw:rect><text:p>{SENTENCE}</text:p></draw:rect></draw:page>"
        ),
        ".eml": message,
        ".msg": lambda: outlook({0x0037: "Supervision", 0x1000: SENTENCE}, {"notes.txt": SENTENCE.encode()}),
        ".rtf": lambda: rf"{{\rtf1{{\info{{\title Audit}}}}\pard {SENTENCE}\par\trowd\intbl x\cell\row}}".encode(),
        ".csv": AUDIT.encode,
        ".html": PROCEDURE.encode,
        ".md": REVIEW.encode,
        ".txt": REVIEW.encode,
    }
    return made[suffix]()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few changes: a byte turned, a piece cut out, doubled or overwritten, the end cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed) or 1)
        piece = changed[at : at + chance.randint(1, 60)]
        kind = chance.randrange(5)
        if kind == 0 and changed:
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[at : at + len(piece)]
        elif kind == 2:
            changed[at:at] = piece * chance.choice((1, 2, 500))
        elif kind == 3:
            changed[at : at + len(piece)] = chance.randbytes(len(piece))
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """An archive, sound itself, with damage in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, damaged(content, chance) if name == chosen else content)
    return out.getvalue()


def outcome(path: Path, data: bytes) -> Document | UnreadableFile:
    """Read the bytes; anything but a sound document or a clear line fails the test."""
    path.write_bytes(data)
    try:
        document = read_apart(path, LIMITS)
    except UnreadableFile as error:
        assert error.reason
        assert error.advice
        assert "\n" not in str(error)
        return error
    assert document.blocks
    assert all(0 <= block.start < block.end <= len(document.text) for block in document.blocks)
    assert all(before.end <= after.start for before, after in pairwise(document.blocks))
    document.text.encode("utf-8")
    assert "\x00" not in document.text
    return document


@pytest.mark.parametrize("suffix", sorted(set(SUFFIXES) - {".htm", ".markdown", ".pdf"}))
def test_the_samples_are_sound(suffix: str, tmp_path: Path) -> None:
    assert isinstance(outcome(tmp_path / f"file{suffix}", sample(suffix)), Document)


@BOUNDED
@given(suffix=st.sampled_from(SUFFIXES), data=st.binary(max_size=2000), head=st.sampled_from([b"", b"%PDF-1.7\n"]))
def test_any_bytes(suffix: str, data: bytes, head: bytes, tmp_path: Path) -> None:
    outcome(tmp_path / f"file{suffix}", head + data)


@BOUNDED
@given(suffix=st.sampled_from([".txt", ".md", ".csv", ".html"]), text=st.text(max_size=2000))
def test_any_text(suffix: str, text: str, tmp_path: Path) -> None:
    outcome(tmp_path / f"file{suffix}", text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("suffix", sorted(set(SUFFIXES) - {".htm", ".markdown", ".pdf"}))
@BOUNDED
@given(chance=st.randoms(use_true_random=True))
def test_damaged_files(suffix: str, chance: random.Random, tmp_path: Path) -> None:
    inside = sample(suffix).startswith(b"PK") and chance.random() < 0.8
    outcome(tmp_path / f"file{suffix}", (damaged_inside if inside else damaged)(sample(suffix), chance))


@pytest.mark.parametrize("compressed", [0, 1])
@BOUNDED
@given(chance=st.randoms(use_true_random=True))
def test_damaged_pdfs(compressed: int, chance: random.Random, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "file.pdf", REPORT_PAGES, pageCompression=compressed)
    outcome(path, damaged(path.read_bytes(), chance))
