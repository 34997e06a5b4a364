"""The web interface: server-rendered pages that need no JavaScript."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api.web.pages import error_page

__all__ = ["error_page", "mount"]


def mount(app: FastAPI) -> None:
    """Add the pages to the application."""
    # Here, because exports and commands need what all pages share, and none of their routes.
    from api.web.routers import ROUTERS

    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
