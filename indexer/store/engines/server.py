"""A Qdrant server by URL, through qdrant-client; only this module knows the client."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse

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
    Where,
    named_vectors,
    plain_value,
)


class ServerEngine:
    """A Qdrant server through qdrant-client (or the client's own in-memory mode, for tests)."""

    def __init__(self, client: QdrantClient, collection: str, dimension: int) -> None:
        self._client = client
        self._collection = collection
        # The client's in-memory mode is not safe with a writer among readers; a server needs no lock.
        self._lock = threading.RLock()
        try:
            if not client.collection_exists(collection):
                self._create(dimension)
            self._create_indexes()
        except (ResponseHandlingException, UnexpectedResponse, OSError) as error:
            raise StoreError(
                f"The Qdrant server cannot be used ({error}). Check LEARNING_QDRANT_URL and LEARNING_QDRANT_API_KEY, "
                "and that the server runs."
            ) from error

    @classmethod
    def connect(cls, url: str, api_key: str, dimension: int) -> ServerEngine:
        """Connect to a server by its URL."""
        # The client's own check of versions runs in a thread whose failure nobody could catch.
        client = QdrantClient(url=url, api_key=api_key or None, timeout=60, check_compatibility=False)
        return cls(client, "passages", dimension)

    def _create(self, dimension: int) -> None:
        cosine = models.Distance.COSINE
        maxsim = models.MultiVectorConfig(comparator=models.MultiVectorComparator.MAX_SIM)
        self._client.create_collection(
            self._collection,
            vectors_config={
                PASSAGE: models.VectorParams(size=dimension, distance=cosine),
                SENTENCES: models.VectorParams(
                    size=dimension,
                    distance=cosine,
                    multivector_config=maxsim,
                    hnsw_config=models.HnswConfigDiff(m=0),
                ),
            },
            sparse_vectors_config={TERMS: models.SparseVectorParams()},
        )

    def _create_indexes(self) -> None:
        """Index the payload fields that are not yet, in a new collection or one of an earlier release."""
        held = self._client.get_collection(self._collection).payload_schema
        kinds = {
            **dict.fromkeys(KEYWORD_FIELDS, models.PayloadSchemaType.KEYWORD),
            **dict.fromkeys(INTEGER_FIELDS, models.PayloadSchemaType.INTEGER),
        }
        for name in kinds.keys() - held.keys():
            self._client.create_payload_index(self._collection, name, field_schema=kinds[name], wait=True)

    def require_room(self) -> None:
        """The server looks after its own disk."""

    def upsert(self, points: Sequence[Point]) -> None:
        """Write points and wait until they are kept."""
        batch = [
            models.PointStruct(
                id=p.id,
                vector={
                    PASSAGE: p.passage,
                    SENTENCES: p.sentences,
                    TERMS: models.SparseVector(indices=list(p.terms.keys()), values=list(p.terms.values())),
                },
                payload=p.payload,
            )
            for p in points
        ]
        with self._lock:
            self._client.upsert(self._collection, batch, wait=True)

    def delete(self, where: Where) -> None:
        """Delete the points that match."""
        with self._lock:
            self._client.delete(self._collection, models.FilterSelector(filter=_server_filter(where)), wait=True)

    def set_payload(self, where: Where, payload: Payload) -> None:
        """Set payload fields of all points that match."""
        with self._lock:
            self._client.set_payload(self._collection, payload, points=_server_filter(where), wait=True)

    def query(self, vector: str, query: Query, where: Where, limit: int) -> list[tuple[str, float]]:
        """Ids and scores of the best matches of a named vector, best first."""
        wanted = (
            query
            if isinstance(query, list)
            else models.SparseVector(indices=list(query.keys()), values=list(query.values()))
        )
        with self._lock:
            found = self._client.query_points(
                self._collection,
                query=wanted,
                using=vector,
                query_filter=_server_filter(where),
                limit=limit,
                with_payload=False,
            )
        return [(str(point.id), float(point.score)) for point in found.points]

    def scroll(self, where: Where, vectors: Sequence[str] = ()) -> list[Record]:
        """All points that match."""
        found: list[Record] = []
        offset: Any = None
        while True:
            with self._lock:
                records, offset = self._client.scroll(
                    self._collection,
                    scroll_filter=_server_filter(where),
                    limit=1000,
                    offset=offset,
                    with_payload=True,
                    with_vectors=list(vectors) or False,
                )
            found.extend(Record(str(r.id), r.payload or {}, named_vectors(r.vector)) for r in records)
            if offset is None:
                return found

    def count(self, where: Where) -> int:
        """How many points match."""
        with self._lock:
            return int(self._client.count(self._collection, count_filter=_server_filter(where), exact=True).count)

    def facet(self, name: str, where: Where) -> dict[str | int, int]:
        """Points for each value of a payload field."""
        with self._lock:
            found = self._client.facet(
                self._collection, name, facet_filter=_server_filter(where), limit=10_000, exact=True
            )
        return {plain_value(hit.value): int(hit.count) for hit in found.hits}

    def flush(self) -> None:
        """The server keeps what it acknowledged."""

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._client.close()


def _server_filter(where: Where) -> models.Filter:
    return models.Filter(
        must=[_server_condition(c) for c in where.must],
        must_not=[_server_condition(c) for c in where.must_not],
    )


def _server_condition(condition: Condition) -> models.Condition:
    match condition:
        case AnyOf(name, values):
            return models.FieldCondition(key=name, match=models.MatchAny(any=list(values)))  # type: ignore[arg-type]
        case Between(name, low, high):
            return models.FieldCondition(key=name, range=models.Range(gte=low, lte=high))
        case Ids(ids):
            return models.HasIdCondition(has_id=list(ids))
