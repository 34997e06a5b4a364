"""Text from bytes: the encodings that council files come in, and how much of a text no encoding explains."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before that of UTF-16, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
"""Bytes looked at to tell how a file is encoded. By judgement."""
_EMPTY_BYTES = 0.1
"""Share of the high bytes that are zero in UTF-16 text: of English nearly all, of other scripts the blanks at least."""
_FEWEST_EMPTY = 4
"""Empty bytes from which they tell of UTF-16. By judgement."""
_MOST_CONTROLS, _FEW_CONTROLS = 0.02, 3
"""Share and number of control characters above which a file is not text: a judgement."""
_CONTROLS = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f]")
_MANY_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_OTHER_BYTES = re.compile("[\udc80-\udcff]+")
_CUT_SHORT = re.compile(rb"[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2}")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its line ends made single and null characters left out.

    `unread` counts the characters that could not be read, `otherwise` those that were read in another encoding.
    """

    text: str
    encoding: str
    unread: int = 0
    otherwise: int = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        """Lines that say how many characters were not read as the rest was."""
        lines = []
        if self.otherwise:
            lines.append(f"{_characters(self.otherwise)} could not be read as UTF-8 and stands as in Windows-1252.")
        if self.unread:
            lines.append(f"{_characters(self.unread)} could not be read and stands as {_REPLACEMENT}.")
        return tuple(lines)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Text of UTF-8, UTF-16 or UTF-32, with or without mark, else in the declared encoding, else in Windows-1252.

    UTF-8 with a few other bytes in it, as where texts were put together, stays UTF-8.
    """
    encoding, start = _encoding_of(data)
    if encoding != "utf-8":
        text = data[start:].decode(encoding, errors="replace")
        return _decoded(text, encoding, text.count(_REPLACEMENT) - _kept(data[start:], encoding))
    data = data[start:]
    try:
        return _decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    if declared and not start:
        text = data.decode(declared, errors="replace")
        return _decoded(text, declared, text.count(_REPLACEMENT))
    mixed = _mixed(data)
    if len(_MANY_BYTES.findall(data)) >= mixed.unread + mixed.otherwise:
        return mixed
    text = data.decode("cp1252", errors="replace")
    return _decoded(text, "cp1252", text.count(_REPLACEMENT))


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes of a file can be those of a text in any of the encodings."""
    encoding, start = _encoding_of(head)
    text = head[start:].decode(encoding, errors="replace")
    return len(_CONTROLS.findall(text)) <= max(_FEW_CONTROLS, _MOST_CONTROLS * len(text))


def _encoding_of(data: bytes) -> tuple[str, int]:
    """The Unicode encoding of bytes, by their mark or by where null bytes stand, and the length of the mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    sample = data[:_SAMPLE]
    whole = sample[: len(sample) - len(sample) % 4]
    if len(whole) >= 8 and b"\0" in whole:
        for encoding in ("utf-32-le", "utf-32-be"):
            try:  # hardly anything else is valid UTF-32
                whole.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding, 0
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high >= _FEWEST_EMPTY and high > _EMPTY_BYTES * len(sample) / 2 and high > 10 * low:
            return encoding, 0
    return "utf-8", 0


def _mixed(data: bytes) -> Decoded:
    """The text of UTF-8 with other bytes in it, those read as Windows-1252."""
    unread = otherwise = 0

    def read(found: re.Match[str]) -> str:
        nonlocal unread, otherwise
        other = found.group().encode("utf-8", errors="surrogateescape")
        # A byte that begins a character and those that go on with it are a character whose end is lost.
        text = _REPLACEMENT if _CUT_SHORT.fullmatch(other) else other.decode("cp1252", errors="replace")
        unread += text.count(_REPLACEMENT)
        otherwise += len(text) - text.count(_REPLACEMENT)
        return text

    text = _OTHER_BYTES.sub(read, data.decode("utf-8", errors="surrogateescape"))
    return _decoded(text, "utf-8", unread, otherwise)


def _kept(data: bytes, encoding: str) -> int:
    """How many replacement characters were in the file itself."""
    return data.decode(encoding, errors="ignore").count(_REPLACEMENT)


def _decoded(text: str, encoding: str, unread: int, otherwise: int = 0) -> Decoded:
    text = text.removeprefix("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, max(0, unread), otherwise)


def _characters(count: int) -> str:
    return f"{count:,} character{'' if count == 1 else 's'}"
