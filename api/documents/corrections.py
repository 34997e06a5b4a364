"""Corrections of what is known of a document: what is asked back before one is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.errors import BadRequest
from indexer.catalogue.records import DocumentRecord
from indexer.documents import FIELDS, Sensitivity
from indexer.metadata.manifest import out_of_order, read_values

_CLEARABLE = frozenset(name for name, field in FIELDS.items() if not field.needed)


def values_of(given: Mapping[str, str]) -> dict[str, Any]:
    """What was typed into fields as their values; what is empty was not said. Raises BadRequest."""
    values, problems = read_values(given)
    if problems:
        raise BadRequest("; ".join(problems) + ".")
    return values


def wanted_of(record: DocumentRecord, changes: Mapping[str, str]) -> dict[str, Any]:
    """The values that a document is to have; what is empty clears its field. Raises BadRequest."""
    cleared = {name: None for name, text in changes.items() if not text.strip() and name in _CLEARABLE}
    wanted = {**values_of(changes), **cleared}
    after = {**{name: getattr(record.source, name) for name in _CLEARABLE}, **wanted}
    for start, end in out_of_order(after):
        raise BadRequest(f"{end} {after[end]} lies before {start} {after[start]}; put them in order.")
    return wanted


def require_meant(record: DocumentRecord, changes: Mapping[str, Any], despite_marking: bool, reason: str) -> None:
    """Raise BadRequest when more people would see a document and nobody says why.

    The same for one whose file is marked and would be made public, unless that is said to be meant.
    """
    if not reason.strip() and record.source.sensitivity.opens(changes.get("sensitivity", record.source.sensitivity)):
        raise BadRequest(
            f"It is {record.source.sensitivity} and more people would see it. Say why in a few words; that is kept "
            "with your name."
        )
    opens = changes.get("sensitivity") is Sensitivity.PUBLIC and record.source.sensitivity is not Sensitivity.PUBLIC
    if opens and record.markings and not despite_marking:
        raise BadRequest(
            f"Its file is marked {', '.join(record.markings)}. Look at it before you make it public; if that is meant "
            "despite the marking, say so."
        )
