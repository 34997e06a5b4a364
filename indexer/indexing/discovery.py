"""Arrivals: the files found where documents are added from, what is said of each, and which are gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from indexer.catalogue.files import Arrival, files_below, manifest_for
from indexer.catalogue.records import DocumentRecord
from indexer.documents import FIELDS, Precision, Sensitivity, Source
from indexer.metadata.inference import InferredValues
from indexer.metadata.manifest import Manifest, ManifestError, out_of_order, read_manifest

UPLOADED = "upload:"
"""How the place of an upload begins; any other place is a path on this machine."""


class Missing(StrEnum):
    """What becomes of documents whose file is gone from the folder they were added from.

    REMOVE removes them, but not when none of the folder's documents is left: that is what a drive that is not
    connected looks like. KEEP leaves them; REMOVE_ALL removes them even then.
    """

    REMOVE = "remove"
    KEEP = "keep"
    REMOVE_ALL = "remove_all"


def arrivals(roots: Sequence[Path], manifest: Path | None) -> tuple[list[Arrival], list[str]]:
    """The files below the roots, and lines about manifests that could not be used in part or whole.

    Raises ManifestError when the named manifest cannot be used.
    """
    manifests: dict[Path, Manifest] = {}
    problems: list[str] = []
    found: list[Arrival] = []
    for root in roots:
        for file in files_below(root):
            place = manifest or manifest_for(file)
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


def below(root: Path, records: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    """The documents that were added from below a folder. Uploads never were."""
    folder = root.resolve()
    return [r for r in records if not r.path.startswith(UPLOADED) and folder in Path(r.path).parents]


def is_gone(record: DocumentRecord) -> bool:
    """Whether the file a document was added from is surely not there any more; what cannot be looked at may be."""
    try:
        Path(record.path).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return not record.path.startswith(UPLOADED)
    except OSError:
        return False
    return False


def merged(arrival: Arrival, inferred: InferredValues, default: Sensitivity, held: DocumentRecord | None) -> Source:
    """What a person corrected, else what the manifest gives, else what the text shows, each marked as such."""
    values: dict[str, Any] = {"sensitivity": default, "title": Path(arrival.name).stem}
    guessed = {name: getattr(inferred, name, None) for name in FIELDS}
    guessed = {name: value for name, value in guessed.items() if value is not None}
    chosen = dict(arrival.given)
    if held is not None:
        chosen.update({name: getattr(held.source, name) for name in held.corrected})
    for start, end in out_of_order({**guessed, **chosen}):
        guessed.pop(start if end in chosen else end, None)
    values.update(guessed)
    values.update(chosen)
    marks = (set(guessed) | {"title"}) - set(chosen)
    precision = inferred.published_precision if "published" in marks else Precision.DAY
    return Source(**values, inferred=frozenset(marks), published_precision=precision)


def class_of(arrival: Arrival, default: Sensitivity, held: DocumentRecord | None) -> Any:
    """Who may see it, as a person corrected, the manifest says, or the default has it."""
    if held is not None and "sensitivity" in held.corrected:
        return held.source.sensitivity
    return arrival.given.get("sensitivity", default)


def said_again(held: DocumentRecord, arrival: Arrival) -> tuple[Source, str | None]:
    """What is known of a document whose file came again, and a line where not all that is said now counts.

    Corrections stay, given values win, inferred ones fill the rest. A file that is sent once more is opened to nobody
    else by that: it takes a correction, which says why.
    """
    wanted = {name: value for name, value in arrival.given.items() if name not in held.corrected}
    held_as = held.source.sensitivity
    if not arrival.place.startswith(UPLOADED) or not held_as.opens(wanted.get("sensitivity", held_as)):
        return held.source.given(wanted), None
    line = f"{arrival.name}: it is held and stays {held_as}; change that on its page and say why."
    return held.source.given({**wanted, "sensitivity": held_as}), line
