"""Scope: which documents look at the whole of practice, and whose words they are."""

from __future__ import annotations

import re

from indexer.documents import DocumentCard, DocumentKind

INDEPENDENT = frozenset(
    {DocumentKind.INSPECTION, DocumentKind.LEARNING_REVIEW, DocumentKind.AUDIT, DocumentKind.CHILD_DEATH}
)
"""Kinds in which somebody else looks at practice; the other kinds are the board's own words about itself."""

_ONE_SUBJECT = re.compile(
    r"\b(?:joint targeted area|joint area (?:child|send)|jtai|area send|focuss?ed visit|monitoring visit|thematic"
    r"|(?:special educational needs|SEND) inspection|(?<!and )looked after children services)\b",
    re.IGNORECASE,
)
"""Inspections that by their framework look at one subject or one group of children, as their openings say."""


def looks_at_everything(card: DocumentCard, opening: str = "") -> bool:
    """Whether one may expect a document to speak of any theme: annual reports, and inspections of all services.

    Reviews, audits and the like look at a case or a subject: what they do not mention they did not look at.
    `opening` is the beginning of an inspection, where it says what it is.
    """
    if card.kind is DocumentKind.INSPECTION:
        return not _ONE_SUBJECT.search(f"{card.title}\n{opening}")
    return card.kind is DocumentKind.ANNUAL_REPORT


def is_independent(card: DocumentCard) -> bool:
    """Whether a document is an inspection, review or audit rather than the board's own account."""
    return card.kind in INDEPENDENT
