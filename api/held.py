"""What the knowledge base gives out of what is held, besides records and passages: files, and counts for filters."""

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


@dataclass(frozen=True, slots=True)
class Facets:
    """Passages for each value of the filters, among what the other filters leave."""

    kinds: tuple[tuple[str, int], ...]
    areas: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]
    roles: tuple[tuple[str, int], ...]
    agencies: tuple[tuple[str, int], ...]
    documents: tuple[tuple[str, str, int], ...]
    """Id, title and passages of each document."""
