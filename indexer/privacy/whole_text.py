"""The whole text of a file as it is checked: what is searched, then each part that is kept apart, in order.

The parts stand behind the text, each a paragraph of its own, so that a place in it means the same for a text with and
without them, and a part that changes changes the whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.documents import Document, Locator, Part, PartKind
from indexer.privacy.personal_data import Finding, find
from indexer.readers.account import HIDING

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a finding stands: its locator, and the part that holds it; None for the text that is searched."""

    locator: Locator
    part: Part | None = None

    @property
    def hidden(self) -> bool:
        """Whether a reader of the open file does not see it; what a file says of itself is not meant to be hidden."""
        part = self.part
        return part is not None and (part.kind in HIDING or (part.hidden and part.kind is not PartKind.PROPERTY))


class WholeText:
    """A document's text with its parts behind it. `length` is that of the text that is searched."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts = (*document.parts, *_names(document))
        self.length = len(document.text)
        pieces, self._starts, end = [document.text], [0], self.length
        for part in self._parts:
            pieces += [_BETWEEN, part.text]
            self._starts.append(end + len(_BETWEEN))
            end += len(_BETWEEN) + len(part.text)
        self.text = "".join(pieces)

    def findings(self) -> tuple[Finding, ...]:
        """What the rules find in the text and in each part, none of them across the end of one."""
        return tuple(self._find())

    def standing(self, finding: Finding) -> Standing:
        """Where a finding stands."""
        number = bisect_right(self._starts, finding.start) - 1
        if number:
            part = self._parts[number - 1]
            return Standing(part.locator, part)
        blocks = self._document.blocks
        inside = (block.locator for block in blocks if block.start < finding.end and block.end > finding.start)
        return Standing(next(inside, Locator()))

    def _find(self) -> Iterator[Finding]:
        for start, text in zip(self._starts, (self._document.text, *(p.text for p in self._parts)), strict=True):
            for finding in find(text):
                yield replace(finding, start=finding.start + start, end=finding.end + start)


def _names(document: Document) -> Iterator[Part]:
    """What attached files are called: the account shows it to every reader of the document."""
    for balance in document.account:
        if balance.kind is PartKind.ATTACHMENT and balance.detail:
            yield Part(PartKind.ATTACHMENT, balance.detail)
