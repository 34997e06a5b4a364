"""PPTX: slide by slide, titles as headings, tables and charts as rows, speaker notes marked as such.

Hidden slides and what lies off a slide are kept apart; so is what stands on every slide (masters, footers).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.exc import PackageNotFoundError

from indexer.documents import BlockKind, Document, Locator, PartKind
from indexer.readers import Limits, UnreadableFile
from indexer.readers.account import HIDING
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.archive import check_archive
from indexer.readers.office.charts import chart_of, diagram_texts
from indexer.readers.office.container import is_description
from indexer.readers.office.markup import choose_alternatives, is_on, parse, q
from indexer.readers.office.strict import opened
from indexer.readers.slides.beside import BesideSlides
from indexer.readers.slides.colours import Colours, Scheme, background, scheme_of
from indexer.readers.slides.shapes import Placeholders, Shape, properties_of, shapes_of
from indexer.readers.slides.text import is_placeholder, paragraphs, plain
from indexer.readers.tables import cell_text, filled_down, table_of

_TITLES = ("title", "ctrTitle")
_FURNITURE = ("ftr", "dt", "sldNum", "hdr")
_FILLS = ("a:solidFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill")
_WORD, _LINE = 270_000, 90_000
"""Width of a short word and height of a low line in EMU: seven and a half by two and a half millimetres."""
_LARGE = 3_240_000_000_000
"""Area from which a picture may hold text to read, in square EMU: five centimetres by five."""


def read_pptx(path: Path, limits: Limits) -> Document:
    """Read a presentation; shapes from top to bottom and left to right. Hidden slides are counted in the numbers."""
    check_archive(path, "ppt/presentation.xml")
    try:
        with opened(path) as file:
            return _Reading(Presentation(file), path, limits).read()
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError, AttributeError, OSError) as error:
        raise UnreadableFile("it is damaged: the slides in it cannot be read.", "Open it and save it again.") from error


class _Reading:
    """A presentation read slide by slide; what stands beside the slides is entered at the end."""

    def __init__(self, presentation: Any, path: Path, limits: Limits) -> None:
        self.builder = DocumentBuilder()
        self.presentation = presentation
        self.size = (int(presentation.slide_width or 0), int(presentation.slide_height or 0))
        self.beside = BesideSlides(self.builder, presentation, path, limits)

    def read(self) -> Document:
        """The document, with the account of what stands beside the slides."""
        for number, slide in enumerate(self.presentation.slides, start=1):
            self.builder.close_headings(1)
            root = parse(slide.part.blob)
            choose_alternatives(root)
            reading = _Slide(self, slide.part, root, Locator(slide=number))
            if is_on(root, "show") if root.get("show") is not None else True:
                reading.read()
            else:
                reading.hide()
            self.beside.slide(slide.part, Locator(slide=number))
        self.beside.enter()
        properties = self.presentation.core_properties
        created = properties.created.date() if properties.created else None
        return self.builder.build(title=(properties.title or "").strip() or None, created=created)


class _Slide:
    """One slide under its number."""

    def __init__(self, reading: _Reading, part: Any, root: Any, place: Locator) -> None:
        self.builder, self.size, self.beside = reading.builder, reading.size, reading.beside
        self.part, self.root, self.place = part, root, place
        self.above = reading.beside.above(part)
        tree = root.find(f"{q('p:cSld')}/{q('p:spTree')}")
        self.shapes = shapes_of([] if tree is None else tree, Placeholders(self.above))
        self.scheme, self.ground = self._colours()

    def read(self) -> None:
        """Its title as heading, its shapes, its speaker notes."""
        seen = [shape for shape in self.shapes if not shape.is_off(*self.size)]
        title = next((shape for shape in seen if is_placeholder(shape.element, *_TITLES)), None)
        if title is not None:
            self._heading(title)
        for shape in self.shapes:
            if shape is title:
                continue
            if shape not in seen:
                self._hide(shape, PartKind.HIDDEN_TEXT)
            elif self._is_covered(shape, seen):
                self._hide(shape, PartKind.COVERED_TEXT)
            else:
                self._shape(shape)
        self._notes()

    def _is_covered(self, shape: Shape, seen: list[Shape]) -> bool:
        """Whether an opaque shape hides a text, or a black one without words lies over a part of it.

        Which words lie under it cannot be told, so that all of a blackened text counts as covered. A shape that comes
        or goes by animation covers nothing for good.
        """
        moving = {target.get("spid") for target in self.root.iter(q("p:spTgt"))}
        opaque = [other for other in seen if _is_opaque(other) and _number(other) not in moving]
        blank = [other for other in opaque if not plain(other.element)]
        black = [other for other in blank if self.scheme.is_black(other.element.find(q("p:spPr")))]
        over = any(other.order > shape.order and shape.overlaps(other) and _is_broad(other) for other in black)
        return over or any(shape.is_under(other) for other in opaque)

    def hide(self) -> None:
        """A slide that is not shown: all its text and its notes kept apart."""
        texts = [text for shape in self.shapes for text in self._all_text(shape)]
        notes = self.beside.notes(self.part)
        texts.extend([] if notes is None else [plain(notes)])
        self.builder.set_apart(PartKind.HIDDEN_TEXT, "\n".join(filter(None, texts)), self.place, hidden=True)

    def _heading(self, shape: Shape) -> None:
        self._picture(shape)
        found = list(paragraphs(shape.element, self._on(shape)))
        self.builder.heading(" ".join(" ".join(p.text for p in found).split()), 1, self.place)
        self._apart(kind_and_text for p in found for kind_and_text in p.apart)

    def _apart(self, found: Iterable[tuple[PartKind, str]]) -> None:
        for kind, text in found:
            self.builder.set_apart(kind, text, self.place, hidden=kind in HIDING)

    def _shape(self, shape: Shape) -> None:
        element = shape.element
        if is_placeholder(element, *_FURNITURE):
            self.beside.furniture(plain(element))
            return
        self._picture(shape)
        table = next(element.iter(q("a:tbl")), None)
        if table is not None:
            self.builder.count(PartKind.TABLE, 1, 1)
            grid = self._grid(table)
            self.builder.table(table_of(grid), [replace(self.place, row=row) for row in range(1, len(grid) + 1)])
            return
        for chart in element.iter(q("c:chart"), q("cx:chart")):
            self._chart(chart)
        for diagram in element.iter(q("dgm:relIds")):
            texts = self._diagram(diagram)
            for text in texts:
                self.builder.add(text, self.place, BlockKind.LIST_ITEM)
            self.builder.count(PartKind.CHART, 1, int(bool(texts)), detail="" if texts else f"slide {self.place.slide}")
        body = element.find(q("p:txBody"))
        for paragraph in [] if body is None else paragraphs(body, self._on(shape)):
            self.builder.add(paragraph.text, self.place, BlockKind.LIST_ITEM)
            self._apart(paragraph.apart)

    def _picture(self, shape: Shape) -> None:
        properties = properties_of(shape.element)
        said = [] if properties is None else [str(properties.get(name) or "").strip() for name in ("title", "descr")]
        text = "\n".join(filter(None, said))
        self.builder.set_apart(PartKind.PICTURE, text, self.place)
        described = any(map(is_description, said))
        if shape.element.tag == q("p:pic") and (text or _area(shape) >= _LARGE):
            place = "" if described else f"slide {self.place.slide}"
            self.builder.count(PartKind.PICTURE, 1, 0, int(described), place)

    def _grid(self, table: Any) -> list[list[str]]:
        grid: list[list[str]] = []
        for row in table.iter(q("a:tr")):
            texts: list[str] = []
            for cell in row.findall(q("a:tc")):
                found = list(paragraphs(cell))
                self._apart(kind_and_text for p in found for kind_and_text in p.apart)
                text = cell_text("\n".join(p.text for p in found))
                above = grid[-1][len(texts)] if grid and len(texts) < len(grid[-1]) else ""
                goes_on = cell.get("vMerge") is not None and is_on(cell, "vMerge")
                beside = cell.get("hMerge") is not None and is_on(cell, "hMerge")
                texts.append("" if beside else filled_down(above) if goes_on else text)
            grid.append(texts)
        return grid

    def _chart(self, reference: Any) -> None:
        part = self.beside.related(self.part, str(reference.get(q("r:id"))))
        chart = None if part is None else chart_of(parse(part.blob))
        if chart is not None and chart.grid:
            for title in chart.titles:
                self.builder.add(title, self.place)
            self.builder.table(
                table_of(chart.grid, 1), [replace(self.place, row=n + 1) for n in range(len(chart.grid))]
            )
        taken = chart is not None and bool(chart.grid)
        self.builder.count(PartKind.CHART, 1, int(taken), detail="" if taken else f"slide {self.place.slide}")

    def _diagram(self, reference: Any) -> list[str]:
        data = self.beside.related(self.part, str(reference.get(q("r:dm"))))
        return [] if data is None else list(diagram_texts(parse(data.blob)))

    def _hide(self, shape: Shape, kind: PartKind) -> None:
        self.builder.set_apart(kind, "\n".join(self._all_text(shape)), self.place, hidden=True)

    def _all_text(self, shape: Shape) -> list[str]:
        """The text of a shape that is not shown, that of its charts and diagrams too."""
        texts = [plain(shape.element)]
        for chart in shape.element.iter(q("c:chart"), q("cx:chart")):
            part = self.beside.related(self.part, str(chart.get(q("r:id"))))
            if part is not None:
                found = chart_of(parse(part.blob))
                texts.extend([*found.titles, *("; ".join(filter(None, row)) for row in found.grid)])
        for diagram in shape.element.iter(q("dgm:relIds")):
            texts.extend(self._diagram(diagram))
        return [text for text in texts if text]

    def _notes(self) -> None:
        body = self.beside.notes(self.part)
        found = [] if body is None else [p for p in paragraphs(body) if p.text or p.apart]
        if any(p.text for p in found):
            self.builder.heading("Notes", 2, self.place)
            self.builder.count(PartKind.NOTE, 1, 1)
        for paragraph in found:
            self.builder.add(paragraph.text, self.place)
            self._apart(paragraph.apart)

    def _colours(self) -> tuple[Scheme, str]:
        theme = self.beside.theme(self.part)
        scheme = scheme_of(theme, self.above[-1] if self.above else None)
        return scheme, background(scheme, [self.root, *self.above])

    def _on(self, shape: Shape) -> Colours:
        """What the text of a shape stands on: its own fill, else the slide, when nothing else lies between."""
        properties = shape.element.find(q("p:spPr"))
        own = self.scheme.colour(properties)
        if own or any(properties is not None and properties.find(q(fill)) is not None for fill in _FILLS):
            return Colours(self.scheme, own)
        styled = shape.element.find(q("p:style")) is not None
        no_fill = properties is not None and properties.find(q("a:noFill")) is not None
        drawn = [s for root in self.above for s in shapes_of(root.find(f"{q('p:cSld')}/{q('p:spTree')}")) if _paints(s)]
        between = [s for s in self.shapes if s is not shape and _paints(s)] + drawn
        if (styled and not no_fill) or any(shape.overlaps(other) for other in between):
            return Colours(self.scheme, "")
        return Colours(self.scheme, self.ground)


def _paints(shape: Shape) -> bool:
    """Whether a shape may colour what stands on it: a picture, a table, a filled or styled shape."""
    if shape.element.tag != q("p:sp"):
        return True
    properties = shape.element.find(q("p:spPr"))
    filled = properties is not None and any(properties.find(q(fill)) is not None for fill in _FILLS)
    return filled or shape.element.find(q("p:style")) is not None


def _is_broad(shape: Shape) -> bool:
    """Whether a shape is as high and wide as a word at least: lines and bars cover none."""
    return shape.box is not None and shape.box[2] >= _WORD and shape.box[3] >= _LINE


def _is_opaque(shape: Shape) -> bool:
    """Whether nothing is seen through a shape: a rectangle filled with one colour that lets nothing through."""
    properties = shape.element.find(q("p:spPr"))
    form = None if properties is None else properties.find(q("a:prstGeom"))
    fill = None if properties is None else properties.find(q("a:solidFill"))
    if shape.element.tag != q("p:sp") or fill is None or (form is not None and form.get("prst") != "rect"):
        return False
    return next(fill.iter(q("a:alpha")), None) is None


def _number(shape: Shape) -> str | None:
    properties = properties_of(shape.element)
    return None if properties is None else properties.get("id")


def _area(shape: Shape) -> float:
    return 0.0 if shape.box is None else shape.box[2] * shape.box[3]
