"""Files attached to a PDF, and those of a portfolio: named, and read for the check for personal data."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer.readers import SUFFIXES, Limits, UnreadableFile, read
from indexer.readers.pdf.annotations import objects_of

_MOST = 100
"""Attached files that are named; of so many a file is an archive, and says so by its number."""
_MOST_BYTES = 30_000_000
"""Bytes of all attached files that are read."""
_DEEPEST = 2
_DEEPEST_TREE = 12

_depth: ContextVar[int] = ContextVar("depth of attached files", default=0)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within the file: its name, its text (empty where it could not be read), the page it is pinned to."""

    name: str
    text: str
    page: int | None = None


def attachments_of(reader: Any, limits: Limits) -> list[Attachment]:
    """The attached files of a PDF opened by pypdf, each once; scans among them are not recognised."""
    found: dict[str, Attachment] = {}
    left = min(_MOST_BYTES, limits.max_bytes)
    for name, content, page in _specified(reader):
        if name in found or len(found) >= _MOST:
            continue
        data = _data(content) if left else b""
        readable = 0 < len(data) <= left and Path(name).suffix.lower() in SUFFIXES and _depth.get() < _DEEPEST
        left -= min(left, len(data))
        found[name] = Attachment(name, _text(name, data, limits) if readable else "", page)
    return list(found.values())


def _specified(reader: Any) -> Iterator[tuple[str, Any, int | None]]:
    """Names and streams of files attached to the document, and to its pages."""
    try:
        tree = (reader.root_object.get("/Names") or {}).get_object().get("/EmbeddedFiles")
        specifications = list(_leaves(tree, 0))
    except Exception:  # noqa: BLE001 (a damaged tree names no files)
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
        return name.replace("\\", "/").rsplit("/", 1)[-1], held.get("/UF") or held["/F"]
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
