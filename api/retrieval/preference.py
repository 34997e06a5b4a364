"""How well a passage fits what the question says about where to look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from api.query.hints import HintKind, Understanding
from api.terms.cases import names_case
from api.terms.negation import holds
from api.terms.numbered import stands_as
from indexer.documents import DocumentCard
from indexer.passages import Filters, PassageRole, StoredPassage

WEIGHTS: Mapping[HintKind, float] = {
    HintKind.AREA: 6.0,
    HintKind.YEARS: 2.5,
    HintKind.DOCUMENTS: 2.5,
    HintKind.KIND: 0.8,
    HintKind.CASE: 2.0,
    HintKind.ROLE: 1.0,
    HintKind.AGENCY: 0.4,
    HintKind.ITEM: 2.0,
    HintKind.NEGATION: 1.0,
}
"""What a full fit adds to a rank score whose other features add up to at most 10; set on labelled
questions over real reports (`python -m evaluation run --sets real`)."""
_OVERLAPS = 0.6
"""A year inside a document's period, filed under another year."""


def preference(understanding: Understanding, found: StoredPassage) -> float:
    """The sum of what fits: 0 for a question that says nothing about where to look."""
    return sum(WEIGHTS[kind] * _fit(kind, understanding, found) for kind in _kinds(understanding))


def full_fit(understanding: Understanding) -> float:
    """What a passage gets that fits all the question says about where to look; 0 when it says nothing."""
    return sum(WEIGHTS[kind] for kind in _kinds(understanding))


def _kinds(understanding: Understanding) -> set[HintKind]:
    return {hint.kind for hint in understanding.hints if hint.kind in WEIGHTS}


def narrowed(understanding: Understanding, filters: Filters, bound: Sequence[str] = ()) -> list[Filters]:
    """Filters that look only where the question says, and there only for the statements it asks for.

    `bound` are the documents that alone can answer it, whatever year they are filed under.
    """
    roles = filters.roles or tuple(PassageRole(role) for role in sorted(understanding.of(HintKind.ROLE)))
    if bound and not filters.documents:
        there = replace(filters, documents=tuple(bound))
        return list(dict.fromkeys((there, replace(there, roles=roles))))
    areas = filters.areas or tuple(sorted(understanding.of(HintKind.AREA)))
    years = sorted(int(year) for year in understanding.of(HintKind.YEARS))
    documents = filters.documents or tuple(sorted(understanding.of(HintKind.DOCUMENTS)))
    span = filters.years or ((years[0], years[-1] + 1) if years else None)
    there = replace(filters, areas=areas, years=span, documents=documents)
    return [narrow for narrow in dict.fromkeys((there, replace(there, roles=roles))) if narrow != filters]


def _fit(kind: HintKind, understanding: Understanding, found: StoredPassage) -> float:
    wanted = understanding.of(kind)
    card, passage = found.document, found.passage
    match kind:
        case HintKind.AREA:
            return float((card.area or "") in wanted)
        case HintKind.YEARS:
            return _year_fit(wanted, card)
        case HintKind.DOCUMENTS:
            return float(card.id in wanted)
        case HintKind.KIND:
            return float(card.kind in wanted)
        case HintKind.ROLE:
            return float(passage.role in wanted)
        case HintKind.AGENCY:
            return float(not wanted.isdisjoint(passage.agencies))
        case HintKind.CASE:
            return float(names_case(wanted, " ".join((card.title, *passage.headings, passage.text))))
        case HintKind.ITEM:
            return float(any(stands_as(item, found) for item in understanding.items))
        case HintKind.NEGATION:
            texts = [passage.text[a:b] for a, b in passage.sentences]
            return float(any(holds(negation, text) for negation in understanding.negations for text in texts))
        case _:
            return 0.0


def _year_fit(wanted: frozenset[str], card: DocumentCard) -> float:
    if str(card.year) in wanted:
        return 1.0
    if card.period_start is None or card.period_end is None:
        return 0.0
    inside = range(card.period_start.year, card.period_end.year + 1)
    return _OVERLAPS if any(str(year) in wanted for year in inside) else 0.0
