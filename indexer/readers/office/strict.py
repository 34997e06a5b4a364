"""Strict Office Open XML: the same markup under other namespaces, put into the usual ones before it is opened."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/([\w/-]+)")
_CAPITAL = re.compile(rb"(?<=[a-z])([A-Z])")
_CORE = b"officeDocument/relationships/metadata/core-properties"
_OTHERWISE = {_CORE: b"package/2006/relationships/metadata/core-properties"}
"""Names whose usual form the rule does not give: the year after the first part, capitals as hyphens in properties."""
_TEMPLATES = (
    (b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"),
    (b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"),
    (b"presentationml.slideshow.main+xml", b"presentationml.presentation.main+xml"),
)
"""Content types of templates and shows, which are documents all the same."""


def opened(path: Path) -> IO[bytes]:
    """The file as a stream in the usual namespaces; a copy in memory where it is Strict or called a template."""
    with ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml")
        usual = _usual_types(types)
        if usual == types and b"purl.oclc.org/ooxml" not in _read(archive, "_rels/.rels"):
            return io.BytesIO(path.read_bytes())
        made = io.BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED) as copy:
            for member in archive.infolist():
                content = archive.read(member)
                if member.filename == "[Content_Types].xml":
                    content = usual
                elif member.filename.endswith((".xml", ".rels", ".vml")):
                    content = _STRICT.sub(_usual, content)
                copy.writestr(member, content)
    made.seek(0)
    return made


def _read(archive: ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _usual_types(types: bytes) -> bytes:
    for template, document in _TEMPLATES:
        types = types.replace(template, document)
    return types


def _usual(found: re.Match[bytes]) -> bytes:
    first, rest = found.group(1), found.group(2)
    name = _OTHERWISE.get(first + b"/" + rest)
    if name is None:
        head, *tail = rest.split(b"/")
        if head.endswith(b"Properties") or (tail and tail[-1].endswith(b"Properties")):
            rest = _CAPITAL.sub(lambda capital: b"-" + capital.group(1).lower(), rest)
        name = first + b"/2006/" + rest
    return b"http://schemas.openxmlformats.org/" + name
