"""RTF read paragraph by paragraph: what shows in the text, what does not apart, as in DOCX.

A group may turn what stands in it into something else (a header, a note, a property) or hide it; a control word
changes how the text after it looks until its group ends.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from indexer.documents import BlockKind, Document, Locator, PartKind
from indexer.readers import Limits, UnreadableFile
from indexer.readers.account import BLOCK, HIDING
from indexer.readers.builder import DocumentBuilder
from indexer.readers.rtf.groups import RtfGroup
from indexer.readers.rtf.head import TABLES, Head, known
from indexer.readers.rtf.rows import RowShape, TableRows
from indexer.readers.rtf.tokens import Token, tokens
from indexer.readers.rtf.words import APART, LABELS, LETTERS, LOOKS, PASSED, SHOWN, SIGNS
from indexer.readers.tables import table_of

_TINY = 4
"""Half points of letters too small to be read. By judgement."""

_DEEPEST = 2_000
"""Groups within groups; a hostile file opens more. By judgement."""


def read_rtf(path: Path, limits: Limits) -> Document:
    """Read a rich text file. `paragraph` counts paragraphs and table rows from 1. Raises UnreadableFile."""
    data = path.read_bytes()
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile("it is not an RTF file.", "Give it its right ending, or save it again.")
    reading = _Reading()
    for token in tokens(data):
        reading.take(token)
    return reading.end()


class _Reading:
    """A file read token by token."""

    def __init__(self) -> None:
        self.builder = DocumentBuilder()
        self.groups = [RtfGroup()]
        self.head = Head()
        self.number = 0
        self._tables = {nested: TableRows() for nested in (False, True)}  # by whether it stands in a cell
        self._pieces: list[str] = []  # the paragraph under way
        self._is_item = False
        self._row = RowShape()
        self._before = ""  # what stands in a cell above a table in it
        self._printed: set[str] = set()
        self._apart: list[tuple[PartKind, str]] = []
        self._bytes = b""
        self._to_skip = 0
        self._star = False
        self._objects = 0
        self._title = ""

    def end(self) -> Document:
        """The document, once all tokens are taken."""
        self._decode()
        self._close_paragraph()
        self._close_table()
        self._set_apart()
        self.builder.count(PartKind.ATTACHMENT, self._objects, 0, 0, "an embedded object")
        return self.builder.build(title=" ".join(self._title.split()) or None)

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == "byte":
            self._byte(token.data)
            return
        self._decode()
        if token.kind == "{":
            if len(self.groups) > _DEEPEST:
                raise RecursionError
            self.groups.append(replace(self.groups[-1]))
            self._to_skip = 0
        elif token.kind == "}":
            self._end_group()
        elif token.kind == "word":
            self._word(token.value, token.number)
        elif token.kind == "sign" and token.value == "*":
            self._star = True
        elif token.kind == "sign":
            self._add(SIGNS.get(token.value, ""))
        else:
            skipped = min(self._to_skip, len(token.data))
            self._to_skip -= skipped
            self._bytes = token.data[skipped:]
            self._decode()

    @property
    def _now(self) -> RtfGroup:
        return self.groups[-1]

    def _byte(self, data: bytes) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes += data

    def _decode(self) -> None:
        if self._bytes:
            self._add(self._bytes.decode(self.head.encoding_of(self._now.font), "replace"))
            self._bytes = b""

    def _end_group(self) -> None:
        ended = self.groups.pop() if len(self.groups) > 1 else self.groups[0]
        self._to_skip, self._star = 0, False
        if ended.apart is not None and ended.purpose != self._now.purpose:
            self._set_apart()

    def _word(self, word: str, number: int | None) -> None:
        star, self._star = self._star, False
        if word in APART or word in PASSED or word in SHOWN or star:
            self._purpose(word, star)
        elif word in LOOKS:
            looks = self._now.looks - {LOOKS[word]}
            self._now.looks = looks if number == 0 else looks | {LOOKS[word]}
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self._to_skip = self._now.skip
        elif word in LETTERS:
            self._add(LETTERS[word])
        else:
            self._state(word, number)

    def _purpose(self, word: str, star: bool) -> None:
        """The group under way is for something else than text; what is marked to be passed over is, when unknown."""
        group = self._now
        group.purpose = word
        group.in_box = group.in_box or word == "shptxt"
        if word == "footnote" or word in APART:
            group.apart, group.passed = APART[word], False
        elif word in PASSED or (star and word not in SHOWN):
            group.passed = True
        self._objects += word == "objdata"

    def _state(self, word: str, number: int | None) -> None:
        group = self._now
        if word in ("par", "sect", "cell", "nestcell", "row", "nestrow"):
            self._break(word)
        elif group.purpose in TABLES:
            self.head.define(group.purpose, word, number or 0)
        elif word in ("trowd", "clvmrg", "cellx"):
            self._row.define(word)
        elif word in ("pard", "intbl", "itap", "s", "outlinelevel"):
            self._place(word, number or 0)
        elif word == "plain":
            group.looks, group.colour, group.size, group.ground, group.marked = frozenset(), 0, 24, 0, False
        elif word in ("f", "cf", "fs", "uc"):
            setattr(group, {"f": "font", "cf": "colour", "fs": "size", "uc": "skip"}[word], number or 0)
        elif word in ("highlight", "cb", "chcbpat"):
            group.ground, group.marked = number or 0, word == "highlight"
        elif word == "cbpat":
            group.shade = number or 0
        elif word == "ansicpg" and number is not None:
            self.head.encoding = known(f"cp{number}", self.head.encoding)

    def _place(self, word: str, number: int) -> None:
        """What a paragraph is: in a table or a table within a cell, in a style, on a level of headings."""
        group = self._now
        if word == "pard":
            group.in_table, group.nested, group.style, group.level, group.shade = False, False, 0, None, 0
        elif word == "intbl":
            group.in_table = True
        elif word == "itap":
            self._before += self._text() if number > 1 and not group.nested else ""
            group.nested = number > 1
        else:
            setattr(group, "style" if word == "s" else "level", number)

    def _add(self, text: str) -> None:
        """Text where it belongs: into the paragraph, apart, or nowhere."""
        group = self._now
        if group.purpose in TABLES:
            self.head.text(group.purpose, text)
        elif group.passed:
            return
        elif group.apart is not None:
            self._title += text if group.purpose == "title" else ""
            self._keep(group.apart, text)
        elif (look := self._look(group)) is not None:
            self._keep(look, text)
        elif text:
            label = group.purpose in LABELS
            self._is_item = self._is_item or label
            self._join(_label(text) if label else text)

    def _join(self, text: str) -> None:
        """Text that shows; of two blanks round words left out, one."""
        pieces = self._pieces
        if self._apart:
            covered = self._apart[-1][0] is PartKind.COVERED_TEXT
            self._set_apart()
            if covered and pieces:
                pieces.append(BLOCK)
            text = text.lstrip(" ") if not pieces or pieces[-1].endswith(" ") else text
        pieces.append(text)

    def _keep(self, kind: PartKind, text: str) -> None:
        if self._apart and self._apart[-1][0] is not kind:
            self._set_apart()
        self._apart.append((kind, text))

    def _look(self, group: RtfGroup) -> PartKind | None:
        behind = group.ground or group.shade
        if self._is_blackened(group, behind):
            return PartKind.COVERED_TEXT
        on_paper = not (behind or group.in_box or group.in_table)  # boxes and cells may have any colour
        unseen = self.head.are_same(group.colour, behind) or (on_paper and self.head.is_pale(group.colour))
        if group.size <= _TINY or unseen:
            return PartKind.HIDDEN_TEXT
        return next((look for look in LOOKS.values() if look in group.looks), None)

    def _is_blackened(self, group: RtfGroup, behind: int) -> bool:
        """Whether text is black on black; the program's own colour is black under a marker, and white on a shade."""
        ink = self.head.is_black(group.colour) or (group.colour == 0 and group.marked)
        return ink and self.head.is_black(behind)

    def _set_apart(self) -> None:
        text, kind = "".join(text for _, text in self._apart), self._apart[0][0] if self._apart else None
        self._apart.clear()
        place = Locator(paragraph=self.number + 1)
        if kind is PartKind.NOTE:
            self.builder.footnote(text, place)
            self.builder.count(PartKind.NOTE, 1, 1)
        elif kind is not None and not (kind is PartKind.HEADER and text.strip() in self._printed):
            self._printed.add(text.strip() if kind is PartKind.HEADER else "")
            self.builder.set_apart(kind, text, place, hidden=kind in HIDING)

    def _break(self, word: str) -> None:
        group = self._now
        if group.apart is not None or group.passed:
            self._add("\n" if group.apart is not None else "")
        elif word in ("cell", "nestcell"):
            above = self._before if word == "cell" else ""
            self._tables[word == "nestcell"].cell(above + self._text())
            self._before = self._before[len(above) :]
        elif word in ("row", "nestrow"):
            self._tables[word == "nestrow"].end_row(self._row)
        elif group.in_table:
            self._pieces.append("\n")
        else:
            self._close_paragraph()

    def _text(self) -> str:
        text = "".join(self._pieces)
        self._pieces.clear()
        return text

    def _close_paragraph(self) -> None:
        text = self._text().strip()
        self._close_table()
        self.number += 1
        level = self._now.level if self._now.level is not None else self.head.levels.get(self._now.style)
        place = Locator(paragraph=self.number)
        if level is not None and level < 9:
            self.builder.heading(text, level + 1, place)
        else:
            self.builder.add(text, place, BlockKind.LIST_ITEM if self._is_item else BlockKind.PARAGRAPH)
        self._is_item = False

    def _close_table(self) -> None:
        """A table ends; those that stood in its cells follow it."""
        for table in self._tables.values():
            rows = table.taken(self._row)
            if rows:
                places = [Locator(paragraph=self.number + at, row=at) for at in range(1, len(rows) + 1)]
                self.builder.table(table_of(rows), places)
                self.builder.count(PartKind.TABLE, 1, 1)
                self.number += len(rows)


def _label(text: str) -> str:
    """The number before an item, parted by a blank; no bullet, which the kind of the block says."""
    return text.replace("\t", " ") if any(letter.isalnum() for letter in text) or not text.strip() else ""
