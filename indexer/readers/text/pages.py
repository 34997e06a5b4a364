"""Pages: what a reader of a web page sees, walked in its order, block by block; what is not seen is kept apart."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from indexer.documents import BlockKind, Locator, PartKind
from indexer.readers.account import BLOCK, HIDING
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.numerals import letters, roman
from indexer.readers.tables import cell_text
from indexer.readers.text.page_forms import NOT_TICKED, TICKED, field_text, is_search, label_of, unseen_value
from indexer.readers.text.page_styles import PageStyles
from indexer.readers.text.page_tables import add_table, is_layout

LINES = "data-lines"
"""The attribute that names the lines of a source text an element was made of."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {"li": BlockKind.LIST_ITEM, "blockquote": BlockKind.QUOTE}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form header hgroup html legend li main menu nav ol optgroup p pre search section summary table tbody td "
    "tfoot th thead tr ul".split()
)
_NO_TEXT = frozenset("script style head meta link title base col colgroup param source track rp".split())
_FURNITURE = frozenset({"nav", "footer", "header"})
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search"})
_PAGE_EDGES = ("header", "footer")
"""What LibreOffice calls the edges of a printed page in the pages it writes."""
_COOKIES = ("cookie-banner", "cookie-consent", "cookieconsent", "cookie-notice", "cookie-bar", "cookiebar", "onetrust")
_ELSEWHERE = {
    "iframe": "src",
    "frame": "src",
    "embed": "src",
    "object": "data",
    "video": "src",
    "audio": "src",
    "applet": "archive",
}
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_NO_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Places where a word may be broken or not: they are not seen where it is whole."""
_NUMERALS: dict[str, Callable[[int], str]] = {
    "a": letters,
    "A": lambda number: letters(number).upper(),
    "i": roman,
    "I": lambda number: roman(number).upper(),
}
_NOTES = ("footnotes", "footnote-item", "endnotes")


class PageReader:
    """Adds a page to a document. The anchor of a block is the nearest at or above it.

    `keeps_lines` leaves line breaks of the source where they are, as in Markdown.
    """

    def __init__(self, builder: DocumentBuilder, soup: BeautifulSoup, keeps_lines: bool = False) -> None:
        self._builder, self._soup, self._keeps_lines = builder, soup, keeps_lines
        self._styles = PageStyles(soup)
        self._place = Locator()
        self._kind = BlockKind.PARAGRAPH
        self._as_typed = False
        self._mark = ""  # the number of a list item, for the first words of it
        self._run: list[str] = []
        self._nested: list[Tag] | None = None  # tables found in a cell, while one is read

    def add(self, root: Tag) -> None:
        """Add all below an element."""
        self._walk(root)
        self._flush()

    def text_of(self, cell: Tag) -> tuple[str, list[Tag]]:
        """The text of a cell of a table and the tables in it, which are read after the one that it is of."""
        outer, self._run, self._nested, self._mark = (self._run, self._nested), [], [], ""
        if not self._keep_out(cell):
            self._walk(cell)
        text, nested = cell_text("".join(self._run)), self._nested
        self._run, self._nested = outer
        return text, nested

    def keeps_out(self, tag: Tag) -> bool:
        """Whether an element is not seen or struck out; its words are then kept apart."""
        return self._keep_out(tag)

    @property
    def place(self) -> Locator:
        """Where the walk has come to."""
        return self._place

    def _walk(self, root: Tag) -> None:
        for child in list(root.children):
            if isinstance(child, Tag):
                self._tag(child)
            elif isinstance(child, Comment):
                self._comment(str(child))
            elif type(child) is NavigableString:  # declarations and the like are strings of classes of their own
                self._run.append(str(child).translate(_NO_WIDTH))

    def _tag(self, tag: Tag) -> None:
        if tag.name in _NO_TEXT or self._keep_out(tag):
            return
        if tag.has_attr(LINES):
            self._place = Locator(lines=str(tag[LINES]))
        if self._is_furniture(tag):
            self._flush()
            self._builder.set_apart(PartKind.HEADER, _all_words(tag), self._place)
        elif tag.name in _HEADINGS:
            self._heading(tag)
        elif tag.name == "table":
            self._table(tag)
        elif tag.name in _BLOCKS:
            self._block(tag)
        else:
            self._inline(tag)

    def _block(self, tag: Tag) -> None:
        self._flush()
        self._note_anchor(tag)
        kind = self._kind
        if kind not in (BlockKind.QUOTE, BlockKind.FOOTNOTE):
            self._kind = BlockKind.FOOTNOTE if _is_notes(tag) else _KINDS.get(tag.name, kind)
        before = self._as_typed
        self._as_typed = before or tag.name == "pre"
        self._mark = self._number_of(tag) if tag.name == "li" else self._mark
        self._walk(tag)
        self._flush()
        self._kind, self._as_typed, self._mark = kind, before, "" if tag.name == "li" else self._mark

    def _inline(self, tag: Tag) -> None:
        if tag.name == "br":
            self._run.append("\n")
        elif tag.name == "hr":
            self._flush()
        elif tag.name in ("img", "area", "svg"):
            self._picture(tag)
        elif tag.name in _ELSEWHERE:
            inner = tag.find("source")
            name = tag.get(_ELSEWHERE[tag.name]) or (inner.get("src") if isinstance(inner, Tag) else "") or tag.name
            self._builder.count(PartKind.ATTACHMENT, 1, 0, detail=str(name))
        elif tag.name in ("input", "select", "textarea"):
            self._field(tag)
        elif tag.name == "sup":
            words = tag.get_text().strip()
            bare = words.isdecimal() and tag.find(["del", "s", "strike", "img"]) is None
            self._run.append(words.translate(_RAISED)) if bare else self._walk(tag)
        elif tag.name == "q":
            self._run.append("“")
            self._walk(tag)
            self._run.append("”")
        elif tag.get("role") != "doc-backlink" and "footnote-backref" not in _classes(tag):
            self._walk(tag)

    def _heading(self, tag: Tag) -> None:
        self._flush()
        inner = tag.find(id=True)
        self._note_anchor(tag if tag.get("id") or not isinstance(inner, Tag) else inner)
        self._walk(tag)
        words = self._taken()
        if self._nested is None:
            self._builder.heading(words, _HEADINGS[tag.name], self._place)
        else:
            self._run.append(f"{words}\n")

    def _table(self, tag: Tag) -> None:
        if self._nested is not None:
            self._nested.append(tag)
            return
        self._flush()
        self._note_anchor(tag)
        if is_layout(tag):
            self._walk(tag)
            self._flush()
            return
        for inner in add_table(self._builder, self, tag):
            self._tag(inner)

    def _field(self, tag: Tag) -> None:
        self._builder.set_apart(PartKind.HIDDEN_TEXT, unseen_value(tag), self._place, hidden=True)
        shown = field_text(tag)
        if shown is None:
            return
        self._builder.count(PartKind.FORM_FIELD, 1, 1)
        before = "".join(self._run).rstrip()
        if shown in (TICKED, NOT_TICKED):
            self._run.append(f" {shown} ")
        elif before:
            self._run = [before, f" {shown} " if before.endswith((":", "?")) else f": {shown} "]
        else:
            label = label_of(tag, self._soup).rstrip(":")
            self._run.append(f"{label}: {shown} " if label else f"{shown} ")

    def _picture(self, tag: Tag) -> None:
        """A picture: its description is kept apart, the words that are drawn in it are seen."""
        drawn = [" ".join(one.get_text().split()) for one in tag.find_all("text")] if tag.name == "svg" else []
        named = tag.find(["title", "desc"]) if tag.name == "svg" else None
        words = named.get_text() if isinstance(named, Tag) else str(tag.get("alt") or tag.get("aria-label") or "")
        if drawn:
            self._run.extend(f" {one} " for one in drawn)
        elif tag.name == "img" and not words.strip() and tag.get("alt") is None:
            self._builder.count(PartKind.PICTURE, 1, 0, detail=str(tag.get("src") or "")[:80])
        if words.strip():
            self._builder.count(PartKind.PICTURE, 1, int(bool(drawn)), int(not drawn))
            self._builder.set_apart(PartKind.PICTURE, words, self._place)

    def _comment(self, words: str) -> None:
        """A remark of the author; conditions for old browsers and mere marks are none."""
        if not words.strip().lower().startswith(("[if", "<![endif", "[endif")) and any(map(str.isalpha, words)):
            self._builder.set_apart(PartKind.COMMENT, words, self._place, hidden=True)

    def _keep_out(self, tag: Tag) -> bool:
        """Keep an element apart if it is blackened, not seen, or struck out."""
        if self._styles.blackens(tag):
            kind = PartKind.COVERED_TEXT
        elif self._styles.hides(tag):
            kind = PartKind.HIDDEN_TEXT
        elif self._styles.strikes(tag):
            kind = PartKind.STRUCK_TEXT
        else:
            return False
        if kind is PartKind.COVERED_TEXT and self._run:
            self._run.append(BLOCK)
        self._builder.set_apart(kind, _all_words(tag), self._place, hidden=kind in HIDING)
        return True

    def _is_furniture(self, tag: Tag) -> bool:
        if tag.name == "header" and tag.find_parent(["main", "article"]) and tag.find(["h1", "h2"]):
            return False  # it heads the text, not the site
        named = f"{tag.get('id') or ''} {' '.join(_classes(tag))}".lower()
        return (
            tag.name in _FURNITURE
            or str(tag.get("role")) in _FURNITURE_ROLES
            or (tag.name == "form" and is_search(tag))
            or (tag.name == "div" and tag.get("title") in _PAGE_EDGES)
            or any(cookies in named for cookies in _COOKIES)
        )

    def _note_anchor(self, tag: Tag) -> None:
        found = tag.get("id")
        if isinstance(found, str) and found.strip() and self._place.lines is None:
            self._place = Locator(anchor=found)

    def _taken(self) -> str:
        text, self._run = "".join(self._run), []
        if self._as_typed:
            return text
        return re.sub(r"[ \t]+", " ", text) if self._keeps_lines else " ".join(text.split())

    def _flush(self) -> None:
        """End the block under way; in a cell, where there are no blocks, only the line."""
        if self._nested is not None:
            self._run.append(f"\n{self._mark}")
            self._mark = ""
        elif (words := self._taken()).strip():
            self._builder.add(f"{self._mark}{words.strip()}", self._place, self._kind)
            self._mark = ""

    def _number_of(self, item: Tag) -> str:
        """The number a list prints before an item; nothing for a list without numbers."""
        around = item.parent
        if around is None or around.name != "ol" or not self._styles.numbers(around):
            return ""
        number = int(start) if (start := str(around.get("start") or "1")).lstrip("-").isdigit() else 1
        items, step = around.find_all("li", recursive=False), 1
        if around.has_attr("reversed"):
            number, step = number if around.get("start") else len(items), -1
        for other in items:
            number = int(said) if (said := str(other.get("value") or "")).isdigit() else number
            if other is item:
                break
            number += step
        return f"{_NUMERALS.get(str(around.get('type') or '1'), str)(number)}. "


def _classes(tag: Tag) -> list[str]:
    found = tag.get("class")
    return [str(name) for name in found] if isinstance(found, list) else [str(found)] if found else []


def _is_notes(tag: Tag) -> bool:
    named = any(part in name for name in _classes(tag) for part in _NOTES)
    return named or str(tag.get("role")).startswith(("doc-endnote", "doc-footnote"))


def _all_words(tag: Tag) -> str:
    """All that an element holds, seen or not: its words, remarks, values of fields and descriptions of pictures."""
    found = [str(one) for one in tag.descendants if isinstance(one, NavigableString)]
    found.extend(str(tag[name]) for name in ("value", "alt", "aria-label") if tag.get(name))
    for inner in tag.find_all(True):
        found.extend(str(inner[name]) for name in ("value", "alt", "title", "aria-label") if inner.get(name))
    return " ".join(" ".join(found).split())
