"""Sample sources: Markdown with a few fields on top, read into pieces that every format can be made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

FICTIONAL = "Fictional sample document"
"""The words every sample document carries on its pages."""

Run = tuple[str, bool]
"""A stretch of text and whether it is bold."""
Runs = tuple[Run, ...]

_KINDS = {
    "heading_open": "heading",
    "ordered_list_open": "number",
    "bullet_list_open": "bullet",
    "blockquote_open": "box",
}
_MARK = re.compile(r"<!--\s*([a-z ]+?)\s*-->")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document in reading order.

    `kind` is heading, paragraph, bullet, number, box (a paragraph set apart), table or mark (an order to
    the page maker such as "page"). `level` is a heading's level or a numbered item's number.
    """

    kind: str
    runs: Runs = ()
    level: int = 0
    rows: tuple[tuple[Runs, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words without their weight."""
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class Sample:
    """One source: where its file goes (relative to the corpus), its fields, its Markdown and its pieces."""

    path: str
    fields: Mapping[str, str]
    body: str
    pieces: tuple[Piece, ...]


def plain(runs: Runs) -> str:
    """The words of some runs."""
    return "".join(text for text, _ in runs)


def read_sample(source: Path, root: Path) -> Sample:
    """Read one source. Raises ValueError when the fields on top are not closed by a line of three dashes."""
    head, line, body = source.read_text(encoding="utf-8").partition("\n---\n")
    if not line:
        raise ValueError(f"{source.name} has no line of three dashes under its fields; add it.")
    fields = dict(_field(row) for row in head.splitlines() if row.strip())
    path = source.relative_to(root).with_suffix("").as_posix()
    return Sample(path, fields, body.lstrip("\n"), tuple(_pieces(body)))


def _field(row: str) -> tuple[str, str]:
    name, _, value = row.partition(":")
    return name.strip(), value.strip()


def markdown() -> MarkdownIt:
    """The dialect the sources are written in: CommonMark with tables."""
    return MarkdownIt("commonmark").enable("table")


def _pieces(body: str) -> Iterator[Piece]:
    tokens = markdown().parse(body)
    stack: list[Token] = []
    rows: list[list[Runs]] = []
    for token in tokens:
        if token.type == "html_block":
            yield Piece("mark", ((_mark(token.content), False),))
        elif token.nesting == 1:
            stack.append(token)
            if token.type == "tr_open":
                rows.append([])
        elif token.nesting == -1:
            if stack.pop().type == "table_open":
                yield Piece("table", rows=tuple(tuple(row) for row in rows))
                rows = []
        elif token.type == "inline":
            if rows:
                rows[-1].append(_runs(token))
            else:
                yield _text_piece(stack, _runs(token))


def _mark(comment: str) -> str:
    found = _MARK.match(comment.strip())
    return found.group(1) if found else ""


def _text_piece(stack: list[Token], runs: Runs) -> Piece:
    """The piece that a run of text is, by the nearest opener above it that says so."""
    item = next((token for token in reversed(stack) if token.type == "list_item_open"), None)
    for token in reversed(stack):
        kind = _KINDS.get(token.type)
        if kind == "heading":
            return Piece(kind, runs, int(token.tag[1]))
        if kind:
            return Piece(kind, runs, int((item and item.info) or 0))
    return Piece("paragraph", runs)


def _runs(token: Token) -> Runs:
    runs: list[Run] = []
    bold = False
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold = child.nesting == 1
        elif child.type == "softbreak":
            runs.append((" ", bold))
        elif child.content:
            runs.append((child.content, bold))
    return tuple(runs)
