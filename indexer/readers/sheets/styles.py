"""Styles of spreadsheet cells: the number format, whether words are struck out, and whether they can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indexer.readers.office.markup import is_on, local
from indexer.readers.sheets.number_formats import BUILT_IN, GENERAL

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""
WHITE: Colour = (255, 255, 255)
"""Red, green and blue of white."""
INK: Colour = (0, 0, 0)
"""What a text without a colour of its own is written in."""
_INDEXED: dict[int, Colour] = {
    **{first: (0, 0, 0) for first in (0, 8, 64)},
    **{first: WHITE for first in (1, 9, 65)},
    2: (255, 0, 0),
    10: (255, 0, 0),
    3: (0, 255, 0),
    11: (0, 255, 0),
    4: (0, 0, 255),
    12: (0, 0, 255),
    5: (255, 255, 0),
    13: (255, 255, 0),
    22: (192, 192, 192),
    23: (128, 128, 128),
}
"""Colours named by number, those that a text can vanish in; the rest are taken to be seen on any ground."""
_UNSEEN = 20
"""How far each of red, green and blue of a text may lie from its ground for it not to be seen: a judgement, by eye."""


@dataclass(frozen=True, slots=True)
class Font:
    """How a text is written: struck out or not, and its colour where one is given."""

    struck: bool = False
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell shows what it holds. `ground` is its fill; None is a pattern whose colour cannot be told."""

    code: str = GENERAL
    font: Font = Font()
    ground: Colour | None = WHITE


@dataclass(frozen=True, slots=True)
class SheetStyles:
    """The cell styles of a workbook by their number."""

    cells: tuple[Style, ...] = ()
    theme: tuple[Colour, ...] = ()

    def of(self, number: str | None) -> Style:
        """The style a cell names; the usual one where it names none that there is."""
        place = int(number) if number and number.isdigit() else 0
        return self.cells[place] if place < len(self.cells) else Style()


def styles_of(root: Any, theme: Any) -> SheetStyles:
    """The styles of a workbook, from the roots of its style sheet and theme; either may be missing."""
    colours = _theme(theme)
    if root is None:
        return SheetStyles(theme=colours)
    codes = {str(one.get("numFmtId")): str(one.get("formatCode") or "") for one in _below(root, "numFmts")}
    fonts = [font_of(one, colours) for one in _below(root, "fonts")]
    grounds = [_ground(one, colours) for one in _below(root, "fills")]
    cells = []
    for one in _below(root, "cellXfs"):
        number = str(one.get("numFmtId") or "0")
        code = codes.get(number) or BUILT_IN.get(int(number) if number.isdigit() else 0, GENERAL)
        cells.append(Style(code, _at(fonts, one, "fontId", Font()), _at(grounds, one, "fillId", WHITE)))
    return SheetStyles(tuple(cells), colours)


def font_of(element: Any, theme: Sequence[Colour]) -> Font:
    """The font that a font of the style sheet, or the properties of a run of rich text, describe."""
    struck, colour = False, None
    for child in element:
        if local(child) == "strike":
            struck = is_on(child, "val")
        elif local(child) == "color":
            colour = _colour(child, theme)
    return Font(struck, colour)


def is_unseen(colour: Colour | None, ground: Colour | None) -> bool:
    """Whether a text of a colour, by default black, cannot be seen on its ground."""
    if ground is None:
        return False
    return all(abs(one - other) <= _UNSEEN for one, other in zip(colour or INK, ground, strict=True))


def _below(root: Any, name: str) -> list[Any]:
    return [child for element in root if local(element) == name for child in element if local(child)]


def _at(found: Sequence[Any], element: Any, name: str, default: Any) -> Any:
    place = str(element.get(name) or "0")
    return found[int(place)] if place.isdigit() and int(place) < len(found) else default


def _ground(fill: Any, theme: Sequence[Colour]) -> Colour | None:
    pattern = next((child for child in fill if local(child) == "patternFill"), None)
    if pattern is None:
        return None if len(fill) else WHITE
    kind = pattern.get("patternType") or "none"
    if kind == "none":
        return WHITE
    front = next((child for child in pattern if local(child) == "fgColor"), None)
    return _colour(front, theme) if kind == "solid" and front is not None else None


def _colour(element: Any, theme: Sequence[Colour]) -> Colour | None:
    """The colour an element names; None for one that is the program's own or not known."""
    if element.get("rgb"):
        return rgb(str(element.get("rgb")))
    base: Colour | None = None
    number = str(element.get("theme") or element.get("indexed") or "")
    if number.isdigit():
        place = int(number)
        base = (theme[place] if place < len(theme) else None) if element.get("theme") else _INDEXED.get(place)
    try:
        tint = float(element.get("tint") or 0)
    except ValueError:
        tint = 0.0
    return None if base is None else _tinted(base, tint)


def rgb(text: str) -> Colour | None:
    """A colour by its last six hexadecimal digits."""
    try:
        value = int(text[-6:], 16)
    except ValueError:
        return None
    return value >> 16 & 255, value >> 8 & 255, value & 255


def _tinted(colour: Colour, tint: float) -> Colour:
    """Lighter for a tint above zero, darker below; near enough to tell what can be seen."""
    red, green, blue = (round(one * (1 + tint) if tint < 0 else one + (255 - one) * tint) for one in colour)
    return red, green, blue


def _theme(root: Any) -> tuple[Colour, ...]:
    """The colours of a theme in the order by which cells name them: the paper first, then the ink."""
    schemes = [] if root is None else [one for one in root.iter() if local(one) == "clrScheme"]
    named: dict[str, Colour] = {}
    for slot in schemes[0] if schemes else ():
        for said in slot:
            found = rgb(str(said.get("lastClr") or said.get("val") or ""))
            if found is not None:
                named[local(slot)] = found
    order = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    usual: dict[str, Colour] = {"lt1": WHITE, "dk1": (0, 0, 0)}
    return tuple(named.get(name, usual.get(name, (128, 128, 128))) for name in order)
