"""Facets: what a search can be narrowed by, counted among what the filters leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.catalogue.catalogue import Catalogue
from indexer.documents import Clearance
from indexer.passages import Filters, PassageRole
from indexer.store.passage_store import PassageStore
from indexer.text.agencies import agencies


@dataclass(frozen=True, slots=True)
class Facets:
    """Passages for each value of the filters, among what the other filters leave."""

    kinds: tuple[tuple[str, int], ...]
    areas: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]
    roles: tuple[tuple[str, int], ...]
    agencies: tuple[tuple[str, int], ...]
    documents: tuple[tuple[str, str, int], ...]
    """Id, title and passages of each document."""


def count_facets(store: PassageStore, catalogue: Catalogue, filters: Filters, allowed: Clearance) -> Facets:
    """The facets a reader with this clearance may see."""
    records = {r.id: r for r in catalogue.documents(allowed)}
    areas = {(r.source.area or "").casefold(): r.source.area or "" for r in records.values()}
    kinds, areas_found, years, roles, named, held = (
        store.facet(name, filters, clearance=allowed)
        for name in ("kind", "area", "year", "role", "agencies", "document_id")
    )
    documents = ((str(k), records[str(k)].source.title, n) for k, n in held.items() if str(k) in records)
    return Facets(
        kinds=_ranked({str(k): n for k, n in kinds.items()}),
        areas=tuple(sorted((areas.get(str(k), str(k)), n) for k, n in areas_found.items())),
        years=tuple(sorted((int(k), n) for k, n in years.items())),
        roles=tuple((role, roles[role]) for role in PassageRole if roles.get(role)),
        agencies=tuple((agency, named[agency]) for agency in agencies() if named.get(agency)),
        documents=tuple(sorted(documents, key=lambda document: document[1])),
    )


def _ranked(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
