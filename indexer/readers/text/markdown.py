"""Markdown: headings by mark, blocks with the lines they stand on in the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.documents import BlockKind, Document, Locator
from indexer.readers import Limits
from indexer.readers.builder import DocumentBuilder
from indexer.readers.tables import cell_text, table_of
from indexer.readers.text.encodings import decode


def read_markdown(path: Path, limits: Limits) -> Document:
    """Read Markdown; marks of emphasis and links are left out, the words stay as they are."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(decode(path.read_bytes()).text)
    builder = DocumentBuilder()
    title: str | None = None
    lists = quotes = 0
    rows: list[tuple[list[str], Locator]] = []
    for index, token in enumerate(tokens):
        lists += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "tr_open":
            rows.append(([], _lines(token)))
        elif token.type == "table_close":
            _table(builder, rows)
            rows = []
        elif token.type in ("fence", "code_block"):
            builder.add(token.content, _lines(token))
        elif token.type == "inline":
            opener = tokens[index - 1]
            if opener.type in ("th_open", "td_open"):
                rows[-1][0].append(cell_text(_plain(token)))
            elif opener.type == "heading_open":
                level = int(opener.tag[1])
                title = title or (_plain(token) if level == 1 else None)
                builder.heading(_plain(token), level, _lines(opener))
            else:
                kind = BlockKind.QUOTE if quotes else BlockKind.LIST_ITEM if lists else BlockKind.PARAGRAPH
                builder.add(_plain(token), _lines(opener), kind)
    return builder.build(title=title)


def _table(builder: DocumentBuilder, rows: list[tuple[list[str], Locator]]) -> None:
    header_rows = 1 if len(rows) > 1 and any(rows[0][0]) else 0
    table = table_of([cells for cells, _ in rows], header_rows)
    builder.table(table, [replace(place, row=row) for row, (_, place) in enumerate(rows, start=1)])


def _plain(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts)


def _lines(token: Token) -> Locator:
    if token.map is None:
        return Locator()
    first, last = token.map[0] + 1, token.map[1]
    return Locator(lines=str(first) if last <= first else f"{first}-{last}")
