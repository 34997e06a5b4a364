"""DOCX: headings by style or outline level, paragraphs and table rows numbered in the order of the body.

Footnotes and endnotes come after their section, text boxes and charts after the paragraph they hang on, tables in a
cell after its row. Labels of automatic numbering stand before their text. All tracked changes are read as accepted.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import XMLSyntaxError

from indexer.documents import BlockKind, Document, Locator, PartKind
from indexer.readers import Limits, UnreadableFile
from indexer.readers.builder import DocumentBuilder
from indexer.readers.office.archive import check_archive
from indexer.readers.office.charts import chart_of, diagram_texts
from indexer.readers.office.markup import choose_alternatives, parse, q
from indexer.readers.office.strict import opened
from indexer.readers.slides.text import paragraphs as drawn_paragraphs
from indexer.readers.tables import Table, cell_text, filled_down, table_of
from indexer.readers.word.beside import Beside
from indexer.readers.word.blocks import AWAY, BOX, DIAGRAM, DRAWN, WORD_ART, WRAPPERS, hanging_on, items_of
from indexer.readers.word.grounds import is_blackened
from indexer.readers.word.numbering import Numbering
from indexer.readers.word.runs import Runs, Words, form_fields
from indexer.readers.word.styles import WordStyles
from indexer.readers.word.tables import cells_of, is_hidden, is_removed, rows_of

_QUOTES = ("quote", "intense quote", "block text")
_NOTES = ("footnote", "endnote")
_SHOWN = {PartKind.STRUCK_TEXT, PartKind.FORM_FIELD}
"""What a reader of the open file sees though it is no part of a sentence: struck words, prompts of empty fields."""
_MARK = f"{q('w:pPr')}/{q('w:rPr')}"


def read_docx(path: Path, limits: Limits) -> Document:
    """Read a Word document. `paragraph` counts paragraphs and table rows of the body from 1, empty ones too."""
    check_archive(path, "word/document.xml")
    try:
        with opened(path) as file:
            return _Reading(docx.Document(file), path, limits).read()
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError, AttributeError, OSError) as error:
        raise UnreadableFile(
            "it is damaged: Word's own parts in it cannot be read.", "Open it and save it again."
        ) from error


class _Reading:
    """A document read from its first paragraph to its last; `number` is the paragraph or row under way."""

    def __init__(self, document: Any, path: Path, limits: Limits) -> None:
        self.builder = DocumentBuilder()
        self.document = document
        self.root = document.element
        choose_alternatives(self.root)
        self.beside = Beside(self.builder, document.part, path, limits)
        self.styles: WordStyles = self.beside.styles
        self.styles.grounds.take(self.root.find(q("w:body")))
        self.numbering = Numbering(self.beside.root("numbering"), self.styles)
        self.runs = Runs(self.root, self.styles)
        self.notes = self.beside.notes()
        self.number = 0
        self._inside = 0
        self._carried = ""

    def read(self) -> Document:
        """The document, with the account of what stands beside its body."""
        self._walk(self.root.find(q("w:body")))
        self.builder.add(self._carried, self.place)
        fields, unfilled = form_fields(self.root)
        detail = "not filled in" if unfilled else ""
        self.builder.count(PartKind.FORM_FIELD, fields, fields - unfilled, unfilled, detail)
        self.beside.enter(self.root, self.notes)
        properties = self.document.core_properties
        created: date | None = properties.created.date() if properties.created else None
        return self.builder.build(title=(properties.title or "").strip() or None, created=created)

    @property
    def place(self) -> Locator:
        """Where the paragraph or row under way stands."""
        return Locator(paragraph=self.number or None)

    def _walk(self, element: Any) -> None:
        """The paragraphs and tables below an element, those in content controls too."""
        for child in element:
            if child.tag == q("w:p"):
                self.number += not self._inside
                self._paragraph(child)
            elif child.tag == q("w:tbl"):
                self._table(child)
            elif child.tag == q("w:altChunk"):
                self.beside.include(str(child.get(q("r:id"))), self.place)
            elif child.tag == q("w:subDoc"):
                self.builder.count(PartKind.ATTACHMENT, 1, 0, 0, "a part kept in another file")
            elif child.tag in WRAPPERS:
                self._walk(child)
            elif child.tag in AWAY:
                self._set_apart(PartKind.REVISION, child)

    def _paragraph(self, paragraph: Any) -> None:
        style = self.styles.name(self.styles.of_paragraph(paragraph))
        words = self._read(paragraph)
        if style.lower().startswith("toc "):
            self.builder.set_apart(PartKind.PROPERTY, words.text)  # entries of contents say headings again
            return
        if is_blackened(paragraph):
            self.builder.set_apart(PartKind.COVERED_TEXT, words.text, self.place, hidden=True)
            words = Words("")
        mark = paragraph.find(_MARK)
        removed = mark is not None and any(mark.find(q(name)) is not None for name in ("w:del", "w:moveFrom"))
        text = self._carried + words.text
        self._carried = text if removed else ""
        if not removed:
            self._add(paragraph, style, text)
        self._add_notes(paragraph)
        self._add_what_hangs(paragraph)

    def _add(self, paragraph: Any, style: str, text: str) -> None:
        """A paragraph under its label; one whose mark is hidden with all its text is not numbered."""
        mark = paragraph.find(_MARK)
        if not text.strip() and mark is not None and mark.find(q("w:vanish")) is not None:
            return
        label = self.numbering.label(paragraph)
        text = f"{label}{text.lstrip()}" if label and text.strip() else text
        level = self.styles.level(paragraph)
        if level is not None:
            self.builder.heading(text, level, self.place)
        elif style.lower().startswith("list") or self.numbering.is_numbered(paragraph):
            self.builder.add(text, self.place, BlockKind.LIST_ITEM)
        else:
            self.builder.add(text, self.place, BlockKind.QUOTE if style.lower() in _QUOTES else BlockKind.PARAGRAPH)

    def _read(self, paragraph: Any) -> Words:
        words = self.runs.read(paragraph)
        self.beside.at(paragraph, self.place)
        for kind, text in words.apart:
            self.builder.set_apart(kind, text, self.place, hidden=kind not in _SHOWN)
        return words

    def _add_notes(self, element: Any, place: Locator | None = None) -> None:
        """The notes that a paragraph or cell refers to, in its boxes too."""
        for sort in _NOTES:
            for reference in element.iter(q(f"w:{sort}Reference")):
                note = self.notes.pop((sort, str(reference.get(q("w:id")))), None)
                if note is not None and any(around.tag in AWAY for around in reference.iterancestors()):
                    self.builder.set_apart(PartKind.REVISION, note, self.place, hidden=True)
                elif note is not None:
                    self.builder.footnote(note, place or self.place)
                    self.builder.count(PartKind.NOTE, 1, 1)

    def _hang(self, hanging: Any) -> None:
        """What hangs on a paragraph: a text box, a chart, a diagram, lettering."""
        if hanging.tag == BOX:
            self._box(hanging)
            self.builder.count(PartKind.TEXT_BOX, 1, 1)
        elif hanging.tag == DRAWN:
            for paragraph in drawn_paragraphs(hanging):
                self.builder.add(paragraph.text, self.place)
        elif hanging.tag == WORD_ART:
            self.builder.add(str(hanging.get("string") or ""), self.place)
        elif hanging.tag == DIAGRAM:
            data = self.beside.related(str(hanging.get(q("r:dm"))))
            texts = [] if data is None else list(diagram_texts(parse(data.blob)))
            for text in texts:
                self.builder.add(text, self.place, BlockKind.LIST_ITEM)
            self.builder.count(PartKind.CHART, 1, int(bool(texts)), detail="" if texts else "a diagram")
        else:
            self._chart(hanging)

    def _chart(self, reference: Any) -> None:
        part = self.beside.related(str(reference.get(q("r:id"))))
        chart = None if part is None else chart_of(parse(part.blob))
        if chart is not None and chart.grid:
            for title in chart.titles:
                self.builder.add(title, self.place)
            self.builder.table(table_of(chart.grid, 1), [self.place] * len(chart.grid))
        taken = chart is not None and bool(chart.grid)
        self.builder.count(PartKind.CHART, 1, int(taken), detail="" if taken else f"paragraph {self.number}")

    def _box(self, box: Any) -> None:
        """A text box or frame: one with several headings reads as a part of the text, a single one heads the box."""
        heads = [p for p in box.iter(q("w:p")) if self.styles.level(p) is not None]
        if len(heads) > 1:
            with self.builder.aside():
                self._walk(box)
            return
        before = self.builder.block_count
        self._inside += 1
        for item in items_of(box):
            if item.tag == q("w:tbl"):
                self._table(item)
            else:
                self.builder.add(self._labelled(item), self.place)
                self._add_what_hangs(item)
        self._inside -= 1
        name = " ".join(self.runs.read(heads[0]).text.split()) if heads else ""
        if name:
            self.builder.attribute(self.builder.block_count - before, name)

    def _labelled(self, paragraph: Any) -> str:
        """The words of a paragraph in a box or cell, with its label."""
        text = self._read(paragraph).text.strip()
        return f"{self.numbering.label(paragraph)}{text}" if text else ""

    def _add_what_hangs(self, element: Any) -> None:
        for hanging in hanging_on(element):
            self._hang(hanging)
        for gone in element.iter(*AWAY):
            self._set_apart(PartKind.REVISION, gone)  # what hung there; its words are set apart with the paragraph's

    def _table(self, table: Any) -> None:
        """A table; one of a single cell is a frame round text."""
        rows = rows_of(table)
        cells = cells_of(rows[0]) if len(rows) == 1 else []
        if len(cells) == 1 and cells[0].element is not None and not is_removed(rows[0]) and not is_hidden(rows[0]):
            self.number += not self._inside
            self._add_notes(cells[0].element)
            self._box(cells[0].element)
            return
        start, above = self.number, dict[int, str]()
        grid: list[list[str]] = []
        for row in rows:
            self.number += not self._inside
            grid.append(self._row(row, above))
        self.number = start
        self.builder.count(PartKind.TABLE, 1, 1)
        found = table_of(grid)
        by_number = {row.number: row for row in found.rows}
        for at, row in enumerate(rows, start=1):
            self.number += not self._inside
            place = Locator(paragraph=self.number or None, row=at)
            if at in by_number:
                self.builder.table(Table(found.header, (by_number[at],), found.caution), [place] * len(rows))
            self._add_notes(row, place)
            self._add_what_hangs_in(row)

    def _row(self, row: Any, above: dict[int, str]) -> list[str]:
        """The texts of a row's cells; one merged over columns in the first, one merged over rows in each row.

        `above` holds the texts of the cells above by their column, and is brought up to date.
        """
        texts: list[str] = []
        kind = PartKind.REVISION if is_removed(row) else PartKind.HIDDEN_TEXT if is_hidden(row) else None
        if kind is not None:
            self._set_apart(kind, row)
            return texts
        for cell in cells_of(row):
            paragraphs = [] if cell.element is None else [i for i in items_of(cell.element) if i.tag == q("w:p")]
            text = cell_text("\n".join(self._labelled(paragraph) for paragraph in paragraphs))
            if cell.goes_on and not text:
                text = filled_down(above.get(len(texts), ""))
            else:
                above[len(texts)] = text
            texts.extend([text, *[""] * (cell.span - 1)])
        return texts

    def _add_what_hangs_in(self, row: Any) -> None:
        """Tables, boxes and charts in the cells of a row: they follow it."""
        if is_removed(row) or is_hidden(row):
            return
        self._inside += 1
        for cell in cells_of(row):
            for item in [] if cell.element is None else items_of(cell.element):
                if item.tag == q("w:tbl"):
                    self._table(item)
                else:
                    self._add_what_hangs(item)
        self._inside -= 1

    def _set_apart(self, kind: PartKind, element: Any) -> None:
        """All text of an element that does not show, with what hangs in it."""
        texts = []
        for paragraph in element.iter(q("w:p")):
            words = self.runs.read(paragraph)
            texts.extend([words.text, *(text for _, text in words.apart)])
        self.builder.set_apart(kind, "\n".join(filter(str.strip, texts)), self.place, hidden=True)
