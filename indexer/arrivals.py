"""Arrivals: the files found where documents are added from, and what is said of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.files import files_below, manifest_for
from indexer.manifest import Manifest, ManifestError, read_manifest


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file to be indexed: where its bytes lie, what it is called, the place that identifies it, what is known."""

    file: Path
    name: str
    place: str
    given: dict[str, Any]


def arrivals(roots: Sequence[Path], manifest: Path | None) -> tuple[list[Arrival], list[str]]:
    """The files below the roots, and lines about manifests that could not be used in part or whole.

    Raises ManifestError when the named manifest cannot be used.
    """
    manifests: dict[Path, Manifest] = {}
    problems: list[str] = []
    found: list[Arrival] = []
    for root in roots:
        for file in files_below(root):
            place = manifest or manifest_for(file, roots)
            if place is not None and place not in manifests:
                manifests[place] = _read_or_note(place, problems, required=manifest is not None)
            given: dict[str, Any] = {}
            if place is not None and file.is_relative_to(place.parent):
                given = manifests[place].rows.get(file.relative_to(place.parent).as_posix(), {})
            name = file.relative_to(root.parent if root.is_file() else root).as_posix() if root != file else file.name
            found.append(Arrival(file, name, str(file.resolve()), given))
    return found, problems


def _read_or_note(place: Path, problems: list[str], required: bool) -> Manifest:
    try:
        manifest = read_manifest(place)
    except ManifestError as error:
        if required:
            raise
        problems.append(f"{error} Its rows were not used.")
        return Manifest({})
    problems.extend(manifest.problems)
    return manifest
