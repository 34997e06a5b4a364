"""The web interface: server-rendered pages that need no JavaScript."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api.web import (
    asking,
    briefings,
    commitments,
    courses,
    entry,
    judging,
    learning_points,
    lexicon,
    library,
    patterns,
    quarantine,
    summary,
    theme_links,
    theme_register,
    theme_review,
    themes,
    training,
    verifying,
)
from api.web.pages import error_page

__all__ = ["error_page", "mount"]


def mount(app: FastAPI) -> None:
    """Add the pages to the application."""
    for module in (
        entry,
        asking,
        summary,
        quarantine,
        library,
        verifying,
        judging,
        theme_register,
        theme_review,
        theme_links,
        patterns,
        themes,
        commitments,
        briefings,
        courses,
        training,
        learning_points,
        lexicon,
    ):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
