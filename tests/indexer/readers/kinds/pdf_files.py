"""PDFs of each kind: by reportlab, and object by object where it has no word for it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Highlight
from pypdf.generic import ArrayObject, FloatObject, NameObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.indexer.readers.kinds.cells import BODY, SECRET

_SIZE = (595, 842)
_SENTENCES = (
    BODY,
    "The plan of each child was reviewed by the team every month.",
    "Supervision was recorded in four of ten files that were read.",
)


def _page(canvas: Any, number: int = 1) -> None:
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, 740, f"Part {number} of the review")
    canvas.setFont("Helvetica", 11)
    for line, sentence in enumerate(_SENTENCES):
        canvas.drawString(72, 700 - 16 * line, sentence)


def _drawn(path: Path, draw: Callable[[Any], None], pages: int = 1) -> None:
    """A PDF of plain pages; `draw` adds to each."""
    canvas = Canvas(str(path), pagesize=_SIZE, invariant=1)
    for number in range(1, pages + 1):
        _page(canvas, number)
        draw(canvas)
        canvas.showPage()
    canvas.save()


def plain(path: Path) -> None:
    """Nothing besides the text."""
    _drawn(path, lambda canvas: None)


def header(path: Path) -> None:
    """A number at the head of every page."""
    _drawn(path, lambda canvas: canvas.drawString(72, 810, SECRET), pages=4)


def marking(path: Path) -> None:
    """A marking at the foot of every page."""
    _drawn(path, lambda canvas: canvas.drawString(240, 30, "OFFICIAL-SENSITIVE"), pages=4)


def comment(path: Path) -> None:
    """A note that somebody stuck on the page."""
    _drawn(path, lambda canvas: canvas.textAnnotation(SECRET, (400, 600, 420, 620)))


def hidden(path: Path) -> None:
    """Text that is neither filled nor stroked, on a page that is no picture."""

    def draw(canvas: Any) -> None:
        line = canvas.beginText(72, 500)
        line.setTextRenderMode(3)
        line.textLine(SECRET)
        canvas.drawText(line)

    _drawn(path, draw)


def white(path: Path) -> None:
    """Text as white as the paper."""

    def draw(canvas: Any) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 500, SECRET)
        canvas.setFillColorRGB(0, 0, 0)

    _drawn(path, draw)


def off_page(path: Path) -> None:
    """Text outside of what is shown of the page."""

    def draw(canvas: Any) -> None:
        canvas.drawString(72, 100, SECRET)
        canvas.setCropBox((0, 200, 595, 842))

    _drawn(path, draw)


def covered(path: Path) -> None:
    """Live text under a black box."""

    def draw(canvas: Any) -> None:
        canvas.drawString(72, 500, SECRET)
        canvas.rect(68, 492, 300, 22, stroke=0, fill=1)

    _drawn(path, draw)


def struck(path: Path) -> None:
    """A word that is struck out by an annotation."""

    def draw(canvas: Any) -> None:
        canvas.drawString(72, 500, "The child was never seen alone.")

    _drawn(path, draw)
    canvas = Canvas("unused.pdf")
    left = 72 + canvas.stringWidth("The child was ", "Helvetica", 11)
    right = left + canvas.stringWidth("never", "Helvetica", 11)
    corners = ArrayObject([FloatObject(x) for x in (left, 510, right, 510, left, 498, right, 498)])
    mark = Highlight(rect=(left, 498, right, 510), quad_points=corners)
    mark[NameObject("/Subtype")] = NameObject("/StrikeOut")
    _annotated(path, mark)


def text_box(path: Path) -> None:
    """A box that was typed onto the page."""
    _drawn(path, lambda canvas: None)
    _annotated(path, FreeText(text="Fathers were overlooked.", rect=(72, 480, 320, 510)))


def properties(path: Path) -> None:
    """A number among the keywords."""
    _drawn(path, lambda canvas: canvas.setKeywords(SECRET))


def form_field(path: Path) -> None:
    """A form that is filled in."""

    def draw(canvas: Any) -> None:
        canvas.drawString(72, 500, "Team")
        canvas.acroForm.textfield(name="Team", tooltip="Team", value="North team", x=120, y=492, width=200, height=20)

    _drawn(path, draw)


def attachment(path: Path) -> None:
    """An attached file."""
    _drawn(path, lambda canvas: None)
    writer = PdfWriter(clone_from=path)
    writer.add_attachment("minutes.docx", b"no package")
    writer.write(path)


def scan(path: Path) -> None:
    """A page that is a picture with one typed stamp, after a page of text."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (1240, 1754), 255)
    for line in range(20):
        ImageDraw.Draw(picture).text((150, 200 + 60 * line), "Words that only a picture holds, line by line.", fill=0)
    kept = BytesIO()
    picture.save(kept, "PNG")
    canvas = Canvas(str(path), pagesize=_SIZE, invariant=1)
    _page(canvas)
    canvas.showPage()
    canvas.drawImage(ImageReader(BytesIO(kept.getvalue())), 0, 0, *_SIZE)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(400, 800, "Received 3 May")
    canvas.showPage()
    canvas.save()


def fake_bold(path: Path) -> None:
    """Words drawn twice, a hair apart, to look bold."""

    def draw(canvas: Any) -> None:
        for shift in (0, 0.3):
            canvas.drawString(72 + shift, 500, "Fathers were overlooked.")

    _drawn(path, draw)


def layer_off(path: Path) -> None:
    """Text on a layer that is switched off."""
    stream = b"".join(
        (
            b"BT /F1 11 Tf 72 700 Td (" + BODY.encode() + b") Tj ET\n",
            b"/OC /Off BDC BT /F1 11 Tf 72 500 Td (" + SECRET.encode() + b") Tj ET EMC\n",
        )
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> /Properties << /Off 6 0 R >> >> >>"
    )
    catalogue = (
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] "
        b"/D << /Order [6 0 R] /OFF [6 0 R] /BaseState /ON >> >> >>"
    )
    path.write_bytes(_objects(catalogue, page, stream, b"<< /Type /OCG /Name (Names) >>"))


def revision(path: Path) -> None:
    """A page whose earlier state is still in the file, behind an update that took words away."""
    before = b"BT /F1 11 Tf 72 700 Td (" + BODY.encode() + b") Tj 0 -200 Td (" + SECRET.encode() + b") Tj ET\n"
    after = b"BT /F1 11 Tf 72 700 Td (" + BODY.encode() + b") Tj ET\n"
    fonts = b"/Resources << /Font << /F1 5 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + fonts + b" >>"
    old = _objects(b"<< /Type /Catalog /Pages 2 0 R >>", page, before)
    place = len(old)
    new = b"4 0 obj\n<< /Length %d >>\nstream\n%sendstream\nendobj\n" % (len(after), after)
    start = int(old.rsplit(b"startxref\n", 1)[1].split()[0])
    table = b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\n" % (place, start)
    path.write_bytes(old + new + table + b"startxref\n%d\n%%%%EOF\n" % (place + len(new)))


def _objects(catalogue: bytes, page: bytes, stream: bytes, *more: bytes) -> bytes:
    """A PDF of one page, object by object: catalogue, pages, page, content, font, and more."""
    objects = (
        catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    )
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(out),
    )


def _annotated(path: Path, annotation: Any) -> None:
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.add_annotation(0, annotation)
    writer.write(path)
