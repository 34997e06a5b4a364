"""EML: an e-mail as it was sent; of a body written twice the formatted one is read, as a mail program shows it."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from pathlib import Path

from indexer.documents import Document
from indexer.readers import Limits, UnreadableFile
from indexer.readers.mail.content import Content, document_of

_HEADERS = ("From", "To", "Subject", "Date", "Received", "MIME-Version", "Message-ID")
_PEOPLE = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")


def read_eml(path: Path, limits: Limits) -> Document:
    """Read an e-mail. Raises UnreadableFile for one that is encrypted or no e-mail."""
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    if not isinstance(message, EmailMessage) or not any(message.get(name) for name in _HEADERS):
        raise UnreadableFile("it is not an e-mail: it has no sender, subject or date.", "Save it again as EML.")
    if message.get_content_type() in _SEALED:
        raise UnreadableFile("it is encrypted.", "Open it in the mail program and save it as PDF.")
    content = Content(subject=" ".join(str(message.get("Subject") or "").split()))
    content.people = [f"{name}: {value}" for name in _PEOPLE for value in message.get_all(name, [])]
    stamp = getattr(message.get("Date"), "datetime", None)
    content.sent = None if stamp is None else stamp.date()
    _take(message, content)
    return document_of(content, limits)


def _take(message: EmailMessage, content: Content) -> None:
    """Sort the parts of a message into bodies, pictures and attached files."""
    shown = message.get_body(("html", "plain"))
    alternative = message.get_body(("plain",))
    if shown is not None:
        content.bodies.append((_ending(shown), _text(shown).encode("utf-8-sig", "replace")))
    if alternative is not None and alternative is not shown:
        content.unshown.append(_text(alternative))
    for part in _others(message, {id(shown), id(alternative)}):
        kind, name = part.get_content_type(), part.get_filename() or ""
        if kind.startswith("text/") and not name and part.get_content_disposition() != "attachment":
            content.bodies.append((_ending(part), _text(part).encode("utf-8-sig", "replace")))
        elif kind.startswith("image/") and part.get("Content-ID"):
            content.pictures.append((name or kind, len(_bytes(part))))
        else:
            content.attached.append((name or _name_for(part), _bytes(part)))


def _others(message: EmailMessage, taken: set[int]) -> list[EmailMessage]:
    """All leaves of a message but the bodies taken; a message inside it is one leaf."""
    found: list[EmailMessage] = []
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart":
            waiting[:0] = [child for child in part.iter_parts() if isinstance(child, EmailMessage)]
        elif id(part) not in taken:
            found.append(part)
    return [part for part in found if part.get_content_type() != "application/pkcs7-signature"]


def _ending(part: MIMEPart) -> str:
    return ".html" if part.get_content_subtype() == "html" else ".txt"


def _text(part: MIMEPart) -> str:
    """The text of a part; one of an unknown encoding as UTF-8 with what does not fit replaced."""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        return _bytes(part).decode("utf-8", "replace")


def _bytes(part: MIMEPart) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], MIMEPart) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name_for(part: EmailMessage) -> str:
    return "message.eml" if part.get_content_type() == "message/rfc822" else part.get_content_type()
