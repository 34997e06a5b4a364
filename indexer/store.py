"""The passage store: the one home of what is kept in Qdrant, for writing and for reading alike.

A document is published in two steps: its passages are written unseen (`live` false), then one operation
makes them visible and the version before goes. So nothing half-written is ever served.

Every read asks for a `clearance`: the sensitivity classes the reader may see. It is part of the filter
inside the engine, so a leak cannot be made by forgetting.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

from indexer.documents import Clearance, DocumentCard, DocumentKind, Immutable, Locator, Sensitivity
from indexer.embedding import Matrix
from indexer.engines import (
    PASSAGE,
    SENTENCES,
    TERMS,
    AnyOf,
    Between,
    Condition,
    Engine,
    Ids,
    Payload,
    Point,
    Where,
)
from indexer.passages import NO_FILTERS, Filters, Passage, PassageRole, Place, StoredPassage, Theme
from indexer.terms import bm25_weights, term_id

_BATCH = 128
_LIVE = AnyOf("live", ("yes",))
_UNSEEN = AnyOf("live", ("no",))


@dataclass(frozen=True, slots=True)
class Vectors(Immutable):
    """A passage's vectors: itself, shape (d,), its sentences, shape (n, d), and its terms as they occur."""

    passage: Matrix
    sentences: Matrix
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryVectors(Immutable):
    """A question's vectors: dense, shape (d,), and the weight (inverse document frequency) of each term."""

    dense: Matrix
    terms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Scores:
    """How one passage fits a question: cosine of passage and of best sentence, and BM25.

    `point` is the store's own id of this version of the passage, for `fetch`.
    """

    point: str
    dense: float
    sentence: float
    lexical: float


class PassageStore:
    """Passages with their vectors in Qdrant, behind one interface for both engines."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Give the store back; nothing may be called after."""
        self._engine.close()

    # Writing

    def write(self, card: DocumentCard, passages: Sequence[Passage], vectors: Sequence[Vectors]) -> None:
        """Write a version of a document unseen; `publish` makes it visible."""
        points = [_point(card, p, v) for p, v in zip(passages, vectors, strict=True)]
        for start in range(0, len(points), _BATCH):
            self._engine.upsert(points[start : start + _BATCH])

    def publish(self, document_id: str, version: int) -> None:
        """Make a written version visible and remove every other version of the document."""
        this = (AnyOf("document_id", (document_id,)),)
        self._engine.set_payload(Where((*this, AnyOf("version", (version,)))), {"live": "yes"})
        self._engine.delete(Where(this, must_not=(AnyOf("version", (version,)),)))
        self._engine.flush()

    def correct(self, card: DocumentCard) -> None:
        """Set what the passages of a document say of it, after a person corrected it."""
        self._engine.set_payload(Where((AnyOf("document_id", (card.id,)),)), _card_payload(card))
        self._engine.flush()

    def remove(self, document_id: str) -> None:
        """Remove all passages of a document; one that is not held is no error."""
        self._engine.delete(Where((AnyOf("document_id", (document_id,)),)))
        self._engine.flush()

    def remove_unpublished(self, document_id: str | None = None) -> int:
        """Remove what a killed process left unseen, of one document or of all; how many passages it was."""
        where = Where((_UNSEEN, *((AnyOf("document_id", (document_id,)),) if document_id else ())))
        count = self._engine.count(where)
        if count:
            self._engine.delete(where)
            self._engine.flush()
        return count

    # Reading

    def score(self, query: QueryVectors, filters: Filters, *, clearance: Clearance, depth: int = 100) -> list[Scores]:
        """All three scores of every passage among the best `depth` by any one of them.

        What one search found is scored by the other two as well, so no score is missing.
        """
        where = _where(filters, clearance)
        dense = query.dense.tolist()
        sparse = {term_id(term): weight for term, weight in query.terms.items()}
        searches: dict[str, Any] = {PASSAGE: dense, SENTENCES: [dense]}
        if sparse:
            searches[TERMS] = sparse
        found = {name: dict(self._engine.query(name, vector, where, depth)) for name, vector in searches.items()}
        ids = tuple(sorted(set().union(*found.values())))
        for name, scores in found.items():
            missing = tuple(i for i in ids if i not in scores)
            if missing:
                scores.update(self._engine.query(name, searches[name], Where((Ids(missing),)), len(missing)))
        lexical = found.get(TERMS, {})
        return [Scores(i, found[PASSAGE][i], found[SENTENCES][i], lexical.get(i, 0.0)) for i in ids]

    def fetch(self, points: Sequence[str], *, clearance: Clearance) -> dict[str, StoredPassage]:
        """The passages of these points, as far as they are held and cleared."""
        where = _where(NO_FILTERS, clearance, Ids(tuple(points)))
        return {record.id: _stored(record.payload) for record in self._engine.scroll(where)} if points else {}

    def sentence_vectors(self, points: Sequence[str], *, clearance: Clearance) -> dict[str, Matrix]:
        """Sentence vectors of these points, each of shape (sentences, d)."""
        where = _where(NO_FILTERS, clearance, Ids(tuple(points)))
        records = self._engine.scroll(where, with_sentences=True) if points else []
        return {record.id: np.asarray(record.sentences, dtype=np.float32) for record in records}

    def get(self, passage_id: str, *, clearance: Clearance) -> StoredPassage | None:
        """One passage by its id; None when it is not held or not cleared, which a reader cannot tell apart."""
        records = self._engine.scroll(_where(NO_FILTERS, clearance, AnyOf("passage_id", (passage_id,))))
        return _stored(records[0].payload) if records else None

    def passages(
        self, document_id: str, *, clearance: Clearance, positions: tuple[int, int] | None = None
    ) -> list[StoredPassage]:
        """A document's passages in order; `positions` (first, last) keeps a part."""
        narrow: tuple[Condition, ...] = (Between("position", *positions),) if positions else ()
        where = _where(Filters(documents=(document_id,)), clearance, *narrow)
        found = [_stored(record.payload) for record in self._engine.scroll(where)]
        return sorted(found, key=lambda stored: stored.passage.position)

    def count(self, filters: Filters, *, clearance: Clearance) -> int:
        """How many passages the filters leave."""
        return self._engine.count(_where(filters, clearance))

    def count_with_term(self, term: str, filters: Filters, *, clearance: Clearance) -> int:
        """How many of them contain a term (stemmed)."""
        return self._engine.count(_where(filters, clearance, AnyOf("terms", (term_id(term),))))

    def facet(self, name: str, filters: Filters, *, clearance: Clearance) -> dict[str | int, int]:
        """Passages for each value of a filter field ("kind", "area", "year", "document_id", "role", "themes")."""
        return self._engine.facet(name, _where(filters, clearance))

    def is_published(self, document_id: str, version: int) -> bool:
        """Whether a version of a document has visible passages."""
        wanted = (_LIVE, AnyOf("document_id", (document_id,)), AnyOf("version", (version,)))
        return self._engine.count(Where(wanted)) > 0

    def documents(self) -> dict[str, int]:
        """Visible passages for each document id, all classes: for `check`, not for a reader."""
        return {str(k): v for k, v in self._engine.facet("document_id", Where((_LIVE,))).items()}


def _where(filters: Filters, clearance: Clearance, *more: Condition) -> Where:
    must: list[Condition] = [_LIVE, AnyOf("sensitivity", tuple(sorted(clearance)))]
    chosen: dict[str, tuple[str, ...]] = {
        "kind": tuple(filters.kinds),
        "area": tuple(area.casefold() for area in filters.areas),
        "role": tuple(filters.roles),
        "themes": filters.themes,
        "document_id": filters.documents,
    }
    must.extend(AnyOf(name, tuple(str(v) for v in values)) for name, values in chosen.items() if values)
    if filters.years is not None:
        must.append(Between("year", *filters.years))
    return Where((*must, *more))


def _point(card: DocumentCard, passage: Passage, vectors: Vectors) -> Point:
    weights = bm25_weights(vectors.terms)
    sparse = {term_id(term): weight for term, weight in weights.items()}
    payload: Payload = {
        **_card_payload(card),
        "document_id": card.id,
        "version": card.version,
        "live": "no",
        "passage_id": passage.id,
        "position": passage.position,
        "role": passage.role,
        "themes": [],
        "terms": list(sparse),
        "passage": _packed(passage),
    }
    return Point(
        _point_id(passage.id, card.version),
        vectors.passage.tolist(),
        vectors.sentences.tolist(),
        sparse,
        payload,
    )


def _point_id(passage_id: str, version: int) -> str:
    """Each version of a document has points of its own, so that writing one never touches the one in use."""
    return str(UUID(bytes=hashlib.sha256(f"{passage_id}/{version}".encode()).digest()[:16]))


def _card_payload(card: DocumentCard) -> Payload:
    packed = asdict(card)
    for name in ("period_start", "period_end"):
        packed[name] = packed[name] and packed[name].isoformat()
    return {
        "sensitivity": str(card.sensitivity),
        "kind": str(card.kind),
        "area": card.area and card.area.casefold(),
        "year": card.year,
        "document": packed,
    }


def _packed(passage: Passage) -> Payload:
    """A passage as JSON holds it; locators without their empty fields."""
    packed = asdict(passage)
    packed["places"] = [
        [place.start, {k: v for k, v in asdict(place.locator).items() if v is not None}] for place in passage.places
    ]
    return packed


def _stored(payload: Payload) -> StoredPassage:
    packed = payload["passage"]
    card = payload["document"]
    passage = Passage(
        id=packed["id"],
        document_id=packed["document_id"],
        text=packed["text"],
        start=packed["start"],
        end=packed["end"],
        headings=tuple(packed["headings"]),
        sentences=tuple((a, b) for a, b in packed["sentences"]),
        places=tuple(Place(start, Locator(**where)) for start, where in packed["places"]),
        position=packed["position"],
        role=PassageRole(packed["role"]) if packed["role"] else None,
        role_reason=packed["role_reason"],
        caution=packed["caution"],
        recognised=packed["recognised"],
        by_service=packed["by_service"],
    )
    document = DocumentCard(
        **{
            **card,
            "kind": DocumentKind(card["kind"]),
            "sensitivity": Sensitivity(card["sensitivity"]),
            "period_start": card["period_start"] and date.fromisoformat(card["period_start"]),
            "period_end": card["period_end"] and date.fromisoformat(card["period_end"]),
        }
    )
    themes = tuple(Theme(t["id"], t["label"]) for t in payload.get("theme_labels", ()))
    return StoredPassage(passage, document, themes)
