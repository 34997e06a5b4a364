"""Names of OpenDocument XML with their namespaces."""

from __future__ import annotations

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = {
    "chart": f"{_OASIS}:chart:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "meta": f"{_OASIS}:meta:1.0",
    "office": f"{_OASIS}:office:1.0",
    "presentation": f"{_OASIS}:presentation:1.0",
    "style": f"{_OASIS}:style:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "table": f"{_OASIS}:table:1.0",
    "text": f"{_OASIS}:text:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}


def q(name: str) -> str:
    """A name with its prefix ("text:p") as lxml writes it."""
    prefix, plain = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{plain}"
