"""Each kind of hostile file ends in its text or in one clear line; nothing is run, written, stolen or brought down."""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from api.documents.page_images import render
from evaluation.reading.hostile_files import SECRET, hostile_files
from evaluation.reading.hostile_pdfs import SENTENCE, TEXT, page, stream
from indexer.index import Index
from indexer.readers import Limits, UnreadableFile
from indexer.readers.child import read_apart
from tests.conftest import settings_for
from tests.toy import ToyEmbedder, write_corpus

LIMITS = Limits(100_000_000, 3000, seconds=15)
READ = "read"
BOMB = "no honest document"
STOPPED = "took longer than|broke the program|more than 1,500 MB of memory"
SEEN = {
    "zip bomb: 400 MB of zeros as Word's text": BOMB,
    "zip bomb: 11,000 parts of 100 kB": BOMB,
    "zip of 30,000 parts": BOMB,
    "zip whose sizes lie": "damaged",
    "zips nested six deep": READ,
    "zip part named ../../…": "points outside",
    "zip part named C:\\…": "points outside",
    "entity bomb in Word": "declares XML entities",
    "entity bomb in Word, late": "damaged|no text",
    "entity bomb in a workbook": "declares XML entities",
    "entity bomb in a workbook, late": "damaged|no text",
    "file theft by entity, late": "no text",
    "file theft in a workbook, late": "damaged|no text",
    "macros under .docx": "macros.* None was run",
    "macros under .docm": "macros, which are never run here",
    "XML 100,000 deep": "damaged",
    "sheet of 17,000,000,000 cells": READ,
    "Word under .pptx": "not the kind of file",
    "entity bomb in OpenDocument": "declares XML entities",
    "OpenDocument 100,000 deep": "damaged",
    "OpenDocument of 10⁹ blanks and cells": READ,
    "style based on itself": READ,
    "RTF 100,000 deep": "too deeply nested",
    "RTF with 10¹⁸ bytes to pass over": READ,
    "messages 1,000 deep": f"{READ}|too deeply nested",
    "message of 50,000 parts": READ,
    "HTML 10,000 deep": "too deeply nested",
    "HTML 100,000 deep": f"{READ}|too deeply nested|{STOPPED}",
    "HTML table 2,000 deep": f"{STOPPED}|too deeply nested|{READ}",
    "entity bomb in HTML": READ,
    "file theft in HTML": READ,
    "drawing (SVG)": "is not read",
    "Markdown quotes 20,000 deep": "no text",
    "Markdown of 50,000 brackets": READ,
    "CSV with one cell of 90 MB": "not a table",
    "CSV with a quote left open": READ,
    "text of one line of 20 MB": READ,
    "null bytes in text": READ,
    "UTF-16 without mark": READ,
    "half a UTF-16 character": READ,
    "Windows-1252 in a web page of UTF-8": READ,
    "a program under .txt": "a program",
    "PDF page of 200,000 points": READ,
    "PDF of 100,000 objects": READ,
    "PDF whose pages hold themselves": "damaged",
    "PDF that says 10⁹ pages": "no pages|damaged",
    "PDF with 50,000 times one page": "no pages|50,000 pages",
    "PDF form that draws itself": READ,
    "PDF forms that double 30 times": f"{STOPPED}|scan or a picture",
    "PDF outline that loops": READ,
    "PDF stream of 1 GB of zeros": f"{STOPPED}|scan or a picture",
    "PDF stream packed twice, 1 GB": f"{STOPPED}|scan or a picture",
    "PDF font of rubbish": READ,
    "PDF arrays 100,000 deep": READ,
    "PDF content 100,000 deep": f"scan or a picture|{READ}",
    "PDF table of objects that loops": READ,
    "PDF scan of 20,000 × 20,000 dots": "scan or a picture",
    "PDF cut in half": "damaged",
}


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    path.write_text(SECRET, "utf-8")
    return path


def test_every_kind_of_hostile_file_has_its_expectation() -> None:
    assert [hostile.kind for hostile in hostile_files("")] == list(SEEN)


@pytest.mark.parametrize("number", range(len(SEEN)), ids=list(SEEN))
def test_a_hostile_file_is_read_or_refused_with_one_clear_line(number: int, secret: Path, tmp_path: Path) -> None:
    hostile = hostile_files(str(secret))[number]
    folder = tmp_path / "deep" / "deeper"
    folder.mkdir(parents=True)
    path = folder / f"file{hostile.suffix}"
    path.write_bytes(hostile.make())
    try:
        document = read_apart(path, LIMITS)
    except UnreadableFile as error:
        assert re.search(SEEN[hostile.kind], str(error)), str(error)
        assert error.advice
        assert "\n" not in str(error)
    else:
        assert READ in SEEN[hostile.kind], document.text[:200]
        assert SECRET not in document.text
        assert "\x00" not in document.text
        assert document.text.isprintable() or "\n" in document.text
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]


def test_hostile_files_among_good_ones_cost_only_themselves(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "in")
    kinds = {"PDF stream of 1 GB of zeros", "entity bomb in Word", "HTML 10,000 deep"}
    for number, hostile in enumerate(h for h in hostile_files("") if h.kind in kinds):
        (folder / f"a{number}{hostile.suffix}").write_bytes(hostile.make())
    index = Index.open(settings_for(tmp_path / "data"), ToyEmbedder())
    try:
        report = index.indexer.add([folder])
        assert (len(report.indexed), len(report.failed)) == (4, 3)
        assert index.indexer.check() == []
    finally:
        index.close()


def test_a_web_page_is_read_without_fetching_what_it_names(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        page = tmp_path / "page.html"
        page.write_text(
            f'<!DOCTYPE x SYSTEM "{address}.dtd"><link rel=stylesheet href="{address}.css"><img src="{address}.png">'
            f'<script src="{address}.js"></script><p>{SENTENCE}</p>'
        )
        assert read_apart(page, LIMITS).text == SENTENCE
        with pytest.raises(TimeoutError):
            server.accept()


def test_too_little_time_is_told_with_the_setting_that_gives_more(tmp_path: Path) -> None:
    (slow,) = (hostile for hostile in hostile_files("") if hostile.kind == "PDF forms that double 30 times")
    path = tmp_path / "slow.pdf"
    path.write_bytes(slow.make())
    with pytest.raises(UnreadableFile, match=r"longer than 1 seconds.*LEARNING_READ_SECONDS"):
        read_apart(path, replace(LIMITS, seconds=1))


def test_a_page_of_any_size_is_drawn_as_a_picture_of_sane_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    path.write_bytes(page(stream(TEXT), box=b"0 0 200000 200000"))
    picture = tmp_path / "page.jpg"
    picture.write_bytes(render(path, 1))
    with Image.open(picture) as image:
        assert max(image.size) <= 3000
