"""HTML: headings by tag, blocks with the nearest anchor at or above them."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup, ParserRejectedMarkup, Tag, XMLParsedAsHTMLWarning
from bs4.element import PageElement

from indexer.documents import BlockKind, Document, Locator
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.tables import cell_text, filled_down, table_of

_LEFT_OUT = ("script", "style", "noscript", "nav", "header", "footer", "form", "template", "svg", "iframe", "aside")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    "p": BlockKind.PARAGRAPH,
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.PARAGRAPH,
    "figcaption": BlockKind.PARAGRAPH,
    "dt": BlockKind.PARAGRAPH,
    "dd": BlockKind.PARAGRAPH,
    "li": BlockKind.LIST_ITEM,
}
_WIDEST_SPAN = 100
"""Columns a cell may claim to span; a hostile page claims more. By judgement."""
_CONTAINERS = (*_BLOCKS, *_HEADINGS, "ul", "ol", "dl", "table", "div", "section", "article", "main", "body", "html")


def read_html(path: Path, limits: Limits) -> Document:
    """Read a web page; navigation, headers of the site, footers, forms and scripts are left out."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            soup = BeautifulSoup(path.read_bytes(), "lxml")
    except (ParserRejectedMarkup, ValueError, AssertionError) as error:
        raise UnreadableFile("it is not a web page.", "Save the page again as HTML.") from error
    for header in soup.select("main header, article header"):
        if header.find(["h1", "h2"]):
            header.name = "div"  # it heads the text, not the site: its heading is the text's
    for tag in soup.find_all(_LEFT_OUT):
        tag.decompose()
    builder = DocumentBuilder()
    _walk(builder, soup.body or soup, None)
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    first = soup.find("h1")
    return builder.build(title=title or (first.get_text(" ", strip=True) if first else "") or None)


def _walk(builder: DocumentBuilder, root: Tag, anchor: str | None) -> str | None:
    """Add the blocks below a tag; the anchor in force when it ends."""
    loose: list[str] = []
    for child in root.children:
        if not isinstance(child, Tag):
            loose.append(_loose_text(child))
            continue
        if child.name not in _CONTAINERS:
            loose.append(child.get_text(" "))
            continue
        _flush(builder, loose, anchor)
        anchor = _id_of(child) or anchor
        anchor = _tag(builder, child, anchor)
    _flush(builder, loose, anchor)
    return anchor


def _tag(builder: DocumentBuilder, tag: Tag, anchor: str | None) -> str | None:
    locator = Locator(anchor=anchor)
    if tag.name in _HEADINGS:
        inner = tag.find(id=True)
        anchor = anchor if _id_of(tag) else (_id_of(inner) if isinstance(inner, Tag) else None) or anchor
        builder.heading(tag.get_text(" ", strip=True), _HEADINGS[tag.name], Locator(anchor=anchor))
        return anchor
    if tag.name == "table":
        _table(builder, tag, locator)
        return anchor
    if tag.name in _BLOCKS and tag.find(["p", "ul", "ol", "table", "div"]) is None:
        kind = BlockKind.QUOTE if tag.find_parent("blockquote") else _BLOCKS[tag.name]
        builder.add(" ".join(tag.get_text(" ").split()), locator, kind)
        return anchor
    return _walk(builder, tag, anchor)


def _table(builder: DocumentBuilder, table: Tag, locator: Locator) -> None:
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    heads = [row.find("td") is None and len(row.find_all("th")) > 1 for row in rows]
    depth = next((number for number, is_head in enumerate(heads) if not is_head), 0)
    caption = table.find("caption")
    if caption is not None:
        builder.add(" ".join(caption.get_text(" ").split()), locator)
    builder.table(table_of(_grid(rows), depth or None), [replace(locator, row=row) for row in range(1, len(rows) + 1)])


def _grid(rows: list[Tag]) -> list[list[str]]:
    """The texts of the cells; one over several columns stands in the first, one over several rows in each row."""
    grid: list[list[str]] = []
    down: dict[int, tuple[int, str]] = {}  # column: rows still to fill, and with what
    for row in rows:
        texts: list[str] = []
        for cell in row.find_all(["th", "td"], recursive=False):
            _fill_down(texts, down)
            text = cell_text(cell.get_text(" "))
            for column in range(_span(cell, "colspan")):
                down[len(texts)] = (_span(cell, "rowspan") - 1, "" if column else filled_down(text))
                texts.append("" if column else text)
        _fill_down(texts, down)
        grid.append(texts)
    return grid


def _fill_down(texts: list[str], down: dict[int, tuple[int, str]]) -> None:
    while down.get(len(texts), (0, ""))[0] > 0:
        left, text = down[len(texts)]
        down[len(texts)] = (left - 1, text)
        texts.append(text)


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name) or "1").strip()
    return min(max(int(said), 1), _WIDEST_SPAN) if said.isascii() and said.isdigit() else 1


def _flush(builder: DocumentBuilder, loose: list[str], anchor: str | None) -> None:
    builder.add(" ".join("".join(loose).split()), Locator(anchor=anchor))
    loose.clear()


def _loose_text(element: PageElement) -> str:
    # Comments, declarations and the like are strings too, of classes of their own.
    return str(element) if type(element).__name__ == "NavigableString" else ""


def _id_of(tag: Tag) -> str | None:
    found = tag.get("id")
    return found if isinstance(found, str) and found.strip() else None
