"""What the store asks of Qdrant, in words of our own: Where (a filter), Point, Record, Engine.

Two engines answer: `edge` (Qdrant Edge, inside this process) and `server` (a Qdrant server by URL). Only
those two modules know either library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

PASSAGE, SENTENCES, TERMS = "passage", "sentences", "terms"
"""Names of the vectors of a point: one dense, one dense for each sentence, one sparse."""

KEYWORD_FIELDS = ("document_id", "passage_id", "sensitivity", "kind", "area", "role", "themes", "agencies", "live")
INTEGER_FIELDS = ("year", "version", "position", "terms", "in_force_from", "in_force_until")

Payload = dict[str, Any]
SparseVector = Mapping[int, float]


class StoreError(RuntimeError):
    """The vector store cannot be used; the message says why and what to do."""


class StoreInUse(StoreError):
    """Another process holds the store's folder."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A payload field holds one of the values."""

    field: str
    values: tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A payload number lies between the bounds, both included; None leaves a side open."""

    field: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Ids:
    """The point is one of these."""

    ids: tuple[str, ...]


Condition = AnyOf | Between | Ids


@dataclass(frozen=True, slots=True)
class Where:
    """Points for which every condition of `must` and none of `must_not` holds."""

    must: tuple[Condition, ...] = ()
    must_not: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """What is written: an id (UUID), its vectors and its payload."""

    id: str
    passage: list[float]
    sentences: list[list[float]]
    terms: SparseVector
    payload: Payload


@dataclass(frozen=True, slots=True)
class Record:
    """What is read back; `vectors` by their names, only those asked for, a sparse one as its pairs in order."""

    id: str
    payload: Payload = field(default_factory=dict)
    vectors: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentences(self) -> list[list[float]]:
        """The sentence vectors, if they were asked for."""
        return list(self.vectors.get(SENTENCES, ()))


Query = list[float] | list[list[float]] | SparseVector
"""Dense, one or several dense (the best match counts), or sparse."""


class Engine(Protocol):
    """What the store asks of Qdrant. Implementations are safe to call from several threads."""

    def require_room(self) -> None:
        """Raise NoSpace where the disk is too full for a change to begin."""
        ...

    def upsert(self, points: Sequence[Point]) -> None:
        """Write points; lasting once it returns."""
        ...

    def delete(self, where: Where) -> None:
        """Delete the points that match."""
        ...

    def set_payload(self, where: Where, payload: Payload) -> None:
        """Set payload fields of all points that match, in one operation."""
        ...

    def query(self, vector: str, query: Query, where: Where, limit: int) -> list[tuple[str, float]]:
        """Ids and scores of the best matches of a named vector, best first."""
        ...

    def scroll(self, where: Where, vectors: Sequence[str] = ()) -> list[Record]:
        """All points that match, in no order, each with the named vectors."""
        ...

    def count(self, where: Where) -> int:
        """How many points match, exactly."""
        ...

    def facet(self, name: str, where: Where) -> dict[str | int, int]:
        """Points for each value of a payload field among those that match."""
        ...

    def flush(self) -> None:
        """Bring everything to disk."""
        ...

    def close(self) -> None:
        """Give the store back."""
        ...


def named_vectors(vectors: Any) -> dict[str, Any]:
    """The named vectors of a record as either library gives them; a sparse one as its (index, weight) in order."""
    if not isinstance(vectors, Mapping):
        return {}
    sparse = {name: vector for name, vector in vectors.items() if hasattr(vector, "indices")}
    return {**vectors, **{n: sorted(zip(v.indices, v.values, strict=True)) for n, v in sparse.items()}}


def plain_value(value: Any) -> str | int:
    """A facet's value as Python has it."""
    return value if isinstance(value, int) else str(value)
