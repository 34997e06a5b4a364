"""A real knowledge base over tiny files: real stores, a toy embedder in place of the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from indexer.embedding import Matrix


class ToyEmbedder:
    """A hashed bag of words: texts that share words get close vectors, so ranking can be tested."""

    name = "toy"
    dimension = 64

    def encode(self, texts: Sequence[str]) -> Matrix:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"[a-z]+", text.lower()):
                vectors[
                    row,
                    int.from_bytes(blake2b(word.encode(), digest_size=2).digest(), "big") % self.dimension,
                ] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(norms == 0, 1, norms)
