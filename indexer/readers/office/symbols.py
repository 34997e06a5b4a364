"""Signs of symbol fonts (Wingdings, Symbol) as characters that mean the same in any font."""

from __future__ import annotations

_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x43: "👍", 0x44: "👎", 0x46: "☞", 0x4A: "☺",
    0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖",
    0x77: "◆", 0x9F: "•", 0xA0: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•", 0xA3: "☐", 0x2A: "☐", 0x30: "☐",
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■", 0x6E: "●"}
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xD6: "√", 0xDE: "⇒", 0xE5: "∑", 0xD2: "®", 0xD3: "©", 0xD4: "™",
}  # fmt: skip
_GREEK = dict(zip(b"ABGDEZHQIKLMNXOPRSTUFCYW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True))
_SMALL_GREEK = dict(zip(b"abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "symbol": {**_GREEK, **_SMALL_GREEK, **_SYMBOL},
}
UNKNOWN = "□"
"""A sign whose meaning is not known here: shown as a sign all the same, never as a letter it is not."""


def is_symbol_font(font: str) -> bool:
    """Whether letters in this font show as signs."""
    return font.lower() in _FONTS or font.lower() in ("wingdings 3", "zapfdingbats")


def sign(code: int, font: str) -> str:
    """The character that a sign of a symbol font shows; codes of its private range (F0xx) count as the low byte."""
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    if not is_symbol_font(font):
        return chr(low) if 0x20 <= code < 0xE000 else UNKNOWN
    if low == 0x20:
        return " "
    known = _FONTS.get(font.lower(), {}).get(low)
    if known is None and font.lower() == "symbol" and 0x20 <= low < 0x7F:
        return chr(low)
    return known or UNKNOWN


def signs(text: str, font: str) -> str:
    """Text that is set in a symbol font, as the signs it shows."""
    return "".join(sign(ord(letter), font) for letter in text)
