"""Builds a Document block by block: keeps offsets and heading path while a reader walks a file."""

from __future__ import annotations

import re
from datetime import date

from indexer.documents import Block, BlockKind, Document, Locator

_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


class DocumentBuilder:
    """Collects blocks in reading order, each on lines of its own; white space stands between them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._path: list[tuple[int, str]] = []

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading path in force."""
        return tuple(text for _, text in self._path)

    @property
    def is_empty(self) -> bool:
        """Whether no block was added yet."""
        return not self._blocks

    def heading(self, text: str, level: int, locator: Locator) -> None:
        """A heading: replaces those of its level and below in the path."""
        text = storable(text).strip()
        if not text:
            return
        self._path = [(depth, name) for depth, name in self._path if depth < level]
        self._append(text, locator, BlockKind.HEADING, False)
        self._path.append((level, " ".join(text.split())))

    def close_headings(self, level: int) -> None:
        """Leave the sections of this level and below."""
        self._path = [(depth, name) for depth, name in self._path if depth < level]

    def add(self, text: str, locator: Locator, kind: BlockKind = BlockKind.PARAGRAPH, continues: bool = False) -> None:
        """A block of text under the present headings; empty text adds nothing."""
        if text.strip():
            self._append(storable(text).strip(), locator, kind, continues)

    def _append(self, text: str, locator: Locator, kind: BlockKind, continues: bool) -> None:
        separator = "" if not self._parts else ("\n" if continues or kind is BlockKind.TABLE_ROW else "\n\n")
        start = self._length + len(separator)
        self._parts.append(separator + text)
        self._length = start + len(text)
        self._blocks.append(Block(start, self._length, locator, self.headings, kind, continues))

    def build(
        self,
        title: str | None = None,
        created: date | None = None,
        pages: int | None = None,
        warnings: tuple[str, ...] = (),
    ) -> Document:
        """The document."""
        return Document("".join(self._parts), tuple(self._blocks), pages, title and storable(title), created, warnings)


def storable(text: str) -> str:
    """The text with what no database or JSON can hold (null characters, halves of characters) replaced."""
    return _NOT_STORABLE.sub("\ufffd", text)
