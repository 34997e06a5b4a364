"""Files: which to add, what their bytes are, and the copies kept so that a citation can show its page."""

from __future__ import annotations

import hashlib
import io
import mimetypes
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from indexer.catalogue.records import DocumentRecord
from indexer.metadata.manifest import FILE_NAME
from indexer.space import require_space

_MEDIA_TYPES = {
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".rtf": "application/rtf",
    ".eml": "message/rfc822",
    ".msg": "application/vnd.ms-outlook",
}
_SYSTEM = frozenset(
    {
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "icon\r",
        "__macosx",
        "$recycle.bin",
        "system volume information",
        "lost+found",
        "@eadir",
    }
)
"""Files and folders that Windows, macOS, Linux and storage devices make for themselves."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file to be indexed: where its bytes lie, what it is called, the place that identifies it, what is known."""

    file: Path
    name: str
    place: str
    given: dict[str, Any]


def files_below(path: Path) -> Iterator[Path]:
    """The file itself, or every document in a folder and its folders, by name.

    Left out: hidden files, what systems and programs leave behind, manifests, themes and a folder's README.
    """
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.rglob("*")):
        inner = found.relative_to(path).parts
        left_behind = any(part.startswith((".", "~$")) or part.lower() in _SYSTEM for part in inner)
        if found.is_file() and not left_behind and not _is_furniture(found.name):
            yield found


def _is_furniture(name: str) -> bool:
    return name.lower() in (FILE_NAME, "themes.toml") or name.upper().startswith("README")


def manifest_for(file: Path) -> Path | None:
    """The manifest nearest above a file; above the folder that was added too, for its rows name files below them."""
    return next((folder / FILE_NAME for folder in file.parents if (folder / FILE_NAME).is_file()), None)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def media_type(path: Path) -> str:
    """The media type by the file's ending."""
    known = _MEDIA_TYPES.get(path.suffix.lower())
    return known or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


class FileStore:
    """Copies of the files that were indexed, under the hash of their bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str, name: str) -> Path:
        """Where the copy of a file with these bytes lies, or would lie."""
        return self._folder / f"{sha256}{Path(name).suffix.lower()}"

    def keep(self, file: Path, sha256: str) -> Path:
        """Copy a file, whole or not at all."""
        target = self.path(sha256, file.name)
        if not target.exists():
            require_space(self._folder, file.stat().st_size)
            with file.open("rb") as source:
                self._write(source, target)
        return target

    def keep_bytes(self, data: bytes, sha256: str, name: str) -> Path:
        """Keep bytes that never were a file of their own, such as a redacted text."""
        target = self.path(sha256, name)
        self._write(io.BytesIO(data), target)
        return target

    def _write(self, source: BinaryIO, target: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f"{target.suffix}.part")
        try:
            with part.open("wb") as copy:
                shutil.copyfileobj(source, copy)
                copy.flush()
                os.fsync(copy.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    def picture(self, sha256: str, page: int) -> Path:
        """Where the picture of a page lies, or would lie."""
        return self._folder / f"{sha256}-page-{page}.jpg"

    def strays(self, records: Iterable[DocumentRecord]) -> list[Path]:
        """Files in the folder that belong to none of these records."""
        if not self._folder.is_dir():
            return []
        records = list(records)
        copies = {self.path(record.sha256, record.name).name for record in records}
        pictured = {record.sha256 for record in records}
        return [file for file in sorted(self._folder.iterdir()) if not _belongs(file.name, copies, pictured)]

    def originals(self) -> int:
        """How many copies of originals there are, whoever they belong to."""
        return sum(is_original(file) for file in self._folder.iterdir()) if self._folder.is_dir() else 0

    def set_aside(self, file: Path) -> Path:
        """Move a file out of the folder, to one beside it; where it is now."""
        aside = self._folder.with_name("set-aside")
        aside.mkdir(parents=True, exist_ok=True)
        target = aside / file.name
        file.replace(target)
        return target

    def remove(self, sha256: str, name: str) -> None:
        """Delete a copy and the pictures of its pages; one that is not there is no error."""
        self.path(sha256, name).unlink(missing_ok=True)
        for picture in self._folder.glob(f"{sha256}-page-*"):
            picture.unlink(missing_ok=True)


def is_original(file: Path) -> bool:
    """Whether a file of the folder may be an original: neither a half-made copy nor a picture of a page."""
    return file.is_file() and file.suffix != ".part" and "-page-" not in file.name


def _belongs(name: str, copies: set[str], pictured: set[str]) -> bool:
    sha256, _, picture = name.partition("-page-")
    return name in copies or (picture.endswith(".jpg") and sha256 in pictured)
