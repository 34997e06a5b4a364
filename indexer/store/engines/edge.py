"""Qdrant's engine inside this process, by Qdrant Edge; the library is in beta and only this module knows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import qdrant_edge as edge

from indexer.space import require_space_to_map
from indexer.store.engines import (
    INTEGER_FIELDS,
    KEYWORD_FIELDS,
    PASSAGE,
    SENTENCES,
    TERMS,
    AnyOf,
    Between,
    Condition,
    Ids,
    Payload,
    Point,
    Query,
    Record,
    StoreError,
    StoreInUse,
    Where,
    named_vectors,
    plain_value,
)

_LOOK_EVERY = 0.5
"""Seconds for which space that was there is taken to be there: less is written in them than is asked for."""


class EdgeEngine:
    """Qdrant's engine in this process, over a folder that one process at a time may hold.

    Search is exact: no graph is built, which costs milliseconds up to some 100,000 passages. One lock
    is held round every call, because the engine holds the interpreter while it works all the same.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._lock = threading.RLock()
        fresh = not folder.exists() or not any(folder.iterdir())
        require_space_to_map(folder, writing=False)
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._looked = -_LOOK_EVERY  # when there was space last
        try:
            self._shard = (
                edge.EdgeShard.create(str(folder), _edge_config(dimension))
                if fresh
                else edge.EdgeShard.load(str(folder))
            )
        except Exception as error:
            raise _edge_error(folder, error) from error
        self._create_indexes()

    def _create_indexes(self) -> None:
        """Index the payload fields that are not yet, in a new folder or one of an earlier release."""
        held = self._shard.info().payload_schema
        kinds = {
            **dict.fromkeys(KEYWORD_FIELDS, edge.PayloadSchemaType.Keyword),
            **dict.fromkeys(INTEGER_FIELDS, edge.PayloadSchemaType.Integer),
        }
        missing = [name for name in kinds if name not in held]
        for name in missing:
            self._update(edge.UpdateOperation.create_field_index(name, kinds[name]))
        if missing:
            self._shard.flush()

    def _update(self, operation: edge.UpdateOperation) -> None:
        """Write, unless the disk is too full for it. Raises StoreError, NoSpace."""
        self.require_room()
        try:
            self._shard.update(operation)
        except Exception as error:  # the engine raises plain Exception for everything
            raise StoreError(f"The index could not be written: {error}") from error

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """The lock, and StoreError for whatever the engine raises, its panics too, which are no Exception."""
        with self._lock:
            try:
                yield
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:
                raise StoreError(
                    f"The index could not be read ({error}). Stop the service and run `python -m indexer check`."
                ) from error

    def require_room(self) -> None:
        """Raise NoSpace where mapped files could not be written to."""
        now = time.monotonic()
        if now - self._looked > _LOOK_EVERY:
            require_space_to_map(self._folder)
            self._looked = now

    def upsert(self, points: Sequence[Point]) -> None:
        """Write points; the engine's log keeps them once it returns."""
        batch = [edge.Point(p.id, _edge_vectors(p), p.payload) for p in points]
        with self._lock:
            self._update(edge.UpdateOperation.upsert_points(batch))

    def delete(self, where: Where) -> None:
        """Delete the points that match."""
        with self._lock:
            self._update(edge.UpdateOperation.delete_points_by_filter(_edge_filter(where)))

    def set_payload(self, where: Where, payload: Payload) -> None:
        """Set payload fields of all points that match."""
        with self._lock:
            self._update(edge.UpdateOperation.set_payload_by_filter(_edge_filter(where), payload))

    def query(self, vector: str, query: Query, where: Where, limit: int) -> list[tuple[str, float]]:
        """Ids and scores of the best matches of a named vector, best first."""
        wanted = query if isinstance(query, list) else edge.SparseVector(list(query.keys()), list(query.values()))
        request = edge.QueryRequest(
            limit=limit,
            query=edge.Query.Nearest(wanted, using=vector),
            filter=_edge_filter(where),
            with_payload=False,
        )
        with self._reading():
            return [(str(point.id), float(point.score)) for point in self._shard.query(request)]

    def scroll(self, where: Where, vectors: Sequence[str] = ()) -> list[Record]:
        """All points that match."""
        found: list[Record] = []
        offset = None
        while True:
            request = edge.ScrollRequest(
                offset=offset,
                limit=1000,
                filter=_edge_filter(where),
                with_payload=True,
                with_vector=list(vectors) or False,
            )
            with self._reading():
                records, offset = self._shard.scroll(request)
            found.extend(Record(str(r.id), r.payload or {}, named_vectors(r.vector)) for r in records)
            if offset is None:
                return found

    def count(self, where: Where) -> int:
        """How many points match."""
        with self._reading():
            return int(self._shard.count(edge.CountRequest(exact=True, filter=_edge_filter(where))))

    def facet(self, name: str, where: Where) -> dict[str | int, int]:
        """Points for each value of a payload field."""
        request = edge.FacetRequest(name, limit=10_000, exact=True, filter=_edge_filter(where))
        with self._reading():
            return {plain_value(hit.value): int(hit.count) for hit in self._shard.facet(request).hits}

    def flush(self) -> None:
        """Bring everything to disk."""
        with self._lock:
            self._shard.flush()

    def close(self) -> None:
        """Flush and give the folder back."""
        with self._lock:
            self._shard.close()


def _edge_config(dimension: int) -> edge.EdgeConfig:
    cosine = edge.Distance.Cosine
    maxsim = edge.MultiVectorConfig(edge.MultiVectorComparator.MaxSim)
    return edge.EdgeConfig(
        vectors={
            PASSAGE: edge.EdgeVectorParams(dimension, cosine),
            SENTENCES: edge.EdgeVectorParams(dimension, cosine, multivector_config=maxsim),
        },
        sparse_vectors={TERMS: edge.EdgeSparseVectorParams()},
    )


def _edge_error(folder: Path, error: Exception) -> StoreError:
    if "WouldBlock" in str(error) or "lock" in str(error).lower():
        return StoreInUse(
            f"The index in {folder} is in use by another process, most likely the running service. Add documents "
            "on its upload page, or stop it first."
        )
    return StoreError(
        f"The index in {folder} cannot be opened ({error}). Restore it from a copy, or move the folder away and "
        "add the documents again."
    )


def _edge_vectors(point: Point) -> dict[str, Any]:
    return {
        PASSAGE: point.passage,
        SENTENCES: point.sentences,
        TERMS: edge.SparseVector(list(point.terms.keys()), list(point.terms.values())),
    }


def _edge_filter(where: Where) -> edge.Filter:
    return edge.Filter(
        must=[_edge_condition(c) for c in where.must], must_not=[_edge_condition(c) for c in where.must_not]
    )


def _edge_condition(condition: Condition) -> Any:
    match condition:
        case AnyOf(name, values):
            return edge.FieldCondition(name, match=edge.MatchAny(list(values)))  # type: ignore[arg-type]
        case Between(name, low, high):
            return edge.FieldCondition(name, range=edge.RangeFloat(gte=low, lte=high))
        case Ids(ids):
            return edge.HasIdCondition(set(ids))
