"""Objects embedded in Office files: the file inside the old container (OLE) that an attachment is wrapped in."""

from __future__ import annotations

import io
import struct
from typing import Any
from zipfile import BadZipFile, ZipFile

import olefile

_SIGNATURE = olefile.MAGIC
_NATIVE = "\x01Ole10Native"
_STREAMS = {"CONTENTS": "document.bin", "Package": "document.bin"}
_MAIN = {"word/": ".docx", "ppt/": ".pptx", "xl/": ".xlsx"}
_OLD = {"WordDocument": ".doc", "Workbook": ".xls", "PowerPoint Document": ".ppt"}


def unwrapped(name: str, data: bytes) -> tuple[str, bytes]:
    """The name and bytes of an embedded file: those in its wrapping, else as they stand."""
    try:
        if not data.startswith(_SIGNATURE):
            return _named(name, data), data
        with olefile.OleFileIO(data) as container:
            return _inside(container, name, data)
    except (OSError, ValueError, IndexError, struct.error, olefile.OleFileError, BadZipFile):
        return name, data


def _inside(container: Any, name: str, data: bytes) -> tuple[str, bytes]:
    if container.exists(_NATIVE):
        return _native(container.openstream(_NATIVE).read(), name)
    for stream, called in _STREAMS.items():
        if container.exists(stream):
            content = container.openstream(stream).read()
            return _named(called, content), content
    ending = next((ending for stream, ending in _OLD.items() if container.exists(stream)), "")
    return f"{name.rpartition('.')[0] or name}{ending}" if ending else name, data


def _named(name: str, data: bytes) -> str:
    """The name with the ending that the bytes call for, where the program that embedded them gave none of its own."""
    if not name.endswith(".bin"):
        return name
    ending = ".pdf" if data.startswith(b"%PDF") else ".rtf" if data.startswith(b"{\\rtf") else ".bin"
    if data.startswith(b"PK"):
        with ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
        ending = next((ending for folder, ending in _MAIN.items() if any(n.startswith(folder) for n in names)), ".bin")
    return f"{name.removesuffix('.bin')}{ending}"


def _native(stream: bytes, name: str) -> tuple[str, bytes]:
    """A file packed by Windows: its label, its path twice, then its length and bytes."""
    label, rest = stream[6:].split(b"\x00", 1)
    _, rest = rest.split(b"\x00", 1)
    (length,) = struct.unpack_from("<I", rest, 4)
    rest = rest[8 + length :]
    (size,) = struct.unpack_from("<I", rest)
    return label.decode("cp1252", "replace") or name, rest[4 : 4 + size]
