"""What a PDF holds besides its text: entered into the account of the file, and kept apart where it is words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from indexer.documents import Locator, PartKind
from indexer.readers import Limits
from indexer.readers.builder import DocumentBuilder
from indexer.readers.pdf.holdings.attachments import Attachment, attachments_of
from indexer.readers.pdf.holdings.forms import elsewhere, xfa_text
from indexer.readers.pdf.holdings.revisions import Opener, earlier_texts
from indexer.readers.pdf.layout import Page
from indexer.readers.pdf.page_reading import PageReading
from indexer.readers.pdf.properties import bookmarks_of, said_of_itself

_XFA = "a form that only Adobe Reader shows (XFA)"


def enter_pages(
    builder: DocumentBuilder, readings: Sequence[PageReading], pages: Sequence[Page], unread: Sequence[int]
) -> None:
    """Enter what the pages hold: pictures, fields, remarks, hidden text, headers. Of `unread` nothing was read."""
    count = len(readings)
    builder.count(PartKind.PAGE, count, count - len(unread), detail=_numbered(unread, " (picture or scan)"))
    _enter_pictures(builder, readings, unread)
    furniture: dict[str, int] = {}
    for page, reading in zip(pages, readings, strict=True):
        locator = Locator(page=page.number)
        for kind, text in reading.sight.hidden if reading.sight else ():
            builder.set_apart(kind, text, locator, hidden=kind is not PartKind.STRUCK_TEXT)
        _enter_fields(builder, reading, locator)
        for note in reading.annotations:
            if note.kind is not PartKind.TEXT_BOX or note.hidden:
                builder.set_apart(note.kind, note.text, locator, hidden=note.hidden)
            if note.kind is PartKind.TEXT_BOX:
                builder.count(PartKind.TEXT_BOX, 1, int(not note.hidden), int(note.hidden))
        for text in (*page.furniture, *reading.watermark):
            same = text.removesuffix(page.printed or "").strip()
            furniture.setdefault(same, page.number)
    for text, number in furniture.items():
        builder.set_apart(PartKind.HEADER, text, Locator(page=number))


def enter_file(
    builder: DocumentBuilder, reader: Any, path: Path, limits: Limits, contents: Sequence[str], open_pdf: Opener
) -> None:
    """Enter what the file holds besides its pages: properties, bookmarks, contents, attached files, earlier states."""
    builder.set_apart(PartKind.PROPERTY, said_of_itself(reader))
    builder.set_apart(PartKind.PROPERTY, "\n".join([*(title for title, _ in bookmarks_of(reader)), *contents]))
    _enter_attachments(builder, attachments_of(reader, limits))
    for earlier in earlier_texts(path, reader, open_pdf):
        builder.set_apart(PartKind.REVISION, earlier.text, Locator(page=earlier.page), hidden=True)


def enter_form(builder: DocumentBuilder, reader: Any, readings: Iterable[PageReading]) -> None:
    """Enter what a form holds that lies on no page."""
    widgets = [widget for reading in readings for widget in reading.widgets]
    for line in elsewhere(reader, widgets):
        builder.set_apart(PartKind.FORM_FIELD, line, hidden=True)
        builder.count(PartKind.FORM_FIELD, 1, 0, 1)
    words = xfa_text(reader)
    if words is not None and not widgets:
        builder.set_apart(PartKind.FORM_FIELD, words, hidden=True)
        builder.count(PartKind.FORM_FIELD, 1, 0, detail=_XFA)


def _enter_pictures(builder: DocumentBuilder, readings: Sequence[PageReading], unread: Sequence[int]) -> None:
    """Pictures are no text and none is missed, but for those that seem to hold words that nobody typed."""
    held = sum(reading.pictures.count for reading in readings)
    wordy = {n: reading.unread for n, reading in enumerate(readings, start=1) if reading.unread and n not in unread}
    missed = min(held, sum(wordy.values()))
    builder.count(PartKind.PICTURE, held, 0, held - missed, _numbered(list(wordy)))


def _enter_fields(builder: DocumentBuilder, reading: PageReading, locator: Locator) -> None:
    hidden = [widget for widget in reading.widgets if widget.hidden]
    for widget in hidden:
        builder.set_apart(PartKind.FORM_FIELD, f"{widget.called or widget.name}: {widget.value}", locator, hidden=True)
    builder.count(PartKind.FORM_FIELD, len(reading.widgets), len(reading.widgets) - len(hidden), len(hidden))


def _enter_attachments(builder: DocumentBuilder, attachments: Sequence[Attachment]) -> None:
    read = [attachment for attachment in attachments if attachment.text]
    for attachment in read:
        locator = Locator(page=attachment.page)
        builder.set_apart(PartKind.ATTACHMENT, f"{attachment.name}\n{attachment.text}", locator, hidden=True)
    mixed = 0 < len(read) < len(attachments)
    names = [a.name + (" (not read)" if mixed and not a.text else "") for a in attachments]
    builder.count(PartKind.ATTACHMENT, len(attachments), 0, len(read), ", ".join(names))


def _numbered(pages: Sequence[int], what: str = "") -> str:
    if not pages:
        return ""
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}{what}"
