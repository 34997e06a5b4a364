"""The letters of a PDF page as PDFium reads them: each in its place, with the breaks it puts between them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium_c

from indexer.readers.pdf.geometry import Box
from indexer.readers.pdf.visibility.drawn import Drawn, address_of

_BESIDE = 1.0
"""Gap to the letter before, as a share of their height, up to which a letter stands beside it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of a page: where it stands, where its base line begins, and the text it was drawn by.

    `box` is None for blanks and breaks that PDFium put between two texts.
    """

    text: str
    box: Box | None
    x: float
    y: float
    drawn_by: int


def letters_of(page: Any) -> list[Letter]:
    """The characters of a page in the order PDFium reads them, blanks and line breaks it puts between included."""
    text_page = page.get_textpage()
    raw = text_page.raw
    sides = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for index in range(pdfium_c.FPDFText_CountChars(raw)):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        made_up = pdfium_c.FPDFText_IsGenerated(raw, index) == 1
        pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y)
        placed = not made_up and pdfium_c.FPDFText_GetCharBox(raw, index, sides[0], sides[2], sides[1], sides[3])
        box = (sides[0].value, sides[1].value, sides[2].value, sides[3].value) if placed else None
        by = 0 if made_up else address_of(pdfium_c.FPDFText_GetTextObject(raw, index))
        found.append(Letter(_plain(text), box, x.value, y.value, by))
    return _unbroken(found)


def _unbroken(letters: list[Letter]) -> list[Letter]:
    """The letters without the breaks that PDFium puts after a raised mark, where the line goes on beside it."""
    for number, letter in enumerate(letters):
        if letter.text != "\n" or letter.box is not None:
            continue
        before = next((one for one in reversed(letters[:number]) if one.box and not one.text.isspace()), None)
        after = next((one for one in letters[number:] if one.box and not one.text.isspace()), None)
        if before is not None and after is not None and _goes_on(before, after):
            blank = any(one.text.isspace() for one in letters[number + 1 : number + 2])
            letters[number] = replace(letter, text="" if blank else " ")
    return letters


def _goes_on(before: Letter, after: Letter) -> bool:
    """Whether a letter stands right beside another, higher or lower by less than its size."""
    if before.box is None or after.box is None:
        return False
    height = max(before.box[3] - before.box[1], after.box[3] - after.box[1])
    gap = after.box[0] - before.box[2]
    return -0.3 * height <= gap <= _BESIDE * height and 0 < abs(before.y - after.y) < height


def _plain(text: str) -> str:
    """A character as text; for the hyphen at the end of a line PDFium gives a sign of its own, and no break."""
    return {"\ufffe": "-\n", "\u0002": "-\n", "\r": ""}.get(text, text)


def plain_text(page: Any) -> str:
    """The text of a page as PDFium reads it."""
    return (
        str(page.get_textpage().get_text_bounded())
        .replace("\r\n", "\n")
        .replace("\ufffe", "-\n")
        .replace("\u0002", "-\n")
    )


def words_of(text: Drawn, text_page: Any) -> str:
    """The characters that a text draws; `text_page` is PDFium's reading of the page."""
    size = pdfium_c.FPDFTextObj_GetText(text.handle, text_page.raw, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium_c.FPDFTextObj_GetText(text.handle, text_page.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").split("\x00")[0]
