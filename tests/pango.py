"""Where WeasyPrint can make PDFs: with Pango on the machine."""

from __future__ import annotations

import os

import pytest

from api.exports.pdf import NoPdf, _weasyprint


def has_pango() -> bool:
    try:
        _weasyprint()
    except NoPdf:
        return False
    return True


needs_pango = pytest.mark.skipif(
    not has_pango() and not os.environ.get("REQUIRE_PANGO"), reason="Pango is not installed, so no PDF can be made"
)
