"""Files attached to a PDF, and those of a portfolio: named, and read for the check for personal data."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer.readers import SUFFIXES, Limits, UnreadableFile, read
from indexer.readers.pdf.holdings.annotations import objects_of

_MOST = 2_000
"""Attached files that are counted and named."""
_MOST_READ = 50
"""Attached files that are read. By judgement."""
_MOST_BYTES = 20_000_000
"""Bytes of all attached files that are read."""
_SECONDS = 10.0
"""Seconds in which they are. By judgement."""
_DEEPEST = 2
"""Levels of files within files that are read. By judgement."""
_DEEPEST_TREE = 12
"""Levels of the tree of names; a broken file may run in a circle. By judgement."""

_depth: ContextVar[int] = ContextVar("depth of attached files", default=0)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within the file: its name, its text (empty where it could not be read), the page it is pinned to."""

    name: str
    text: str
    page: int | None = None


def attachments_of(reader: Any, limits: Limits) -> list[Attachment]:
    """The attached files of a PDF opened by pypdf, each once; scans among them are not recognised."""
    found: dict[tuple[str, int], Attachment] = {}
    left = min(_MOST_BYTES, limits.max_bytes)
    until = time.monotonic() + _SECONDS
    for name, content, page in _specified(reader):
        key = name, getattr(content, "idnum", 0)
        if key in found:
            continue
        may_read = Path(name).suffix.lower() in SUFFIXES and _depth.get() < _DEEPEST
        in_limits = len(found) < _MOST_READ and time.monotonic() < until
        data = _data(content) if may_read and in_limits else b""
        found[key] = Attachment(name, _text(name, data, limits) if 0 < len(data) <= left else "", page)
        left -= min(left, len(data))
    return list(found.values())


def _specified(reader: Any) -> Iterator[tuple[str, Any, int | None]]:
    """Names and streams of files attached to the document, and to its pages."""
    try:
        tree = reader.root_object["/Names"].get_object().get("/EmbeddedFiles")
        specifications = list(_leaves(tree, 0))
    except Exception:  # noqa: BLE001 (most files have none; a damaged tree names none)
        specifications = []
    yield from ((*found, None) for entry in specifications if (found := _file(entry)))
    for number, page in enumerate(reader.pages):
        for entry in objects_of(page, frozenset(("/FileAttachment",))):
            found = _file(entry.get("/FS"))
            if found:
                yield (*found, number + 1)


def _leaves(tree: Any, depth: int) -> Iterator[Any]:
    if tree is None or depth > _DEEPEST_TREE:
        return
    node = tree.get_object()
    yield from list(node.get("/Names") or [])[1 : 2 * _MOST : 2]
    for child in list(node.get("/Kids") or [])[:_MOST]:
        yield from _leaves(child, depth + 1)


def _file(specification: Any) -> tuple[str, Any] | None:
    try:
        entry = specification.get_object()
        held = entry["/EF"].get_object()
        name = str(entry.get("/UF") or entry.get("/F") or "a file without a name")
        return name.replace("\\", "/").rsplit("/", 1)[-1], held.raw_get("/UF" if "/UF" in held else "/F")
    except Exception:  # noqa: BLE001 (what names no file is none)
        return None


def _data(content: Any) -> bytes:
    try:
        return bytes(content.get_object().get_data())
    except Exception:  # noqa: BLE001 (it is named all the same)
        return b""


def _text(name: str, data: bytes, limits: Limits) -> str:
    token = _depth.set(_depth.get() + 1)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"attached{Path(name).suffix.lower()}")
            path.write_bytes(data)
            document = read(path, replace(limits, ocr=False))
    except (UnreadableFile, OSError):
        return ""
    finally:
        _depth.reset(token)
    return "\n\n".join([document.text, *(part.text for part in document.parts)])
