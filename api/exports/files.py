"""The exported file of a briefing: what may leave is asked of the service, then printed in the format wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from api.briefings.forms import Layout
from api.briefings.service import BriefingService
from api.exports.page import to_html
from api.exports.paper import Paper, paper
from api.exports.pdf import to_pdf
from api.people.users import User
from api.shared.tabular import held_by_xml


class Format(StrEnum):
    """What an export can be."""

    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


MEDIA_TYPES = {
    Format.HTML: "text/html; charset=utf-8",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file and the name it is saved under."""

    data: bytes
    name: str
    media_type: str


def export(
    service: BriefingService,
    briefing_id: str,
    wanted: Format,
    user: User,
    layout: Layout = Layout.FULL,
    publisher: str = "",
    version: int | None = None,
) -> ExportedFile:
    """A briefing as a file; that it left is recorded. Raises NotFound, BadRequest when it may not, NoPdf."""
    read = service.for_export(briefing_id, user, version)
    printed = _held(paper(read, layout, publisher))
    data = _print(printed, wanted)
    service.note_export(read, f"{wanted}, {layout.replace('_', ' ')}", user)
    name = re.sub(r"[^A-Za-z0-9]+", "-", read.content.title).strip("-").lower()[:60] or "briefing"
    return ExportedFile(data, f"{name}-v{read.version}.{wanted}", MEDIA_TYPES[wanted])


def _held(printed: Any) -> Any:
    """The paper, or a part of it, in characters that every format can hold."""
    if type(printed) is str:
        return held_by_xml(printed)
    if isinstance(printed, tuple):
        return tuple(map(_held, printed))
    if is_dataclass(printed) and not isinstance(printed, type):
        return replace(printed, **{field.name: _held(getattr(printed, field.name)) for field in fields(printed)})
    return printed


def _print(printed: Paper, wanted: Format) -> bytes:
    if wanted is Format.HTML:
        return to_html(printed).encode()
    if wanted is Format.PDF:
        return to_pdf(printed)
    # Here, because python-docx takes a while to import and most requests are for a page.
    from api.exports.word import to_docx

    return to_docx(printed)
