"""Hostile PDFs: one of each kind that a reader must survive, small on disk, made from nothing."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

SENTENCE = "Supervision was recorded in four of ten files that were audited."


@dataclass(frozen=True, slots=True)
class Hostile:
    """A kind of file: what it is in words, its ending, how its bytes are made."""

    kind: str
    suffix: str
    make: Callable[[], bytes]


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a sound table of them."""
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(made)


def stream(content: bytes, about: bytes = b"") -> bytes:
    """A PDF stream object."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (about, len(content), content)


def page(content: bytes, *more: bytes, box: bytes = b"0 0 595 842", resources: bytes = b"", root: bytes = b"") -> bytes:
    """A PDF of one page: catalogue 1, pages 2, page 3, its content 4, Helvetica 5, `more` from 6 on."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % root,
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>" % (box, resources),
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    )


TEXT = b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % SENTENCE.encode()

_FLATE = b"/Filter/FlateDecode"


def _zeros(megabytes: int) -> bytes:
    pack = zlib.compressobj(9)
    block = bytes(1_000_000)
    return b"".join(pack.compress(block) for _ in range(megabytes)) + pack.flush()


def _fork_of_forms() -> bytes:
    """Thirty forms, each drawn twice by the one before: a thousand million drawings of the last."""
    forms = [
        stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (n + 1))
        for n in range(6, 36)
    ]
    return page(stream(b"/X Do"), *forms, stream(TEXT), resources=b"/XObject<</X 6 0 R>>")


def hostile_pdfs() -> list[Hostile]:
    """One of each kind of PDF."""
    looping = b"/Outlines 6 0 R"
    outline = (b"<</First 7 0 R/Last 7 0 R/Count 9>>", b"<</Title(x)/Parent 6 0 R/Next 7 0 R/First 6 0 R>>")
    myself = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/Bad/FontDescriptor 7 0 R/ToUnicode 8 0 R>>"
    bad_font = (font, b"<</Type/FontDescriptor/FontName/Bad/FontFile2 8 0 R>>", stream(bytes(range(256)) * 400))
    pages = b"<</Type/Pages/Count %s/Kids[%s]>>"
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    picture = b"/Type/XObject/Subtype/Image/Width 20000/Height 20000/BitsPerComponent 8/ColorSpace/DeviceGray"
    return [
        Hostile("PDF page of 200,000 points", ".pdf", lambda: page(stream(TEXT), box=b"0 0 200000 200000")),
        Hostile("PDF of 100,000 objects", ".pdf", lambda: page(stream(TEXT), *([b"[1 2 3]"] * 100_000))),
        Hostile("PDF whose pages hold themselves", ".pdf", lambda: pdf(catalogue, pages % (b"1", b"2 0 R"))),
        Hostile("PDF that says 10⁹ pages", ".pdf", lambda: pdf(catalogue, pages % (b"1000000000", b""))),
        Hostile(
            "PDF with 50,000 times one page", ".pdf", lambda: pdf(catalogue, pages % (b"50000", b"3 0 R " * 50_000))
        ),
        Hostile("PDF form that draws itself", ".pdf", lambda: page(stream(TEXT + b"/X Do"), myself, resources=_X)),
        Hostile("PDF forms that double 30 times", ".pdf", _fork_of_forms),
        Hostile("PDF outline that loops", ".pdf", lambda: page(stream(TEXT), *outline, root=looping)),
        Hostile("PDF stream of 1 GB of zeros", ".pdf", lambda: page(stream(_zeros(1000), _FLATE))),
        Hostile(
            "PDF stream packed twice, 1 GB",
            ".pdf",
            lambda: page(stream(zlib.compress(_zeros(1000)), b"/Filter[/FlateDecode/FlateDecode]")),
        ),
        Hostile("PDF font of rubbish", ".pdf", lambda: page(stream(TEXT.replace(b"/F ", b"/B ")), *bad_font, **_BAD)),
        Hostile(
            "PDF arrays 100,000 deep", ".pdf", lambda: page(stream(TEXT), b"[" * 100_000, root=b"/PageLabels 6 0 R")
        ),
        Hostile("PDF content 100,000 deep", ".pdf", lambda: page(stream(b"[" * 100_000 + TEXT))),
        Hostile("PDF table of objects that loops", ".pdf", _looping_table),
        Hostile(
            "PDF scan of 20,000 × 20,000 dots",
            ".pdf",
            lambda: page(stream(b"595 0 0 842 0 0 cm /X Do"), stream(_zeros(400), picture + _FLATE), resources=_X),
        ),
        Hostile("PDF cut in half", ".pdf", lambda: page(stream(TEXT))[:300]),
    ]


_X = b"/XObject<</X 6 0 R>>"

_BAD = {"resources": b"/Font<</B 6 0 R>>"}


def _looping_table() -> bytes:
    made = page(stream(TEXT))
    return made.replace(b"/Root", b"/Prev %d/Root" % made.rindex(b"xref\n0"), 1)
