"""Payloads: what Qdrant keeps of a passage beside its vectors, and the passage made of it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from enum import StrEnum

from indexer.documents import DocumentCard, DocumentKind, Locator, Sensitivity, TableCell
from indexer.passages import Passage, PassageRole, PassageStatement, Place, StoredPassage, ThemeTag
from indexer.store.engines import Payload


class VersionState(StrEnum):
    """Where a version's passages stand: written and not yet seen, in use, or set aside for a newer version."""

    UNSEEN = "no"
    LIVE = "yes"
    OLD = "old"


_ALWAYS = 99991231
"""The day, as a number, of what has no end."""
_CARD_DATES = ("period_start", "period_end", "effective_from", "effective_to", "superseded_since")


def card_payload(card: DocumentCard) -> Payload:
    """What is said of the document: fields to filter by, and its card whole."""
    packed = asdict(card)
    for name in _CARD_DATES:
        packed[name] = packed[name] and packed[name].isoformat()
    first, last = _in_force(card)
    return {
        "sensitivity": str(card.sensitivity),
        "kind": str(card.kind),
        "area": card.area and card.area.casefold(),
        "year": card.year,
        "in_force_from": first,
        "in_force_until": last,
        "document": packed,
    }


def _in_force(card: DocumentCard) -> tuple[int | None, int | None]:
    """First and last day in force as numbers (20160601); None for a document that does not say from when it applies."""
    if card.effective_from is None:
        return None, None
    ends = [day_number(card.effective_to)] if card.effective_to else []
    if card.superseded_since:
        ends.append(day_number(card.superseded_since - timedelta(days=1)))
    return day_number(card.effective_from), min(ends, default=_ALWAYS)


def day_number(day: date) -> int:
    """A day as the engine compares it: 20160601."""
    return day.year * 10_000 + day.month * 100 + day.day


def packed_passage(passage: Passage) -> Payload:
    """A passage as JSON holds it; locators without their empty fields, cells without words that its text has."""
    packed = asdict(passage)
    packed["cells"] = [
        [c.row, c.start, c.end, c.header, c.number, None if passage.text[c.start : c.end] == c.text else c.text]
        for c in passage.cells
    ]
    packed["places"] = [
        [place.start, {k: v for k, v in asdict(place.locator).items() if v is not None}] for place in passage.places
    ]
    return packed


def stored_passage(payload: Payload) -> StoredPassage:
    """The passage of a payload, with its document's card and its themes."""
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
        role_reason=packed.get("role_reason"),
        caution=packed.get("caution"),
        recognised=packed.get("recognised", False),
        by_service=packed.get("by_service", False),
        agencies=tuple(packed.get("agencies", ())),
        statements=tuple(
            PassageStatement(said["start"], said["end"], PassageRole(said["role"]), said["negated"])
            for said in packed.get("statements", ())
        ),
        cells=tuple(_cell(packed["text"], *cell) for cell in packed.get("cells", ())),
    )
    dates = {name: date.fromisoformat(card[name]) for name in _CARD_DATES if card.get(name)}
    # The class beside the card is the one the engine filters by: a later, stricter one is set there only.
    classed = {"kind": DocumentKind(card["kind"]), "sensitivity": Sensitivity(payload["sensitivity"])}
    document = DocumentCard(**{**card, **dates, **classed})
    themes = tuple(_theme(**theme) for theme in payload.get("theme_labels", ()))
    return StoredPassage(passage, document, themes, current=payload["live"] != VersionState.OLD)


def _cell(whole: str, row: int, start: int, end: int, header: str, number: float | None, text: str | None) -> TableCell:
    return TableCell(start, end, header, whole[start:end] if text is None else text, number, row)


def _theme(id: str, label: str, said: Sequence[Sequence[int]] = ()) -> ThemeTag:
    return ThemeTag(id, label, tuple((start, end) for start, end in said))
