"""What is not held: areas, years and kinds of document that a question is about and no document covers, and where
a person could look for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.query.hints import HintKind, Holdings, Understanding
from indexer.documents import DocumentCard, DocumentKind
from indexer.metadata.areas import mentions
from indexer.passages import Filters

ELSEWHERE: Mapping[DocumentKind | None, str] = {
    None: "the website of that area’s safeguarding partnership",
    DocumentKind.ANNUAL_REPORT: "the partnership’s website, or for older ones the UK Government Web Archive",
    DocumentKind.LEARNING_REVIEW: "the partnership’s website, or the NSPCC’s national case review repository",
    DocumentKind.AUDIT: "the partnership’s quality assurance lead, since audits are seldom published",
    DocumentKind.PROCEDURE: "the partnership’s online procedures",
    DocumentKind.CHILD_DEATH: "the Child Death Overview Panel, or the National Child Mortality Database",
    DocumentKind.INSPECTION: "Ofsted’s reports website, or GOV.UK for joint inspections",
    DocumentKind.GUIDANCE: "GOV.UK, for statutory guidance",
    DocumentKind.TRAINING: "the partnership’s training lead",
    DocumentKind.BRIEFING: "the partnership’s website, or the Child Safeguarding Practice Review Panel’s on GOV.UK",
    DocumentKind.LOG: "the partnership’s business manager",
}
"""Where each kind of document is to be found in England; None for documents of any kind."""
_MOST_YEARS = 30
"""Years of a question looked up one by one. By judgement."""


@dataclass(frozen=True, slots=True)
class NotHeld:
    """A kind of document (None: any) that the reader finds none of, for these areas and years where some were asked.

    `otherwise` counts the documents of that kind held for other areas or years; `where` is where to look.
    """

    kind: DocumentKind | None
    areas: tuple[str, ...]
    years: tuple[int, ...]
    otherwise: int
    where: str


def not_held(asked: Understanding, words: str, holdings: Holdings, filters: Filters) -> tuple[NotHeld, ...]:
    """What a question asks about and no document the reader may see covers; nothing where documents were chosen, or
    where none at all is held.

    `words` are those searched for, in which areas may be named of which nothing is held.
    """
    if filters.documents or not holdings.cards:
        return ()
    areas = set(filters.areas or asked.of(HintKind.AREA))
    known = {area.casefold() for area in holdings.areas}
    strange = {area for area in (*areas, *mentions(words)) if area.casefold() not in known}
    kinds = filters.kinds or tuple(DocumentKind(kind) for kind in asked.of(HintKind.KIND))
    years = _years(filters, asked.of(HintKind.YEARS), holdings)
    found = [NotHeld(None, (area,), (), 0, ELSEWHERE[None]) for area in sorted(strange)]
    if strange and not areas - strange:
        return tuple(found)
    return (*found, *_gaps(holdings.cards, sorted(areas - strange), years, kinds))


def _gaps(
    cards: Sequence[DocumentCard], areas: Sequence[str], years: Sequence[int], kinds: Collection[DocumentKind]
) -> Iterator[NotHeld]:
    """Years of which nothing is held, then kinds: those asked for, else all; only what is not held at all is said
    of every kind when neither area nor year was asked."""
    names = {area.casefold() for area in areas}
    there = [card for card in cards if not names or (card.area or "").casefold() in names]
    silent = tuple(year for year in years if not any(_covers(card, year) for card in there))
    if silent:
        yield NotHeld(None, tuple(areas), silent, len(there), ELSEWHERE[DocumentKind.ANNUAL_REPORT])
    spoken = tuple(year for year in years if year not in silent)
    if years and not spoken:
        return
    then = [card for card in there if not spoken or any(_covers(card, year) for year in spoken)]
    for kind in DocumentKind:
        if kind in (kinds or ELSEWHERE) and not any(card.kind is kind for card in then):
            otherwise = sum(card.kind is kind for card in cards)
            yield NotHeld(kind, tuple(areas), spoken, otherwise, ELSEWHERE.get(kind, ELSEWHERE[None]))


def _covers(card: DocumentCard, year: int) -> bool:
    if card.period_start and card.period_end:
        return card.period_start.year <= year <= card.period_end.year
    return card.year == year


def _years(filters: Filters, read: Collection[str], holdings: Holdings) -> list[int]:
    """The years asked about, in order; an open end is the first or last year held."""
    if filters.years is None:
        return sorted(map(int, read))[:_MOST_YEARS]
    first, last = filters.years
    known = {year for year in (first, last) if year is not None}
    held = holdings.years | known
    return list(range(first or min(held), (last or max(held)) + 1))[:_MOST_YEARS]
