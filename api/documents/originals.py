"""Originals: the file a document was read from, and to whom it is closed because it holds more than its reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from api.errors import Forbidden, NotFound
from api.people.access import Action, may, roles_for
from api.people.users import User
from indexer.catalogue.files import FileStore
from indexer.catalogue.records import DocumentRecord
from indexer.readers.account import concealed, covered, strikes


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The file a document was read from, as kept. `conceals`: its pages may hold more than their text.

    That is text which a reader does not see or which is struck out; of a file without an account nobody knows.
    """

    path: Path
    name: str
    media_type: str
    sha256: str
    conceals: bool


def closed(record: DocumentRecord, user: User) -> str | None:
    """Why a person may not have the original of a document; None when they may."""
    held = concealed(record.account)
    if not held or may(user, Action.RELEASE_DOCUMENTS):
        return None
    return (
        f"The original file is not given out to everybody: it holds {held}. Its text can be read on its page; for the "
        f"file itself you need the role {roles_for(Action.RELEASE_DOCUMENTS)}."
    )


class Originals:
    """The files kept, given out to those who may have them."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    def file(self, record: DocumentRecord, user: User) -> OriginalFile:
        """The original of a document. Raises Forbidden when it is closed to the person, NotFound when it is missing."""
        if reason := closed(record, user):
            raise Forbidden(reason)
        return self._kept(record)

    def picture(self, record: DocumentRecord, page: int, user: User) -> tuple[OriginalFile, Path]:
        """The file to draw a page from, and where its picture is kept once drawn.

        Raises what `file` raises, but only text under a shape closes a picture.
        """
        original = self.file(record, user) if covered(record.account) else self._kept(record)
        return original, self._files.picture(original.sha256, page)

    def _kept(self, record: DocumentRecord) -> OriginalFile:
        path = self._files.path(record.sha256, record.name)
        if not path.is_file():
            raise NotFound(f"The file of {record.source.title} is missing; add it again.")
        conceals = record.account is None or bool(concealed(record.account)) or strikes(record.account)
        return OriginalFile(path, Path(record.name).name, record.media_type, record.sha256, conceals)
