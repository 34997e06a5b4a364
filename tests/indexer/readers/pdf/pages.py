"""PDF pages for tests: an ordinary line that anybody can read, and whatever a test draws besides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from indexer.documents import Document, PartKind
from indexer.readers import Limits, read

LIMITS = Limits(100_000_000, 3000)
ORDINARY = "The board met four times in the year, and every agency was present."
SEEN = "Partners agreed the plan, which all can see."
UNSEEN = "Imelda Farthingale had moved to her uncle."

Draw = Callable[[Canvas], Any]
Change = Callable[[PdfWriter], Any]


def write(path: Path, *pages: Draw) -> Path:
    """A PDF with a page for each drawing, an ordinary line at its top."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 756, ORDINARY)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def changed(path: Path, change: Change) -> Path:
    """The file after a change by pypdf."""
    writer = PdfWriter(clone_from=path)
    change(writer)
    writer.write(path)
    return path


def annotated(path: Path, subtype: str, content: bytes = b"", **entries: Any) -> Path:
    """The file with an annotation over the line at 700; `content` is what it draws."""

    def annotate(writer: PdfWriter) -> None:
        annotation = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(subtype),
                NameObject("/Rect"): numbers(55, 690, 455, 715),
                NameObject("/F"): NumberObject(4),
                **{NameObject(f"/{name}"): value for name, value in entries.items()},
            }
        )
        if content:
            drawn = DecodedStreamObject()
            drawn.set_data(content)
            fonts = DictionaryObject({NameObject("/F1"): helvetica()})
            drawn.update(
                {
                    NameObject("/Subtype"): NameObject("/Form"),
                    NameObject("/BBox"): numbers(0, 0, 400, 25),
                    NameObject("/Resources"): DictionaryObject({NameObject("/Font"): fonts}),
                }
            )
            added = writer._add_object(drawn)
            annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): added})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])

    return changed(path, annotate)


def with_layer(path: Path, words: str, shown: bool) -> Path:
    """The file with words in a layer that is shown or not when it is opened."""

    def add(writer: PdfWriter) -> None:
        page = writer.pages[0]
        entries = {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Notes")}
        layer = writer._add_object(DictionaryObject(entries))
        page["/Resources"][NameObject("/Properties")] = DictionaryObject({NameObject("/L1"): layer})
        drawn = f"\n/OC /L1 BDC BT /F1 11 Tf 60 700 Td ({words}) Tj ET EMC\n".encode()
        replace_content(writer, page.get_contents().get_data() + drawn)
        state = DictionaryObject({NameObject("/ON" if shown else "/OFF"): ArrayObject([layer])})
        layers = {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): state}
        writer._root_object[NameObject("/OCProperties")] = DictionaryObject(layers)

    return changed(path, add)


def replace_content(writer: PdfWriter, data: bytes) -> None:
    """Give the first page another content."""
    content = DecodedStreamObject()
    content.set_data(data)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)


def saved_again(path: Path, old: str, new: str) -> Path:
    """The file with words replaced by an update at its end, its first state still in it."""
    writer = PdfWriter(path, incremental=True)
    data = PdfReader(path).pages[0].get_contents().get_data()  # type: ignore[union-attr]
    replace_content(writer, data.replace(old.encode(), new.encode()))
    writer.write(path)
    return path


def helvetica() -> DictionaryObject:
    """A font every viewer has."""
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})


def numbers(*values: float) -> ArrayObject:
    """Numbers as a PDF holds them."""
    return ArrayObject([FloatObject(value) for value in values])


def opened(path: Path) -> Document:
    """The file as read, scans not recognised."""
    return read(path, LIMITS)


def apart(document: Document, kind: PartKind) -> str:
    """The texts of a kind that are kept out of the search."""
    return "\n".join(part.text for part in document.parts if part.kind is kind)
