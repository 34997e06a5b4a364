"""What every door answers with besides its own shapes: files to save, and what became of an imported table."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import UploadFile
from starlette.responses import Response

from api.errors import Invalid
from api.exports.files import MEDIA_TYPES, ExportedFile, Format
from api.exports.page import policy
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


def file_response(file: ExportedFile) -> Response:
    """An exported file: a page opens in the browser under a policy of its own, anything else is saved."""
    is_page = file.media_type == MEDIA_TYPES[Format.HTML]
    how = "inline" if is_page else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{file.name}"'}
    if is_page:
        headers["Content-Security-Policy"] = policy()
    return Response(file.data, media_type=file.media_type, headers=headers)
