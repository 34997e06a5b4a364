"""Text from bytes: the encodings that council files come in."""

from __future__ import annotations

import codecs


def decode(data: bytes) -> str:
    """Text of UTF-8 (with or without mark), UTF-16 with mark, else Windows-1252; line ends made single."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
