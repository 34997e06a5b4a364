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
import tarfile
import urllib.error
import urllib.request
from pathlib import Path

VERSION = "6.3.0"
_SHA512 = "cXIQxm5PHCsbic47GXZrVBZhAeeshTLRL6ZBKilLsR6rMCjJuWb7Fruq0VUNMBJFlJk/srsRj/q8d5bM9cgKoA=="
_REGISTRY = "https://registry.npmjs.org"
_MEMBER = "package/dist/govuk/govuk-frontend.min.css"
_LICENCE = "/* GOV.UK Frontend, Copyright (c) 2017 Crown Copyright (Government Digital Service), MIT Licence. */\n"

FOLDER = Path(__file__).parent / "static" / "vendor"
STYLESHEET = FOLDER / "govuk-frontend.css"


class AssetError(RuntimeError):
    """The stylesheet could not be fetched or is not the one expected; the message says what to do."""


def fetch() -> Path:
    """Fetch, check and write the stylesheet; where it lies. Raises AssetError.

    NPM_CONFIG_REGISTRY names a mirror; GOVUK_FRONTEND_TGZ a file already fetched, for machines without network.
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
        if local:
            return Path(local).read_bytes()
        registry = os.environ.get("NPM_CONFIG_REGISTRY", _REGISTRY).rstrip("/")
        if not registry.startswith("https://"):
            raise AssetError("NPM_CONFIG_REGISTRY must be an https address.")
        address = f"{registry}/govuk-frontend/-/govuk-frontend-{VERSION}.tgz"
        with urllib.request.urlopen(address, timeout=60) as response:  # noqa: S310 (https, checked above)
            data: bytes = response.read()
            return data
    except (OSError, urllib.error.URLError) as error:
        raise AssetError(
            f"govuk-frontend {VERSION} could not be fetched ({error}). The pages use their own plain style; run "
            "`python -m api assets` again when the network is there."
        ) from error


def _without_branding(css: str) -> str:
    """Without the licensed font, the crest and anything fetched from elsewhere."""
    css = re.sub(r"/\*!.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"[^{}]*(?:copyright-logo|logotype|crest)[^{}]*\{[^{}]*\}", "", css)
    return css.replace("GDS Transport,", "").replace('"GDS Transport",', "")
