"""Citations: quotations cut from stored passages, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.documents import DocumentCard, Locator
from indexer.passages import Span, StoredPassage


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation and where it stands: `quote` is the passage's text from `start` to `end`."""

    passage_id: str
    quote: str
    start: int
    end: int
    document: DocumentCard
    locator: Locator


def cite(found: StoredPassage, span: Span) -> Citation:
    """Cut a quotation out of a stored passage.

    The words come from the passage by offset, never from elsewhere, so a quotation that is not word
    for word cannot be made. Raises ValueError when the span does not lie within the passage, or when the
    passage is a description by the service, whose words are not the document's.
    """
    start, end = span
    text = found.passage.text
    if found.passage.by_service:
        raise ValueError(f"Passage {found.passage.id} is a description by the service and cannot be quoted.")
    if not 0 <= start < end <= len(text):
        raise ValueError(f"Span {span} is outside passage {found.passage.id} of {len(text)} characters.")
    return Citation(found.passage.id, text[start:end], start, end, found.document, found.passage.locate(start))
