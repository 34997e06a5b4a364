"""What stands beside the body of a Word document: headers, notes, comments, pictures, properties, attached files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from indexer.documents import Locator, PartKind
from indexer.readers import Limits
from indexer.readers.attachments import read_inside
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.container import attached, is_description, properties, remains
from indexer.readers.office.markup import choose_alternatives, is_on, parse, q
from indexer.readers.word.grounds import area
from indexer.readers.word.runs import Runs
from indexer.readers.word.styles import WordStyles

Notes = dict[tuple[str, str], str]
"""The texts of footnotes and endnotes, each by its sort and its id."""

_ID, _VAL, _ALT = q("w:id"), q("w:val"), ("descr", "title")
_QUOTED = re.compile(r'"([^"]{4,})"')
_LINKS = re.compile(r"\s*(?:HYPERLINK|TOC|INCLUDEPICTURE|DATE|TIME|SAVEDATE|CREATEDATE|PRINTDATE)\b")
"""Fields whose codes name places and forms."""
_LARGE = 3_240_000_000_000
"""Area from which a picture may hold text to read, in square EMU: five centimetres by five."""


class Beside:
    """The parts of a document around its body; `at` is told of each paragraph, so that comments have a place."""

    def __init__(self, builder: DocumentBuilder, part: Any, path: Path, limits: Limits) -> None:
        self._builder = builder
        self._part = part
        self._path = path
        self._limits = limits
        self._walked = {str(part.partname)}
        self._commented: dict[str, Locator] = {}
        self.styles = WordStyles(self.root("styles"))
        for header in self._parts("header"):
            self.styles.grounds.take_header(parse(header.blob))

    def root(self, name: str) -> Any | None:
        """The root of the part that the document relates to under this name ("numbering"); None without one."""
        found = self._parts(name)
        return parse(found[0].blob) if found else None

    def related(self, relation: str) -> Any | None:
        """The part under the id of a relationship; None when there is none or it lies outside the file."""
        found = self._part.rels.get(relation)
        if found is None or found.is_external:
            return None
        self._walked.add(str(found.target_part.partname))
        return found.target_part

    def at(self, paragraph: Any, place: Locator) -> None:
        """Remember where the comments on a paragraph stand."""
        for reference in paragraph.iter(q("w:commentReference")):
            self._commented[str(reference.get(_ID))] = place

    def include(self, relation: str, place: Locator) -> None:
        """A document of another format that stands inside the body (`w:altChunk`): read there, or named."""
        part = self.related(relation)
        name = "" if part is None else str(part.partname)
        document = None if part is None else read_inside(name, part.blob, self._limits)
        if document is None:
            self._builder.count(PartKind.ATTACHMENT, 1, 0, 0, f"{name.strip('/') or 'a document'} in the text")
        else:
            self._builder.include(document)

    def notes(self) -> Notes:
        """All footnotes and endnotes; the lines that set notes apart are none."""
        notes: Notes = {}
        for sort in ("footnote", "endnote"):
            root = self._read(f"{sort}s")
            for note in [] if root is None else root.iter(q(f"w:{sort}")):
                if note.get(q("w:type")) in (None, "normal"):
                    notes[sort, str(note.get(_ID))] = self._plain(note, root, Locator())
        return notes

    def enter(self, body: Any, left: Notes) -> None:
        """Set apart and count what is not in the body; `left` are notes that nothing in the body refers to."""
        for text in left.values():
            self._builder.set_apart(PartKind.HIDDEN_TEXT, text, hidden=True)
        headers = self._headers(body)
        self._comments()
        self._pictures([body, *headers])
        self._builder.set_apart(PartKind.PROPERTY, "\n".join(_behind_fields([body, *headers])))
        for variable in self._variables():
            self._builder.set_apart(PartKind.PROPERTY, variable)
        package = self._part.package
        properties(self._builder, package)
        for part in self._parts("glossaryDocument"):
            self._walked.add(str(part.partname))
            root = parse(part.blob)
            self._builder.set_apart(PartKind.PROPERTY, self._plain(root, root, Locator()))
        self._walked.update(str(part.partname) for part in package.iter_parts() if "/glossary/" in str(part.partname))
        self._walked.update(attached(self._builder, package, self._limits))
        remains(self._builder, self._path, package, self._walked)

    def _parts(self, name: str) -> list[Any]:
        return [r.target_part for r in self._part.rels.values() if r.reltype.endswith(f"/{name}") and not r.is_external]

    def _read(self, name: str) -> Any | None:
        """The root of a part with one of each text written twice; it counts as walked."""
        parts = self._parts(name)
        if not parts:
            return None
        self._walked.add(str(parts[0].partname))
        root = parse(parts[0].blob)
        choose_alternatives(root)
        return root

    def _plain(self, element: Any, root: Any, place: Locator) -> str:
        """The text of a part's element, boxes and tables in it included; what does not show is set apart."""
        runs = Runs(root, self.styles)
        texts = []
        for paragraph in element.iter(q("w:p")):
            words = runs.read(paragraph)
            texts.append(words.text.strip())
            texts.extend(str(art.get("string") or "") for art in paragraph.iter(q("v:textpath")))
            for kind, text in words.apart:
                hidden = kind not in (PartKind.STRUCK_TEXT, PartKind.FORM_FIELD)
                self._builder.set_apart(kind, text, place, hidden=hidden)
        return "\n".join(filter(None, texts))

    def _headers(self, body: Any) -> list[Any]:
        """Headers and footers of all sections; one that no page shows is hidden unless another says the same."""
        shown: list[str] = []
        others: list[str] = []
        roots: list[Any] = []
        for sort in ("header", "footer"):
            for part in self._parts(sort):
                self._walked.add(str(part.partname))
                root = parse(part.blob)
                choose_alternatives(root)
                roots.append(root)
                text = self._plain(root, root, Locator())
                (shown if self._is_shown(part, body) else others).append(text)
        for text in dict.fromkeys(shown):
            self._builder.set_apart(PartKind.HEADER, text)
        for text in dict.fromkeys(others):
            if text not in shown:
                self._builder.set_apart(PartKind.HEADER, text, hidden=True)
        return roots

    def _is_shown(self, part: Any, body: Any) -> bool:
        """Whether a page may show a header: those of first and of even pages wait for a switch."""
        relations = {key for key, r in self._part.rels.items() if not r.is_external and r.target_part is part}
        settings = self.root("settings")
        even = settings is not None and is_on(settings.find(q("w:evenAndOddHeaders")), _VAL)
        for section in body.iter(q("w:sectPr")):
            first = is_on(section.find(q("w:titlePg")), _VAL)
            for reference in section.iter(q("w:headerReference"), q("w:footerReference")):
                sort = reference.get(q("w:type")) or "default"
                waits = (sort == "first" and not first) or (sort == "even" and not even)
                if reference.get(q("r:id")) in relations and not waits:
                    return True
        return False

    def _comments(self) -> None:
        root = self._read("comments")
        for comment in [] if root is None else root.iter(q("w:comment")):
            place = self._commented.get(str(comment.get(_ID)), Locator())
            text = self._plain(comment, root, place)
            author = str(comment.get(q("w:author")) or "")
            if text:
                self._builder.set_apart(PartKind.COMMENT, f"{author}: {text}" if author else text, place)

    def _pictures(self, roots: list[Any]) -> None:
        """What pictures are said to show, kept apart; large ones of which nothing is said were not read."""
        for root in roots:
            for named in root.iter(q("wp:docPr"), q("pic:cNvPr")):
                texts = dict.fromkeys(filter(None, (str(named.get(name) or "").strip() for name in _ALT)))
                self._described("\n".join(texts))
            for shape in root.iter(q("v:shape"), q("v:rect"), q("v:imagedata")):
                self._described(str(shape.get("alt") or shape.get(q("o:title")) or ""))
            for anchor in root.iter(q("wp:inline"), q("wp:anchor")):
                if next(anchor.iter(q("pic:pic")), None) is not None and area(anchor) >= _LARGE:
                    named = anchor.find(q("wp:docPr"))
                    described = any(is_description(str(named.get(name) or "")) for name in _ALT)
                    self._builder.count(PartKind.PICTURE, 1, 0, int(described))

    def _described(self, text: str) -> None:
        self._builder.set_apart(PartKind.PICTURE, text)

    def _variables(self) -> list[str]:
        settings = self.root("settings")
        found = [] if settings is None else settings.iter(q("w:docVar"))
        return [f"{variable.get(q('w:name'))}: {variable.get(_VAL)}" for variable in found]


def _behind_fields(roots: Iterable[Any]) -> Iterator[str]:
    """What a text says only when it is pointed at or opened: choices of lists, tips of links, words in codes of fields.

    Choices and tips are kept once each; of a code the words in quotation marks.
    """
    found: dict[str, None] = {}
    for root in roots:
        for item in root.iter(q("w:listItem"), q("w:listEntry")):
            found[str(item.get(q("w:displayText")) or item.get(_VAL) or "")] = None
        for link in root.iter(q("w:hyperlink")):
            found[str(link.get(q("w:tooltip")) or "")] = None
        for paragraph in root.iter(q("w:p")):
            code = "".join(str(one.text or "") for one in paragraph.iter(q("w:instrText"), q("w:delInstrText")))
            code += " ".join(str(one.get(q("w:instr")) or "") for one in paragraph.iter(q("w:fldSimple")))
            if not _LINKS.match(code):
                found.update(dict.fromkeys(_QUOTED.findall(code)))
    return (words for words in found if any(map(str.isalnum, words)))
