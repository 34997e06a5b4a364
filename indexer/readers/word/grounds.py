"""What a Word text stands on: paper, a shaded cell or table, a box, a picture behind the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from indexer.readers.office.markup import q

_PALE = 0xF0
"""From this on in each colour a text is as pale as the paper."""
_VAL, _FILL = q("w:val"), q("w:fill")
_LARGE = 8_000_000_000_000
"""Area from which a drawing may lie behind lines of text, in square EMU: some nine centimetres by nine."""
_DARK = 0x10
"""Up to this in each colour a box is black."""
_WORD = (270_000, 90_000)
"""Width of a short word and height of a low line in EMU: seven and a half by two and a half millimetres."""
_NEAR = 20
"""Paragraphs before and after a large drawing that may stand on it: about half a page."""


class Grounds:
    """Whether text stands on paper. `chain` gives a style and those it is based on."""

    def __init__(self, chain: Callable[[str], list[Any]]) -> None:
        self._chain = chain
        self._painted: set[Any] = set()
        self._all_painted = False

    def take(self, body: Any) -> None:
        """Note the paragraphs of a body near large drawings, which may lie behind them."""
        blocks = (_block_of(drawing, body) for drawing in _large_drawings(body))
        for block in {block for block in blocks if block is not None}:
            before, after = block.itersiblings(preceding=True), block.itersiblings()
            near = [block, *(b for _, b in zip(range(_NEAR), before, strict=False))]
            near.extend(b for _, b in zip(range(_NEAR), after, strict=False))
            self._painted.update(paragraph for b in near for paragraph in b.iter(q("w:p")))

    def take_header(self, header: Any) -> None:
        """Note that a drawing of a header may lie behind every page."""
        self._all_painted = self._all_painted or bool(_large_drawings(header))

    def are_paper(self, paragraph: Any) -> bool:
        """Whether nothing around a paragraph (a cell, a table, a box, the page) colours what it stands on."""
        if self._all_painted or paragraph in self._painted:
            return False
        for around in paragraph.iterancestors():
            if around.tag == q("w:txbxContent"):
                return _is_pale_box(around)
            if around.tag == q("w:tc") and (shade := around.find(f"{q('w:tcPr')}/{q('w:shd')}")) is not None:
                return not is_coloured(shade)
            if around.tag == q("w:tbl") and self._colours_cells(around):
                return False
            if around.tag == q("w:document"):
                page = around.find(q("w:background"))
                return page is None or is_pale(str(page.get(q("w:color")) or "FFFFFF"))
        return True

    def _colours_cells(self, table: Any) -> bool:
        named = table.find(f"{q('w:tblPr')}/{q('w:tblStyle')}")
        chain = [] if named is None else self._chain(str(named.get(_VAL)))
        own = table.find(f"{q('w:tblPr')}/{q('w:shd')}")
        return is_coloured(own) or any(is_coloured(shade) for style in chain for shade in style.iter(q("w:shd")))


def is_pale(colour: str) -> bool:
    """Whether a colour in six hexadecimal digits is as pale as paper."""
    try:
        channels = bytes.fromhex(colour)
    except ValueError:
        return False
    return len(channels) == 3 and min(channels) >= _PALE


def is_coloured(shade: Any | None) -> bool:
    """Whether a shade puts another colour than that of paper behind a text."""
    if shade is None:
        return False
    fill, pattern = str(shade.get(_FILL) or "auto"), str(shade.get(_VAL) or "clear")
    return (fill != "auto" and not is_pale(fill)) or pattern not in ("clear", "nil")


def _is_pale_box(content: Any) -> bool:
    """Whether a text box says that it is filled with the colour of paper; what it leaves open may be any colour."""
    for around in content.iterancestors():
        fill = around.get("fillcolor")
        if fill:
            return is_pale(str(fill).lstrip("#").split(" ")[0]) or str(fill).startswith("white")
        solid = around.find(f"{q('wps:spPr')}/{q('a:solidFill')}/{q('a:srgbClr')}")
        if solid is not None:
            return is_pale(str(solid.get("val")))
        if around.tag == q("w:p"):
            return False
    return False


def is_blackened(paragraph: Any) -> bool:
    """Whether a black box without words lies in front of a paragraph, which it hangs on.

    Which words lie under it cannot be told, so that all of the paragraph counts as covered.
    """
    for anchor in paragraph.iter(q("wp:anchor")):
        fills = anchor.iterfind(f".//{q('wps:spPr')}/{q('a:solidFill')}/{q('a:srgbClr')}")
        black = any(is_black(str(fill.get("val"))) for fill in fills)
        if black and anchor.get("behindDoc") not in ("1", "true") and _is_blank(anchor) and _is_broad(anchor):
            return True
    old = (shape for shape in paragraph.iter(q("v:rect"), q("v:shape")) if shape.get("filled") not in ("f", "false"))
    return any(is_black(str(s.get("fillcolor") or "").lstrip("#").split(" ")[0]) and _is_blank(s) for s in old)


def is_black(colour: str) -> bool:
    """Whether a colour, by its name or in six hexadecimal digits, is black."""
    try:
        channels = b"\0\0\0" if colour == "black" else bytes.fromhex(colour)
    except ValueError:
        return False
    return len(channels) == 3 and max(channels) <= _DARK


def _is_blank(shape: Any) -> bool:
    """Whether a shape is no more than a coloured form: it has no words, no lettering, no picture."""
    if next(shape.iter(q("v:textpath"), q("v:imagedata"), q("pic:pic")), None) is not None:
        return False
    return not any((text.text or "").strip() for text in shape.iter(q("w:t")))


def _is_broad(anchor: Any) -> bool:
    """Whether a drawing is as high and wide as a word at least: lines and bars cover none."""
    extent = anchor.find(q("wp:extent"))
    sizes = [str(extent.get(side) or "") for side in ("cx", "cy")] if extent is not None else []
    return len(sizes) == 2 and all(s.isdigit() and int(s) >= least for s, least in zip(sizes, _WORD, strict=True))


def area(anchor: Any) -> int:
    """The area of a drawing in square EMU; 0 where it does not say."""
    extent = anchor.find(q("wp:extent"))
    try:
        return 0 if extent is None else int(extent.get("cx")) * int(extent.get("cy"))
    except (TypeError, ValueError):
        return 0


def _large_drawings(root: Any) -> list[Any]:
    """Drawings that lie loose on the page, large ones of the newer kind and those of the old kind behind the text."""
    loose = [anchor for anchor in root.iter(q("wp:anchor")) if area(anchor) >= _LARGE]
    old = root.iter(q("v:shape"), q("v:rect"), q("v:group"))
    behind = [shape for shape in old if "z-index:-" in str(shape.get("style") or "").replace(" ", "")]
    return loose + [shape for shape in behind if shape.find(q("v:textpath")) is None]


def _block_of(element: Any, body: Any) -> Any | None:
    """The block right below the body that holds an element."""
    for around in element.iterancestors():
        if around.getparent() is body:
            return around
    return None
