"""Text as XML can hold it: Word and Excel files are XML, which has no place for most control characters."""

from __future__ import annotations

import re

_NOT_HELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def held_by_xml(text: str) -> str:
    """The text with a replacement character for each that XML cannot hold."""
    return _NOT_HELD.sub("\ufffd", text)
