"""Files inside a file: each is read as a document and kept apart, or named when it cannot be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from indexer.documents import Document, PartKind
from indexer.readers import Limits, UnreadableFile, read
from indexer.readers.builder import DocumentBuilder

_DEEPEST = 2
"""Files in a file in a file; deeper ones are named only."""
_LONGEST_NAME = 120
"""Characters of a file's name that are shown, its end. By judgement."""


def attach(builder: DocumentBuilder, name: str, data: bytes, limits: Limits) -> None:
    """Enter an attached file into the account: its text is kept apart and checked; without any it is not read."""
    name = " ".join(PurePosixPath(name.replace("\\", "/")).name.split())[-_LONGEST_NAME:] or "a file without a name"
    document = read_inside(name, data, limits)
    builder.count(PartKind.ATTACHMENT, 1, 0, int(document is not None), name)
    if document is not None:
        builder.set_apart(PartKind.ATTACHMENT, document.text)
        for part in document.parts:
            builder.set_apart(part.kind, part.text, hidden=part.hidden)
        for balance in document.account:
            builder.count(balance.kind, balance.unread, 0, 0, f"{name}: {balance.detail}".rstrip(": "))


def read_inside(name: str, data: bytes, limits: Limits) -> Document | None:
    """A file that lies inside another as a document; None when it cannot be read. Its scans are not recognised."""
    if limits.depth >= _DEEPEST or not data:
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder, f"file{PurePosixPath(name).suffix.lower()[:20]}")
        path.write_bytes(data)
        try:
            return read(path, replace(limits, ocr=False, depth=limits.depth + 1))
        except UnreadableFile:
            return None
