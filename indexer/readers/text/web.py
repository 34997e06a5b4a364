"""HTML: a saved web page, headings by tag, blocks with the nearest anchor at or above them."""

from __future__ import annotations

import codecs
import re
import warnings
from pathlib import Path

from bs4 import BeautifulSoup, ParserRejectedMarkup, XMLParsedAsHTMLWarning

from indexer.documents import Document, PartKind
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.text.encodings import decode
from indexer.readers.text.pages import PageReader

_DECLARED = re.compile(
    rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_HEAD = 4096
"""Bytes in which a page says its encoding."""
_SAID = re.compile(
    r"^(?:(?:article:)?author|creator|description|keywords|subject|publisher|manager|company|abstract|copyright"
    r"|last-?modified-?by|(?:dc|dcterms|og)[.:](?:title|description|creator|publisher|subject|contributor))$",
    re.IGNORECASE,
)


def read_html(path: Path, limits: Limits) -> Document:
    """Read a web page as it is seen; navigation and footers of the site and what is hidden are kept apart."""
    data = path.read_bytes()
    decoded = decode(data, _declared(data))
    soup = soup_of(decoded.text)
    builder = DocumentBuilder()
    PageReader(builder, soup).add(soup.body or soup)
    named = soup.find(lambda tag: tag.name == "title" and tag.find_parent("svg") is None)
    title = " ".join(named.get_text(" ").split()) if named else ""
    first = soup.find("h1")
    builder.set_apart(PartKind.PROPERTY, f"title: {title}" if title else "")
    for meta in soup.find_all("meta"):
        name, content = str(meta.get("name") or meta.get("property") or ""), str(meta.get("content") or "").strip()
        if _SAID.match(name) and content:
            builder.set_apart(PartKind.PROPERTY, f"{name}: {content}")
    title = title or (" ".join(first.get_text().split()) if first else "")
    return builder.build(title=title or None, warnings=decoded.warnings)


def soup_of(text: str) -> BeautifulSoup:
    """The tree of a page. Raises UnreadableFile for what is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            return BeautifulSoup(text.encode("utf-8", errors="replace"), "lxml", from_encoding="utf-8")
    except (ParserRejectedMarkup, ValueError, AssertionError) as error:
        raise UnreadableFile("it is not a web page.", "Save the page again as HTML.") from error


def _declared(data: bytes) -> str | None:
    """The encoding of one byte a letter, or of East Asia, that a page says it is in; None for any other."""
    found = _DECLARED.search(data[:_HEAD])
    name = (found[1] or found[2]).decode("ascii", errors="ignore") if found else ""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    if known.startswith("utf"):
        return None
    return "cp1252" if known in ("iso8859-1", "ascii") else known
