"""Vectors of texts embedded before, kept by model and text, so that measuring a change of the indexer is quick.

Only evaluation uses it: `python -m evaluation index`, which measures speed, embeds everything anew.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from indexer.embedding import Embedder, Matrix, ModelError, TokenEmbedder, TokenVectors


class CachedEmbedder:
    """An embedder that looks a text up before it asks the one behind it."""

    def __init__(self, embedder: Embedder, path: Path) -> None:
        self._embedder = embedder
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, timeout=60)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB)")

    @property
    def name(self) -> str:
        """The model's name."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._embedder.dimension

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Vectors of the texts, shape (len(texts), dimension), each of length one."""
        keys = [blake2b(f"{self.name}\0{text}".encode(), digest_size=16).digest() for text in texts]
        held = self._held(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in held}
        if missing:
            fresh = dict(zip(missing, self._embedder.encode(list(missing.values())), strict=True))
            self._keep(fresh)
            held.update(fresh)
        if not keys:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([held[key] for key in keys])

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The token vectors of each text, which are not kept. Raises ModelError for a model that has none."""
        if not isinstance(self._embedder, TokenEmbedder):
            raise ModelError(f"The model {self.name} has no token vectors.")
        return self._embedder.tokens(texts)

    def _held(self, keys: Sequence[bytes]) -> dict[bytes, Matrix]:
        found: dict[bytes, Matrix] = {}
        with self._lock:
            for key in set(keys):
                row = self._database.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
                if row is not None:
                    found[key] = np.frombuffer(row[0], dtype=np.float32)
        return found

    def _keep(self, vectors: dict[bytes, Matrix]) -> None:
        with self._lock, self._database:
            rows = [(key, vector.astype(np.float32).tobytes()) for key, vector in vectors.items()]
            self._database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
