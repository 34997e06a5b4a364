"""RTF read paragraph by paragraph: what shows in the text, what does not apart, as in DOCX.

A group may turn what stands in it into something else (a header, a note, a property) or hide it; a control word
changes how the text after it looks until its group ends.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.documents import BlockKind, Document, Locator, PartKind
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.rtf.tokens import Token, tokens
from indexer.readers.tables import cell_text, table_of

_SIGNS = {"~": "\u00a0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
_LETTERS = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "softline": "\n", "page": "\n",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437",
}  # fmt: skip
_HEADERS = "header headerl headerr headerf footer footerl footerr footerf".split()
_PROPERTIES = "title subject author manager company operator category keywords comment doccomm userprops docvar".split()
_APART = {
    **dict.fromkeys(_HEADERS, PartKind.HEADER),
    **dict.fromkeys(_PROPERTIES, PartKind.PROPERTY),
    "footnote": PartKind.NOTE,
    "annotation": PartKind.COMMENT,
}
"""Groups whose text is no running text, and what it is; notes come into the text after their section."""
_SHOWN = frozenset(
    {"shpinst", "shptxt", "fldrslt", "listtext", "pntext", "field", "result", "shp", "txfieldtext", "nesttableprops"}
)
"""Groups whose text shows though their name may be marked as one to pass over."""
_PASSED = frozenset(
    (
        "fonttbl colortbl stylesheet pict fldinst objdata objclass objname themedata datastore colorschememapping sn "
        "sv sp latentstyles listtable listoverridetable rsidtbl generator xmlnstbl info shprslt nonshppict bkmkstart "
        "bkmkend atnauthor atnref atndate atntime atnparent atrfstart atrfend filetbl revtbl nonesttables private xe "
        "tc upr pn falt ftnsep ftnsepc aftnsep aftnsepc creatim revtim printim buptim ffdeftext ffname ffformat "
        "hlinkbase atnid"
    ).split()
)
_LOOKS = {
    "v": PartKind.HIDDEN_TEXT,
    "deleted": PartKind.REVISION,
    "strike": PartKind.STRUCK_TEXT,
    "striked": PartKind.STRUCK_TEXT,
}
_LABELS = ("listtext", "pntext")
_HEADING = re.compile(r"\s*(?:heading (\d)|title)\s*;", re.IGNORECASE)
_TINY = 4
_PALE = 0xF0
_DEEPEST = 2_000


@dataclass(slots=True)
class _Group:
    """What holds within a group of the file: what it is for, how its text looks, how its bytes are read."""

    purpose: str = ""
    apart: PartKind | None = None
    passed: bool = False
    looks: frozenset[PartKind] = frozenset()
    font: int | None = None
    colour: int = 0
    size: int = 24
    ground: bool = False
    skip: int = 1


@dataclass(slots=True)
class _Paragraph:
    """The paragraph under way: its pieces, whether it stands in a table or one within a cell, its style and level."""

    pieces: list[str] = field(default_factory=list)
    in_table: bool = False
    nested: bool = False
    is_item: bool = False
    style: int = 0
    level: int | None = None


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
        self.groups = [_Group()]
        self.paragraph = _Paragraph()
        self.encoding = "cp1252"
        self.fonts: dict[int, str] = {}
        self.colours: list[list[int]] = [[]]
        self.levels: dict[int, int] = {}
        self.number = 0
        self._cells: dict[bool, list[str]] = {False: [], True: []}  # by whether they stand in a table within a cell
        self._rows: dict[bool, list[list[str]]] = {False: [], True: []}
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
            self._add(_SIGNS.get(token.value, ""))
        else:
            skipped = min(self._to_skip, len(token.data))
            self._to_skip -= skipped
            self._bytes = token.data[skipped:]
            self._decode()

    @property
    def _now(self) -> _Group:
        return self.groups[-1]

    def _byte(self, data: bytes) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes += data

    def _decode(self) -> None:
        if self._bytes:
            font = self._now.font
            encoding = self.fonts.get(font, self.encoding) if font is not None else self.encoding
            self._add(self._bytes.decode(encoding, "replace"))
            self._bytes = b""

    def _end_group(self) -> None:
        ended = self.groups.pop() if len(self.groups) > 1 else self.groups[0]
        self._to_skip, self._star = 0, False
        if ended.apart is not None and ended.purpose != self._now.purpose:
            self._set_apart()

    def _word(self, word: str, number: int | None) -> None:
        star, self._star = self._star, False
        if word in _APART or word in _PASSED or word in _SHOWN or star:
            self._purpose(word, star)
        elif word in _LOOKS:
            looks = self._now.looks - {_LOOKS[word]}
            self._now.looks = looks if number == 0 else looks | {_LOOKS[word]}
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self._to_skip = self._now.skip
        elif word in _LETTERS:
            self._add(_LETTERS[word])
        else:
            self._state(word, number)

    def _purpose(self, word: str, star: bool) -> None:
        """The group under way is for something else than text; what is marked to be passed over is, when unknown."""
        group = self._now
        group.purpose = word
        if word == "footnote" or word in _APART:
            group.apart, group.passed = _APART[word], False
        elif word in _PASSED or (star and word not in _SHOWN):
            group.passed = True
        self._objects += word == "objdata"

    def _state(self, word: str, number: int | None) -> None:
        group = self._now
        if word in ("par", "sect", "cell", "nestcell", "row", "nestrow"):
            self._break(word)
        elif group.purpose in ("fonttbl", "colortbl", "stylesheet"):
            self._define(word, number)
        elif word in ("pard", "intbl", "itap", "s", "outlinelevel"):
            self._place(word, number or 0)
        elif word == "plain":
            group.looks, group.colour, group.size, group.ground = frozenset(), 0, 24, False
        elif word in ("f", "cf", "fs", "uc"):
            setattr(group, {"f": "font", "cf": "colour", "fs": "size", "uc": "skip"}[word], number or 0)
        elif word in ("highlight", "cb", "chcbpat"):
            group.ground = bool(number)
        elif word == "ansicpg" and number is not None:
            self.encoding = _known(f"cp{number}", self.encoding)

    def _place(self, word: str, number: int) -> None:
        """What a paragraph is: in a table or a table within a cell, in a style, on a level of headings."""
        paragraph = self.paragraph
        if word == "pard":
            paragraph.in_table, paragraph.nested, paragraph.style, paragraph.level = False, False, 0, None
        elif word == "intbl":
            paragraph.in_table = True
        elif word == "itap":
            self._before += self._text() if number > 1 and not paragraph.nested else ""
            paragraph.nested = number > 1
        else:
            setattr(paragraph, "style" if word == "s" else "level", number)

    def _define(self, word: str, number: int | None) -> None:
        """An entry of the tables at the head of the file: encodings of fonts, colours, levels of styles."""
        group = self._now
        if group.purpose == "fonttbl" and word == "f":
            group.font = number or 0
        elif group.purpose == "fonttbl" and word == "fcharset" and group.font is not None:
            self.fonts[group.font] = _known(_CHARSETS.get(number or 0, self.encoding), self.encoding)
        elif group.purpose == "colortbl" and word in ("red", "green", "blue"):
            self.colours[-1].append(number or 0)
        elif group.purpose == "stylesheet" and word == "s":
            self.paragraph.style = number or 0
        elif group.purpose == "stylesheet" and word == "outlinelevel":
            self.levels[self.paragraph.style] = number or 0

    def _add(self, text: str) -> None:
        """Text where it belongs: into the paragraph, apart, or nowhere."""
        group = self._now
        if group.purpose == "colortbl":
            self.colours.extend([] for _ in range(text.count(";")))
        elif group.purpose == "stylesheet":
            if named := _HEADING.match(text):
                self.levels.setdefault(self.paragraph.style, int(named.group(1) or 0) - 1)
        elif group.passed:
            return
        elif group.apart is not None:
            self._title += text if group.purpose == "title" else ""
            self._keep(group.apart, text)
        elif (look := self._look(group)) is not None:
            self._keep(look, text)
        elif text:
            label = group.purpose in _LABELS
            self.paragraph.is_item = self.paragraph.is_item or label
            self._join(text.replace("\t", " ") if label else text)

    def _join(self, text: str) -> None:
        """Text that shows; of two blanks round words left out, one."""
        pieces = self.paragraph.pieces
        if self._apart:
            self._set_apart()
            text = text.lstrip(" ") if not pieces or pieces[-1].endswith(" ") else text
        pieces.append(text)

    def _keep(self, kind: PartKind, text: str) -> None:
        if self._apart and self._apart[-1][0] is not kind:
            self._set_apart()
        self._apart.append((kind, text))

    def _look(self, group: _Group) -> PartKind | None:
        pale = 0 < group.colour < len(self.colours) and min(self.colours[group.colour], default=0) >= _PALE
        if group.size <= _TINY or (pale and not group.ground):
            return PartKind.HIDDEN_TEXT
        return next((look for look in _LOOKS.values() if look in group.looks), None)

    def _set_apart(self) -> None:
        text, kind = "".join(text for _, text in self._apart), self._apart[0][0] if self._apart else None
        self._apart.clear()
        place = Locator(paragraph=self.number + 1)
        if kind is PartKind.NOTE:
            self.builder.footnote(text, place)
            self.builder.count(PartKind.NOTE, 1, 1)
        elif kind is not None and not (kind is PartKind.HEADER and text.strip() in self._printed):
            self._printed.add(text.strip() if kind is PartKind.HEADER else "")
            self.builder.set_apart(kind, text, place, hidden=kind in (PartKind.HIDDEN_TEXT, PartKind.REVISION))

    def _break(self, word: str) -> None:
        group = self._now
        if group.apart is not None or group.passed:
            self._add("\n" if group.apart is not None else "")
        elif word in ("cell", "nestcell"):
            above = self._before if word == "cell" else ""
            self._cells[word == "nestcell"].append(above + self._text())
            self._before = self._before[len(above) :]
        elif word in ("row", "nestrow"):
            cells = self._cells[word == "nestrow"]
            self._rows[word == "nestrow"].append([cell_text(cell) for cell in cells])
            cells.clear()
        elif self.paragraph.in_table:
            self.paragraph.pieces.append("\n")
        else:
            self._close_paragraph()

    def _text(self) -> str:
        text = "".join(self.paragraph.pieces)
        self.paragraph.pieces.clear()
        return text

    def _close_paragraph(self) -> None:
        text = self._text().strip()
        self._close_table()
        self.number += 1
        level = self.paragraph.level if self.paragraph.level is not None else self.levels.get(self.paragraph.style)
        place = Locator(paragraph=self.number)
        if level is not None and level < 9:
            self.builder.heading(text, level + 1, place)
        else:
            self.builder.add(text, place, BlockKind.LIST_ITEM if self.paragraph.is_item else BlockKind.PARAGRAPH)
        self.paragraph.is_item = False

    def _close_table(self) -> None:
        """A table ends; those that stood in its cells follow it."""
        for rows in self._rows.values():
            if rows:
                places = [Locator(paragraph=self.number + at, row=at) for at in range(1, len(rows) + 1)]
                self.builder.table(table_of(rows), places)
                self.number += len(rows)
                rows.clear()


def _known(encoding: str, otherwise: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return otherwise
