"""What the knowledge base gives out of what is held, besides records and passages: files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The file a document was read from, as kept."""

    path: Path
    name: str
    media_type: str
    sha256: str
