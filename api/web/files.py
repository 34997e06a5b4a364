"""Files of the pages: what a person downloads, and what became of a table that was imported."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import UploadFile
from starlette.responses import Response

from api.errors import Invalid
from api.requests import received
from api.shared.tabular import ImportReport, TableFormat


def download(data: bytes | str, name: str, media_type: str) -> Response:
    """A file that the browser saves under a name, as far as a header can hold it."""
    plain = re.sub(r"[^A-Za-z0-9.-]+", "-", name)
    return Response(data, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{plain}"'})


def table_download(data: bytes, name: str, form: TableFormat) -> Response:
    """A table as a file; its ending is put after the name."""
    return download(data, f"{name}.{form}", form.media_type)


def imported(file: UploadFile, max_mb: int, read: Callable[[Path, str], ImportReport]) -> tuple[int, dict[str, Any]]:
    """The status and the values of the page that says what became of each line, or why the file cannot be used."""
    try:
        with received(file, max_mb) as (path, name):
            return 200, {"report": read(path, name), "error": None}
    except Invalid as error:
        return 422, {"report": None, "error": str(error)}
