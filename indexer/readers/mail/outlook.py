"""MSG: a message as Outlook saves it."""

from __future__ import annotations

from pathlib import Path

from oxmsg import Message

from indexer.documents import Document
from indexer.readers import Limits, UnreadableFile
from indexer.readers.mail.content import Content, document_of

_MESSAGE = "IPM"
"""What the class of every message, invitation and note of Outlook begins with."""
_ENCRYPTED = "SMIME"


def read_msg(path: Path, limits: Limits) -> Document:
    """Read an Outlook message. Raises UnreadableFile for one that is encrypted or has a body of another kind."""
    message = Message.load(str(path))
    kind = str(message.message_class).upper()
    if not kind.startswith(_MESSAGE):
        raise UnreadableFile("it is not an Outlook message.", "Give it its right ending, or save the message again.")
    if _ENCRYPTED in kind and "MULTIPARTSIGNED" not in kind:
        raise UnreadableFile("it is encrypted.", "Open it in Outlook and save it as PDF.")
    content = Content(subject=" ".join((message.subject or "").split()))
    content.people = [f"From: {message.sender}"] if message.sender else []
    content.people.extend(f"To: {person.name} <{person.email_address}>" for person in message.recipients)
    content.sent = None if message.sent_date is None else message.sent_date.date()
    html, plain = message.html_body, message.body
    if html:
        content.bodies.append((".html", html.encode("utf-8-sig", "replace")))
        content.unshown.extend([plain] if plain else [])
    elif plain:
        content.bodies.append((".txt", plain.encode("utf-8-sig", "replace")))
    for attached in message.attachments:
        name = attached.file_name or "an attached message"
        content.attached.append((name, attached.file_bytes or b""))
    if not content.bodies and not content.attached:
        raise UnreadableFile(
            "its text is kept in a form of Outlook's own that is not read.",
            "Open it in Outlook and save it as HTML, text or PDF.",
        )
    return document_of(content, limits)
