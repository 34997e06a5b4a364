"""Builds a Document block by block: keeps offsets and heading path while a reader walks a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from indexer.documents import Balance, Block, BlockKind, Document, Locator, Part, PartKind, TableCell
from indexer.readers.account import balanced, warnings_of
from indexer.readers.figures import FIGURES_CAUTION, caution_of, loose_figures, stated_shares
from indexer.readers.tables import Table

DRAFT_CAUTION = "an editor’s note seems to be left in the text"
_DRAFT = re.compile(
    r"\?\?|\w\.\?(?!\w)|\bcheck (?:the )?(?:final|latest|data|figures?)\b|\[(?:insert|add|tbc|xx+)\b|\bTBC\b"
)
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


class DocumentBuilder:
    """Collects blocks in reading order, each on lines of its own; white space stands between them.

    Footnotes wait for the end of their section, so that they never cut a paragraph in two.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._path: list[tuple[float, str]] = []
        self._notes: list[tuple[str, Locator]] = []
        self._words = 0
        self._set_apart: list[Part] = []
        self._account: list[Balance] = []

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading path in force."""
        return tuple(text for _, text in self._path)

    @property
    def is_empty(self) -> bool:
        """Whether no block was added yet."""
        return not self._blocks

    @property
    def block_count(self) -> int:
        """How many blocks were added so far, footnotes that still wait left out."""
        return len(self._blocks)

    @property
    def words(self) -> int:
        """Words of text added so far, headings and footnotes left out."""
        return self._words

    def heading(self, text: str, level: int, locator: Locator, nest: bool = False, name: str | None = None) -> None:
        """A heading: replaces those of its level and below in the path, where it is called `name`, else as it stands.

        With `nest` it stands below one of its own level that it follows at once, which would else be a section
        without text; one that says the same again is taken for the same.
        """
        text = storable(text).strip()
        words = " ".join(storable(name or text).split())
        if not words or (nest and self._path and self._path[-1][1] == words):
            return
        self._add_notes()
        depth: float = level
        if nest and self._path and int(self._path[-1][0]) == level and self._blocks[-1].kind is BlockKind.HEADING:
            depth = self._path[-1][0] + 0.01
        self._path = [(above, name) for above, name in self._path if above < depth]
        self._append(text.strip(), locator, BlockKind.HEADING, False)
        self._path.append((depth, words))

    def close_headings(self, level: int) -> None:
        """Leave the sections of this level and below."""
        self._add_notes()
        self._path = [(depth, name) for depth, name in self._path if depth < level]

    def add(
        self,
        text: str,
        locator: Locator,
        kind: BlockKind = BlockKind.PARAGRAPH,
        continues: bool = False,
        cells: tuple[TableCell, ...] = (),
    ) -> None:
        """A block of text under the present headings; empty text adds nothing. `cells` are a form's fields in it."""
        if text.strip():
            self._words += len(text.split())
            self._append(text.strip(), locator, kind, continues, cells=cells)

    def table(self, table: Table, locators: Sequence[Locator]) -> None:
        """The rows of a table, each a block that carries its header; `locators` are of all its rows, from the first."""
        for row in table.rows:
            text, cells = table.written(row)
            self._append(text, locators[row.number - 1], BlockKind.TABLE_ROW, False, table.caution, cells)

    def footnote(self, text: str, locator: Locator) -> None:
        """A footnote of the present section: it comes after the section's text."""
        if text.strip():
            self._notes.append((text.strip(), locator))

    def attribute(self, count: int, source: str) -> None:
        """Put the last `count` blocks under the name of their source: a box that says at its end where it is from."""
        for index in range(len(self._blocks) - count, len(self._blocks)):
            block = self._blocks[index]
            self._blocks[index] = replace(block, headings=(*block.headings, source))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is added meanwhile may have headings of its own: those of before are in force again after it."""
        path = list(self._path)
        yield
        self._add_notes()
        self._path = path

    def include(self, document: Document) -> None:
        """The blocks of a document that stands inside this one, under the present headings, with its account."""
        level = len(self._path) + 1
        with self.aside():
            for block in document.blocks:
                text = document.text[block.start : block.end]
                if block.kind is BlockKind.HEADING:
                    self.heading(text, level + len(block.headings), block.locator)
                elif block.kind is BlockKind.FOOTNOTE:
                    self.footnote(text, block.locator)
                else:
                    self._words += len(text.split())
                    self._append(text, block.locator, block.kind, block.continues, block.caution, block.cells)
        self._set_apart.extend(document.parts)
        self._account.extend(document.account)

    def set_apart(self, kind: PartKind, text: str, locator: Locator | None = None, *, hidden: bool = False) -> None:
        """Text of the file that is not to be searched: it is checked for personal data and counted, nothing else."""
        if text.strip():
            self._set_apart.append(Part(kind, storable(text).strip(), locator or Locator(), hidden))

    def count(self, kind: PartKind, held: int, taken: int, apart: int = 0, detail: str = "") -> None:
        """Enter into the account that the file holds so many parts of a kind; entries of one kind are added up."""
        if held:
            self._account.append(Balance(kind, held, taken, apart, storable(detail)))

    def _add_notes(self) -> None:
        notes, self._notes = self._notes, []
        for text, locator in notes:
            self._append(text, locator, BlockKind.FOOTNOTE, False)

    def _append(
        self,
        text: str,
        locator: Locator,
        kind: BlockKind,
        continues: bool,
        caution: str | None = None,
        cells: tuple[TableCell, ...] = (),
    ) -> None:
        text = storable(text)
        cells = tuple(replace(cell, header=storable(cell.header), text=storable(cell.text)) for cell in cells)
        separator = "" if not self._parts else ("\n" if continues or kind is BlockKind.TABLE_ROW else "\n\n")
        start = self._length + len(separator)
        self._parts.append(separator + text)
        self._length = start + len(text)
        self._blocks.append(Block(start, self._length, locator, self.headings, kind, continues, caution, cells=cells))

    def build(
        self,
        title: str | None = None,
        created: date | None = None,
        pages: int | None = None,
        warnings: tuple[str, ...] = (),
    ) -> Document:
        """The document; blocks of figures that no table holds carry a caution."""
        self._add_notes()
        text = "".join(self._parts)
        blocks = tuple(_cautioned(text, self._blocks))
        account = balanced(self._account, self._set_apart)
        lines = (*warnings, *warnings_of(account))
        return Document(text, blocks, pages, title and storable(title), created, lines, tuple(self._set_apart), account)


def _cautioned(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, those that are a table broken into loose lines with a caution."""
    lines: list[str] = []
    owners: list[int] = []
    for index, block in enumerate(blocks):
        # A row that was rebuilt stands as one long line, so that it ends what is loose before it.
        loose = block.kind not in (BlockKind.TABLE_ROW, BlockKind.DESCRIPTION)
        found = (
            text[block.start : block.end].split("\n") if loose else ["A row that was rebuilt ends the lines before it."]
        )
        lines.extend(found)
        owners.extend([index] * len(found))
    marked = {owners[line] for line in loose_figures(lines)}
    return [
        replace(block, caution=_caution(text[block.start : block.end], block, index in marked))
        for index, block in enumerate(blocks)
    ]


def _caution(words: str, block: Block, loose: bool) -> str | None:
    """What a block was given, that its figures are loose, and what its own words call for; nothing for headings."""
    if block.kind is BlockKind.HEADING:
        return block.caution
    cautions = (
        block.caution,
        FIGURES_CAUTION if loose else None,
        caution_of(stated_shares(words)),
        DRAFT_CAUTION if _DRAFT.search(words) else None,
    )
    return "; ".join(filter(None, cautions)) or None


def storable(text: str) -> str:
    """The text with what no database or JSON can hold (null characters, halves of characters) replaced."""
    return _NOT_STORABLE.sub("\ufffd", text)
