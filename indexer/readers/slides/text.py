"""Text of slides: paragraphs with their line breaks, fields and numbers; struck and invisible words apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from indexer.documents import PartKind
from indexer.readers.account import BLOCK
from indexer.readers.office.equations import linear
from indexer.readers.office.markup import local, q
from indexer.readers.office.numerals import numeral
from indexer.readers.office.symbols import is_symbol_font, signs
from indexer.readers.slides.colours import Colours

_FORMS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}
_AROUND = {"Period": ("", "."), "ParenR": ("", ")"), "ParenBoth": ("(", ")"), "Minus": ("- ", " -"), "Plain": ("", "")}
_LEVELS = 9
"""Levels of a list: PowerPoint has nine."""
_TINY = 200
"""Hundredths of a point up to which no eye reads a text."""
_FAINT = 5_000
"""Thousandths of a percent of a colour up to which it does not show."""

Piece = tuple[PartKind | None, str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a shape: what shows of it, with its number, and what is struck out or cannot be seen."""

    text: str
    apart: tuple[tuple[PartKind, str], ...] = ()


def paragraphs(body: Any, colours: Colours | None = None) -> Iterator[Paragraph]:
    """The paragraphs of a text body (`p:txBody`, `a:txBody`); `colours` says what stands out on its ground."""
    counts: list[int | None] = [None] * _LEVELS
    for paragraph in body.iter(q("a:p")):
        pieces = list(_pieces(paragraph, colours))
        shown = (
            (BLOCK if text.strip() else "") if kind is PartKind.COVERED_TEXT else text
            for kind, text in pieces
            if kind in (None, PartKind.COVERED_TEXT)
        )
        text = "".join(shown)
        text = text if text.strip(f"{BLOCK} ") else ""
        left_out = [(kind, "".join(t for _, t in group)) for kind, group in groupby(pieces, key=lambda p: p[0]) if kind]
        label = _label(paragraph, counts) if text.strip() else ""
        yield Paragraph(f"{label}{text.strip()}", tuple((kind, text) for kind, text in left_out if text.strip()))


def plain(body: Any) -> str:
    """All text of an element, shown or not, a line a paragraph."""
    texts = ("".join(text for _, text in _pieces(paragraph, None)).strip() for paragraph in body.iter(q("a:p")))
    return "\n".join(filter(None, texts))


def _pieces(paragraph: Any, colours: Colours | None) -> Iterator[Piece]:
    for child in paragraph:
        if child.tag == q("a:br"):
            yield None, "\n"
        elif child.tag in (q("a:r"), q("a:fld")):
            yield _look(child, colours), _text(child)
        elif child.tag == q("a14:m"):
            yield None, linear(child)


def _text(run: Any) -> str:
    found = run.find(q("a:t"))
    text = "" if found is None else (found.text or "").replace("\v", "\n").replace("_x000B_", "\n")
    font = run.find(f"{q('a:rPr')}/{q('a:sym')}")
    font = run.find(f"{q('a:rPr')}/{q('a:latin')}") if font is None else font
    face = "" if font is None else str(font.get("typeface") or "")
    return signs(text, face) if is_symbol_font(face) else text


def _look(run: Any, colours: Colours | None) -> PartKind | None:
    properties = run.find(q("a:rPr"))
    if properties is None:
        return None
    if colours is not None and colours.blacken(properties):
        return PartKind.COVERED_TEXT
    if properties.get("strike") in ("sngStrike", "dblStrike"):
        return PartKind.STRUCK_TEXT
    return PartKind.HIDDEN_TEXT if _is_invisible(properties, colours) else None


def _is_invisible(properties: Any, colours: Colours | None) -> bool:
    """Whether a run shows nothing: too small to read, without colour, transparent, or of the colour of its ground."""
    size = str(properties.get("sz") or "")
    if size.isdigit() and int(size) <= _TINY:
        return True
    if properties.find(q("a:noFill")) is not None and properties.find(q("a:ln")) is None:
        return True
    alpha = next(properties.iterfind(f"{q('a:solidFill')}/*/{q('a:alpha')}"), None)
    share = "" if alpha is None else str(alpha.get("val") or "").rstrip("%")
    if share.isdigit() and int(share) <= _FAINT:
        return True
    return colours is not None and colours.hide(properties)


def _label(paragraph: Any, counts: list[int | None]) -> str:
    """The number that stands before a paragraph; `counts` are those of the levels so far."""
    properties = paragraph.find(q("a:pPr"))
    said = "0" if properties is None else str(properties.get("lvl") or "0")
    level = min(int(said), _LEVELS - 1) if said.isdigit() else 0
    counts[level + 1 :] = [None] * (_LEVELS - level - 1)
    automatic = None if properties is None else properties.find(q("a:buAutoNum"))
    if automatic is None:
        counts[level] = None
        return ""
    start = str(automatic.get("startAt") or "1")
    before = counts[level]
    count = (int(start) if start.isdigit() else 1) if before is None else before + 1
    counts[level] = count
    kind = str(automatic.get("type") or "arabicPeriod")
    form = next((written for begin, written in _FORMS.items() if kind.startswith(begin)), "decimal")
    before_it, after_it = next((signs for end, signs in _AROUND.items() if kind.endswith(end)), ("", "."))
    return f"{before_it}{numeral(count, form)}{after_it} "


def is_placeholder(shape: Any, *kinds: str) -> bool:
    """Whether a shape is a placeholder, of one of these kinds when any is given."""
    found = next((node for node in shape.iter(q("p:ph")) if local(node.getparent()) == "nvPr"), None)
    return found is not None and (not kinds or str(found.get("type") or "obj") in kinds)
