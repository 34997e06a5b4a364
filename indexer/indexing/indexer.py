"""Indexing: files into the catalogue and the store, one at a time, each whole or not at all.

A folder is the truth about what was added from it: what is new is added, what changed becomes a new version,
what has another name keeps its document, and what is gone is removed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.class_changes import Decider
from indexer.catalogue.database import DatabaseError
from indexer.catalogue.digests import Digests
from indexer.catalogue.files import Arrival, FileStore, sha256_of
from indexer.catalogue.near_duplicates import pairs, signature
from indexer.catalogue.records import DocumentRecord
from indexer.catalogue.succession import unnamed
from indexer.documents import EVERYTHING, Sensitivity
from indexer.indexing.discovery import UPLOADED, Missing, arrivals, below, class_of, is_gone, merged, said_again
from indexer.indexing.new_records import new_record
from indexer.indexing.pipeline import IndexPath
from indexer.indexing.publishing import Writer
from indexer.indexing.recovery import Inspector
from indexer.indexing.reports import Duplicate, Failure, IndexReport, NearDuplicate, Tally, emptied, system_failure
from indexer.metadata.inference import infer
from indexer.privacy.quarantine import Quarantine, ReleaseVerdict, Waiting
from indexer.privacy.screening import Refused, Screening, Withheld
from indexer.readers import UnreadableFile
from indexer.space import NoSpace
from indexer.store.engines import StoreError
from indexer.store.passage_store import PassageStore

Progress = Callable[[int, int, str], None]
"""Called before each file with how many are done, how many there are, and its name."""


class Indexer:
    """Brings files in and keeps them in step. One writer at a time; readers are never kept waiting."""

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
        digests: Digests,
    ) -> None:
        self._catalogue = catalogue
        self._files = files
        self._writer = Writer(catalogue, store, files, path, digests)
        self._inspector = Inspector(catalogue, store, files, self._writer, digests)
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
        missing: Missing = Missing.REMOVE,
    ) -> IndexReport:
        """Bring the index in step with files and folders. A file that fails is reported and the rest goes on.

        `manifest` replaces the manifests beside the files; `sensitivity` the default class; `missing` says what
        becomes of documents whose file is gone from a folder named here. Raises ManifestError when the named
        manifest cannot be used.
        """
        started = time.monotonic()
        roots = [path.expanduser().absolute() for path in paths]
        before = self._catalogue.documents(EVERYTHING)
        present = [root for root in roots if root.exists() or not below(root, before)]
        found, problems = arrivals(present, manifest and manifest.expanduser().absolute())
        tally = Tally(problems=problems)
        for number, arrival in enumerate(found):
            progress(number, len(found), arrival.name)
            self._add_one(arrival, sensitivity or self._default, tally)
        progress(len(found), len(found), "")
        for root in roots:
            if missing is not Missing.KEEP:
                self._remove_missing(root, below(root, before), missing, tally)
        return self._finished(tally, started)

    def add_file(self, file: Path, name: str, given: dict[str, Any]) -> IndexReport:
        """Index one uploaded file under its own name, with what the person who sent it says of it."""
        started = time.monotonic()
        tally = Tally()
        self._add_one(Arrival(file, name, f"{UPLOADED}{name}", given), self._default, tally)
        return self._finished(tally, started)

    def decide(
        self,
        waiting: Waiting,
        verdict: ReleaseVerdict,
        decided_by: str,
        reason: str,
        chosen: Sequence[int] | None = None,
        decided_by_id: str | None = None,
    ) -> IndexReport:
        """Release, redact or refuse a waiting document; it waits on when it then cannot be indexed.

        `decided_by` is the person's name, `decided_by_id` the id of the account, if there is one. Raises NotDecided
        when the decision cannot be taken as it was given.
        """
        started = time.monotonic()
        tally = Tally()
        self._screening.decide(waiting, verdict, decided_by, reason, chosen, decided_by_id)
        if verdict is not ReleaseVerdict.REFUSE:
            self._add_one(self._screening.arrival_of(waiting), waiting.sensitivity, tally)
        if not tally.failed and not tally.waiting:
            self._quarantine.let_go(waiting.sha256, waiting.place)
        return self._finished(tally, started)

    def correct(
        self, record: DocumentRecord, changes: dict[str, Any], decider: Decider | None = None
    ) -> DocumentRecord:
        """Set fields of a document for good: neither a manifest nor inference overrules them later.

        Who decides it, and why, is kept where it changes who may see the document.
        """
        changed = replace(record, source=record.source.given(changes), corrected=record.corrected | set(changes))
        with self._lock:
            self._writer.update(changed, decider)
            self._writer.link()
        return changed

    def remove(self, document_id: str) -> DocumentRecord | None:
        """Remove a document with all its versions; None when it is not held."""
        with self._lock:
            record = self._catalogue.document(document_id, EVERYTHING)
            if record is not None:
                self._writer.remove(record)
                self._writer.link()
        return record

    def recover(self) -> list[str]:
        """Finish or undo what a killed process left half-done; lines of what was undone, and of a lost catalogue."""
        with self._lock:
            lost = self._inspector.lost()
            try:
                lines = self._writer.recover()
            except NoSpace as error:  # what is held can be read all the same
                lines = [f"What was left half-done waits for the next opening. {error.strerror}."]
            return [*lines, *([lost] if lost else [])]

    def check(self) -> list[str]:
        """Lines about where catalogue, store and copies disagree; none when all is well. Changes nothing."""
        with self._lock:
            return [finding.line for finding in self._inspector.findings()]

    def repair(self) -> list[str]:
        """Put right what `check` finds and can be; a line for each place, saying what was done.

        Copies first: what is missing in the index is read again from them. No original is ever deleted, and nothing
        is done where the catalogue is lost: what looks superfluous then is all that is left.
        """
        with self._lock:
            if self._inspector.is_unsafe():
                return []
            first = [finding.repair() for finding in self._inspector.findings()]
            then = [finding.repair() for finding in self._inspector.findings()]
        return [line for line in (*first, *then) if line]

    def near_duplicates(self, of: Collection[str] | None = None) -> list[NearDuplicate]:
        """Pairs of documents held that share much of their text, most alike first; only pairs with one of `of`.

        A pair of which one supersedes the other is left out: it is meant to be alike.
        """
        records = {record.id: record for record in self._catalogue.documents(EVERYTHING)}
        signed = self._catalogue.signatures()
        for record in records.values():
            if record.sha256 not in signed:
                signed[record.sha256] = self._sign(record)
        signatures = {record.id: signed[record.sha256] for record in records.values() if signed[record.sha256]}
        alike = pairs(signatures, signatures if of is None else of)
        found = [NearDuplicate(records[one], records[other], share) for one, other, share in alike]
        return [f for f in found if f.record.superseded_by != f.other.id and f.other.superseded_by != f.record.id]

    def _sign(self, record: DocumentRecord) -> bytes:
        """The signature of a document that an earlier release indexed; none when its copy cannot be read."""
        try:
            hashes = signature(self._writer.read(self._files.path(record.sha256, record.name)).text)
        except (UnreadableFile, OSError):
            return b""
        self._catalogue.sign(record.sha256, hashes)
        return hashes

    def _add_one(self, arrival: Arrival, default: Sensitivity, tally: Tally) -> None:
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
            tally.failed.append(system_failure(arrival.name, error))

    def _index(self, arrival: Arrival, default: Sensitivity, tally: Tally) -> None:
        self._writer.complete_removals()
        self._refuse_unreadable(arrival.file)
        original, content = arrival, sha256_of(arrival.file)
        arrival, digest = self._screening.known(original, content)
        held = self._catalogue.at_path(arrival.place)
        if held is not None and held.sha256 == digest and held.version > 0 and self._is_good(held):
            self._refresh(held, arrival, tally)
            return
        twin = self._catalogue.with_content(digest) if held is None else None
        if twin is not None and self._writer.is_whole(twin):
            self._meet_twin(twin, arrival, tally)
            return
        read = self._writer.read(original.file)
        public = class_of(original, default, held) is Sensitivity.PUBLIC
        admitted = self._screening.admit(original, content, read, default, public)
        document = admitted.document
        source = merged(original, infer(original.name, document), default, held)
        record = new_record(admitted, held, source, self._catalogue)
        tally.indexed.append(self._writer.write(record, document, admitted.arrival.file))
        self._quarantine.let_go(content, original.place)

    def _is_good(self, held: DocumentRecord) -> bool:
        """Whether a document can stay as it is: whole, and read by a release that kept an account of its file."""
        return held.account is not None and self._writer.is_whole(held)

    def _refuse_unreadable(self, file: Path) -> None:
        if not file.is_file():
            raise UnreadableFile("there is no such file.", "Check the name.")
        size = file.stat().st_size
        if size > self._max_bytes:
            raise UnreadableFile(
                f"it is too large ({size / 1e6:.0f} MB; the limit is {self._max_bytes / 1e6:.0f} MB).",
                "Split it, or raise LEARNING_MAX_FILE_MB.",
            )

    def _refresh(self, held: DocumentRecord, arrival: Arrival, tally: Tally) -> None:
        """The file did not change; what the manifest says of it may have."""
        source, line = said_again(held, arrival)
        tally.problems += [line] if line else []
        if source == held.source:
            tally.unchanged.append(held)
            return
        record = replace(held, source=source)
        self._writer.update(record)
        if line := record.contradiction:
            tally.problems.append(f"{record.name}: {line}")
        tally.updated.append(record)

    def _meet_twin(self, twin: DocumentRecord, arrival: Arrival, tally: Tally) -> None:
        """Same bytes from another place: a renamed file if the old place is empty, else a duplicate."""
        if not is_gone(twin):
            tally.duplicates.append(Duplicate(arrival.name, twin))
            return
        self._files.keep(arrival.file, twin.sha256)
        source, line = said_again(twin, arrival)
        tally.problems += [line] if line else []
        renamed = replace(twin, path=arrival.place, name=arrival.name, source=source)
        self._writer.update(renamed)
        self._writer.drop_copy(twin, renamed)
        tally.updated.append(renamed)

    def _remove_missing(self, root: Path, before: Iterable[DocumentRecord], missing: Missing, tally: Tally) -> None:
        """Remove the documents of a folder whose file is gone; none when all are gone, unless that is wanted."""
        ids = {record.id for record in before}
        held = [r for r in below(root, self._catalogue.documents(EVERYTHING)) if r.id in ids]
        gone = [record for record in held if is_gone(record)]
        if gone and len(gone) == len(held) and missing is not Missing.REMOVE_ALL:
            tally.problems.append(emptied(root, len(gone)))
            return
        for record in gone:
            try:
                with self._lock:
                    self._writer.remove(record)
                tally.removed.append(record)
            except (OSError, StoreError, DatabaseError) as error:
                tally.failed.append(system_failure(record.name, error))

    def _finished(self, tally: Tally, started: float) -> IndexReport:
        changed = {record.id for record in (*tally.indexed, *tally.updated)}
        if changed or tally.removed:
            with self._lock:
                self._writer.link()
        held = self._catalogue.documents(EVERYTHING)
        near = self.near_duplicates([record.id for record in tally.indexed]) if tally.indexed else []
        lines = unnamed([record for record in held if record.id in changed], held)
        return tally.report(near, lines, time.monotonic() - started)
