"""Writing: what changes a document in catalogue, store and file copies, so that a kill at any moment can be mended.

A change is first noted in the catalogue (`begin` or `leave`, one transaction each), then made in the store and
on the disk, then settled in the catalogue. `recover` finishes or undoes what was noted and not settled. There
is no cache of answers that would have to follow: every answer is made of the store as it is.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.class_changes import Decider
from indexer.catalogue.digests import Digests
from indexer.catalogue.files import FileStore
from indexer.catalogue.near_duplicates import signature
from indexer.catalogue.records import DocumentRecord
from indexer.catalogue.succession import succession
from indexer.documents import EVERYTHING, Document
from indexer.indexing.chunking import chunk
from indexer.indexing.pipeline import IndexPath
from indexer.readers import UnreadableFile
from indexer.space import NoSpace
from indexer.store.passage_store import PassageStore, point_id
from indexer.text.agencies import agencies_of
from indexer.text.vocabulary import count_words

_LOG = logging.getLogger(__name__)
_TOLD_EVERY = 25
"""Documents read again between two lines about how far it has come."""


class Writer:
    """Keeps catalogue, store and file copies in step. Its caller sees to it that one thread at a time writes."""

    def __init__(
        self, catalogue: Catalogue, store: PassageStore, files: FileStore, path: IndexPath, digests: Digests
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._files = files
        self._path = path
        self._digests = digests

    def is_whole(self, record: DocumentRecord) -> bool:
        """Whether a document has its copy and all its passages."""
        copy = self._files.path(record.sha256, record.name)
        return copy.is_file() and self._store.published(record.id, record.version) == record.passages

    def read(self, file: Path) -> Document:
        """Read a file; raises UnreadableFile."""
        return self._path.read(file)

    def write(self, record: DocumentRecord, document: Document, file: Path) -> DocumentRecord:
        """Write a new version of a document, whole or not at all; the record with its number of passages."""
        self._store.require_room()
        self._catalogue.begin(record)
        try:
            self._files.keep(file, record.sha256)
            self._catalogue.sign(record.sha256, signature(document.text))
            self._catalogue.keep_words(record.sha256, count_words([document.text]))
            self._store.remove_unpublished(record.id)
            finished = replace(record, passages=self._path.write(document, record.card))
            self._keep_digest(finished)
            self._catalogue.begin(finished)
        except BaseException:
            self._undo(record)
            raise
        self._settle(finished)
        return finished

    def rewrite(self, version: DocumentRecord, file: Path) -> int:
        """Write the passages of a version that was replaced once more; how many there are now."""
        self._store.remove(version.id, version.version)
        passages = self._path.write(self._path.read(file), version.card)
        self._store.retire(version.id, version.version)
        self._catalogue.recount(version.id, version.version, passages)
        self._keep_digest(version)
        return passages

    def update(self, record: DocumentRecord, decider: Decider | None = None) -> None:
        """Set what is known of a document; its text stays as it is."""
        self._store.require_room()
        self._catalogue.begin(record)
        self._settle(record, decider)

    def link(self) -> None:
        """Put right which document supersedes which."""
        for record in succession(self._catalogue.documents(EVERYTHING)):
            self.update(record)

    def remove(self, record: DocumentRecord) -> None:
        """Remove a document: entry, versions, passages, vectors, copies and pictures of pages.

        The mark that it is leaving is one transaction; what follows is completed by `recover` if it is cut short.
        """
        self._store.require_room()
        self._catalogue.leave(record.id)
        self._store.remove(record.id)
        for version in (record, *self._catalogue.versions(record.id, EVERYTHING)):
            if not self._catalogue.uses(version.sha256, without=record.id):
                self._files.remove(version.sha256, version.name)
        self._digests.forget(record.id)
        self._catalogue.remove(record.id)

    def complete_removals(self) -> list[DocumentRecord]:
        """Go on with removals that were cut short; what was removed."""
        found = self._catalogue.leaving()
        for leaving in found:
            self.remove(leaving)
        return found

    def drop_copy(self, before: DocumentRecord, after: DocumentRecord) -> None:
        """Delete the copy under the name before, when the name after ends in another way."""
        old, new = (self._files.path(record.sha256, record.name) for record in (before, after))
        if old != new and not self._catalogue.uses(before.sha256, without=before.id):
            old.unlink(missing_ok=True)

    def recover(self) -> list[str]:
        """Finish or undo what a killed process left half-done; a line for each document undone or removed."""
        lines = []
        for coming in self._catalogue.unfinished():
            if self._store.published(coming.id, coming.version):
                self._settle(coming)
            else:
                self._undo(coming)
                lines.append(f"{coming.name}: indexing was cut short; add it again.")
        lines += [f"{gone.name}: its removal was cut short and is complete now." for gone in self.complete_removals()]
        self._store.remove_unpublished()
        lines += self._fill_cells()  # before roles are found again: rows tell theirs by their cells
        if self._catalogue.needs_rewriting():
            for record in self._catalogue.documents(EVERYTHING):
                self._store.correct(record.card)
            for record in (*self._catalogue.documents(EVERYTHING), *self._catalogue.replaced()):
                self._describe(record)
            self._catalogue.rewritten()
        for record in self._catalogue.wordless():
            held = [found.passage for found in self._store.passages(record.id, clearance=EVERYTHING)]
            self._catalogue.keep_words(record.sha256, count_words(t for p in held for t in (*p.headings, p.text)))
        self.link()
        self._adopt_digests()
        return lines

    def _keep_digest(self, record: DocumentRecord) -> None:
        self._digests.keep(record, self._store.state(record.card).digest)

    def _adopt_digests(self) -> None:
        """Keep the digests of what an earlier release wrote, as far as it is sound; `check` tells of the rest."""
        kept = self._digests.all()
        for record in (*self._catalogue.documents(EVERYTHING), *self._catalogue.replaced()):
            if (record.id, record.version) not in kept:
                state = self._store.state(record.card)
                if state.is_sound:
                    self._digests.keep(record, state.digest)

    def _settle(self, record: DocumentRecord, decider: Decider | None = None) -> None:
        """Make a version that is written the one in use. Harmless when done twice, so that it can be resumed."""
        before = self._catalogue.document(record.id, EVERYTHING)
        if before is not None and before.version == record.version and before.source.kind != record.source.kind:
            self._describe(record)
        self._store.correct(record.card)
        self._store.publish(record.id, record.version)
        self._catalogue.finish(record, decider)
        if before is not None and before.version != record.version and before.sha256 == record.sha256:
            self._store.remove(record.id, before.version)  # written anew, not replaced by other content

    def _describe(self, record: DocumentRecord) -> None:
        """Find again what is worked out of the stored passages of a version: roles, statements, agencies.

        Which roles there can be depends on the document's kind.
        """
        stored = self._store.passages(record.id, clearance=EVERYTHING, version=record.version)
        passages = [found.passage for found in stored]
        points = [point_id(passage.id, record.version) for passage in passages]
        vectors = self._store.sentence_vectors(points, clearance=EVERYTHING)
        sentences = [vectors[point] for point in points]
        found = self._path.with_roles(passages, record.source.kind, sentences)
        named = [replace(passage, agencies=agencies_of(passage.text, passage.headings)) for passage in found]
        self._store.describe(record.version, named)

    def _fill_cells(self) -> list[str]:
        """Give the passages that an earlier release wrote the cells of their rows, read again from the copies.

        Only passages that are read with the same words get them: what would be read otherwise today waits until its
        document is added again, so that nothing becomes visible that was not looked at. Cut short, it begins anew.
        """
        if not self._catalogue.lacks_cells():
            return []
        records = [*self._catalogue.documents(EVERYTHING), *self._catalogue.replaced()]
        for number, record in enumerate(records, start=1):
            if number == 1 or number % _TOLD_EVERY == 0 or number == len(records):
                _LOG.warning("Reading tables again from the copies: document %d of %d.", number, len(records))
            self._fill_cells_of(record)
        self._catalogue.has_cells()
        held = len({record.id for record in records})
        return [f"The tables of {held:,} documents were read again from their copies."] if held else []

    def _fill_cells_of(self, record: DocumentRecord) -> None:
        try:
            document = self._path.read(self._files.path(record.sha256, record.name))
        except UnreadableFile:
            return
        cells = {passage.id: passage.cells for passage in chunk(document, record.id) if passage.cells}
        stored = self._store.passages(record.id, clearance=EVERYTHING, version=record.version) if cells else []
        filled = [replace(s.passage, cells=cells[s.passage.id]) for s in stored if s.passage.id in cells]
        self._store.describe(record.version, filled)

    def _undo(self, record: DocumentRecord) -> None:
        self._catalogue.abandon(record.id)
        with suppress(NoSpace):  # then they stay unseen, and the next opening removes them
            self._store.remove_unpublished(record.id)
        if not self._catalogue.uses(record.sha256):
            self._files.remove(record.sha256, record.name)
