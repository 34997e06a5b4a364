"""A briefing as one HTML file that needs nothing beside it: read on a screen, printed, or made into a PDF."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from api.exports.paper import LOCALLY, Paper
from api.web.pages import ENVIRONMENT

_FOLDER = Path(__file__).parent


def to_html(printed: Paper) -> str:
    """The file."""
    template = ENVIRONMENT.from_string((_FOLDER / "paper.html").read_text("utf-8"))
    return template.render(printed=printed, style=_style(), locally=LOCALLY)


def policy() -> str:
    """The Content-Security-Policy under which the file is shown: its own style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; sandbox"


@cache
def _style() -> str:
    return "\n" + (_FOLDER / "paper.css").read_text("utf-8")
