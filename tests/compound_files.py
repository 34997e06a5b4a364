"""Makes compound files (OLE), the old container of Office: Outlook messages and objects wrapped in it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

Tree = Mapping[str, Any]
"""Streams by name as bytes, storages as mappings of the same kind."""


def compound(tree: Tree) -> bytes:
    """A compound file that holds these streams and storages."""
    entries: list[dict[str, Any]] = [{"name": "Root Entry", "kind": 5, "data": b"", "child": _FREE, "next": _FREE}]
    _add(tree, 0, entries)
    small, small_fat = bytearray(), list[int]()
    sectors, fat = bytearray(), list[int]()
    for entry in entries[1:]:
        if entry["kind"] == 2 and len(entry["data"]) < _CUTOFF:
            entry["start"] = _chain(small, small_fat, entry["data"], _SMALL)
        elif entry["kind"] == 2:
            entry["start"] = _chain(sectors, fat, entry["data"], _SECTOR)
    entries[0].update(data=bytes(small), start=_chain(sectors, fat, bytes(small), _SECTOR))
    tables = struct.pack(f"<{len(small_fat)}I", *small_fat)
    tables += b"\xff" * (-len(tables) % _SECTOR)
    of_tables = _chain(sectors, fat, tables, _SECTOR)
    listed = b"".join(map(_entry, entries))
    of_entries = _chain(sectors, fat, listed + bytes(-len(listed) % _SECTOR), _SECTOR)
    count = 1
    while (len(fat) + count) * 4 > count * _SECTOR:
        count += 1
    own = list(range(len(fat), len(fat) + count))
    table = [*fat, *[_FAT] * count]
    table += [_FREE] * (count * _SECTOR // 4 - len(table))
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, count,
        of_entries, 0, _CUTOFF, of_tables, len(tables) // _SECTOR, _END, 0,
    )  # fmt: skip
    head += struct.pack("<109I", *own, *[_FREE] * (109 - count))
    return head + bytes(sectors) + struct.pack(f"<{len(table)}I", *table)


def _add(tree: Tree, parent: int, entries: list[dict[str, Any]]) -> None:
    previous = None
    for name, content in sorted(tree.items(), key=lambda entry: (len(entry[0]), entry[0].upper())):
        at = len(entries)
        stream = isinstance(content, bytes)
        data = content if stream else b""
        entries.append({"name": name, "kind": 2 if stream else 1, "data": data, "child": _FREE, "next": _FREE})
        if previous is None:
            entries[parent]["child"] = at
        else:
            entries[previous]["next"] = at
        previous = at
        if not stream:
            _add(content, at, entries)


def _chain(room: bytearray, table: list[int], data: bytes, size: int) -> int:
    if not data:
        return _END
    start, count = len(table), -(-len(data) // size)
    room += data + bytes(-len(data) % size)
    table += [*range(start + 1, start + count), _END]
    return start


def _entry(entry: dict[str, Any]) -> bytes:
    name = entry["name"].encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", name, len(name) + 2, entry["kind"], 1, _FREE, entry["next"], entry["child"], b"", 0, 0, 0,
        entry.get("start", 0), len(entry["data"]),
    )  # fmt: skip


def outlook(texts: Mapping[int, str | bytes], attached: Mapping[str, bytes] | None = None) -> bytes:
    """An Outlook message of these properties (0x0037 subject, 0x1000 body, 0x1013 HTML) with attached files."""
    attached = attached or {}
    storages = {
        f"__attach_version1.0_#{number:08X}": _properties(bytes(8), {0x3707: name, 0x3701: data})
        for number, (name, data) in enumerate(attached.items())
    }
    head = struct.pack("<8x4I8x", 0, len(attached), 0, len(attached))
    return compound({**_properties(head, {0x001A: "IPM.Note", **texts}), **storages})


def _properties(head: bytes, values: Mapping[int, str | bytes]) -> dict[str, bytes]:
    streams: dict[str, bytes] = {}
    for number, value in values.items():
        kind, data = (0x1F, value.encode("utf-16-le")) if isinstance(value, str) else (0x102, value)
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
        head += struct.pack("<HHIII", kind, number, 6, len(data), 0)
    return {"__properties_version1.0": head, **streams}


def packed(name: str, data: bytes) -> bytes:
    """An object as Windows packs a file into a document."""
    called = name.encode("cp1252") + b"\x00"
    inner = struct.pack("<H", 2) + called + called + struct.pack("<HHI", 0, 3, len(called)) + called
    inner += struct.pack("<I", len(data)) + data
    return compound({"\x01Ole10Native": struct.pack("<I", len(inner)) + inner})
