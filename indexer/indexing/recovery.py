"""Recovery: where catalogue, index and file copies disagree, and how each such place is put right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.files import FileStore, sha256_of
from indexer.catalogue.records import DocumentRecord
from indexer.documents import EVERYTHING
from indexer.indexing.discovery import UPLOADED
from indexer.indexing.publishing import Writer
from indexer.readers import UnreadableFile
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

    def __init__(self, catalogue: Catalogue, store: PassageStore, files: FileStore, writer: Writer) -> None:
        self._catalogue = catalogue
        self._store = store
        self._files = files
        self._writer = writer

    def findings(self) -> Iterator[Discrepancy]:
        """All places where the three disagree; none when all is well. Looking changes nothing."""
        yield from self._half_done()
        held, aside = self._store.documents(), self._store.set_aside()
        current, replaced = self._catalogue.documents(EVERYTHING), self._catalogue.replaced()
        for record in current:
            yield from self._copy(record)
            if held.get(record.id, 0) != record.passages:
                yield self._passages(record, held.get(record.id, 0), partial(self._index_again, record))
        for version in replaced:
            found = aside.get((version.id, version.version), 0)
            yield from self._copy(version)
            if found != version.passages:
                yield self._passages(version, found, partial(self._rewrite, version))
        for stray in sorted(set(held) - {record.id for record in current}):
            line = f"{stray}: in the index but not in the catalogue; remove it by this id."
            yield Discrepancy(line, partial(self._remove_passages, stray, None))
        for stray, number in sorted(set(aside) - {(version.id, version.version) for version in replaced}):
            line = f"{stray}: version {number} is in the index but not in the catalogue; repair removes it."
            yield Discrepancy(line, partial(self._remove_passages, stray, number))
        for file in self._files.strays([*current, *replaced]):
            yield Discrepancy(f"{file.name}: a copy no document needs; repair deletes it.", partial(_delete, file))

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


def _delete(file: Path) -> str:
    file.unlink(missing_ok=True)
    return f"{file.name}: deleted."


def _name(record: DocumentRecord) -> str:
    return f"{record.name}, version {record.version}"
