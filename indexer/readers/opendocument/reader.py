"""ODT and ODP read block by block: what shows in the text, what does not apart, as in DOCX and PPTX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.documents import BlockKind, Document, Locator, PartKind
from indexer.readers import Limits, UnreadableFile
from indexer.readers.account import HIDING
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.markup import local
from indexer.readers.opendocument.covers import texts_under
from indexer.readers.opendocument.measures import area, is_off, top_left
from indexer.readers.opendocument.names import q
from indexer.readers.opendocument.numbering import ListNumbering
from indexer.readers.opendocument.package import OpenDocument
from indexer.readers.opendocument.tables import cells_of, paragraphs_of, rows_of
from indexer.readers.opendocument.words import SHAPES, plain, words_of
from indexer.readers.tables import Table, cell_text, filled_down, table_of

_FURNITURE = ("footer", "header", "date-time", "page-number")
_HOLDERS = (q("draw:text-box"), q("table:table"), q("draw:object"))
"""What a frame may hold besides a picture, which then only stands in for it."""
_LARGE = 25.0
"""Square centimetres from which a picture may hold text to read."""


def read_odt(path: Path, limits: Limits) -> Document:
    """Read a text. `paragraph` counts paragraphs and table rows of the body from 1."""
    package = OpenDocument(path)
    body = package.content.find(f"{q('office:body')}/{q('office:text')}")
    if body is None:
        raise UnreadableFile("it is not a text of the OpenDocument format.", "Give it its right ending.")
    reading = _Reading(package)
    reading.walk(body)
    return reading.build()


def read_odp(path: Path, limits: Limits) -> Document:
    """Read a presentation slide by slide; hidden slides are counted in the numbers."""
    package = OpenDocument(path)
    body = package.content.find(f"{q('office:body')}/{q('office:presentation')}")
    if body is None:
        raise UnreadableFile("it is not a presentation of the OpenDocument format.", "Give it its right ending.")
    reading = _Reading(package)
    for number, page in enumerate(body.findall(q("draw:page")), start=1):
        reading.slide(page, number)
    return reading.build()


class _Reading:
    """A file read from its beginning to its end; `place` is where the block under way stands."""

    def __init__(self, package: OpenDocument) -> None:
        self.builder = DocumentBuilder()
        self.package, self.styles = package, package.styles
        self.numbering = ListNumbering(package.styles)
        self.place = Locator()
        self._printed: dict[str, None] = {}
        self._counts = True

    def build(self) -> Document:
        """The document, with the account of what stands beside its body."""
        styles = self.package.styles_part
        for page in [] if styles is None else styles.iter(q("style:master-page")):
            for child in page:
                if child.tag in SHAPES:
                    static = child.get(q("presentation:class")) is None
                    self._print(plain(child) if static else "")
                elif local(child) != "notes":
                    self._print(plain(child))
        for text in self._printed:
            self.builder.set_apart(PartKind.HEADER, text)
        title, created = self.package.properties(self.builder)
        self.package.remains(self.builder)
        return self.builder.build(title=title, created=created)

    def walk(self, element: Any) -> None:
        """The blocks below an element."""
        for child in element:
            if child.tag in (q("text:p"), q("text:h")):
                self._step()
                self._paragraph(child)
            elif child.tag == q("text:list"):
                style = str(child.get(q("text:style-name")) or "")
                self.numbering.begin(child, style)
                self._list(child, style, 1)
            elif child.tag == q("table:table"):
                self._table(child)
            elif child.tag in SHAPES:
                self._shape(child)
            elif isinstance(child.tag, str):
                self._part(child)

    def _part(self, part: Any) -> None:
        """A part of the text that is no block: a section, what tracked changes took away, contents and indexes."""
        if part.tag == q("text:tracked-changes"):
            for deletion in part.iter(q("text:deletion")):
                self._apart(PartKind.REVISION, plain(deletion))
        elif part.tag == q("text:section"):
            if part.get(q("text:display")) == "none" or part.get(q("text:is-hidden")) == "true":
                self._apart(PartKind.HIDDEN_TEXT, plain(part))
            else:
                self.walk(part)
        elif part.find(q("text:index-body")) is not None:
            self.builder.set_apart(PartKind.PROPERTY, plain(part))  # contents and indexes say headings again

    def slide(self, page: Any, number: int) -> None:
        """A slide: its title as heading, its shapes from top to bottom, its speaker notes."""
        self.place = Locator(slide=number)
        self._counts = False
        self.builder.close_headings(1)
        notes = page.find(q("presentation:notes"))
        if self.styles.hides_page(str(page.get(q("draw:style-name")) or "")):
            self._apart(PartKind.HIDDEN_TEXT, plain(page))
            return
        for comment in page.findall(q("office:annotation")):
            self._apart(PartKind.COMMENT, plain(comment))
        drawn = [child for child in page if child.tag in SHAPES]
        shapes, under = sorted(drawn, key=top_left), texts_under(drawn, self.styles)
        for title in (shape for shape in shapes if shape.get(q("presentation:class")) == "title"):
            self.builder.heading(" ".join(plain(title).split()), 1, self.place)
        size = self.package.page_size(str(page.get(q("draw:master-page-name")) or ""))
        for shape in shapes:
            self._on_slide(shape, is_off(shape, size), shape in under)
        said = "" if notes is None else "\n".join(plain(f) for f in notes if f.get(q("presentation:class")) == "notes")
        if said.strip():
            self.builder.heading("Notes", 2, self.place)
            for line in said.split("\n"):
                self.builder.add(line, self.place)
            self.builder.count(PartKind.NOTE, 1, 1)

    def _on_slide(self, shape: Any, is_off: bool, is_covered: bool) -> None:
        """A shape of a slide; its title is read before."""
        kind = shape.get(q("presentation:class"))
        if is_off:
            self._apart(PartKind.HIDDEN_TEXT, plain(shape))
        elif kind in _FURNITURE:
            self._print(plain(shape))
        elif kind != "title" and is_covered:
            self._apart(PartKind.COVERED_TEXT, plain(shape))
        elif kind != "title":
            self._shape(shape)

    def _step(self) -> None:
        if self._counts:
            self.place = Locator(paragraph=(self.place.paragraph or 0) + 1)

    def _print(self, text: str) -> None:
        if text.strip():
            self._printed[text.strip()] = None

    def _apart(self, kind: PartKind, text: str) -> None:
        self.builder.set_apart(kind, text, self.place, hidden=kind in HIDING)

    def _words(self, paragraph: Any) -> tuple[str, list[Any]]:
        """The words of a paragraph and the shapes that hang on it; its notes and what is apart are entered."""
        words = words_of(paragraph, self.styles)
        for kind, text in words.apart:
            self._apart(kind, text)
        for note in words.notes:
            body = note.find(q("text:note-body"))
            self.builder.footnote("" if body is None else plain(body), self.place)
            self.builder.count(PartKind.NOTE, 1, 1)
        return words.text.strip(), words.shapes

    def _paragraph(self, paragraph: Any, label: str = "", kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        text, shapes = self._words(paragraph)
        style = str(paragraph.get(q("text:style-name")) or "")
        level = str(paragraph.get(q("text:outline-level")) or "")
        if paragraph.tag == q("text:h"):
            depth = int(level) if level.isdigit() else 1
            headed = text and paragraph.get(q("text:is-list-header")) != "true"
            number = label or (self.numbering.heading(depth) if headed else "")
            self.builder.heading(f"{number}{text}" if text else "", depth, self.place)
        elif self.styles.is_named("paragraph", style, "Title"):
            self.builder.heading(text, 0, self.place)
        else:
            quoted = self.styles.is_named("paragraph", style, "Quotations")
            self.builder.add(f"{label}{text}" if text else "", self.place, BlockKind.QUOTE if quoted else kind)
        for shape in shapes:
            self._shape(shape)

    def _list(self, element: Any, style: str, level: int) -> None:
        for item in element:
            if item.tag not in (q("text:list-item"), q("text:list-header")):
                continue
            first = item.tag == q("text:list-item")
            for child in item:
                if child.tag in (q("text:p"), q("text:h")):
                    start = str(item.get(q("text:start-value")) or "")
                    label = self.numbering.item(style, level, start) if first else ""
                    first = False
                    self._step()
                    self._paragraph(child, label, BlockKind.LIST_ITEM)
                elif child.tag == q("text:list"):
                    self._list(child, str(child.get(q("text:style-name")) or style), level + 1)

    def _shape(self, shape: Any) -> None:
        """A box with its text, a picture with what is said of it, a chart with its data, a table; groups opened."""
        if shape.tag in (q("draw:g"), q("draw:a")):
            for child in sorted((c for c in shape if c.tag in SHAPES), key=top_left):
                self._shape(child)
            return
        said = [t for name in ("svg:title", "svg:desc") if (t := (shape.findtext(q(name)) or "").strip())]
        self.builder.set_apart(PartKind.PICTURE, "\n".join(said), self.place)
        chart = shape.find(q("draw:object"))
        if chart is not None:
            self._object(chart)
        elif shape.find(q("draw:object-ole")) is not None:
            self.builder.count(PartKind.ATTACHMENT, 1, 0, 0, str(shape.get(q("draw:name")) or "an embedded object"))
        elif shape.find(q("draw:image")) is not None and not any(shape.find(name) is not None for name in _HOLDERS):
            if said or area(shape) >= _LARGE:
                self.builder.count(PartKind.PICTURE, 1, 0, int(bool(said)))
            return
        box = shape.find(q("draw:text-box"))
        counted, self._counts = self._counts, False
        self.walk(shape if box is None else box)
        self._counts = counted

    def _object(self, reference: Any) -> None:
        root = self.package.object(str(reference.get(q("xlink:href")) or ""))
        chart = None if root is None else next(root.iter(q("chart:chart")), None)
        if chart is not None:
            title = chart.find(q("chart:title"))
            self.builder.add("" if title is None else plain(title), self.place)
            grid = [[cell_text(plain(c)) for c, _ in cells_of(row)] for row in chart.iter(q("table:table-row"))]
            self.builder.table(table_of(grid, 1), [replace(self.place, row=n + 1) for n in range(len(grid))])
            self.builder.count(PartKind.CHART, 1, int(bool(grid)))
        elif root is not None and local(root) == "math":
            self.builder.add("".join(t for t in _symbols(root)), self.place)
        elif root is not None:
            self.builder.set_apart(PartKind.ATTACHMENT, plain(root), self.place)

    def _table(self, table: Any) -> None:
        rows = list(rows_of(table))
        above: dict[int, tuple[int, str]] = {}
        start, grid = self.place, []
        for row in rows:
            self._step()
            grid.append(self._row(row, above))
        self.place = start
        self.builder.count(PartKind.TABLE, 1, 1)
        found = table_of(grid)
        by_number = {row.number: row for row in found.rows}
        for at, row in enumerate(rows, start=1):
            self._step()
            if at in by_number:
                places = [replace(self.place, row=at)] * len(rows)
                self.builder.table(Table(found.header, (by_number[at],), found.caution), places)
            self._inside(row)

    def _row(self, row: Any, above: dict[int, tuple[int, str]]) -> list[str]:
        """The texts of a row's cells; one over several columns in the first, one over several rows in each row."""
        if row.get(q("table:visibility")) in ("collapse", "filter"):
            self._apart(PartKind.HIDDEN_TEXT, plain(row))
            return []
        texts: list[str] = []
        for cell, covered in cells_of(row):
            left, text = above.get(len(texts), (0, ""))
            if covered and left > 0:
                above[len(texts)] = (left - 1, text)
                texts.append(filled_down(text))
                continue
            found = [] if covered else [self._words(p)[0] for p in paragraphs_of(cell)]
            text = cell_text("\n".join(found))
            rows = str(cell.get(q("table:number-rows-spanned")) or "1")
            above[len(texts)] = (int(rows) - 1 if rows.isdigit() else 0, text)
            texts.append(text)
        return texts

    def _inside(self, row: Any) -> None:
        """Tables and shapes in the cells of a row follow it."""
        counted, self._counts = self._counts, False
        for cell, covered in cells_of(row):
            for child in [] if covered else cell:
                if child.tag == q("table:table"):
                    self._table(child)
                for shape in words_of(child, self.styles).shapes if child.tag == q("text:p") else ():
                    self._shape(shape)
        self._counts = counted


def _symbols(root: Any) -> Iterator[str]:
    return (node.text or "" for node in root.iter() if local(node) in ("mi", "mn", "mo", "mtext"))
