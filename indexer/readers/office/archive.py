"""Office files are zip archives: checks that one is whole, no bomb and without tricks before a library opens it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from lxml.etree import XMLSyntaxError

from indexer.readers import UnreadableFile
from indexer.readers.office.markup import parse

_MOST_UNPACKED = 1_000_000_000
"""Bytes a file may unpack to: a bomb ends here, no report does. By judgement."""
_MOST_PARTS = 20_000
"""Parts in a file. By judgement."""
_HIGHEST_RATIO = 200
"""How many times smaller packing may have made it: more is a bomb. By judgement."""
_RATIO_COUNTS_FROM = 10_000_000
"""Bytes unpacked from which that ratio counts: small parts pack well. By judgement."""
_ASK_WHERE = "Do not open it; ask where it came from."
_FAMILIES = {
    "word/document.xml": "wordprocessingml",
    "ppt/presentation.xml": "presentationml",
    "xl/workbook.xml": "spreadsheetml",
}
"""The usual name of the main part of each format, and the word in its content type when it is named otherwise."""


def check_archive(path: Path, part: str) -> None:
    """Raise UnreadableFile unless the file is a whole zip archive of sane size whose main part is `part`.

    The main part of an Office file is known by its relationship, so that it may have another name.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            "it is damaged: its contents list cannot be read.", "Download or save it again."
        ) from error
    _check_sizes(members)
    names = {member.filename for member in members}
    odd = next((name for name in names if _leaves_archive(name)), None)
    if odd is not None:
        raise UnreadableFile(
            f"a part of it is named {odd[:80]!r}, which points outside it; no honest document does that.", _ASK_WHERE
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableFile(
            "it carries macros, programs inside the document. None was run.",
            f"Open it where macros are switched off and save it as {path.suffix.lower()}, which cannot carry any.",
        )
    if part not in names and not _is_main_part_of(path, part):
        raise UnreadableFile(
            f"it is an archive without {part}, so not the kind of file its ending says.", "Save it again."
        )
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile("it is protected by a password.", "Remove the password and add it again.")
    _check_entities(path)


def _is_main_part_of(path: Path, part: str) -> bool:
    """Whether the relationships of the archive name a main part of the same family as `part`, under another name."""
    family = _FAMILIES.get(part)
    if family is None:
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            related = parse(archive.read("_rels/.rels"))
            types = parse(archive.read("[Content_Types].xml"))
    except (KeyError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError, OSError, XMLSyntaxError):
        return False
    main = [str(entry.get("Target")) for entry in related if str(entry.get("Type")).endswith("/officeDocument")]
    kinds = {str(entry.get("PartName")).lstrip("/"): str(entry.get("ContentType")) for entry in types}
    return any(family in kinds.get(name.lstrip("/"), "") for name in main)


def _check_sizes(members: Sequence[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    bomb = any(
        member.file_size > _RATIO_COUNTS_FROM and member.file_size > _HIGHEST_RATIO * member.compress_size
        for member in members
    )
    if unpacked > _MOST_UNPACKED or len(members) > _MOST_PARTS or bomb:
        raise UnreadableFile(
            f"it unpacks to {unpacked / 1e6:,.0f} MB in {len(members):,} parts from {packed / 1e6:,.1f} MB, "
            "which no honest document does.",
            _ASK_WHERE,
        )


def _leaves_archive(name: str) -> bool:
    """Whether a part's name would leave the folder it is unpacked to. Nothing is ever unpacked here."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ":" in plain or ".." in plain.split("/")


def _check_entities(path: Path) -> None:
    """Refuse XML that declares a document type: Office never does, entity bombs and file thefts do.

    The parsers behind the readers do not expand entities either; this gives the clear message.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if member.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        head = part.read(4096).replace(b"\x00", b"").upper()
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise UnreadableFile(f"its part {member.filename[:80]!r} declares XML entities.", _ASK_WHERE)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile("it is damaged: a part of it cannot be unpacked.", "Download or save it again.") from error
