"""Facets: how many passages each value of the filters would leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.agencies import agencies
from indexer.documents import Clearance
from indexer.passages import Filters, PassageRole
from indexer.records import DocumentRecord
from indexer.store import PassageStore


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


def count_facets(
    store: PassageStore, documents: Sequence[DocumentRecord], filters: Filters, allowed: Clearance
) -> Facets:
    """What the filters leave, counted by kind, area, year, role, agency and document of those given."""
    records = {r.id: r for r in documents}
    areas = {(r.source.area or "").casefold(): r.source.area or "" for r in records.values()}
    kinds, areas_found, years, roles, named, held = (
        store.facet(name, filters, clearance=allowed)
        for name in ("kind", "area", "year", "role", "agencies", "document_id")
    )
    titles = ((str(k), records[str(k)].source.title, n) for k, n in held.items() if str(k) in records)
    return Facets(
        kinds=_ranked({str(k): n for k, n in kinds.items()}),
        areas=tuple(sorted((areas.get(str(k), str(k)), n) for k, n in areas_found.items())),
        years=tuple(sorted((int(k), n) for k, n in years.items())),
        roles=tuple((role, roles[role]) for role in PassageRole if roles.get(role)),
        agencies=tuple((agency, named[agency]) for agency in agencies() if named.get(agency)),
        documents=tuple(sorted(titles, key=lambda document: document[1])),
    )


def _ranked(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
