"""Drawing pages of PDFs and finding quotations on them, by PDFium: what runs in the worker of `page_images`."""

from __future__ import annotations

import io
import json
import unicodedata
from base64 import b64encode
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from api.documents.page_images import Box, NoPage, PageView, Reply, Ways, replies
from indexer.workers import serve

_SCALE = 1.5
"""Pixels for each point: A4 becomes 893 by 1263."""
_QUALITY = 82
"""JPEG quality, of 100: small print stays legible; higher only makes pages larger. By judgement."""
_SHORTEST = 8
"""Letters and digits that can be told from others on a page."""
_LARGEST = 3000
"""Pixels a side may have; larger pages are scaled down to it."""


def render(path: Path, number: int) -> bytes:
    """A page (from 1) as JPEG. Raises NoPage."""
    document = _open(path)
    try:
        page = _page(document, number)
        image = page.render(scale=_scale(page)).to_pil().convert("RGB")
    except pdfium.PdfiumError as error:
        raise NoPage(f"Page {number} cannot be drawn.") from error
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def view(path: Path, number: int, quote: str, ways: Ways) -> PageView:
    """Size and text of a page (from 1), and where a quotation stands on it, as `page_images.view` says."""
    document = _open(path)
    try:
        page = _page(document, number)
        scale = _scale(page)
        width, height = (round(side * scale) for side in page.get_size())
        text_page = page.get_textpage()
        text = str(text_page.get_text_range())
        spans = _find_lines(text, ways) if ways else [_find(text, quote)]
        boxes = tuple(box for span in spans if span for box in _boxes(page, text_page, span, width, height, scale))
    except pdfium.PdfiumError as error:
        raise NoPage(f"Page {number} cannot be read.") from error
    finally:
        document.close()
    return PageView(width, height, boxes, text.replace("\r\n", "\n").replace("\ufffe", "-"))


def _open(path: Path) -> Any:
    try:
        return pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, FileNotFoundError) as error:
        raise NoPage("The file cannot be opened.") from error


def _page(document: Any, number: int) -> Any:
    if not 1 <= number <= len(document):
        raise NoPage(f"There is no page {number}.")
    return document[number - 1]


def _scale(page: Any) -> float:
    return float(min(_SCALE, _LARGEST / max(1.0, *page.get_size())))


def _boxes(page: Any, text_page: Any, span: tuple[int, int], width: int, height: int, scale: float) -> tuple[Box, ...]:
    """Boxes of a run of characters; PDFium's converter knows rotation and cropping."""
    converter = page.render(scale=scale).get_posconv(page)
    boxes = []
    for index in range(text_page.count_rects(span[0], span[1] - span[0])):
        left, bottom, right, top = text_page.get_rect(index)
        corners = [converter.to_bitmap(x, y) for x, y in ((left, top), (right, bottom))]
        (x1, x2), (y1, y2) = (sorted(axis) for axis in zip(*corners, strict=True))
        boxes.append(Box(x1 / width, y1 / height, (x2 - x1) / width, (y2 - y1) / height))
    return tuple(boxes)


def _find(text: str, quote: str) -> tuple[int, int] | None:
    """Where the quotation stands in the page's text; its beginning or end counts when the page cuts it."""
    plain, origin = _normalised(text)
    wanted, _ = _normalised(quote)
    if len(wanted) < _SHORTEST:
        return None
    at = plain.find(wanted)
    if at >= 0:
        return origin[at], origin[at + len(wanted) - 1] + 1
    for length in range(len(wanted) - 1, max(24, len(wanted) // 4), -1):
        if plain.endswith(wanted[:length]):
            return origin[len(plain) - length], origin[-1] + 1
    return _longest_opening(plain, origin, wanted)


def _find_lines(text: str, lines: Ways) -> list[tuple[int, int] | None]:
    """Where each line stands in one run, in the first way that does; one that could be two places is not found."""
    plain, origin = _normalised(text)
    found: list[tuple[int, int] | None] = []
    for line in lines:
        ways = [_normalised(way)[0] for way in line]
        wanted = next((way for way in ways if len(way) >= _SHORTEST and plain.count(way) == 1), None)
        at = plain.find(wanted) if wanted else 0
        found.append((origin[at], origin[at + len(wanted) - 1] + 1) if wanted else None)
    return found


def _longest_opening(plain: str, origin: list[int], wanted: str) -> tuple[int, int] | None:
    """The longest beginning of the quotation that stands on the page, if it is most of a line at least."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in plain else (low, middle - 1)
    if low < max(40, len(wanted) // 4):
        return None
    at = plain.find(wanted[:low])
    return origin[at], origin[at + low - 1] + 1


def _normalised(text: str) -> tuple[str, list[int]]:
    """Letters and digits only, in plain form and lower case, with the place each came from."""
    letters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKC", character).casefold():
            if letter.isalnum():
                letters.append(letter)
                origin.append(place)
    return "".join(letters), origin


def _answer(question: bytes) -> bytes:
    path, number, quote, ways = json.loads(question)
    try:
        if quote is None:
            reply = Reply(jpeg=b64encode(render(Path(path), number)).decode())
        else:
            reply = Reply(view=view(Path(path), number, quote, ways))
    except NoPage as error:
        reply = Reply(reason=str(error))
    return replies().dump_json(reply)


if __name__ == "__main__":
    serve(_answer)
