"""Recovery: where catalogue, index and file copies disagree, and how each such place is put right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.digests import Digests
from indexer.catalogue.files import FileStore, is_original, sha256_of
from indexer.catalogue.records import DocumentRecord
from indexer.documents import EVERYTHING
from indexer.indexing.discovery import UPLOADED
from indexer.indexing.publishing import Writer
from indexer.readers import UnreadableFile
from indexer.store.engines import StoreError
from indexer.store.passage_store import PassageStore


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A place where the three disagree: a line for a person, and what puts it right and says what it did.

    `repair` returns None when it cannot; the line says what a person can do.
    """

    line: str
    repair: Callable[[], str | None]


class Inspector:
    """Compares catalogue, store and copies."""

    def __init__(
        self, catalogue: Catalogue, store: PassageStore, files: FileStore, writer: Writer, digests: Digests
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._files = files
        self._writer = writer
        self._digests = digests

    def lost(self) -> str | None:
        """A line when the catalogue knows no document although copies or passages of some are there."""
        if self._catalogue.documents(EVERYTHING) or self._catalogue.unfinished() or self._catalogue.leaving():
            return None
        copies, passages = self._files.originals(), sum(self._store.documents().values())
        if not (copies or passages):
            return None
        return (
            f"The catalogue holds no document, but {copies} copies and {passages:,} passages are there: it was lost or "
            "replaced. Put the database back from a backup; if there is none, add the documents again from where they "
            "were, or the copies in the folder `files` of the data folder. Nothing is repaired or deleted until then."
        )

    def is_unsafe(self) -> bool:
        """Whether the catalogue is lost or damaged, so that nothing may be put right by it."""
        return any(True for _ in self._catalogue_itself())

    def findings(self) -> Iterator[Discrepancy]:
        """All places where the three disagree or one is damaged; none when all is well. Looking changes nothing."""
        worthless = list(self._catalogue_itself())
        yield from worthless
        if not worthless:
            yield from self._half_done()
            yield from self._beside_the_catalogue()

    def _catalogue_itself(self) -> Iterator[Discrepancy]:
        """What makes all that it says of the rest worth nothing."""
        damaged = self._catalogue.damage()
        for line in damaged:
            yield Discrepancy(f"The database is damaged: {line}. Put it back from a backup.", _cannot)
        lost = None if damaged else self.lost()
        if lost:
            yield Discrepancy(lost, _cannot)

    def _beside_the_catalogue(self) -> Iterator[Discrepancy]:
        held, aside = self._store.documents(), self._store.set_aside()
        kept = self._digests.all()
        current, replaced = self._catalogue.documents(EVERYTHING), self._catalogue.replaced()
        for record in current:
            yield from self._copy(record)
            if held.get(record.id, 0) != record.passages:
                yield self._passages(record, held.get(record.id, 0), partial(self._index_again, record))
            else:
                yield from self._content(record, kept, partial(self._index_again, record))
        for version in replaced:
            found = aside.get((version.id, version.version), 0)
            yield from self._copy(version)
            if found != version.passages:
                yield self._passages(version, found, partial(self._rewrite, version))
            else:
                yield from self._content(version, kept, partial(self._rewrite, version))
        for stray in sorted(set(held) - {record.id for record in current}):
            line = f"{stray}: in the index but not in the catalogue; remove it by this id."
            yield Discrepancy(line, partial(self._remove_passages, stray, None))
        for stray, number in sorted(set(aside) - {(version.id, version.version) for version in replaced}):
            line = f"{stray}: version {number} is in the index but not in the catalogue; repair removes it."
            yield Discrepancy(line, partial(self._remove_passages, stray, number))
        for file in self._files.strays([*current, *replaced]):
            yield self._stray(file)

    def _half_done(self) -> Iterator[Discrepancy]:
        for coming in self._catalogue.unfinished():
            yield Discrepancy(f"{coming.name}: indexing was cut short; add it again.", self._recover)
        for leaving in self._catalogue.leaving():
            yield Discrepancy(f"{leaving.name}: its removal was cut short; repair completes it.", self._recover)

    def _copy(self, record: DocumentRecord) -> Iterator[Discrepancy]:
        copy = self._files.path(record.sha256, record.name)
        if not _is(copy, record.sha256):
            state = "damaged" if copy.is_file() else "missing"
            line = f"{_name(record)}: its copy is {state}, so its pages cannot be shown; add it again."
            yield Discrepancy(line, partial(self._copy_again, record, copy))

    def _passages(self, record: DocumentRecord, found: int, repair: Callable[[], str | None]) -> Discrepancy:
        line = f"{_name(record)}: {record.passages} passages catalogued, {found} in the index; add it again."
        return Discrepancy(line, repair)

    def _content(
        self, record: DocumentRecord, kept: dict[tuple[str, int], str], repair: Callable[[], str | None]
    ) -> Iterator[Discrepancy]:
        """What is wrong with text, vectors or description of a version whose passages are all there."""
        try:
            state = self._store.state(record.card)
        except StoreError as error:
            yield Discrepancy(f"{_name(record)}: {error}", repair)
            return
        if state.digest != kept.get((record.id, record.version)):
            line = "text or vectors of its passages are not as they were written; add it again."
            yield Discrepancy(f"{_name(record)}: {line}", repair)
        elif state.misdescribed and not self._is_replaced(record):
            line = f"{state.misdescribed} passages do not say of it what the catalogue does; repair sets them right."
            yield Discrepancy(f"{_name(record)}: {line}", partial(self._describe, record))

    def _is_replaced(self, record: DocumentRecord) -> bool:
        """Passages of a replaced version keep what was said of it then."""
        current = self._catalogue.document(record.id, EVERYTHING)
        return current is not None and current.version != record.version

    def _describe(self, record: DocumentRecord) -> str:
        self._store.correct(record.card)
        return f"{_name(record)}: its passages say of it what the catalogue does."

    def _stray(self, file: Path) -> Discrepancy:
        """A file that no document needs. What may be an original is kept: a catalogue can be wrong, it cannot."""
        if is_original(file):
            line = f"{file.name}: a copy that no document needs; repair moves it to the folder `set-aside`."
            return Discrepancy(line, partial(self._set_aside, file))
        return Discrepancy(
            f"{file.name}: left behind, no document needs it; repair deletes it.", partial(_delete, file)
        )

    def _set_aside(self, file: Path) -> str:
        return f"{file.name}: moved to {self._files.set_aside(file)}; look at it, then delete it or add it again."

    def _recover(self) -> str:
        return " ".join(self._writer.recover()) or "Half-done work was completed."

    def _copy_again(self, record: DocumentRecord, copy: Path) -> str | None:
        original = Path(record.path)
        if record.path.startswith(UPLOADED) or not _is(original, record.sha256):
            return None
        copy.unlink(missing_ok=True)
        self._files.keep(original, record.sha256)
        return f"{_name(record)}: copied again from where it was added."

    def _index_again(self, record: DocumentRecord) -> str | None:
        file = self._files.path(record.sha256, record.name)
        if not _is(file, record.sha256):
            return None
        try:
            document = self._writer.read(file)
            written = self._writer.write(replace(record, version=record.version + 1), document, file)
        except UnreadableFile:
            return None
        return f"{record.name}: indexed again from its copy, {written.passages} passages."

    def _rewrite(self, version: DocumentRecord) -> str | None:
        file = self._files.path(version.sha256, version.name)
        if not _is(file, version.sha256):
            return None
        try:
            passages = self._writer.rewrite(version, file)
        except UnreadableFile:
            return None
        return f"{_name(version)}: indexed again from its copy, {passages} passages."

    def _remove_passages(self, document_id: str, version: int | None) -> str:
        self._store.remove(document_id, version)
        return f"{document_id}: passages of {'it' if version is None else f'version {version}'} removed from the index."


def _is(file: Path, sha256: str) -> bool:
    try:
        return file.is_file() and sha256_of(file) == sha256
    except OSError:
        return False


def _cannot() -> None:
    """Nothing here can put it right."""


def _delete(file: Path) -> str:
    file.unlink(missing_ok=True)
    return f"{file.name}: deleted."


def _name(record: DocumentRecord) -> str:
    return f"{record.name}, version {record.version}"
