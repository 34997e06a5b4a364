"""Properties of a PDF: what it says of itself: title, author, date, labels of its pages, what a person entered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from indexer.readers.pdf.layout import Page, body_size
from indexer.readers.pdf.outline import bookmarks

_NO_TITLE = re.compile(r"^(microsoft \w+|untitled|document\d*|slide \d|powerpoint)|\.(docx?|pdf|pptx?|indd|qxd)$", re.I)
_NOTHING = frozenset(("untitled", "anonymous", "unspecified", "unknown", "user", "owner"))
_OF_THE_PROGRAM = frozenset(("/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner"))
"""Entries that speak of the program that made the file."""
_TEXT_OF_XMP = re.compile(r">([^<>]{3,2000})</(?:rdf:li|dc:\w+|pdf:Keywords|photoshop:\w+|pdfx:\w+)\s*>")
_LONGEST_XMP = 200_000
"""Bytes of a packet of properties that are read. By judgement."""


def labels_of(reader: Any, count: int) -> list[str | None]:
    """The file's own page labels, when it has any; pypdf counts from 1 when it has none, which is no label."""
    try:
        if "/PageLabels" not in reader.root_object:
            return [None] * count
        return [label or None for label in reader.page_labels[:count]]
    except Exception:  # noqa: BLE001 (labels are a courtesy; a damaged table of them costs nothing else)
        return [None] * count


def bookmarks_of(reader: Any) -> list[tuple[str, int]]:
    """Titles and depths of the bookmarks."""
    try:
        return list(bookmarks(reader.outline))
    except Exception:  # noqa: BLE001 (bookmarks are a courtesy as well)
        return []


def title_of(reader: Any, pages: Sequence[Page]) -> str | None:
    """The largest words on the first page that has some, if they can be a title; else what the file says."""
    first = next(page for page in pages if page.lines)
    largest = max(line.size for line in first.lines)
    words = " ".join(line.words for line in first.lines if line.size == largest)
    if largest > body_size(pages) and 2 <= len(words.split()) <= 30:
        return words
    try:
        said = str((reader.metadata and reader.metadata.title) or "").strip()
    except Exception:  # noqa: BLE001 (metadata is a courtesy too)
        return None
    return said if len(said) > 5 and not _NO_TITLE.search(said) else None


def created_on(reader: Any) -> date | None:
    """The day the file was made, as it says."""
    try:
        made = reader.metadata.creation_date if reader.metadata else None
    except Exception:  # noqa: BLE001 (dates in PDFs are written in every way)
        return None
    return made.date() if made else None


def has_layers_off(reader: Any) -> bool:
    """Whether some layer of the pages is not shown when the file is opened."""
    try:
        layers = reader.root_object["/OCProperties"].get_object()["/D"].get_object()
        return bool(layers.get("/OFF")) or layers.get("/BaseState") == "/OFF" or bool(layers.get("/AS"))
    except Exception:  # noqa: BLE001 (most files have no layers)
        return False


def said_of_itself(reader: Any) -> str:
    """Title, author, subject, keywords and whatever else was entered, a line each; empty where there is nothing."""
    said: dict[str, None] = {}
    try:
        for name, value in (reader.metadata or {}).items():
            text = " ".join(str(value).split())
            if name not in _OF_THE_PROGRAM and text and text.casefold() not in _NOTHING:
                said[f"{str(name).lstrip('/')}: {text}"] = None
    except Exception:  # noqa: BLE001, S110 (a damaged table of properties says nothing)
        pass
    known = "\n".join(said)
    for text in _said_in_xmp(reader):
        if text not in known and text.casefold() not in _NOTHING:
            said[text] = None
    return "\n".join(said)


def _said_in_xmp(reader: Any) -> list[str]:
    """What the newer kind of properties says; it is never parsed as XML, which may come from anybody."""
    try:
        packet = reader.root_object["/Metadata"].get_object().get_data()[:_LONGEST_XMP].decode("utf-8", "replace")
    except Exception:  # noqa: BLE001 (most files have none)
        return []
    found = (" ".join(match.split()) for match in _TEXT_OF_XMP.findall(packet))
    return [text for text in found if any(c.isalpha() for c in text)]
