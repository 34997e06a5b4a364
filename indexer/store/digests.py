"""Digests: what a version's text and vectors amount to in the store, so that damage done to them is seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.documents import DocumentCard
from indexer.store.engines import PASSAGE, SENTENCES, TERMS, Record
from indexer.store.payloads import card_payload, stored_passage

_FIXED = ("id", "document_id", "text", "start", "end", "headings", "sentences", "places", "position")
"""Fields of a passage that nothing changes once it is written; roles, agencies, cells and themes are found anew."""
_LEAST_LENGTH = 0.5
"""Vectors have the length one; what is shorter than half was not made by a model. By judgement."""


@dataclass(frozen=True, slots=True)
class VersionDigest:
    """A version of a document as the store holds it.

    `digest` is of fixed text and vectors of all its passages; `unreadable` passages cannot be made of what is held,
    `without_vectors` have vectors that say nothing, `misdescribed` say of their document what its card does not.
    """

    digest: str
    unreadable: int
    without_vectors: int
    misdescribed: int

    @property
    def is_sound(self) -> bool:
        """Whether every passage can be read and searched; whether it is what was written, the digest tells."""
        return not (self.unreadable or self.without_vectors)


def state_of(card: DocumentCard, records: Sequence[Record]) -> VersionDigest:
    """The state of a version by its points, each with all its vectors."""
    parts = sorted(_point_digest(record) for record in records)
    said = json.loads(json.dumps(card_payload(card)))
    return VersionDigest(
        digest=hashlib.sha256(b"".join(parts)).hexdigest(),
        unreadable=sum(not _is_readable(record) for record in records),
        without_vectors=sum(not _has_vectors(record) for record in records),
        misdescribed=sum(any(record.payload.get(n) != value for n, value in said.items()) for record in records),
    )


def _point_digest(record: Record) -> bytes:
    packed = record.payload.get("passage") or {}
    words = json.dumps([record.id, *(packed.get(name) for name in _FIXED)], sort_keys=True).encode()
    numbers = b"".join(_flat(record.vectors.get(name)).tobytes() for name in (PASSAGE, SENTENCES, TERMS))
    return hashlib.sha256(words + numbers).digest()


def _flat(vector: Any) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.asarray(vector if vector is not None else (), dtype=np.float32).ravel()


def _is_readable(record: Record) -> bool:
    try:
        stored_passage(record.payload)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return False
    return True


def _has_vectors(record: Record) -> bool:
    """Whether passage and sentences each have a vector of about length one. A text without words has no terms."""
    rows = [_flat(record.vectors.get(PASSAGE)), *map(_flat, record.vectors.get(SENTENCES) or ())]
    return bool(rows) and all(np.isfinite(row).all() and np.linalg.norm(row) > _LEAST_LENGTH for row in rows)
