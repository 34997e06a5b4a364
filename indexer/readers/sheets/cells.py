"""Cells of a sheet: what each shows to its reader, what it holds, and what of it is struck out or not seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indexer.readers.office.markup import local
from indexer.readers.sheets.dates import iso, serial_of
from indexer.readers.sheets.digits import general
from indexer.readers.sheets.number_formats import is_date, is_share, shown_number, shown_text
from indexer.readers.sheets.styles import Colour, Font, SheetStyles, Style, font_of, is_unseen

NO_VALUE = "[formula without a stored value]"
"""What stands for the result of a formula that the program which wrote the file did not work out."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DECIMALS_CHECKED = 9
"""Decimals by which a number is compared with its rounded one. By judgement."""

Runs = tuple[tuple[str, Font], ...]
"""A text by the fonts it is written in."""


@dataclass(slots=True)
class SheetCell:
    """What a cell holds: `text` as shown, `raw` as held (dates in ISO 8601, shares in percent), and what is not shown.

    `struck` are its words that are struck out, `unseen` those that no reader of the sheet sees.
    """

    text: str = ""
    raw: str = ""
    struck: str = ""
    unseen: str = ""
    lacks_value: bool = False


class CellReader:
    """Reads the cells of a workbook by its styles, its shared strings and the year its days are counted from."""

    def __init__(self, styles: SheetStyles, strings: Sequence[Runs], since_1904: bool) -> None:
        self._styles, self._strings, self._since_1904 = styles, strings, since_1904

    def read(self, element: Any) -> SheetCell:
        """The cell of an element `c`."""
        style = self._styles.of(element.get("s"))
        kind, value, formula, inline = element.get("t") or "n", None, None, None
        for child in element:
            name = local(child)
            if name == "v":
                value = child.text
            elif name == "f":
                formula = child
            elif name == "is":
                inline = child
        if formula is not None and not value and kind != "str":
            return SheetCell(NO_VALUE, lacks_value=True)
        if inline is not None:
            return _written(runs_of(inline, self._styles.theme), style)
        if value is None:
            return SheetCell()
        if kind == "s":
            place = int(value) if value.strip().isdigit() else len(self._strings)
            return _written(self._strings[place] if place < len(self._strings) else (), style)
        if kind in ("str", "e", "b"):
            text = ("TRUE" if value.strip() in ("1", "true") else "FALSE") if kind == "b" else _unescaped(value)
            return _written(((text, Font()),), style)
        return self._figure(value, kind, style)

    def _figure(self, value: str, kind: str, style: Style) -> SheetCell:
        held = serial_of(value, self._since_1904) if kind == "d" else None
        try:
            number = float(value) if held is None else held
        except ValueError:
            return _written(((value, Font()),), style)
        if number != number or number in (float("inf"), float("-inf")):
            return _written(((value, Font()),), style)
        day = iso(number, self._since_1904) if is_date(style.code) or held is not None else None
        raw = f"{_plain(number * 100)}%" if is_share(style.code) else day or _plain(number)
        if held is not None and not is_date(style.code):
            return _seen(SheetCell(day or value, day or value), style)
        shown = shown_number(number, style.code, self._since_1904)
        return _seen(SheetCell(shown, raw), style) if shown else SheetCell(unseen=raw)


def runs_of(element: Any, theme: Sequence[Colour]) -> Runs:
    """The texts of a string by their fonts; readings for East Asian words are left out."""
    runs: list[tuple[str, Font]] = []
    for child in element:
        name = local(child)
        if name == "t":
            runs.append((_unescaped(child.text or ""), Font()))
        elif name == "r":
            looks = next((one for one in child if local(one) == "rPr"), None)
            words = "".join(one.text or "" for one in child if local(one) == "t")
            font = Font() if looks is None else font_of(looks, theme)
            runs.append((_unescaped(words), font))
    return tuple(runs)


def _written(runs: Runs, style: Style) -> SheetCell:
    """The cell of a text, its words parted into those that are seen, struck out and not seen."""
    said, struck, unseen = [], [], []
    for words, font in runs:
        if is_unseen(font.colour or style.font.colour, style.ground):
            unseen.append(words)
        elif font.struck or style.font.struck:
            struck.append(words)
        else:
            said.append(words)
    whole = "".join(said).strip()
    shown = shown_text(whole, style.code) if whole else ""
    hidden = unseen if shown or not whole else [*unseen, whole]
    return SheetCell(_one_line(shown), whole if shown else "", _one_line("".join(struck)), _one_line("".join(hidden)))


def _seen(cell: SheetCell, style: Style) -> SheetCell:
    if is_unseen(style.font.colour, style.ground):
        return SheetCell(unseen=cell.text)
    return SheetCell(struck=cell.text) if style.font.struck else cell


def _plain(number: float) -> str:
    """A number for checks: whole, or with as many decimals as its last digits are sure of."""
    rounded = round(number, _DECIMALS_CHECKED)
    return general(rounded) if rounded == int(rounded) else f"{rounded:.{_DECIMALS_CHECKED}f}".rstrip("0")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())
