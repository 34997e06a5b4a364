"""A briefing as tagged PDF (PDF/UA-1), made of its HTML by WeasyPrint, which needs Pango from the system."""

from __future__ import annotations

from typing import Any

from api.errors import BadRequest
from api.exports.page import to_html
from api.exports.paper import Paper

VARIANT = "pdf/ua-1"


class NoPdf(BadRequest):
    """WeasyPrint or a library of the system that it needs is not there; the message says what to install."""


def to_pdf(printed: Paper) -> bytes:
    """The file. Raises NoPdf."""
    made: bytes = _weasyprint().HTML(string=to_html(printed), url_fetcher=_refuse).write_pdf(pdf_variant=VARIANT)
    return made


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise NoPdf(
            "PDF cannot be made here: Pango is missing. Install it (Debian: apt install libpango-1.0-0 "
            "libpangoft2-1.0-0 fonts-liberation2) and start again; HTML and DOCX work without it."
        ) from error
    return weasyprint


def _refuse(url: str, *_: object, **__: object) -> dict[str, Any]:
    """An export fetches nothing, whatever stands in it."""
    raise ValueError(f"An export may not fetch {url[:80]}.")
