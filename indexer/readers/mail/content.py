"""What a message says, whatever it is kept in: subject as heading, body, who wrote to whom, attached files."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, field, replace
from datetime import date

from indexer.documents import Document, Locator, PartKind
from indexer.readers import Limits
from indexer.readers.attachments import attach, read_inside
from indexer.readers.builder import DocumentBuilder

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_ADDRESS = re.compile(r"<?https?://\S+|\[cid:[^\]]*\]")
_LARGE = 20_000
"""Bytes from which a picture in a message may hold text; smaller ones are logos."""

_MOST_ATTACHED = 100
"""Files attached to a message that are read. By judgement."""


@dataclass(slots=True)
class Content:
    """A message taken out of its container.

    `bodies` are texts one after another, each with its ending (".html", ".txt"); `unshown` are bodies that a mail
    program shows only when it cannot show the others. `pictures` are names and sizes of those within the text.
    """

    subject: str = ""
    sent: date | None = None
    people: list[str] = field(default_factory=list)
    bodies: list[tuple[str, bytes]] = field(default_factory=list)
    unshown: list[str] = field(default_factory=list)
    attached: list[tuple[str, bytes]] = field(default_factory=list)
    pictures: list[tuple[str, int]] = field(default_factory=list)


def document_of(content: Content, limits: Limits) -> Document:
    """The message as a document. Senders and receivers are kept apart; attached files are read apart or named."""
    builder = DocumentBuilder()
    builder.heading(content.subject, 1, Locator())
    builder.set_apart(PartKind.PROPERTY, "\n".join(content.people))
    words: set[str] = set()
    for ending, data in content.bodies:
        body = read_inside(f"body{ending}", data, replace(limits, depth=0))  # a body holds no further files
        if body is not None:
            builder.include(body)
            words |= set(_WORD.findall(body.text.lower()))
        elif data.removeprefix(BOM_UTF8).strip():
            builder.count(PartKind.ATTACHMENT, 1, 0, 0, "a part of the text")
    for text in content.unshown:
        if set(_WORD.findall(_ADDRESS.sub("", text).lower())) - words:
            builder.set_apart(PartKind.PROPERTY, text)
    for name, size in content.pictures:
        builder.count(PartKind.PICTURE, int(size >= _LARGE), 0, 0, name)
    for name, data in content.attached[:_MOST_ATTACHED]:
        attach(builder, name, data, limits)
    builder.count(PartKind.ATTACHMENT, len(content.attached[_MOST_ATTACHED:]), 0, 0, "more than are opened")
    return builder.build(title=content.subject.strip() or None, created=content.sent)
