"""The errors that end a command with one clear line instead of a trace."""

from __future__ import annotations

from indexer.catalogue.catalogue import ModelMismatch
from indexer.catalogue.database import DatabaseError
from indexer.embedding import ModelError
from indexer.metadata.manifest import ManifestError
from indexer.settings import SettingError
from indexer.store.engines import StoreError

EXPECTED = (ModelError, ModelMismatch, StoreError, SettingError, ManifestError, DatabaseError, OSError)
"""What may go wrong outside the program: settings, model, store, database, disk."""


def explain(error: BaseException) -> str:
    """One line for the person at the machine."""
    if isinstance(error, DatabaseError):
        return f"The database cannot be used ({error.orig}). Check LEARNING_DATABASE_URL, the disk and its rights."
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'A file'}: {error.strerror}. Check the disk and its rights."
    return str(error)
