"""Bytes as text: every encoding that files come in, marked or not, and what no encoding explains said and counted."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from indexer.readers import Limits, read
from indexer.readers.text.encodings import decode, looks_like_text

TEXT = "Child’s school said “we were not told”.\nThe panel – and the GP – agreed.\n"
MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
MARKS |= {"utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}


@pytest.mark.parametrize("encoding", MARKS)
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".csv", ".html"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str, marked: bool, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_bytes((MARKS[encoding] if marked else b"") + TEXT.encode(encoding))
    document = read(path, Limits(10**6, 10))
    assert "“we were not told”" in document.text
    assert document.warnings == ()


def test_windows_1252_is_read_where_nothing_is_utf8() -> None:
    found = decode(TEXT.encode("cp1252"))
    assert (found.text, found.encoding, found.warnings) == (TEXT, "cp1252", ())


@pytest.mark.parametrize(
    ("data", "text", "warning"),
    [
        ("the child’s ".encode() + b"caf\xe9", "the child’s café", "1 character could not be read as UTF-8"),
        ("“a” ".encode() + b"\x93b\x94", "“a” “b”", "2 characters could not be read as UTF-8"),
        ("“a” ".encode() + b"\x81!", "“a” \ufffd!", "1 character could not be read and stands"),
        ("“a” ".encode() + b"\xe2\x80", "“a” \ufffd", "1 character could not be read and stands"),
        (b"\xff\xfea\x00b", "a\ufffd", "1 character could not be read and stands"),
    ],
)
def test_a_few_other_bytes_garble_nothing_else_and_are_counted(data: bytes, text: str, warning: str) -> None:
    found = decode(data)
    assert found.text == text
    assert [line for line in found.warnings if line.startswith(warning)]


def test_a_replacement_character_of_the_file_itself_is_no_fault() -> None:
    assert decode("a\ufffdb".encode()).warnings == ()
    assert decode("a\ufffdb".encode("utf-16")).warnings == ()


def test_line_ends_are_made_single_and_null_characters_left_out() -> None:
    assert decode(b"a\r\nb\rc\x00d\n").text == "a\nb\ncd\n"


def test_a_file_of_many_other_bytes_is_read_at_once() -> None:
    found = decode("é".encode("cp1252") * 300_000 + "“”".encode())
    assert len(found.text) > 300_000


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, bytes(range(32)) * 20, b"\x05\x00\x00\x00" * 50, b"\x7fELF\x02\x01\x01" + bytes(60)]
)
def test_what_is_no_text_is_told(data: bytes) -> None:
    assert not looks_like_text(data)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le", "utf-16-be", "utf-32-le", "utf-16"])
def test_what_is_text_is_told(encoding: str) -> None:
    assert looks_like_text(TEXT.encode(encoding))
