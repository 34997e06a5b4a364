"""Documents as a person may see, add, correct and remove them, with their versions and passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from api.documents.corrections import require_meant, values_of, wanted_of
from api.documents.originals import OriginalFile, Originals
from api.errors import NotFound
from api.people.access import Action, clearance, require
from api.people.users import User
from api.shared.paging import ListPage, paged
from api.shared.turns import Turns
from indexer.catalogue.class_changes import ClassChange, Decider, class_changes
from indexer.catalogue.records import DocumentRecord
from indexer.catalogue.succession import without_secret
from indexer.documents import Sensitivity
from indexer.index import Index
from indexer.indexing.discovery import Missing
from indexer.indexing.indexer import Progress
from indexer.indexing.reports import IndexReport
from indexer.passages import StoredPassage


class DocumentService:
    """The documents held, one short method for each thing a person can do with them.

    `tagged` looks newly indexed documents through for themes and hands the report on; `forget` takes the evidence of
    themes out that a removed document gave.
    """

    def __init__(
        self, index: Index, tagged: Callable[[IndexReport], IndexReport], forget: Callable[[str], None], turns: Turns
    ) -> None:
        self._store = index.store
        self._catalogue = index.catalogue
        self._indexer = index.indexer
        self._originals = Originals(index.files)
        self._tagged = tagged
        self._forget = forget
        self._turns = turns
        self._database = index.database

    def all(
        self, user: User, limit: int | None = None, cursor: str | None = None, unread: bool = False
    ) -> ListPage[DocumentRecord]:
        """Documents the person may see, newest year first; with `unread` those that hold parts which were not read."""
        require(user, Action.READ_DOCUMENTS)
        records = self._catalogue.documents(clearance(user))
        ids = {record.id for record in records}
        visible = [without_secret(record, ids) for record in records if record.unread or not unread]
        visible.sort(key=lambda r: (-(r.source.year or 0), r.source.title.casefold(), r.id))
        return paged(visible, limit, cursor)

    def one(self, document_id: str, user: User) -> DocumentRecord:
        """One document. Raises NotFound."""
        require(user, Action.READ_DOCUMENTS)
        record = self._catalogue.document(document_id, clearance(user))
        if record is None:
            raise NotFound(f"No document {document_id[:40]} is held.")
        newer = record.superseded_by and self._catalogue.document(record.superseded_by, clearance(user))
        return without_secret(record, {newer.id} if newer else ())

    def versions(self, document_id: str, user: User) -> tuple[DocumentRecord, ...]:
        """The versions of a document, newest first: the one in use, then those it replaced. Raises NotFound."""
        record = self.one(document_id, user)
        return (record, *self._catalogue.versions(document_id, clearance(user)))

    def version(self, document_id: str, number: int | None, user: User) -> DocumentRecord:
        """One version of a document, or the one in use. Raises NotFound."""
        for record in self.versions(document_id, user):
            if number in (None, record.version):
                return record
        raise NotFound(f"No version {number} of this document is held.")

    def replacement(self, found: StoredPassage, user: User) -> DocumentRecord | None:
        """The version that replaced the one a passage is of; None when that is in use. Raises NotFound."""
        newer = [v for v in self.versions(found.document.id, user) if v.version > found.document.version]
        return newer[-1] if newer else None

    def related(self, record: DocumentRecord, user: User) -> tuple[DocumentRecord | None, tuple[DocumentRecord, ...]]:
        """The document that supersedes one, and those it supersedes itself, as far as the person may see them."""
        held = self._catalogue.documents(clearance(user))
        newer = next((other for other in held if other.id == record.superseded_by), None)
        return newer, tuple(other for other in held if other.superseded_by == record.id)

    def passages(
        self, document_id: str, user: User, limit: int | None = None, cursor: str | None = None
    ) -> ListPage[StoredPassage]:
        """A document's passages in order. Raises NotFound."""
        self.one(document_id, user)
        return paged(self._store.passages(document_id, clearance=clearance(user)), limit, cursor)

    def passage(self, passage_id: str, user: User, version: int | None = None) -> StoredPassage:
        """One passage, as the version in use has it, else the newest that does, or as `version` does. Raises NotFound.

        So a citation stays good when its document changes.
        """
        require(user, Action.READ_DOCUMENTS)
        found = self._store.get(passage_id, clearance=clearance(user), version=version)
        if found is None or self._catalogue.document(found.document.id, clearance(user)) is None:
            raise NotFound("This passage is not held. Its document may have been removed.")
        return found

    def neighbours(self, found: StoredPassage, user: User) -> tuple[StoredPassage | None, StoredPassage | None]:
        """The passages before and after one in the same version of its document; None at either end."""
        require(user, Action.READ_DOCUMENTS)
        here = found.passage
        around = self._store.passages(
            here.document_id,
            clearance=clearance(user),
            positions=(here.position - 1, here.position + 1),
            version=found.document.version,
        )
        by_position = {stored.passage.position: stored for stored in around}
        return by_position.get(here.position - 1), by_position.get(here.position + 1)

    def original(self, document_id: str, user: User, version: int | None = None) -> OriginalFile:
        """The file a version of a document was read from, or the version in use. Raises NotFound, Forbidden."""
        return self._originals.file(self.version(document_id, version, user), user)

    def picture(self, document_id: str, page: int, user: User, version: int | None = None) -> tuple[OriginalFile, Path]:
        """The file to draw a page from, and where its picture is kept once drawn. Raises NotFound, Forbidden."""
        return self._originals.picture(self.version(document_id, version, user), page, user)

    def add(
        self,
        paths: Sequence[Path],
        user: User,
        manifest: Path | None = None,
        sensitivity: Sensitivity | None = None,
        progress: Progress = lambda done, total, name: None,
        missing: Missing = Missing.REMOVE,
    ) -> IndexReport:
        """Bring the index in step with files and folders of this machine. Raises ManifestError for a named manifest."""
        require(user, Action.ADD_DOCUMENTS)
        return self._tagged(self._indexer.add(paths, manifest, sensitivity, progress, missing))

    def add_file(self, path: Path, name: str, given: Mapping[str, str], user: User) -> IndexReport:
        """Index one uploaded file. Raises BadRequest when what is said of it cannot be used."""
        require(user, Action.ADD_DOCUMENTS)
        with self._turns.of(user):
            return self._tagged(self._indexer.add_file(path, name, values_of(given)))

    def correct(
        self,
        document_id: str,
        changes: Mapping[str, str],
        user: User,
        despite_marking: bool = False,
        reason: str = "",
    ) -> DocumentRecord:
        """Set what is known of a document, for good; an empty value clears it. Raises NotFound, BadRequest.

        `despite_marking`: it may be made public although its file bears a protective marking. `reason` is why more
        people may see it, and is kept.
        """
        require(user, Action.CORRECT_DOCUMENTS)
        record = self.one(document_id, user)
        wanted = wanted_of(record, changes)
        require_meant(record, wanted, despite_marking, reason)
        return self._indexer.correct(record, wanted, Decider(user.name, user.id, reason.strip()))

    def class_changes(self, document_id: str, user: User) -> list[ClassChange]:
        """Who changed who may see a document, and why, for those who may do so. Raises NotFound."""
        require(user, Action.CORRECT_DOCUMENTS)
        return class_changes(self._database, self.one(document_id, user).id)

    def remove(self, document_id: str, user: User) -> DocumentRecord:
        """Remove a document with its versions, passages, files, pictures and evidence of themes. Raises NotFound."""
        require(user, Action.REMOVE_DOCUMENTS)
        record = self.one(document_id, user)
        self._indexer.remove(document_id)
        self._forget(document_id)
        return record
