"""Corrections of what is known of a document: what is asked back before one is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.errors import BadRequest
from indexer.catalogue.records import DocumentRecord
from indexer.documents import Sensitivity


def require_meant(record: DocumentRecord, changes: Mapping[str, Any], despite_marking: bool) -> None:
    """Raise BadRequest when a document whose file is marked would be made public, unless that is said to be meant."""
    opens = changes.get("sensitivity") is Sensitivity.PUBLIC and record.source.sensitivity is not Sensitivity.PUBLIC
    if opens and record.markings and not despite_marking:
        raise BadRequest(
            f"Its file is marked {', '.join(record.markings)}. Look at it before you make it public; if that is meant "
            "despite the marking, say so."
        )
