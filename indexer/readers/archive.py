"""Office files are zip archives: checks that one is whole and not a bomb before a library opens it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from indexer.readers import UnreadableFile

_MOST_UNPACKED = 1_000_000_000
_MOST_PARTS = 20_000
_HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 10_000_000


def check_archive(path: Path, part: str) -> None:
    """Raise UnreadableFile unless the file is a whole zip archive of sane size that holds `part`."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            "it is damaged: its contents list cannot be read.", "Download or save it again."
        ) from error
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    bomb = unpacked > _RATIO_COUNTS_FROM and unpacked / packed > _HIGHEST_RATIO
    if unpacked > _MOST_UNPACKED or len(members) > _MOST_PARTS or bomb:
        raise UnreadableFile(
            f"it unpacks to {unpacked / 1e6:,.0f} MB from {packed / 1e6:,.1f} MB, which no honest document does.",
            "Do not open it; ask where it came from.",
        )
    if part not in {member.filename for member in members}:
        raise UnreadableFile(
            f"it is an archive without {part}, so not the kind of file its ending says.", "Save it again."
        )
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile("it is protected by a password.", "Remove the password and add it again.")
