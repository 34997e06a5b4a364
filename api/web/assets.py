"""GOV.UK Frontend's stylesheet, fetched at set-up, checked, and stripped of GOV.UK's font and branding.

The Design System may be used outside GOV.UK without its crown, header and font. Nothing of it is kept in the
repository, and every page is usable without it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from api.errors import Unavailable

VERSION = "6.3.0"
_SHA512 = "cXIQxm5PHCsbic47GXZrVBZhAeeshTLRL6ZBKilLsR6rMCjJuWb7Fruq0VUNMBJFlJk/srsRj/q8d5bM9cgKoA=="
_MEMBER = "package/dist/govuk/govuk-frontend.min.css"
_LICENCE = "/* GOV.UK Frontend, Copyright (c) 2017 Crown Copyright (Government Digital Service), MIT Licence. */\n"

FOLDER = Path(__file__).parent / "static" / "vendor"
STYLESHEET = FOLDER / "govuk-frontend.css"


class AssetError(Unavailable):
    """The stylesheet could not be fetched or is not the one expected; the message says what to do."""


def fetch() -> Path:
    """Fetch, check and write the stylesheet; where it lies. Raises AssetError.

    npm fetches it; GOVUK_FRONTEND_TGZ names a file already fetched, for machines without npm or network.
    """
    data = _archive()
    found = base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != _SHA512:
        raise AssetError(f"govuk-frontend {VERSION} is not the file expected (SHA-512 {found[:16]}…); it was not used.")
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        member = archive.extractfile(_MEMBER)
        if member is None:
            raise AssetError(f"govuk-frontend {VERSION} holds no {_MEMBER}.")
        css = member.read().decode()
    FOLDER.mkdir(parents=True, exist_ok=True)
    STYLESHEET.write_text(_LICENCE + _without_branding(css), encoding="utf-8")
    return STYLESHEET


def _archive() -> bytes:
    local = os.environ.get("GOVUK_FRONTEND_TGZ")
    try:
        return Path(local).read_bytes() if local else _pack()
    except (OSError, subprocess.SubprocessError) as error:
        raise AssetError(
            f"govuk-frontend {VERSION} could not be fetched ({error}). The pages use their own plain style; run "
            "`python -m api assets` again when npm and the network are there, or set GOVUK_FRONTEND_TGZ to the file."
        ) from error


def _pack() -> bytes:
    """The package by its name, from whatever registry npm is set to. Raises OSError, SubprocessError."""
    beside = str(Path(sys.executable).parent)
    npm = shutil.which("npm") or shutil.which("npm", path=beside)
    if npm is None:
        raise FileNotFoundError("npm is not installed")
    path = os.pathsep.join((os.environ.get("PATH", ""), beside))
    with TemporaryDirectory() as folder:
        command = [npm, "pack", f"govuk-frontend@{VERSION}", "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, timeout=120, capture_output=True, env={**os.environ, "PATH": path})  # noqa: S603
        return next(Path(folder).glob("*.tgz")).read_bytes()


def _without_branding(css: str) -> str:
    """Without the licensed font, the crest and anything fetched from elsewhere."""
    css = re.sub(r"/\*!.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"[^{}]*(?:copyright-logo|logotype|crest)[^{}]*\{[^{}]*\}", "", css)
    return css.replace("GDS Transport,", "").replace('"GDS Transport",', "")
