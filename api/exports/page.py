"""A briefing as one HTML file that needs nothing beside it: read on a screen, printed, or made into a PDF."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.exports.paper import LOCALLY, Paper
from api.wording import long_date, place

_FOLDER = Path(__file__).parent


def to_html(printed: Paper) -> str:
    """The file."""
    return _environment().get_template("paper.html").render(printed=printed, style=_style(), locally=LOCALLY)


def policy() -> str:
    """The Content-Security-Policy under which the file is shown: its own style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; sandbox"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(long_date=long_date, place=place)
    return environment


@cache
def _style() -> str:
    return "\n" + (_FOLDER / "paper.css").read_text("utf-8")
