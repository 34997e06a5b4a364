"""Readers: one module a format, chosen by suffix after checks that all formats share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from indexer.documents import Document


class UnreadableFile(Exception):
    """A file that cannot be read: why, and what the person who added it can do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"{reason} {advice}")
        self.reason = reason
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost: bytes and pages at most, seconds and memory in megabytes to read it.

    `ocr` is whether scanned pages are recognised, if the programs for it are there. `depth` is within how many other
    files it lies.
    """

    max_bytes: int
    max_pages: int
    seconds: int = 60
    memory_mb: int = 1500
    ocr: bool = False
    depth: int = 0


Reader = Callable[[Path, Limits], Document]

# Imported when first needed: each brings a library of its own.
_READERS = {
    ".pdf": ("pdf.reader", "read_pdf"),
    ".docx": ("word.reader", "read_docx"),
    ".xlsx": ("sheets.reader", "read_xlsx"),
    ".csv": ("sheets.reader", "read_csv"),
    ".pptx": ("slides.reader", "read_pptx"),
    ".html": ("text.web", "read_html"),
    ".htm": ("text.web", "read_html"),
    ".md": ("text.markdown", "read_markdown"),
    ".markdown": ("text.markdown", "read_markdown"),
    ".txt": ("text.plain", "read_text"),
    ".eml": ("mail.message", "read_eml"),
    ".msg": ("mail.outlook", "read_msg"),
    ".odt": ("opendocument.reader", "read_odt"),
    ".odp": ("opendocument.reader", "read_odp"),
    ".rtf": ("rtf.reader", "read_rtf"),
}
SUFFIXES = tuple(_READERS)

_OLD_OFFICE = {
    ".doc": ".docx",
    ".dot": ".docx",
    ".wps": ".docx",
    ".pages": ".docx",
    ".xls": ".xlsx",
    ".ods": ".xlsx",
    ".numbers": ".xlsx",
    ".ppt": ".pptx",
    ".pps": ".pptx",
    ".key": ".pptx",
}
_WITH_MACROS = {".docm": ".docx", ".dotm": ".docx", ".xlsm": ".xlsx", ".xltm": ".xlsx", ".pptm": ".pptx"}
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an Office file or zip archive",
    b"\xd0\xcf\x11\xe0": "an old or password-protected Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"\x1f\x8b": "a compressed archive",
    b"SQLite": "a database",
}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_EXPECTED = {
    ".pdf": b"%PDF",
    ".docx": _ZIP,
    ".xlsx": _ZIP,
    ".pptx": _ZIP,
    ".odt": _ZIP,
    ".odp": _ZIP,
    ".msg": _OLE,
}


def read(path: Path, limits: Limits) -> Document:
    """Read a file into a Document. Raises UnreadableFile with a reason and an advice, nothing else.

    It reads in this process; `indexer.readers.child` reads in one that can be ended.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise UnreadableFile(f"{suffix or 'a file without an ending'} is not read.", _advice_for(suffix))
    _check_content(path, suffix, limits)
    try:
        document = _reader(suffix)(path, limits)
    except UnreadableFile:
        raise
    except RecursionError:
        raise UnreadableFile("it is too deeply nested to read.", "Save it again as a new file.") from None
    except MemoryError:
        raise UnreadableFile(
            f"reading it needs more than {limits.memory_mb:,} MB of memory.",
            "Split it or save it again as a new file; LEARNING_READ_MEMORY_MB sets the memory.",
        ) from None
    except Exception as error:  # a broken file can make a library raise anything at all
        raise UnreadableFile(
            f"it is damaged: reading it failed ({type(error).__name__}).", "Save it again as a new file."
        ) from error
    if not any(document.text[block.start : block.end].strip() for block in document.blocks):
        raise UnreadableFile("no text was found in it.", "If it is a scan, have its text recognised first.")
    return document


def _reader(suffix: str) -> Reader:
    module, function = _READERS[suffix]
    reader: Reader = getattr(import_module(f"indexer.readers.{module}"), function)
    return reader


def _advice_for(suffix: str) -> str:
    if suffix in _WITH_MACROS:
        return f"Such a file carries macros, which are never run here. Open it and save it as {_WITH_MACROS[suffix]}."
    if suffix in _OLD_OFFICE:
        return f"Open it and save it as {_OLD_OFFICE[suffix]}."
    return f"Supported are {', '.join(SUFFIXES)}."


def _check_content(path: Path, suffix: str, limits: Limits) -> None:
    if not path.is_file():
        raise UnreadableFile("there is no such file.", "Check the name.")
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("it is empty (0 bytes).", "Save or download it again.")
    if size > limits.max_bytes:
        raise UnreadableFile(
            f"it is too large ({size / 1e6:.0f} MB; the limit is {limits.max_bytes / 1e6:.0f} MB).",
            "Split it, or raise LEARNING_MAX_FILE_MB.",
        )
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise UnreadableFile(f"it cannot be opened ({error.strerror}).", "Check the disk and its rights.") from error
    expected = _EXPECTED.get(suffix)
    looks = next((name for signature, name in _SIGNATURES.items() if head.startswith(signature)), None)
    if expected is None:
        _check_is_text(head, looks)
    elif expected not in head[:1024] if suffix == ".pdf" else not head.startswith(expected):
        raise UnreadableFile(_not_what_it_says(suffix, head, looks), _advice_for_wrong(suffix, looks))


def _check_is_text(head: bytes, looks: str | None) -> None:
    from indexer.readers.text.encodings import looks_like_text  # not before: it is a reader's

    if looks is not None or not looks_like_text(head):
        raise UnreadableFile(
            f"it is not text: it looks like {looks or 'a binary file'} under another name.",
            "Give it its right ending, or export it as text.",
        )


def _not_what_it_says(suffix: str, head: bytes, looks: str | None) -> str:
    kind = "PDF" if suffix == ".pdf" else f"{suffix[1:].upper()} file"
    other = "a damaged or other file" if b"\x00" in head else "plain text"
    return f"it is not a {kind}: it looks like {looks or other}."


def _advice_for_wrong(suffix: str, looks: str | None) -> str:
    if looks == "an old or password-protected Office file":
        return f"Remove its password, or open it and save it as {suffix}."
    return "Download or save it again, or give it its right ending."
