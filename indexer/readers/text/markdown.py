"""Markdown: rendered as the page it stands for, and read as one, each block with the lines it stands on in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from indexer.documents import Document, PartKind
from indexer.readers import Limits
from indexer.readers.builder import DocumentBuilder
from indexer.readers.text.encodings import decode
from indexer.readers.text.pages import LINES, PageReader
from indexer.readers.text.web import soup_of

_TITLE = re.compile(r"^title:\s*[\"']?(.*?)[\"']?\s*$", re.IGNORECASE | re.MULTILINE)


def read_markdown(path: Path, limits: Limits) -> Document:
    """Read Markdown; marks of emphasis and links are left out, what is struck out or a remark is kept apart."""
    decoded = decode(path.read_bytes())
    builder = DocumentBuilder()
    page, about = _rendered(decoded.text)
    builder.set_apart(PartKind.PROPERTY, about)
    soup = soup_of(f"<html><body>{page}</body></html>")
    PageReader(builder, soup, keeps_lines=True).add(soup.body or soup)
    said, first = _TITLE.search(about), soup.find("h1")
    title = (said[1] if said else "") or (first.get_text().strip() if first else "")
    return builder.build(title=title or None, warnings=decoded.warnings)


def _rendered(text: str, footnotes: bool = True) -> tuple[str, str]:
    """The page that a text stands for, and what it says of itself above its first line."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in (front_matter_plugin, deflist_plugin, tasklists_plugin, *([footnote_plugin] if footnotes else ())):
        parser.use(plugin)
    parser.add_render_rule("hardbreak", lambda *_: "<br>")
    found: dict[str, Any] = {}
    tokens = parser.parse(text, found)
    if any(number < 0 for number in found.get("footnotes", {}).get("refs", {}).values()):
        return _rendered(text, footnotes=False)  # a note that nothing refers to would be left out
    about = "\n".join(token.content for token in tokens if token.type == "front_matter")
    return str(parser.renderer.render(_with_lines(tokens), parser.options, found)), about


def _with_lines(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens, those of blocks with the lines they were made of; paragraphs of tight lists are blocks as well."""
    for token in tokens:
        if token.type in ("paragraph_open", "paragraph_close"):
            token.hidden = False
        if token.map is None:
            continue
        first, last = token.map[0] + 1, token.map[1]
        lines = str(first) if last <= first else f"{first}-{last}"
        if token.type == "html_block":
            token.content = f'<a {LINES}="{lines}"></a>{token.content}'
        elif token.tag and token.nesting >= 0:
            token.attrSet(LINES, lines)
    return tokens
