"""The passage store: the one home of what is kept in Qdrant, for writing and for reading alike.

A version of a document is published in two steps: its passages are written unseen (`VersionState`), then one
operation makes them visible and another sets the version before aside. So nothing half-written
is ever served. What is set aside can be read by its id, so that a citation of it stays good; no search, count
or facet sees it.

Every read asks for a `clearance`: the sensitivity classes the reader may see. It is part of the filter
inside the engine, so a leak cannot be made by forgetting.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

import numpy as np

from indexer.documents import Clearance, DocumentCard, Sensitivity
from indexer.embedding import Matrix
from indexer.passages import NO_FILTERS, Filters, Passage, StoredPassage, ThemeTag
from indexer.store.digests import VersionDigest, state_of
from indexer.store.engines import (
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
from indexer.store.payloads import VersionState, card_payload, day_number, packed_passage, stored_passage
from indexer.store.vectors import QueryVectors, Scores, Vectors
from indexer.text.terms import bm25_weights, term_id

_BATCH = 128
"""Points written at once: some megabytes. By judgement."""
_LIVE = AnyOf("live", (VersionState.LIVE,))
_OLD = AnyOf("live", (VersionState.OLD,))
_KEPT = AnyOf("live", (VersionState.LIVE, VersionState.OLD))
_UNSEEN = AnyOf("live", (VersionState.UNSEEN,))


class PassageStore:
    """Passages with their vectors in Qdrant, behind one interface for both engines."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Give the store back; nothing may be called after."""
        self._engine.close()

    # Writing

    def require_room(self) -> None:
        """Raise NoSpace where the disk is too full for a change to begin, so that none is left half-done for it."""
        self._engine.require_room()

    def write(self, card: DocumentCard, passages: Sequence[Passage], vectors: Sequence[Vectors]) -> None:
        """Write a version of a document unseen; `publish` makes it visible."""
        points = [_point(card, p, v) for p, v in zip(passages, vectors, strict=True)]
        for start in range(0, len(points), _BATCH):
            self._engine.upsert(points[start : start + _BATCH])

    def publish(self, document_id: str, version: int) -> None:
        """Make a written version visible and set the one before aside."""
        this, wanted = AnyOf("document_id", (document_id,)), AnyOf("version", (version,))
        self._engine.set_payload(Where((this, wanted)), {"live": VersionState.LIVE})
        self._engine.set_payload(Where((this, _LIVE), must_not=(wanted,)), {"live": VersionState.OLD})
        self._engine.flush()

    def retire(self, document_id: str, version: int) -> None:
        """Set a version aside."""
        self._engine.set_payload(_of(document_id, version), {"live": VersionState.OLD})
        self._engine.flush()

    def correct(self, card: DocumentCard) -> None:
        """Set what the passages of this version say of their document; older versions only follow its class."""
        self._engine.set_payload(_of(card.id, card.version), card_payload(card))
        self.classify(card.id, card.sensitivity)

    def describe(self, version: int, passages: Sequence[Passage]) -> None:
        """Set anew what was worked out of passages of a version that is written: roles, statements, agencies."""
        for passage in passages:
            here = Where((Ids((point_id(passage.id, version),)),))
            found = {"role": passage.role, "agencies": list(passage.agencies)}
            self._engine.set_payload(here, {**found, "passage": packed_passage(passage)})
        self._engine.flush()

    def classify(self, document_id: str, sensitivity: Sensitivity) -> None:
        """Let no version of a document be more open than this class; one that is stricter stays so."""
        classes = tuple(Sensitivity)
        wider = AnyOf("sensitivity", classes[: classes.index(sensitivity)])
        if wider.values:
            where = Where((AnyOf("document_id", (document_id,)), wider))
            self._engine.set_payload(where, {"sensitivity": str(sensitivity)})
        self._engine.flush()

    def set_themes(self, themes: Mapping[str, Sequence[ThemeTag]]) -> None:
        """Set the themes of passages by their id; passages with the same themes are set in one operation."""
        alike: dict[tuple[ThemeTag, ...], list[str]] = {}
        for passage_id, found in themes.items():
            alike.setdefault(tuple(found), []).append(passage_id)
        for found, ids in alike.items():
            payload: Payload = {
                "themes": [theme.id for theme in found],
                "theme_labels": [asdict(theme) for theme in found],
            }
            self._engine.set_payload(Where((AnyOf("passage_id", tuple(ids)),)), payload)
        self._engine.flush()

    def remove(self, document_id: str, version: int | None = None) -> None:
        """Remove all passages of a document, or of one version of it; one that is not held is no error."""
        self._engine.delete(_of(document_id, version))
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

    def score(
        self,
        query: QueryVectors,
        filters: Filters,
        *,
        clearance: Clearance,
        depth: int = 100,
        holding: Sequence[Sequence[str]] = (),
    ) -> list[Scores]:
        """All three scores of every passage among the best `depth` by any one of them.

        What one search found is scored by the other two as well, so no score is missing. Of each group of `holding` a
        passage must have a term.
        """
        held = (AnyOf("terms", tuple(term_id(term) for term in group)) for group in holding)
        where = _where(filters, clearance, *held)
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
        return {record.id: stored_passage(record.payload) for record in self._engine.scroll(where)} if points else {}

    def sentence_vectors(self, points: Sequence[str], *, clearance: Clearance) -> dict[str, Matrix]:
        """Sentence vectors of these points, of versions set aside too, each of shape (sentences, d)."""
        where = _where(NO_FILTERS, clearance, Ids(tuple(points)), of=_KEPT)
        records = self._engine.scroll(where, (SENTENCES,)) if points else []
        return {record.id: np.asarray(record.sentences, dtype=np.float32) for record in records}

    def with_sentences(self, document_id: str, *, clearance: Clearance) -> list[tuple[StoredPassage, Matrix]]:
        """A document's passages in use, in order, each with its sentence vectors, shape (sentences, d)."""
        where = _where(Filters(documents=(document_id,)), clearance)
        records = self._engine.scroll(where, (SENTENCES,))
        found = [(stored_passage(r.payload), np.asarray(r.sentences, dtype=np.float32)) for r in records]
        return sorted(found, key=lambda pair: pair[0].passage.position)

    def get(self, passage_id: str, *, clearance: Clearance, version: int | None = None) -> StoredPassage | None:
        """One passage by its id, as its current version has it, else the newest that does, or as `version` has it.

        None when it is not held or not cleared, which a reader cannot tell apart.
        """
        chosen: tuple[Condition, ...] = (AnyOf("version", (version,)),) if version is not None else ()
        wanted = AnyOf("passage_id", (passage_id,))
        where = _where(NO_FILTERS, clearance, wanted, *chosen, of=_KEPT)
        found = [stored_passage(record.payload) for record in self._engine.scroll(where)]
        return max(found, key=lambda stored: (stored.current, stored.document.version), default=None)

    def passages(
        self,
        document_id: str,
        *,
        clearance: Clearance,
        positions: tuple[int, int] | None = None,
        version: int | None = None,
    ) -> list[StoredPassage]:
        """A document's passages in order, of `version` or the current one; `positions` (first, last) keeps a part."""
        narrow: list[Condition] = [Between("position", *positions)] if positions else []
        if version is not None:
            narrow.append(AnyOf("version", (version,)))
        of = _LIVE if version is None else _KEPT
        where = _where(Filters(documents=(document_id,)), clearance, *narrow, of=of)
        found = [stored_passage(record.payload) for record in self._engine.scroll(where)]
        return sorted(found, key=lambda stored: stored.passage.position)

    def count(self, filters: Filters, *, clearance: Clearance) -> int:
        """How many passages the filters leave."""
        return self._engine.count(_where(filters, clearance))

    def count_with_term(self, term: str, filters: Filters, *, clearance: Clearance) -> int:
        """How many of them contain a term (stemmed)."""
        return self._engine.count(_where(filters, clearance, AnyOf("terms", (term_id(term),))))

    def facet(self, name: str, filters: Filters, *, clearance: Clearance) -> dict[str | int, int]:
        """Passages for each value of a filter field ("kind", "area", "year", "role", "themes", "agencies" …)."""
        return self._engine.facet(name, _where(filters, clearance))

    def published(self, document_id: str, version: int) -> int:
        """How many visible passages a version of a document has."""
        wanted = (_LIVE, AnyOf("document_id", (document_id,)), AnyOf("version", (version,)))
        return self._engine.count(Where(wanted))

    def documents(self) -> dict[str, int]:
        """Visible passages for each document id, all classes: for `check`, not for a reader."""
        return {str(k): v for k, v in self._engine.facet("document_id", Where((_LIVE,))).items()}

    def state(self, card: DocumentCard) -> VersionDigest:
        """What is held of a version of a document, its vectors looked at: for `check`, not for a reader."""
        return state_of(card, self._engine.scroll(_of(card.id, card.version), (PASSAGE, SENTENCES, TERMS)))

    def set_aside(self) -> dict[tuple[str, int], int]:
        """Passages set aside for each document id and version, all classes: for `check`, not for a reader."""
        found: dict[tuple[str, int], int] = {}
        for document_id in self._engine.facet("document_id", Where((_OLD,))):
            versions = self._engine.facet("version", Where((_OLD, AnyOf("document_id", (str(document_id),)))))
            found.update({(str(document_id), int(version)): count for version, count in versions.items()})
        return found


def _of(document_id: str, version: int | None) -> Where:
    chosen = () if version is None else (AnyOf("version", (version,)),)
    return Where((AnyOf("document_id", (document_id,)), *chosen))


def _where(filters: Filters, clearance: Clearance, *more: Condition, of: AnyOf = _LIVE) -> Where:
    must: list[Condition] = [of, AnyOf("sensitivity", tuple(sorted(clearance)))]
    chosen: dict[str, tuple[str, ...]] = {
        "kind": tuple(filters.kinds),
        "area": tuple(area.casefold() for area in filters.areas),
        "role": tuple(filters.roles),
        "themes": filters.themes,
        "agencies": filters.agencies,
        "document_id": filters.documents,
    }
    must.extend(AnyOf(name, tuple(str(v) for v in values)) for name, values in chosen.items() if values)
    if filters.years is not None:
        must.append(Between("year", *filters.years))
    if filters.in_force_on is not None:
        day = day_number(filters.in_force_on)
        must += [Between("in_force_from", None, day), Between("in_force_until", day, None)]
    return Where((*must, *more))


def _point(card: DocumentCard, passage: Passage, vectors: Vectors) -> Point:
    weights = bm25_weights(vectors.terms)
    sparse = {term_id(term): weight for term, weight in weights.items()}
    payload: Payload = {
        **card_payload(card),
        "document_id": card.id,
        "version": card.version,
        "live": VersionState.UNSEEN,
        "passage_id": passage.id,
        "position": passage.position,
        "role": passage.role,
        "themes": [],
        "agencies": list(passage.agencies),
        "terms": list(sparse),
        "passage": packed_passage(passage),
    }
    return Point(
        point_id(passage.id, card.version),
        vectors.passage.tolist(),
        vectors.sentences.tolist(),
        sparse,
        payload,
    )


def point_id(passage_id: str, version: int) -> str:
    """Each version of a document has points of its own, so that writing one never touches the one in use."""
    return str(UUID(bytes=hashlib.sha256(f"{passage_id}/{version}".encode()).digest()[:16]))
