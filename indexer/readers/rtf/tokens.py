"""Tokens of RTF: groups, control words with their numbers, bytes and plain text, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"([{}])|\\([a-zA-Z]{1,32})(-?\d{1,20})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|[\r\n\x00]+|([^\\{}\r\n\x00]+)"
)


class Token(NamedTuple):
    """What stands at a place: a brace, a control word with its number, a control sign, or bytes of text.

    `number` is None where a word has none, which mostly means that it is on.
    """

    kind: str
    value: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; the binary data that it may hold are passed over."""
    at = 0
    while (found := _TOKEN.match(data, at)) is not None:
        at = found.end()
        brace, word, number, byte, sign, text = found.groups()
        if brace is not None:
            yield Token(brace.decode())
        elif word is not None:
            value = None if number is None else int(number)
            if word == b"bin":
                at += max(0, value or 0)
            else:
                yield Token("word", word.decode(), value)
        elif byte is not None:
            yield Token("byte", data=bytes.fromhex(byte.decode()))
        elif sign is not None:
            yield Token("word", "par") if sign in b"\r\n" else Token("sign", sign.decode("latin-1"))
        elif text is not None:
            yield Token("text", data=text)
