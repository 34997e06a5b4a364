"""Space on the disk, looked at before something is written.

The index maps its files into memory. Where such a file has a hole and the disk is full, writing there kills the process
without a word (SIGBUS), so nothing is written unless all holes could be filled, with some room besides.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from stat import S_ISREG

_ROOM = 32_000_000
"""Bytes that stay free beside what is to be written: for the database and its log, and other programs. By judgement."""
_MAPPED_AT_ONCE = 100_000_000
"""Bytes of files that the index may add in one operation: a log, a page and a piece of vectors, 34 MB each."""
_BLOCK = 512
"""Bytes of the blocks that a file's size on the disk is counted in, on every system."""


class NoSpace(OSError):
    """The disk has no room for what is to be written; nothing was."""

    def __init__(self, folder: Path, free: int, needed: int) -> None:
        short = f"{free / 1e6:,.0f} MB free, {needed / 1e6:,.0f} MB needed"
        super().__init__(errno.ENOSPC, f"No space left: {short}, so nothing was written", str(folder))


def require_space(folder: Path, size: int) -> None:
    """Raise NoSpace unless so many bytes can be written below a folder, which may not be there yet."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < size + _ROOM:
        raise NoSpace(folder, free, size + _ROOM)


def require_space_to_map(folder: Path, writing: bool = True) -> None:
    """Raise NoSpace unless an index with mapped files can be opened or, with `writing`, written to."""
    require_space(folder, _MAPPED_AT_ONCE + holes(folder) if writing else _MAPPED_AT_ONCE)


def holes(folder: Path) -> int:
    """Bytes of the files below a folder that have a place in the file and none on the disk."""
    return sum(_hole(path) for path in folder.rglob("*"))


def _hole(path: Path) -> int:
    try:
        held = path.stat()
    except FileNotFoundError:  # the engine tidies up meanwhile
        return 0
    blocks: int | None = getattr(held, "st_blocks", None)  # Windows does not tell
    return 0 if blocks is None or not S_ISREG(held.st_mode) else max(0, held.st_size - blocks * _BLOCK)
