"""Indexing: files into the catalogue and the store, one at a time, each whole or not at all."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from indexer.arrivals import Arrival, arrivals
from indexer.catalogue import Catalogue, DocumentRecord
from indexer.database import DatabaseError
from indexer.documents import EVERYTHING, Document, Sensitivity, Source
from indexer.engines import StoreError
from indexer.files import FileStore, media_type, sha256_of
from indexer.manifest import FIELDS
from indexer.metadata import infer
from indexer.pipeline import IndexPath
from indexer.quarantine import Quarantine, Verdict, Waiting
from indexer.readers import UnreadableFile
from indexer.reports import Duplicate, Failure, IndexReport
from indexer.screening import Refused, Screening, Withheld
from indexer.store import PassageStore

Progress = Callable[[int, int, str], None]
"""Called before each file with how many are done, how many there are, and its name."""


@dataclass
class _Tally:
    indexed: list[DocumentRecord] = field(default_factory=list)
    updated: list[DocumentRecord] = field(default_factory=list)
    unchanged: list[DocumentRecord] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Indexer:
    """Keeps catalogue, store and file copies in step. One writer at a time; readers are never kept waiting."""

    def __init__(
        self,
        catalogue: Catalogue,
        store: PassageStore,
        files: FileStore,
        path: IndexPath,
        quarantine: Quarantine,
        screening: Screening,
        default_sensitivity: Sensitivity,
        max_bytes: int,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._files = files
        self._path = path
        self._quarantine = quarantine
        self._screening = screening
        self._default = default_sensitivity
        self._max_bytes = max_bytes
        self._lock = threading.Lock()

    def add(
        self,
        paths: Sequence[Path],
        manifest: Path | None = None,
        sensitivity: Sensitivity | None = None,
        progress: Progress = lambda done, total, name: None,
    ) -> IndexReport:
        """Index files and folders. A file that fails is reported and the rest goes on.

        `manifest` replaces the manifests beside the files; `sensitivity` the default class. Raises
        ManifestError when the named manifest cannot be used.
        """
        started = time.monotonic()
        roots = [path.expanduser().absolute() for path in paths]
        found, problems = arrivals(roots, manifest and manifest.expanduser().absolute())
        tally = _Tally()
        for number, arrival in enumerate(found):
            progress(number, len(found), arrival.name)
            self._add_one(arrival, sensitivity or self._default, tally)
        progress(len(found), len(found), "")
        return _report(tally, tuple(problems), time.monotonic() - started)

    def add_file(self, file: Path, name: str, given: dict[str, Any]) -> IndexReport:
        """Index one uploaded file under its own name, with what the person who sent it says of it."""
        started = time.monotonic()
        tally = _Tally()
        self._add_one(Arrival(file, name, f"upload:{name}", given), self._default, tally)
        return _report(tally, (), time.monotonic() - started)

    def decide(
        self, waiting: Waiting, verdict: Verdict, decided_by: str, reason: str, chosen: Sequence[int] | None = None
    ) -> IndexReport:
        """Release, redact or refuse a waiting document; it waits on when it then cannot be indexed.

        Raises NotDecided when the decision cannot be taken as it was given.
        """
        started = time.monotonic()
        tally = _Tally()
        self._screening.decide(waiting, verdict, decided_by, reason, chosen)
        if verdict is not Verdict.REFUSE:
            self._add_one(self._screening.arrival_of(waiting), waiting.sensitivity, tally)
        if not tally.failed and not tally.waiting:
            self._quarantine.let_go(waiting.sha256, waiting.place)
        return _report(tally, (), time.monotonic() - started)

    def correct(self, record: DocumentRecord, changes: dict[str, Any]) -> DocumentRecord:
        """Set fields of a document for good: neither a manifest nor inference overrules them later."""
        source = replace(record.source, **changes, inferred=record.source.inferred - set(changes))
        changed = replace(record, source=source, corrected=record.corrected | set(changes))
        with self._lock:
            self._catalogue.finish(changed)
            self._store.correct(changed.card)
        return changed

    def remove(self, document_id: str) -> DocumentRecord | None:
        """Remove a document's passages, its copy and its entry; None when it is not held."""
        with self._lock:
            record = self._catalogue.document(document_id, EVERYTHING)
            if record is not None:
                self._store.remove(document_id)
                self._catalogue.remove(document_id)
                self._files.remove(record.sha256, record.name)
        return record

    def recover(self) -> list[str]:
        """Finish or undo what a killed process left half-done; a line for each document undone."""
        lines = []
        with self._lock:
            for coming in self._catalogue.unfinished():
                if self._store.is_published(coming.id, coming.version):
                    self._store.publish(coming.id, coming.version)
                    self._catalogue.finish(coming)
                else:
                    self._undo(coming)
                    lines.append(f"{coming.name}: indexing was cut short; add it again.")
            self._store.remove_unpublished()
        return lines

    def check(self) -> list[str]:
        """Lines about where catalogue, store and copies disagree; none when all is well. Changes nothing."""
        held = self._store.documents()
        records = {record.id: record for record in self._catalogue.documents(EVERYTHING)}
        lines = [f"{record.name}: indexing was cut short; add it again." for record in self._catalogue.unfinished()]
        for record in records.values():
            found = held.get(record.id, 0)
            if found != record.passages:
                lines.append(
                    f"{record.name}: {record.passages} passages catalogued, {found} in the index; add it again."
                )
            if not self._files.path(record.sha256, record.name).is_file():
                lines.append(f"{record.name}: its copy is missing, so its pages cannot be shown; add it again.")
        strays = sorted(set(held) - set(records))
        lines.extend(f"{stray}: in the index but not in the catalogue; remove it by this id." for stray in strays)
        return lines

    def _add_one(self, arrival: Arrival, default: Sensitivity, tally: _Tally) -> None:
        try:
            with self._lock:
                self._index(arrival, default, tally)
        except Withheld as withheld:
            tally.waiting.append(withheld.waiting)
        except Refused as refused:
            tally.refused.append(str(refused))
        except UnreadableFile as error:
            tally.failed.append(Failure(arrival.name, error.reason, error.advice))
        except (OSError, StoreError, DatabaseError) as error:
            tally.failed.append(_system_failure(arrival.name, error))

    def _index(self, arrival: Arrival, default: Sensitivity, tally: _Tally) -> None:
        self._refuse_unreadable(arrival.file)
        original, content = arrival, sha256_of(arrival.file)
        arrival, digest = self._screening.known(original, content)
        held = self._catalogue.at_path(arrival.place)
        if held is not None and held.sha256 == digest and held.version > 0 and self._is_whole(held):
            self._refresh(held, arrival, tally)
            return
        twin = self._catalogue.with_content(digest)
        if twin is not None and twin.path != arrival.place and self._is_whole(twin):
            self._meet_twin(twin, arrival, tally)
            return
        read = self._path.read(original.file)
        public = _class_of(original, default, held) is Sensitivity.PUBLIC
        admitted = self._screening.admit(original, content, read, default, public)
        document = admitted.document
        source = _merge(original, infer(original.name, document), default, held)
        record = self._new_record(admitted.arrival, admitted.sha256, held, document, source)
        tally.indexed.append(self._write(record, document, admitted.arrival.file))
        self._quarantine.let_go(content, original.place)

    def _refuse_unreadable(self, file: Path) -> None:
        if not file.is_file():
            raise UnreadableFile("there is no such file.", "Check the name.")
        size = file.stat().st_size
        if size > self._max_bytes:
            raise UnreadableFile(
                f"it is too large ({size / 1e6:.0f} MB; the limit is {self._max_bytes / 1e6:.0f} MB).",
                "Split it, or raise LEARNING_MAX_FILE_MB.",
            )

    def _is_whole(self, record: DocumentRecord) -> bool:
        copy = self._files.path(record.sha256, record.name)
        return copy.is_file() and self._store.is_published(record.id, record.version)

    def _refresh(self, held: DocumentRecord, arrival: Arrival, tally: _Tally) -> None:
        """The file did not change; what the manifest says of it may have."""
        source = _with_given(held, arrival.given)
        if source == held.source:
            tally.unchanged.append(held)
            return
        record = replace(held, source=source)
        self._catalogue.finish(record)
        self._store.correct(record.card)
        tally.updated.append(record)

    def _meet_twin(self, twin: DocumentRecord, arrival: Arrival, tally: _Tally) -> None:
        """Same bytes from another place: a renamed file if the old place is empty, else a duplicate."""
        if twin.path.startswith("upload:") or Path(twin.path).exists():
            tally.duplicates.append(Duplicate(arrival.name, twin))
            return
        self._files.keep(arrival.file, twin.sha256)
        renamed = replace(twin, path=arrival.place, name=arrival.name, source=_with_given(twin, arrival.given))
        self._catalogue.finish(renamed)
        self._store.correct(renamed.card)
        tally.updated.append(renamed)

    def _new_record(
        self, arrival: Arrival, digest: str, held: DocumentRecord | None, document: Document, source: Source
    ) -> DocumentRecord:
        return DocumentRecord(
            id=held.id if held else self._new_id(digest, arrival.place),
            path=arrival.place,
            sha256=digest,
            version=held.version + 1 if held else 1,
            source=source,
            name=arrival.name,
            media_type=media_type(Path(arrival.name)),
            size=arrival.file.stat().st_size,
            pages=document.pages,
            passages=0,
            added_at=datetime.now(UTC),
            warnings=document.warnings,
            corrected=held.corrected if held else frozenset(),
        )

    def _new_id(self, digest: str, place: str) -> str:
        """The first digits of the content's hash; with the place mixed in when an older version took them."""
        if self._catalogue.document(digest[:16], EVERYTHING) is None:
            return digest[:16]
        return sha256(f"{digest}{place}".encode()).hexdigest()[:16]

    def _write(self, record: DocumentRecord, document: Document, file: Path) -> DocumentRecord:
        before = self._catalogue.document(record.id, EVERYTHING)
        self._catalogue.begin(record)
        try:
            self._files.keep(file, record.sha256)
            self._store.remove_unpublished(record.id)
            finished = replace(record, passages=self._path.write(document, record.card))
            self._catalogue.begin(finished)
        except BaseException:
            self._undo(record)
            raise
        self._store.publish(record.id, record.version)
        self._catalogue.finish(finished)
        if before is not None and before.sha256 != record.sha256:
            self._files.remove(before.sha256, before.name)
        return finished

    def _undo(self, record: DocumentRecord) -> None:
        self._catalogue.abandon(record.id)
        self._store.remove_unpublished(record.id)
        if self._catalogue.with_content(record.sha256) is None:
            self._files.remove(record.sha256, record.name)


def _class_of(arrival: Arrival, default: Sensitivity, held: DocumentRecord | None) -> Any:
    """Who may see it, as a person corrected, the manifest says, or the default has it."""
    if held is not None and "sensitivity" in held.corrected:
        return held.source.sensitivity
    return arrival.given.get("sensitivity", default)


def _merge(arrival: Arrival, inferred: Any, default: Sensitivity, held: DocumentRecord | None) -> Source:
    """What a person corrected, else what the manifest gives, else what the text shows, each marked as such."""
    values: dict[str, Any] = {"sensitivity": default, "title": Path(arrival.name).stem}
    guessed = {name: getattr(inferred, name, None) for name in FIELDS}
    guessed = {name: value for name, value in guessed.items() if value is not None}
    chosen = dict(arrival.given)
    if held is not None:
        chosen.update({name: getattr(held.source, name) for name in held.corrected})
    values.update(guessed)
    values.update(chosen)
    marks = (set(guessed) | {"title"}) - set(chosen)
    return Source(**values, inferred=frozenset(marks))


def _with_given(held: DocumentRecord, given: dict[str, Any]) -> Source:
    """The source after the manifest changed: corrections stay, given values win, inferred ones fill the rest."""
    wanted = {name: value for name, value in given.items() if name not in held.corrected}
    return replace(held.source, **wanted, inferred=held.source.inferred - set(wanted))


def _system_failure(name: str, error: Exception) -> Failure:
    text = str(error)
    full = getattr(error, "errno", None) == errno.ENOSPC or "No space left" in text or "disk is full" in text
    if full:
        return Failure(name, "the disk is full; nothing of it was kept.", "Free some space and add it again.")
    if isinstance(error, PermissionError):
        return Failure(name, "it may not be read.", "Give this account the right to read it.")
    return Failure(
        name, f"it could not be stored ({text.splitlines()[0] if text else type(error).__name__}).", "Add it again."
    )


def _report(tally: _Tally, problems: tuple[str, ...], seconds: float) -> IndexReport:
    return IndexReport(
        tuple(tally.indexed),
        tuple(tally.updated),
        tuple(tally.unchanged),
        tuple(tally.duplicates),
        tuple(tally.failed),
        problems,
        seconds,
        tuple(tally.waiting),
        tuple(tally.refused),
    )
