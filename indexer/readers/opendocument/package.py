"""An OpenDocument file as a whole: its parts, its styles, what it says of itself, what else it holds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from indexer.documents import PartKind
from indexer.readers import UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.archive import check_archive
from indexer.readers.office.markup import local, parse
from indexer.readers.opendocument.measures import centimetres
from indexer.readers.opendocument.names import q

_FORM_ONLY = re.compile(
    r"^(?:mimetype|settings\.xml|manifest\.rdf|layout-cache|META-INF/|Thumbnails/|Configurations2/|Pictures/|Fonts/"
    r"|ObjectReplacements/|(?:.*/)?(?:styles|settings|meta)\.xml$)"
)
"""Parts without text of their own; pictures are counted where they stand."""
_PALE = 0xF0
"""Each channel of a colour, of 255, from which letters cannot be read on white. By judgement."""
_DARK = 0x10
"""Each channel of a colour, of 255, up to which it is black."""


_PROPERTIES_OF_TEXT = q("style:text-properties")


class OpenDocument:
    """The parts of an OpenDocument file by name; `walked` are those that were read. Raises UnreadableFile."""

    def __init__(self, path: Path) -> None:
        check_archive(path, "content.xml")
        with ZipFile(path) as archive:
            self.names = archive.namelist()
            if "META-INF/manifest.xml" in self.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadableFile("it is protected by a password.", "Remove the password and add it again.")
            wanted = [name for name in self.names if name.endswith(".xml") and not name.startswith("Configurations2/")]
            self._blobs = {name: archive.read(name) for name in wanted}
        self.walked = {"content.xml", "styles.xml", "meta.xml"}
        self.content = parse(self._blobs["content.xml"])
        self.styles_part = self.root("styles.xml")
        self.styles = PackageStyles([root for root in (self.styles_part, self.content) if root is not None])

    def root(self, name: str) -> Any | None:
        """The root of a part; None when the file has none of that name."""
        return parse(self._blobs[name]) if self._blobs.get(name) else None

    def page_size(self, master: str) -> tuple[float, float] | None:
        """Width and height in centimetres of the pages of a master; None where nothing says it."""
        styles = [] if self.styles_part is None else [self.styles_part]
        pages = [p for s in styles for p in s.iter(q("style:master-page")) if p.get(q("style:name")) == master]
        wanted = [page.get(q("style:page-layout-name")) for page in pages]
        for layout in (found for s in styles for found in s.iter(q("style:page-layout"))):
            sizes = layout.find(q("style:page-layout-properties"))
            if sizes is not None and layout.get(q("style:name")) in wanted:
                wide, high = (centimetres(sizes.get(q(f"fo:page-{side}"))) for side in ("width", "height"))
                return (wide, high) if wide and high else None
        return None

    def object(self, reference: str) -> Any | None:
        """The content of an embedded object that the text names ("./Object 1"); None when it is none in XML."""
        name = f"{reference.removeprefix('./').strip('/')}/content.xml"
        self.walked.add(name)
        return self.root(name)

    def properties(self, builder: DocumentBuilder) -> tuple[str | None, date | None]:
        """Set apart what the file says of itself; its title and the day it was made."""
        root = self.root("meta.xml")
        lines, title, created = [], None, None
        for leaf in [] if root is None else root.iter():
            text = " ".join((leaf.text or "").split())
            if len(leaf) or not text or not isinstance(leaf.tag, str) or local(leaf) == "generator":
                continue
            if leaf.tag == q("dc:title"):
                title = text
            elif leaf.tag == q("meta:creation-date"):
                created = _day(text)
            if any(letter.isalpha() for letter in text) and "date" not in local(leaf) and "-dur" not in local(leaf):
                lines.append(f"{leaf.get(q('meta:name')) or local(leaf)}: {text}")
        builder.set_apart(PartKind.PROPERTY, "\n".join(lines))
        return title, created

    def remains(self, builder: DocumentBuilder) -> None:
        """What nothing read: text is kept apart as hidden, what is no text is named."""
        for name in self.names:
            if name in self.walked or name.endswith("/") or _FORM_ONLY.match(name) or name.startswith("Basic/"):
                continue
            if name in self._blobs:
                text = "\n".join(t.strip() for t in parse(self._blobs[name]).itertext() if t.strip())
                builder.set_apart(PartKind.HIDDEN_TEXT, text, hidden=True)
            else:
                builder.count(PartKind.ATTACHMENT, 1, 0, 0, name)


class PackageStyles:
    """The styles of a file by family and name, with those they are based on."""

    def __init__(self, roots: list[Any]) -> None:
        found = [style for root in roots for style in root.iter(q("style:style"))]
        self._styles = {(str(s.get(q("style:family"))), str(s.get(q("style:name")))): s for s in found}
        self.lists = {str(s.get(q("style:name"))): s for root in roots for s in root.iter(q("text:list-style"))}
        self.outline = next((s for root in roots for s in root.iter(q("text:outline-style"))), None)

    def chain(self, family: str, name: str) -> list[Any]:
        """A style and those it is based on, the nearest first."""
        chain: list[Any] = []
        seen: set[str] = set()
        while (family, name) in self._styles and name not in seen:
            seen.add(name)
            chain.append(self._styles[family, name])
            name = str(chain[-1].get(q("style:parent-style-name")) or "")
        return chain

    def is_named(self, family: str, name: str, wanted: str) -> bool:
        """Whether a style or one it is based on has this name ("Title", "Quotations")."""
        return any(style.get(q("style:name")) == wanted for style in self.chain(family, name))

    def look(self, text_style: str, paragraph: Any) -> PartKind | None:
        """How text of this style shows in a paragraph: hidden, struck out, pale; None when it reads as text."""
        style = str(paragraph.get(q("text:style-name")) or "")
        chain = [*self.chain("text", text_style), *self.chain("paragraph", style)]
        if _value(chain, "text:display") == "none":
            return PartKind.HIDDEN_TEXT
        ground = _value(chain, "fo:background-color") or "transparent"
        below = [style.find(q("style:paragraph-properties")) for style in chain]
        grounds = [ground, *(str(p.get(q("fo:background-color")) or "transparent") for p in below if p is not None)]
        colour = _value(chain, "fo:color")
        if is_black(colour) and is_black(next((g for g in grounds if g != "transparent"), "")):
            return PartKind.COVERED_TEXT  # blackened
        if is_pale(colour) and all(g == "transparent" or is_pale(g) for g in grounds):
            return PartKind.HIDDEN_TEXT if self._is_on_paper(paragraph) else None
        lines = (_value(chain, "style:text-line-through-style"), _value(chain, "style:text-line-through-type"))
        return PartKind.STRUCK_TEXT if any(line not in ("", "none") for line in lines) else None

    def _is_on_paper(self, paragraph: Any) -> bool:
        """Whether nothing around a paragraph may colour what it stands on: a shape does, a cell or table may."""
        for around in paragraph.iterancestors():
            name = str(around.get(q("table:style-name")) or "")
            if around.tag == q("table:table-cell"):
                for style in self.chain("table-cell", name):
                    found = style.find(q("style:table-cell-properties"))
                    colour = "transparent" if found is None else found.get(q("fo:background-color")) or "transparent"
                    if colour != "transparent":
                        return is_pale(colour)
            elif (around.tag in (q("table:table"), q("table:table-row")) and self._is_coloured(around, name)) or str(
                around.tag
            ).startswith(q("draw:x")[:-1]):
                return False
        return True

    def _is_coloured(self, table: Any, name: str) -> bool:
        """Whether a table or row has a ground of its own, or a template that may give it one."""
        family = local(table)
        found = [style.find(q(f"style:{family}-properties")) for style in self.chain(family, name)]
        colours = [p.get(q("fo:background-color")) or "transparent" for p in found if p is not None]
        named = table.get(q("table:template-name")) or table.get(q("table:default-cell-style-name"))
        return bool(named) or any(colour != "transparent" and not is_pale(colour) for colour in colours)

    def hides_page(self, name: str) -> bool:
        """Whether the style of a slide takes it out of the show."""
        found = (style.find(q("style:drawing-page-properties")) for style in self.chain("drawing-page", name))
        return any(p is not None and p.get(q("presentation:visibility")) == "hidden" for p in found)


def is_pale(colour: str) -> bool:
    """Whether a colour ("#ffffff") is as pale as paper."""
    try:
        channels = bytes.fromhex(colour.removeprefix("#"))
    except ValueError:
        return False
    return len(channels) == 3 and min(channels) >= _PALE


def is_black(colour: str) -> bool:
    """Whether a colour ("#000000") is black."""
    try:
        channels = bytes.fromhex(colour.removeprefix("#"))
    except ValueError:
        return False
    return len(channels) == 3 and max(channels) <= _DARK


def _value(chain: list[Any], name: str) -> str:
    for style in chain:
        properties = style.find(_PROPERTIES_OF_TEXT)
        if properties is not None and properties.get(q(name)) is not None:
            return str(properties.get(q(name)))
    return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
