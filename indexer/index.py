"""The index as a whole: opens database, store, model and file copies as the settings say, and ties them together."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine as Database

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.database import open_database
from indexer.catalogue.digests import Digests
from indexer.catalogue.files import FileStore
from indexer.documents import Sensitivity
from indexer.embedding import Embedder, SentenceTransformerEmbedder
from indexer.indexing.indexer import Indexer
from indexer.privacy.known_contacts import KnownContacts
from indexer.privacy.quarantine import Quarantine
from indexer.privacy.screening import Screening
from indexer.readers import Limits
from indexer.settings import Settings
from indexer.store.engines import Engine
from indexer.store.engines.edge import EdgeEngine
from indexer.store.passage_store import PassageStore


@dataclass(frozen=True, slots=True)
class Index:
    """What is held of a partnership's documents, opened; `close` gives it back."""

    settings: Settings
    database: Database
    catalogue: Catalogue
    store: PassageStore
    files: FileStore
    embedder: Embedder
    indexer: Indexer
    quarantine: Quarantine
    limits: Limits
    recovered: tuple[str, ...] = ()

    @classmethod
    def open(cls, settings: Settings, embedder: Embedder | None = None) -> Index:
        """Open the index and finish or undo what a killed process left half-done.

        Raises ModelError, ModelMismatch, StoreError, SettingError or DatabaseError, each with a message for
        the person at the machine.
        """
        # Here, because Haystack takes seconds to import and --help needs none of it.
        from indexer.indexing.pipeline import IndexPath

        chosen = embedder or SentenceTransformerEmbedder(settings.embedding_model, settings.threads)
        database = open_database(settings.database_url, settings.data_dir)
        catalogue = Catalogue(database)
        catalogue.require_model(chosen.name, chosen.dimension)
        store = PassageStore(_engine(settings, chosen.dimension))
        try:
            files = FileStore(settings.data_dir / "files")
            max_bytes = settings.max_file_mb * 1_000_000
            limits = Limits(max_bytes, settings.max_pages, settings.read_seconds, settings.read_memory_mb, settings.ocr)
            path = IndexPath(store, chosen, limits)
            quarantine = Quarantine(database, settings.data_dir / "quarantine")
            screening = Screening(quarantine, files, KnownContacts(database), settings.personal_data_check)
            default = Sensitivity(settings.default_sensitivity)
            indexer = Indexer(
                catalogue, store, files, path, quarantine, screening, default, max_bytes, Digests(database)
            )
            recovered = tuple(indexer.recover())
        except BaseException:
            store.close()
            raise
        return cls(settings, database, catalogue, store, files, chosen, indexer, quarantine, limits, recovered)

    def close(self) -> None:
        """Give store and database back."""
        self.store.close()
        self.database.dispose()


def _engine(settings: Settings, dimension: int) -> Engine:
    if not settings.qdrant_url:
        return EdgeEngine(settings.data_dir / "qdrant", dimension)
    # Here, because the client takes a second to import and the engine in the process does not need it.
    from indexer.store.engines.server import ServerEngine

    return ServerEngine.connect(settings.qdrant_url, settings.qdrant_api_key, dimension)
